"""Units that merged or split between two waves: their counts added or shared out, never their percentages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from analysis.columns import floats
from analysis.design import Floats, Ints

CLOSE_TO_ONE = 1e-6


class SuccessionError(ValueError):
    """A table of predecessors and successors that cannot be true."""


def merged(counts: Mapping[str, ArrayLike], predecessors: Mapping[str, Sequence[str]]) -> dict[str, Floats]:
    """The counts of units formed by mergers: those of their predecessors, added.

    60 of 80 and 10 of 40 are 70 of 120, 58.3 %, and not the mean of 75 % and 25 %.

    Parameters
    ----------
    counts : for each unit of the earlier wave an array of one shape (items, codes, PSUs, people of the
        population …) that may be added: respondents or weights, never percentages
    predecessors : for each unit of the later wave those it was formed of; one that went on alone too

    Returns
    -------
    For each unit of the later wave an array of the same shape.

    Raises
    ------
    SuccessionError: a unit in two parents, one without counts or without a successor, arrays of
        different shapes, negative or missing counts.

    Source
    ------
    A merged unit is one larger unit: R survey, a domain of several units (golden `merged:` cases).

    Examples
    --------
    >>> merged({"A": [60, 80], "B": [10, 40], "C": [5, 9]}, {"AB": ["A", "B"], "C": ["C"]})["AB"].tolist()
    [70.0, 120.0]
    """
    parents: dict[str, list[str]] = {}
    for new, olds in predecessors.items():
        for old in olds:
            parents.setdefault(old, []).append(new)
    twice = [(old, news) for old, news in parents.items() if len(news) > 1]
    if twice:
        old, news = twice[0]
        raise SuccessionError(
            f"unit {old!r} is in two parents {news}; share it out with split, or correct it"
        )
    return split(counts, {old: {news[0]: 1.0} for old, news in parents.items()})


def split(counts: Mapping[str, ArrayLike], shares: Mapping[str, Mapping[str, float]]) -> dict[str, Floats]:
    """The counts of successors when units were divided: each gets its share of every predecessor.

    A unit's percentage is the same in all its parts, for nobody knows who answered where; the shares
    decide how much each predecessor weighs in a successor that has several.

    Parameters
    ----------
    counts : as `merged`
    shares : for each unit of the earlier wave its successors and the share of its people that went to
        each, adding up to 1

    Returns
    -------
    For each successor an array of the same shape; see `effective_base` for its precision.

    Raises
    ------
    SuccessionError: shares that are negative or do not add up to 1, a unit without counts or without a
        successor, arrays of different shapes, negative or missing counts.

    Source
    ------
    A definition of this program.

    Examples
    --------
    >>> found = split({"A": [60, 80], "B": [10, 40]}, {"A": {"X": 0.25, "Y": 0.75}, "B": {"Y": 1}})
    >>> found["X"].tolist(), found["Y"].tolist()
    ([15.0, 20.0], [55.0, 100.0])
    """
    given = _counts(counts)
    _check_shares(shares)
    lost = sorted(set(given) ^ set(shares))
    if lost:
        raise SuccessionError(
            f"units {lost[:5]} have counts but no successor, or a successor but no counts; name each in both"
        )
    result: dict[str, Floats] = {}
    for old, parts in shares.items():
        for new, share in parts.items():
            result[new] = result.get(new, np.zeros_like(given[old])) + share * given[old]
    return result


def effective_base(bases: Mapping[str, float], shares: Mapping[str, Mapping[str, float]]) -> dict[str, float]:
    """Respondents that stand behind each successor's percentage: (Σ share·n)² / Σ share²·n.

    A fifth of 100 respondents gives the successor a base of 20 but the precision of the 100 of whom
    nobody knows which fifth; use this size, not the base, for an interval.

    Parameters
    ----------
    bases : respondents of each unit of the earlier wave; shares : as `split`

    Returns
    -------
    For each successor its effective number of respondents, 0 where nobody answered.

    Raises
    ------
    SuccessionError: as `split`.

    Source
    ------
    Kish (1965), *Survey Sampling*, §11.7, with the shares as weights.

    Examples
    --------
    >>> found = effective_base({"A": 100, "B": 40}, {"A": {"X": 0.2, "Y": 0.8}, "B": {"Y": 1}})
    >>> round(found["X"], 1), round(found["Y"], 1)
    (100.0, 138.5)
    """
    sums = split(bases, shares)
    squares = {
        new: sum(parts.get(new, 0.0) ** 2 * float(bases[old]) for old, parts in shares.items())
        for new in sums
    }
    return {new: float(sums[new]) ** 2 / square if square else 0.0 for new, square in squares.items()}


@dataclass(frozen=True)
class Successors:
    """Respondents laid out by the units of the later wave: row `row` counts in `unit` with `share`.

    Who lived in a divided unit stands once in each of its parts; the design keeps them as one person when
    `row` picks their PSU and stratum, and `share` multiplies their weight.

    Examples
    --------
    >>> Successors(np.array([0, 0]), ("X", "Y"), np.array([0.4, 0.6])).unit
    ('X', 'Y')
    """

    row: Ints
    unit: tuple[str, ...]
    share: Floats


def successors(unit: Sequence[str], shares: Mapping[str, Mapping[str, float]]) -> Successors:
    """Lay out the respondents of the earlier wave by the units of the later one.

    Parameters
    ----------
    unit : n labels of the earlier wave; shares : as `split`, a merger being a share of 1

    Returns
    -------
    Successors: one row for each respondent and successor with a share, in the respondents' order.

    Raises
    ------
    SuccessionError: shares that are negative or do not add up to 1, a unit without successor.

    Source
    ------
    A definition of this program.

    Examples
    --------
    >>> found = successors(["A", "B"], {"A": {"X": 0.25, "Y": 0.75}, "B": {"Y": 1}})
    >>> found.row.tolist(), found.unit, found.share.tolist()
    ([0, 0, 1], ('X', 'Y', 'Y'), [0.25, 0.75, 1.0])
    """
    _check_shares(shares)
    lost = sorted({str(each) for each in unit if each not in shares})
    if lost:
        raise SuccessionError(f"units {lost[:5]} have no successor; name one for each, or share them out")
    parts = [
        (row, new, share) for row, old in enumerate(unit) for new, share in shares[old].items() if share > 0
    ]
    return Successors(
        row=np.array([row for row, _, _ in parts], dtype=np.int64),
        unit=tuple(new for _, new, _ in parts),
        share=np.array([share for _, _, share in parts], dtype=float),
    )


def _counts(counts: Mapping[str, ArrayLike]) -> dict[str, Floats]:
    given = {name: floats(each, f"counts of {name!r}", SuccessionError) for name, each in counts.items()}
    shapes = {each.shape for each in given.values()}
    if len(shapes) > 1:
        raise SuccessionError(f"the units' counts have shapes {sorted(shapes)}; give all in one shape")
    for name, each in given.items():
        if not (each >= 0).all() or not np.isfinite(each).all():
            raise SuccessionError(f"unit {name!r} has a negative or missing count; correct the counts")
    return given


def _check_shares(shares: Mapping[str, Mapping[str, Any]]) -> None:
    for old, parts in shares.items():
        given = floats(list(parts.values()), f"shares of {old!r}", SuccessionError)
        total = float(given.sum())
        if not (given >= 0).all() or not abs(total - 1) <= CLOSE_TO_ONE:
            raise SuccessionError(
                f"the shares of unit {old!r} are {dict(parts)} and add up to {total:g}; give shares of 0 or "
                "more that add up to 1"
            )
