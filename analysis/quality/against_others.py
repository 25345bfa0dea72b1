"""Share of odd ballots in one batch or interviewer against the others': an exact test, Holm over all."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike
from scipy import special

from analysis.comparing.multiplicity import holm
from analysis.design import Bools, Floats, Ints
from analysis.quality.labels import Labels, everybody
from analysis.quality.outliers import outliers
from analysis.quality.settings import QualityError


@dataclass(frozen=True)
class Share:
    """One group's odd ballots beside the others': `count` of `n`, the share, what was `expected`.

    `n` counts the group's ballots in strata where there are others too; `expected` is the share that
    those others lead to, `z` the distance in standard deviations. `p` and `p_holm` are None when the
    group is too small to be judged, or there is nobody to compare it with.

    Examples
    --------
    >>> Share("a", 6, 2, 1 / 3).p_holm is None
    True
    """

    name: str
    n: int
    count: int
    share: float
    expected: float | None = None
    z: float | None = None
    p: float | None = None
    p_holm: float | None = None


def against_others(
    odd: ArrayLike,
    group: Labels,
    *,
    within: Labels | None = None,
    least: int = 10,
    side: str = "more",
) -> tuple[Share, ...]:
    """Test the share of odd ballots of every group against the other ballots of the same strata.

    Given how many of a stratum's ballots are odd, the number that fall to a group is hypergeometric if
    the group is like the others; over strata the numbers add (the exact Cochran–Mantel–Haenszel test,
    with one stratum Fisher's). Groups that stand out are not counted among the others (`outliers`).

    Parameters
    ----------
    odd : bool array (n,), which ballots are odd (a straight line, too fast)
    group : labels of n ballots; those without a label are left out altogether
    within : labels of strata (area, mode) inside which is compared; default all together
    least : ballots that a group needs to be judged
    side : "more" odd ballots than the others, or "both" directions (twice the smaller tail)

    Returns
    -------
    One `Share` a group, in the order of the names; `p_holm` is adjusted over the groups judged.

    Raises
    ------
    QualityError : another number of values than labels, a side that is not known

    Source
    ------
    Fisher (1935); Mantel and Haenszel (1959), *JNCI* 22; one stratum equals
    `scipy.stats.fisher_exact(alternative="greater")`.

    Examples
    --------
    >>> group = Labels.of(["a"] * 10 + ["b"] * 30, "batch")
    >>> found = against_others([True] * 6 + [False] * 34, group)
    >>> round(found[0].p, 7), found[1].p
    (5.47e-05, 1.0)
    """
    event = np.asarray(odd, dtype=bool)
    strata = everybody(len(group.code)) if within is None else within
    if event.shape != group.code.shape or event.shape != strata.code.shape:
        raise QualityError(
            f"{event.size} values, {group.code.size} labels, {strata.code.size} strata; give each row one"
        )
    if side not in SIDES:
        raise QualityError(f"side {side!r} is not known; choose one of {', '.join(SIDES)}")
    counts = _Counts.of(event, group, strata)

    def test(aside: Bools) -> tuple[Floats, Floats]:
        lines = counts.shares(aside, least, side)
        p = np.array([np.nan if each.p is None else each.p for each in lines], dtype=float)
        z = np.array([0.0 if each.z is None else each.z for each in lines])
        return p, np.abs(z) if side == "both" else z

    found = counts.shares(outliers(test, len(group.names)), least, side)
    adjusted = holm([np.nan if each.p is None else each.p for each in found])
    return tuple(
        each if each.p is None else replace(each, p_holm=float(p))
        for each, p in zip(found, adjusted, strict=True)
    )


@dataclass(frozen=True)
class _Counts:
    """Ballots and odd ballots by group and stratum: one entry a combination that occurs."""

    names: tuple[str, ...]
    group: Ints
    stratum: Ints
    size: Ints
    odd: Ints
    starts: Ints

    @classmethod
    def of(cls, event: Bools, group: Labels, strata: Labels) -> _Counts:
        used = group.given & strata.given
        width = max(len(strata.names), 1)
        both = group.code[used] * width + strata.code[used]
        cells, number = np.unique(both, return_inverse=True)
        size = np.bincount(number, minlength=len(cells))
        odd = np.bincount(number, weights=event[used], minlength=len(cells)).astype(np.int64)
        of_group = cells // width
        starts = np.searchsorted(of_group, np.arange(len(group.names) + 1))
        return cls(group.names, of_group, cells % width, size, odd, starts)

    def shares(self, aside: Bools, least: int, side: str) -> list[Share]:
        """Every group against the others that are not set aside."""
        width = int(self.stratum.max(initial=0)) + 1
        kept = ~aside[self.group]
        of_size = np.bincount(self.stratum[kept], weights=self.size[kept], minlength=width).astype(float)
        of_odd = np.bincount(self.stratum[kept], weights=self.odd[kept], minlength=width).astype(float)
        # Whoever is set aside is not in these totals; anybody else leaves them.
        size = of_size[self.stratum] - np.where(kept, self.size, 0)
        odd = of_odd[self.stratum] - np.where(kept, self.odd, 0)
        return [self._share(number, size, odd, least, side) for number in range(len(self.names))]

    def _share(self, number: int, others: Floats, odd_others: Floats, least: int, side: str) -> Share:
        own = slice(self.starts[number], self.starts[number + 1])
        seen = others[own] > 0
        drawn, whole = self.size[own][seen], (others[own] + self.size[own])[seen]
        n, count = int(drawn.sum()), int(self.odd[own][seen].sum())
        if n < least:
            n, count = int(self.size[own].sum()), int(self.odd[own].sum())
            return Share(self.names[number], n, count, count / max(n, 1))
        expected = float((odd_others[own] / np.maximum(others[own], 1))[seen] @ drawn) / n
        odds = (odd_others[own] + self.odd[own])[seen]
        rate = odds / whole
        spread = float((drawn * rate * (1 - rate) * (whole - drawn) / np.maximum(whole - 1, 1)).sum())
        z = float(count - (drawn * rate).sum()) / np.sqrt(spread) if spread > 0 else 0.0
        p = SIDES[side](_chances(whole, odds, drawn), count)
        return Share(self.names[number], n, count, count / n, expected, float(z), p)


def _chances(sizes: Floats, odds: Floats, drawn: Ints) -> Floats:
    """Probability of 0, 1, 2 … odd ballots in the group: hypergeometric numbers of all strata added."""
    chances = np.ones(1)
    for size, odd, taken in zip(sizes.astype(int), odds.astype(int), drawn.astype(int), strict=True):
        chances = np.convolve(chances, _hypergeometric(size, odd, taken))
    return chances


def _hypergeometric(size: int, odd: int, taken: int) -> Floats:
    """Probability of 0, 1, 2 … odd ones among those taken; scipy's own is slow for large sizes."""
    count = np.arange(min(odd, taken) + 1)
    possible = taken - count <= size - odd
    inside = count[possible]
    log_p = _log_choose(odd, inside) + _log_choose(size - odd, taken - inside) - _log_choose(size, taken)
    chances = np.zeros(len(count))
    chances[possible] = np.exp(log_p)
    return chances


def _log_choose(n: int, k: ArrayLike) -> Floats:
    return np.asarray(-np.log(n + 1) - special.betaln(n - np.asarray(k) + 1, np.asarray(k) + 1))


def _more(chances: Floats, seen: int) -> float:
    return min(1.0, float(chances[seen:].sum())) if seen else 1.0


def _both(chances: Floats, seen: int) -> float:
    fewer = min(1.0, float(chances[: seen + 1].sum()))
    return min(1.0, 2 * min(fewer, _more(chances, seen)))


SIDES: dict[str, Callable[[Floats, int], float]] = {"more": _more, "both": _both}
