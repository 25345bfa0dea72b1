"""Every item of every unit at once, as arrays: shares, errors, intervals and the items' covariance."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from analysis.cell import Cell
from analysis.coding import CodeError, Coding
from analysis.design import Design, Floats, Ints
from analysis.plan import Plan
from analysis.pooling import pools
from analysis.quantile import tail
from analysis.survey_table import SurveyTable
from analysis.tally import AnswersError, Matrix


@dataclass(frozen=True)
class ItemsByUnit:
    """Figures of J items of U units, units in a reader's order.

    `value`, `se`, `df`, `low`, `high` (U × J) are NaN where there is no such number: nobody answered,
    or no interval can be had. `n` (U × J) counts valid answers, `methods` (U × J) names the interval
    rules, and `covariance` (U × J × J) is that of a unit's items.
    """

    units: tuple[str, ...]
    n: Ints
    value: Floats
    se: Floats
    df: Floats
    low: Floats
    high: Floats
    covariance: Floats
    methods: tuple[tuple[str, ...], ...]


def items_by_unit(
    answers: Matrix,
    codings: Sequence[Coding],
    design: Design,
    unit: Sequence[str],
    *,
    level: float = 0.95,
) -> ItemsByUnit:
    """Design-based share of positive answers to every item in every unit, by the default rules.

    Where clusters were drawn, one pass counts the answers by PSU and the errors come from the counts.

    Parameters
    ----------
    answers : uint8 (n, positions), the answer strings' ASCII codes, one row a ballot
    codings : how each of J items is read; values of 0 and 1
    design : Design of the same n ballots
    unit : n names
    level : confidence level

    Returns
    -------
    ItemsByUnit, the same numbers as `proportion` and `items` give item by item and unit by unit.

    Raises
    ------
    AnswersError: lengths that differ, answers that are not uint8, no item.
    CodeError: a letter that is no code of its item, a code worth something other than 0 and 1.
    NamesError: a unit that is missing, texts mixed with numbers, more than 20,000 units.
    LonelyPSUError: a stratum of a unit holds a single PSU.

    Source
    ------
    As `proportion`: Lohr (2010), *Sampling: Design and Analysis*, 2nd ed., ch. 9.

    Examples
    --------
    >>> answers = np.frombuffer(b"51554411", np.uint8).reshape(4, 2)
    >>> coding = [Coding(j, {"1": 0.0, "4": 1.0, "5": 1.0}, "145") for j in (0, 1)]
    >>> found = items_by_unit(answers, coding, Design.of(4, stratum=list("aabb")), list("aabb"))
    >>> found.value.tolist()
    [[1.0, 0.5], [0.5, 0.5]]
    """
    tail(level)
    _check(answers, codings, design, unit)
    names = tuple(f"item {number + 1}" for number in range(len(codings)))
    plan = Plan(names, (False,) * len(names), (), "mean_of_items", level=level)
    table = SurveyTable.of(answers, tuple(codings), plan, design, unit, None, {}, counted=False)
    cells = [table.cell(table.rows(None, name)) for name in table.units]
    whole = table.cell(table.rows(None), cells)
    pooled = pools(cells)
    deffs = {name: line.estimate.deff for name, line in zip(names, whole.lines, strict=True)}
    found = [cell.estimates(pools=pooled, deffs=deffs, whole=True) for cell in cells]
    numbers = np.array(
        [[(e.value, e.se, e.df, e.low, e.high) for e in unit_figures] for unit_figures in found], dtype=float
    )
    value, se, df, low, high = np.moveaxis(numbers, 2, 0)
    return ItemsByUnit(
        units=table.units,
        n=np.array([cell.counts for cell in cells], dtype=np.int64),
        value=value,
        se=se,
        df=df,
        low=low,
        high=high,
        covariance=np.array([_covariance(cell) for cell in cells]),
        methods=tuple(tuple(e.method for e in unit_figures) for unit_figures in found),
    )


def _covariance(cell: Cell) -> Floats:
    return np.zeros_like(cell.covariance) if cell.domain.census else cell.covariance


def _check(answers: Matrix, codings: Sequence[Coding], design: Design, unit: Sequence[str]) -> None:
    if not len(answers) == design.n == len(unit):
        raise AnswersError(
            f"{len(answers)} answers, {len(unit)} units and {design.n} respondents; give one of each a ballot"
        )
    if answers.dtype != np.uint8 or answers.ndim != 2:
        raise AnswersError(
            f"answers are {answers.dtype} of {answers.ndim} dimensions; give the ASCII codes as uint8 (n × J)"
        )
    odd = [coding for coding in codings if not set(coding.values.values()) <= {0.0, 1.0}]
    if not codings:
        raise AnswersError("no item is to be read; give a coding of one at least")
    if odd:
        raise CodeError("every code of an item must be worth 0 or 1 for a share; recode, or use `index`")
