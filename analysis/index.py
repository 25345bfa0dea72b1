"""Several items of the same respondents: their index by each rule, and their joint covariance."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike

from analysis.columns import mask, numbers
from analysis.design import Design, Floats, Ints
from analysis.estimate import Estimate
from analysis.index_rules import RULES, IndexRuleError, Linear, Totals, linear
from analysis.interval_rules import Sampling, with_interval
from analysis.mean import with_t_interval
from analysis.proportion import with_deff
from analysis.quantile import tail
from analysis.variance import Domain

__all__ = ["RULES", "Columns", "IndexRuleError", "Items", "index", "items", "mean_interval"]


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
    level : confidence level

    Returns
    -------
    Estimate: `value` 0–1 (code units for a mean score), `n` respondents with any valid answer,
    `df` from everybody in the domain (as R: who answered "don't know" throughout was still asked).

    Raises
    ------
    IndexRuleError: an unknown rule, a shape other than (n, J), a factor's column that is not there, a
        value other than 0, 1, NaN under any rule but "mean_score".
    ValueError: texts or infinite numbers; a domain of another length; a level outside 0–1.
    LonelyPSUError: a stratum of the domain holds a single PSU.

    Source
    ------
    Linearisation as R `svycontrast` on totals; the variance of items taken as independent would be
    several times too small (`docs/methods.md`).

    Examples
    --------
    >>> four = [[1, 1, 0], [1, 0, 0], [0, np.nan, 1], [1, 1, np.nan]]
    >>> found = index(four, Design.of(4), rule="pooled")
    >>> found.value, found.n
    (0.6, 4)
    """
    tail(level)
    table, rows = _table(values, design, domain)
    if rule != "mean_score":
        _refuse_other_than_0_1(table)
    used = Domain(design, rows)
    columns = Columns.of(table[rows], used.weight)
    found = linear(columns.totals(factors, fixed), rule)
    if found is None:
        return Estimate(None, None, 0.0, 0, level=level, reason="nobody_answered")
    plain = _plain(found, columns, used, level)
    sampling = Sampling.of(used)
    if rule == "mean_score":
        return mean_interval(plain, sampling)
    return with_interval(plain, sampling, single=False)


@dataclass(frozen=True)
class Columns:
    """The same totals respondent by respondent: `positive`, `answered` (n × J), `share`, `anybody` (n,).

    `n` respondents have a valid answer, `weighed` of them a weight that is not 0.

    Examples
    --------
    >>> found = Columns.of(np.array([[1.0, 0.0], [1.0, np.nan]]), np.array([1.0, 2.0]))
    >>> found.totals((), ()).answered.tolist(), found.n
    ([3.0, 1.0], 2)
    """

    positive: Floats
    answered: Floats
    share: Floats
    anybody: Floats
    n: int
    weighed: int

    @classmethod
    def of(cls, values: Floats, weight: Floats) -> Columns:
        """From values (n × J; NaN where not answered) and weights (n,)."""
        answered = ~np.isnan(values)
        given = answered.sum(axis=1)
        positive = np.where(answered, values, 0.0)
        share = np.divide(positive.sum(axis=1), given, out=np.zeros(len(given)), where=given > 0)
        w = weight[:, None]
        n, weighed = int((given > 0).sum()), int(((given > 0) & (weight != 0)).sum())
        return cls(w * positive, w * answered, weight * share, weight * (given > 0), n, weighed)

    def totals(self, factors: Sequence[Sequence[int]], fixed: Sequence[float]) -> Totals:
        """The totals over all respondents."""
        sums = (self.positive.sum(axis=0), self.answered.sum(axis=0))
        people = (float(self.share.sum()), float(self.anybody.sum()))
        return Totals(*sums, *people, tuple(tuple(f) for f in factors), tuple(fixed))

    def scores(self, index: Linear) -> Floats:
        """Each respondent's linearised score (n,)."""
        items = self.positive @ index.positive + self.answered @ index.answered
        return np.asarray(items + self.share * index.share + self.anybody * index.anybody)


def _plain(found: Linear, columns: Columns, used: Domain, level: float) -> Estimate:
    score = columns.scores(found)
    se = float(np.sqrt(used.variance(score[:, None])[0]))
    df = float(used.degrees_of_freedom(np.ones((len(used.rows), 1), dtype=bool))[0])
    counted = Estimate(found.value, se, df, columns.weighed, level=level)
    return replace(with_deff(counted), n=columns.n)


def mean_interval(
    estimate: Estimate, sampling: Sampling, bounds: tuple[float, float] | None = None
) -> Estimate:
    """t interval of a mean score within the scale, or none when everybody answered.

    Parameters
    ----------
    estimate : mean score with se and df; sampling : how its respondents were asked
    bounds : lowest and highest code of the scale, to cut the interval at

    Source
    ------
    As `analysis.mean.mean`.

    Examples
    --------
    >>> everybody = Sampling(simple=True, clustered=False, census=True, fraction=1.0, kish=1.0)
    >>> mean_interval(Estimate(4.2, 0.1, 30.0, 31), everybody).reason
    'everybody_answered'
    """
    estimate = replace(estimate, deff=None)
    if sampling.census:
        return replace(estimate, method="census", reason="everybody_answered", se=0.0)
    return with_t_interval(estimate, bounds)


def _table(values: ArrayLike, design: Design, domain: ArrayLike | None) -> tuple[Floats, Ints]:
    """The values (n × J) as numbers, and the rows of the domain."""
    table = numbers(values)
    if table.ndim != 2 or len(table) != design.n:
        raise IndexRuleError(
            f"values of shape {table.shape} for {design.n} respondents; give one row each, one column an item"
        )
    keep = np.ones(design.n, bool) if domain is None else mask(domain, design.n)
    return table, np.flatnonzero(keep)


def _refuse_other_than_0_1(table: Floats) -> None:
    odd = np.argwhere(~(np.isnan(table) | (table == 0) | (table == 1)))
    if len(odd):
        row, column = odd[0]
        raise IndexRuleError(
            f"respondent {row} has {table[row, column]:g} in column {column} where only 0, 1 or NaN make an "
            "index of shares; recode the answers, or use the rule mean_score"
        )


@dataclass(frozen=True)
class Items:
    """J items of the same respondents: `value` (J,), joint `covariance` (J, J), `n` (J,), `df`."""

    value: Floats
    covariance: Floats
    n: Ints
    df: float


def items(values: ArrayLike, design: Design, *, domain: ArrayLike | None = None) -> Items:
    """Means of J items over those who answered each, with their joint covariance.

    Parameters as `index`. An item that nobody answered has value 0, covariance 0 and n = 0.

    Raises
    ------
    IndexRuleError, LonelyPSUError, ValueError: as `index`; any finite numbers are taken.

    Source
    ------
    R survey 4.5, `svycontrast` of ratios on `svytotal`.

    Examples
    --------
    >>> found = items([[1, 0], [0, 0], [1, np.nan], [0, 1]], Design.of(4))
    >>> found.value.round(3).tolist(), found.n.tolist()
    ([0.5, 0.333], [4, 3])
    """
    table, rows = _table(values, design, domain)
    used = Domain(design, rows)
    columns = Columns.of(table[rows], used.weight)
    totals = columns.totals((), ())
    mean = totals.item_values()
    size = np.where(totals.available, totals.answered, 1.0)
    scores = (columns.positive - columns.answered * mean) / size
    df = used.degrees_of_freedom(np.ones((len(rows), 1), dtype=bool))
    counts = (~np.isnan(table[rows])).sum(axis=0)
    return Items(mean, used.covariance(scores), counts, float(df[0]))
