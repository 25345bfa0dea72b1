"""The rules that make one index of several items, each a function of weighted totals and its slope."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from analysis.design import Bools, Floats


class IndexRuleError(ValueError):
    """An index rule that is not known, or lacks what it needs."""


@dataclass(frozen=True)
class Totals:
    """Weighted totals of some respondents over J items; every index rule is a function of them.

    `positive` (J,) = Σ w·y and `answered` (J,) = Σ w over the valid answers, y being 1 for a positive
    answer, or the code itself for a mean score. `share` = Σ w·(own share of positive answers) and
    `anybody` = Σ w over those with any valid answer. `factors` are the columns of each factor,
    `fixed` one weight a column.

    Examples
    --------
    >>> found = Totals(positive=np.array([3.0, 0.0]), answered=np.array([4.0, 0.0]))
    >>> found.available.tolist(), found.item_values().tolist()
    ([True, False], [0.75, 0.0])
    """

    positive: Floats
    answered: Floats
    share: float = 0.0
    anybody: float = 0.0
    factors: tuple[tuple[int, ...], ...] = ()
    fixed: tuple[float, ...] = ()

    @property
    def available(self) -> Bools:
        """Which items anybody answered (J,)."""
        return self.answered > 0

    def item_values(self) -> Floats:
        """Weighted mean of each item over its valid answers (J,); 0 where nobody answered."""
        return np.divide(self.positive, self.answered, out=np.zeros(len(self.answered)), where=self.available)


@dataclass(frozen=True)
class Linear:
    """An index and how each respondent's totals move it, to first order.

    A respondent with totals (positive, answered, share, anybody) has the linearised score
    positive·c + answered·d + share·e + anybody·f with `positive` = c (J,), `answered` = d (J,),
    `share` = e, `anybody` = f; the sum of the scores is 0 and has the variance of the index.
    `missing` are the columns that nobody answered.

    Examples
    --------
    >>> found = linear(Totals(np.array([3.0]), np.array([4.0])), "pooled")
    >>> found.value, found.positive.tolist(), found.answered.tolist()
    (0.75, [0.25], [-0.1875])
    """

    value: float
    positive: Floats
    answered: Floats
    share: float = 0.0
    anybody: float = 0.0
    missing: tuple[int, ...] = ()


def linear(totals: Totals, rule: str) -> Linear | None:
    """The index by `rule` and its linearisation; None when nobody answered any item.

    An item that nobody answered is left out, the weights of the others renormalised, and it is named
    in `missing`.

    Raises
    ------
    IndexRuleError: an unknown rule; fixed weights that are missing, negative, NaN or all 0.

    Source
    ------
    Linearisation of a ratio, Lohr (2010) §9.1; R `svycontrast` on totals.

    Examples
    --------
    >>> found = linear(Totals(np.array([3.0, 1.0]), np.array([4.0, 2.0])), "mean_of_items")
    >>> found.value, found.positive.tolist()
    (0.625, [0.125, 0.25])
    """
    if rule not in RULES:
        raise IndexRuleError(f"index rule {rule!r} is not known; choose one of {', '.join(RULES)}")
    if not totals.available.any():
        return None
    missing = tuple(int(column) for column in np.flatnonzero(~totals.available))
    return replace(RULES[rule](totals), missing=missing)


def _weighed(totals: Totals, coefficient: Floats) -> Linear:
    a = np.where(totals.available, coefficient, 0.0)
    if not a.sum() > 0:
        raise IndexRuleError("all items with an answer have weight 0; give one of them a weight")
    a = a / a.sum()
    values = totals.item_values()
    moves = np.divide(a, totals.answered, out=np.zeros(len(a)), where=totals.available)
    return Linear(float(values @ a), moves, -moves * values)


def _mean_of_items(totals: Totals) -> Linear:
    return _weighed(totals, np.ones(len(totals.answered)))


def _mean_of_factors(totals: Totals) -> Linear:
    if not totals.factors:
        return _mean_of_items(totals)
    coefficient = np.zeros(len(totals.answered))
    for factor in totals.factors:
        present = [column for column in factor if totals.available[column]]
        coefficient[present] = 1.0 / max(len(present), 1)
    return _weighed(totals, coefficient)


def _fixed_weights(totals: Totals) -> Linear:
    fixed = np.asarray(totals.fixed, dtype=float)
    if len(fixed) != len(totals.answered) or not np.all(fixed >= 0):
        raise IndexRuleError("fixed_weights needs one weight of 0 or more for each item; set `weight:`")
    return _weighed(totals, fixed)


def _pooled(totals: Totals) -> Linear:
    size = totals.answered.sum()
    value = float(totals.positive.sum() / size)
    ones = np.ones(len(totals.answered)) / size
    return Linear(value, ones, -value * ones)


def _mean_of_respondents(totals: Totals) -> Linear:
    value = totals.share / totals.anybody
    nothing = np.zeros(len(totals.answered))
    return Linear(value, nothing, nothing, share=1 / totals.anybody, anybody=-value / totals.anybody)


RULES: dict[str, Callable[[Totals], Linear]] = {
    "pooled": _pooled,
    "mean_of_items": _mean_of_items,
    "mean_of_factors": _mean_of_factors,
    "fixed_weights": _fixed_weights,
    "mean_of_respondents": _mean_of_respondents,
    "mean_score": _mean_of_items,
}
