"""The index of several items of the same respondents, by each rule, through one linearised score."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike

from analysis.design import Bools, Design, Floats
from analysis.estimate import Estimate
from analysis.interval_rules import Sampling, with_interval
from analysis.mean import with_t_interval
from analysis.proportion import with_deff
from analysis.variance import Domain


class IndexRuleError(ValueError):
    """An index rule that is not known, or lacks what it needs."""


@dataclass(frozen=True)
class Answers:
    """What the respondents of a domain answered to J items.

    `value` (rows × J) holds 1 for a positive answer and 0 otherwise, or the code itself for a mean
    score; `answered` (rows × J) says which answers are valid. `factors` are the columns of each
    factor, `fixed` one weight a column.
    """

    weight: Floats
    value: Floats
    answered: Bools
    factors: tuple[tuple[int, ...], ...] = ()
    fixed: tuple[float, ...] = ()

    @cached_property
    def size(self) -> Floats:
        """Sum of weights of those who answered each item (J,)."""
        return np.asarray(self.weight @ self.answered)

    @cached_property
    def available(self) -> Bools:
        return self.size > 0

    @cached_property
    def item_values(self) -> Floats:
        """Weighted mean of each item over its valid answers (J,); 0 where nobody answered."""
        sums = self.weight @ (self.value * self.answered)
        return np.divide(sums, self.size, out=np.zeros(len(self.size)), where=self.available)

    @cached_property
    def item_scores(self) -> Floats:
        """Linearised scores w·r·(y − p)/Σwr (rows × J), whose sum has the item's variance."""
        deviation = (self.value - self.item_values) * self.answered * self.weight[:, None]
        return np.divide(deviation, self.size, out=np.zeros_like(deviation), where=self.available)

    def columns(self, chosen: Sequence[int]) -> Answers:
        """The same respondents, some items only; factors are renumbered, empty ones dropped."""
        place = {column: number for number, column in enumerate(chosen)}
        kept = (tuple(place[c] for c in factor if c in place) for factor in self.factors)
        part = Answers(
            self.weight,
            self.value[:, list(chosen)],
            self.answered[:, list(chosen)],
            tuple(factor for factor in kept if factor),
            tuple(self.fixed[c] for c in chosen) if self.fixed else (),
        )
        return part

    @property
    def anybody(self) -> Bools:
        """Who gave at least one valid answer (rows,)."""
        return np.asarray(self.answered.any(axis=1))


@dataclass(frozen=True)
class Score:
    """An index and its linearised score (rows,); `missing` are the columns that nobody answered."""

    value: float
    score: Floats
    missing: tuple[int, ...]


def score(answers: Answers, rule: str) -> Score | None:
    """The index by `rule` and its linearised score; None when nobody answered any item.

    An item that nobody answered is left out, the weights of the others renormalised, and it is named
    in `missing`. Sources: linearisation of a ratio, Lohr (2010) §9.1; R `svycontrast` on item means.
    """
    if rule not in RULES:
        raise IndexRuleError(f"index rule {rule!r} is not known; choose one of {', '.join(RULES)}")
    if not answers.available.any():
        return None
    value, scores = RULES[rule](answers)
    missing = tuple(int(column) for column in np.flatnonzero(~answers.available))
    return Score(float(value), scores, missing)


