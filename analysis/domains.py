"""One variable in several groups of respondents at once, with the covariance of the groups."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from analysis.columns import mask, numbers
from analysis.comparing.difference import Difference, difference
from analysis.design import Design, Floats, Ints
from analysis.names import refuse_mixed
from analysis.quantile import tail
from analysis.variance import Domain

MOST_GROUPS = 5_000
"""The covariance of so many groups takes 200 MB; there were 3,321 communes in Vietnam in 2025."""


class GroupError(ValueError):
    """A group that is not there, or values that do not fit the design."""


@dataclass(frozen=True)
class Domains:
    """Means (shares) of G groups: `value` (G,), `covariance` (G, G), unweighted `n` (G,), names sorted.

    `df` is that of everybody who answered in any of the groups.

    Examples
    --------
    >>> found = by_group([1, 0, 1, 1], Design.of(4), list("aabb"))
    >>> found.place("b"), found.se.round(3).tolist()
    (1, [0.408, 0.0])
    >>> found.difference("b", "a").value
    0.5
    """

    names: tuple[str, ...]
    value: Floats
    covariance: Floats
    n: Ints
    df: float
    level: float

    @property
    def se(self) -> Floats:
        """Standard error of each group (G,)."""
        return np.sqrt(np.maximum(np.diag(self.covariance), 0.0))

    def place(self, name: str) -> int:
        """The place of a group; GroupError when nobody in it answered."""
        if name not in self.names:
            raise GroupError(f"nobody answered in group {name!r}; choose one of {', '.join(self.names)}")
        return self.names.index(name)

    def difference(self, first: str, second: str) -> Difference:
        """First minus second group, their covariance counted, t on `df` (R `svycontrast`)."""
        a, b = self.place(first), self.place(second)
        v = self.covariance
        gap = float(self.value[a] - self.value[b])
        return difference(gap, float(v[a, a] + v[b, b] - 2 * v[a, b]), self.df, self.level)


def by_group(
    y: ArrayLike,
    design: Design,
    group: Sequence[Any],
    *,
    domain: ArrayLike | None = None,
    level: float = 0.95,
) -> Domains:
    """Design-based mean of one variable in every group, with their covariance.

    Groups that share PSUs or strata covary; waves of one file are groups like any other, so the
    difference of two waves with common clusters comes out with its covariance.

    Parameters
    ----------
    y : float array (n,); 0/1 for a share; NaN where not answered
    design : Design of the same n respondents
    group : n labels
    domain : bool array (n,), optional; a mask, not a filter
    level : confidence level of the differences

    Returns
    -------
    Domains: the groups in which anybody answered, in sorted order.

    Raises
    ------
    GroupError: lengths that differ, nobody answered at all, or more than `MOST_GROUPS` groups.
    NamesError: a group that is missing, or texts mixed with numbers.
    ValueError: texts or infinite numbers among `y`; a level outside 0–1.
    LonelyPSUError: a stratum of the domain holds a single PSU.

    Source
    ------
    R survey 4.5, `svyby(~y, ~group, design, svymean, covmat = TRUE)`.

    Examples
    --------
    >>> found = by_group([1, 0, 1, 1, 0, 1], Design.of(6), list("aaabbb"))
    >>> found.names, found.value.round(3).tolist()
    (('a', 'b'), [0.667, 0.667])
    >>> found.difference("a", "b").value
    0.0
    """
    tail(level)
    values, labels = numbers(y), _labels(group)
    if values.shape != (design.n,) or labels.shape != (design.n,):
        raise GroupError(
            f"{values.size} values and {labels.size} groups for {design.n} respondents; give one each"
        )
    rows = _answering(values, design, domain)
    names, place = _in_order(labels[rows])
    used = Domain(design, rows)
    size = np.bincount(place, weights=used.weight)
    value = _exact_where_even(
        np.bincount(place, weights=used.weight * values[rows]) / size, values[rows], place
    )
    score = used.weight * (values[rows] - value[place]) / size[place]
    df = used.degrees_of_freedom(np.ones((len(rows), 1), dtype=bool))
    return Domains(
        names=tuple(str(name) for name in names),
        value=value,
        covariance=used.covariance_between(score, place, len(names)),
        n=np.bincount(place),
        df=float(df[0]),
        level=level,
    )


def t_test(
    y: ArrayLike,
    design: Design,
    group: Sequence[Any],
    *,
    first: str,
    second: str,
    domain: ArrayLike | None = None,
    level: float = 0.95,
) -> Difference:
    """Mean of `first` minus mean of `second`: R's design-based t test, on one degree of freedom less.

    Parameters as `by_group`; respondents of other groups are left out as a domain.

    Raises
    ------
    GroupError, LonelyPSUError, NamesError, ValueError: as `by_group`; nobody answered in one of the two.

    Source
    ------
    R survey 4.5, `svyttest(y ~ group, design)`: the slope of a regression on two groups, hence df − 1.

    Examples
    --------
    >>> t_test([1, 2, 3, 4], Design.of(4), list("aabb"), first="b", second="a").value
    2.0
    """
    labels = _labels(group).astype(str)
    if len(labels) != design.n:
        raise GroupError(f"{len(labels)} groups for {design.n} respondents; give one each")
    keep = np.isin(labels, [first, second])
    if domain is not None:
        keep &= mask(domain, design.n)
    found = by_group(y, design, group, domain=keep, level=level)
    apart = found.difference(first, second)
    variance = 0.0 if apart.se is None else apart.se**2
    return difference(apart.value, variance, found.df - 1, level)


def _labels(group: Sequence[Any]) -> np.ndarray:
    """The groups as they are; refuses one that is missing, and texts mixed with numbers."""
    labels = np.asarray(group)
    if labels.dtype.kind not in "biu":
        refuse_mixed(set(group), "group")
    return labels


def _in_order(labels: np.ndarray) -> tuple[np.ndarray, Ints]:
    """The distinct groups as texts in order, and each row's place among them."""
    found, place = np.unique(labels, return_inverse=True)
    if len(found) > MOST_GROUPS:
        raise GroupError(
            f"{len(found)} groups have too large a covariance (at most {MOST_GROUPS} groups); take larger "
            "groups, or some of them as a `domain`"
        )
    names = found.astype(str)
    order = np.argsort(names)
    rank = np.empty(len(names), dtype=np.int64)
    rank[order] = np.arange(len(names))
    return names[order], rank[place]


def _exact_where_even(value: Floats, y: Floats, place: Ints) -> Floats:
    """The means, without rounding where all of a group gave the same answer, so that its error is 0."""
    low, high = np.full(len(value), np.inf), np.full(len(value), -np.inf)
    np.minimum.at(low, place, y)
    np.maximum.at(high, place, y)
    return np.where(low == high, low, value)


def _answering(values: Floats, design: Design, domain: ArrayLike | None) -> np.ndarray:
    keep = ~np.isnan(values) & (design.weight > 0)
    if domain is not None:
        keep &= mask(domain, design.n)
    rows = np.flatnonzero(keep)
    if not len(rows):
        raise GroupError("nobody answered in any group; widen the domain")
    return rows
