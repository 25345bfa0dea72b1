"""The coarsest units that cover the same people before and after mergers and splits."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass

from analysis.comparing.succession import SuccessionError


@dataclass(frozen=True)
class CommonUnit:
    """The least group of earlier and later units that cover the same people.

    Examples
    --------
    >>> CommonUnit(before=("A", "B"), after=("AB",)).after
    ('AB',)
    """

    before: tuple[str, ...]
    after: tuple[str, ...]


def common_units(links: Iterable[tuple[str, str]]) -> tuple[CommonUnit, ...]:
    """The coarsest units that can be compared without shares, where some merged and some split.

    Parameters
    ----------
    links : pairs (earlier unit, later unit) between which people passed

    Returns
    -------
    CommonUnit: groups that share nobody, in the order of their first earlier unit.

    Raises
    ------
    SuccessionError: no link at all.

    Source
    ------
    The connected parts of the graph of links.

    Examples
    --------
    >>> [unit.before for unit in common_units([("A", "X"), ("A", "Y"), ("B", "Y"), ("C", "Z")])]
    [('A', 'B'), ('C',)]
    """
    pairs = [*dict.fromkeys(links)]
    if not pairs:
        raise SuccessionError("no links between earlier and later units; give one for each unit")
    group: dict[Hashable, set[tuple[str, str]]] = {}
    for old, new in pairs:
        joined = {(old, new)} | group.get(("before", old), set()) | group.get(("after", new), set())
        for before, after in joined:
            group["before", before] = group["after", after] = joined
    found = {id(part): part for part in (group["before", old] for old, _ in sorted(pairs))}
    return tuple(
        CommonUnit(tuple(sorted({b for b, _ in part})), tuple(sorted({a for _, a in part})))
        for part in found.values()
    )