def index(
    values: ArrayLike,
    design: Design,
    *,
    rule: str = "mean_of_items",
    factors: Sequence[Sequence[int]] = (),
    fixed: Sequence[float] = (),
    domain: ArrayLike | None = None,
    level: float = 0.95,
) -> Estimate:
    """Design-based index of J items of the same respondents, with their covariance exactly.

    Parameters
    ----------
    values : float array (n, J), 0/1 for satisfied, or codes for "mean_score"; NaN where not answered
    design : Design of the same n respondents
    rule : "pooled", "mean_of_items", "mean_of_factors", "fixed_weights", "mean_of_respondents",
        "mean_score"
    factors : for "mean_of_factors", the columns of each factor
    fixed : for "fixed_weights", one weight a column, of any sum
    domain : bool array (n,), optional; a mask, not a filter

    Returns
    -------
    Estimate: `value` 0–1 (code units for a mean score), `n` respondents with any valid answer,
    `df` from everybody in the domain (as R: who answered "don't know" throughout was still asked).

    Source
    ------
    Linearisation as R `svycontrast` on totals; the variance of items taken as independent would be
    several times too small (`docs/methods.md`).
    """
    table = np.asarray(values, dtype=float)
    rows = np.flatnonzero(np.ones(design.n, bool) if domain is None else np.asarray(domain, dtype=bool))
    answered = ~np.isnan(table[rows])
    used = Domain(design, rows)
    clean = np.where(answered, table[rows], 0.0)
    answers = Answers(used.weight, clean, answered, tuple(tuple(f) for f in factors), tuple(fixed))
    found = score(answers, rule)
    if found is None:
        return Estimate(None, None, 0.0, 0, level=level, reason="nobody_answered")
    plain = plain_index(found, used, n=int(answers.anybody.sum()), level=level)
    sampling = Sampling.of(used)
    if rule == "mean_score":
        return mean_interval(plain, sampling)
    return with_interval(plain, sampling, single=False)


def plain_index(found: Score, used: Domain, *, n: int, level: float) -> Estimate:
    """Value, se, df and design effect of an index, without an interval."""
    se = float(np.sqrt(used.variance(found.score[:, None])[0]))
    df = float(used.degrees_of_freedom(np.ones((len(used.rows), 1), dtype=bool))[0])
    return with_deff(Estimate(found.value, se, df, n, level=level))


def mean_interval(
    estimate: Estimate, sampling: Sampling, bounds: tuple[float, float] | None = None
) -> Estimate:
    """t interval of a mean score within the scale, or none when everybody answered."""
    estimate = replace(estimate, deff=None)
    if sampling.census:
        return replace(estimate, method="census", reason="everybody_answered", se=0.0)
    return with_t_interval(estimate, bounds)


def _linear(answers: Answers, coefficient: Floats) -> tuple[float, Floats]:
    a = np.where(answers.available, coefficient, 0.0)
    if not a.sum() > 0:
        raise IndexRuleError("all items with an answer have weight 0; give one of them a weight")
    a = a / a.sum()
    return float(answers.item_values @ a), answers.item_scores @ a


def _mean_of_items(answers: Answers) -> tuple[float, Floats]:
    return _linear(answers, np.ones(len(answers.size)))


def _mean_of_factors(answers: Answers) -> tuple[float, Floats]:
    if not answers.factors:
        return _mean_of_items(answers)
    coefficient = np.zeros(len(answers.size))
    for factor in answers.factors:
        present = [column for column in factor if answers.available[column]]
        coefficient[present] = 1.0 / max(len(present), 1)
    return _linear(answers, coefficient)


def _fixed_weights(answers: Answers) -> tuple[float, Floats]:
    if len(answers.fixed) != len(answers.size) or min(answers.fixed, default=0.0) < 0:
        raise IndexRuleError("fixed_weights needs one weight of 0 or more for each item; set `weight:`")
    return _linear(answers, np.asarray(answers.fixed, dtype=float))


def _pooled(answers: Answers) -> tuple[float, Floats]:
    positive = (answers.value * answers.answered).sum(axis=1)
    return _ratio(answers.weight, positive, answers.answered.sum(axis=1).astype(float))


def _mean_of_respondents(answers: Answers) -> tuple[float, Floats]:
    given = answers.answered.sum(axis=1)
    positive = (answers.value * answers.answered).sum(axis=1)
    share = np.divide(positive, given, out=np.zeros(len(given)), where=given > 0)
    return _ratio(answers.weight, share, (given > 0).astype(float))


def _ratio(weight: Floats, top: Floats, bottom: Floats) -> tuple[float, Floats]:
    size = weight @ bottom
    value = float((weight @ top) / size)
    return value, weight * (top - value * bottom) / size


RULES: dict[str, Callable[[Answers], tuple[float, Floats]]] = {
    "pooled": _pooled,
    "mean_of_items": _mean_of_items,
    "mean_of_factors": _mean_of_factors,
    "fixed_weights": _fixed_weights,
    "mean_of_respondents": _mean_of_respondents,
    "mean_score": _mean_of_items,
}
