"""The table `drivers`: what goes most closely with overall satisfaction, and where to begin."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from analysis.design import Floats
from analysis.estimate import Estimate
from analysis.scale.drivers import LEAST, MOST, Drivers
from analysis.scale.drivers import drivers as lmg
from analysis.scale.items import ScaleError
from analysis.scale.quadrants import Quadrants, quadrants
from survey.analysing.more.material import Material
from survey.analysing.more.table import CannotMakeError, LeftOut, Line, MoreTable

FIELDS = (
    *("wave", "outcome", "code", "kind", "label", "n", "lmg", "share", "low", "high", "r2"),
    *("performance", "performance_low", "performance_high", "quadrant"),
)
DRAWS = 1000


@dataclass(frozen=True)
class _Driven:
    wave: str | None
    outcome: int
    lines: tuple[int, ...]
    found: Drivers
    performance: tuple[Estimate, ...]
    places: Quadrants | None


def drivers(material: Material) -> tuple[MoreTable, ...]:
    """LMG shares of the items (of the factors, where the items are many) for each item on everything."""
    if not material.overall_items:
        raise CannotMakeError(
            "the questionnaire has no item that rates everything at once (role: overall); --also drivers; "
            "leave it out, or give an item that role"
        )
    lines, values = _candidates(material)
    found: list[_Driven] = []
    left_out: list[LeftOut] = []
    for wave in material.waves:
        for outcome in material.overall_items:
            made = _driven(material, wave.name, outcome, lines, values)
            if isinstance(made, LeftOut):
                left_out.append(made)
            else:
                found.append(made)
    if not found:
        raise CannotMakeError(
            f"{left_out[0].why}; --also drivers; it takes at least {LEAST} complete ballots"
        )
    factors = [] if lines[0] < len(material.plan.items) else ["drivers_factors"]
    table = MoreTable(
        "drivers",
        FIELDS,
        [line for each in found for line in _lines(material, each)],
        method="lmg_bootstrap",
        note=material.say("drivers", *factors),
        level=material.request.level,
        seed=material.request.seed,
        draws=DRAWS,
        settings={"performance_splits": [_splits(each) for each in found]},
        left_out=left_out,
    )
    return (table,)


def _candidates(material: Material) -> tuple[tuple[int, ...], Floats]:
    """The items that everybody is asked, or with too many of them the factors' mean scores."""
    plan, numbers = material.plan, material.numbers
    rated = material.questionnaire.rated_items
    open_to_all = [
        line
        for line, item in enumerate(rated)
        if not plan.beside[line] and item.asked_if is None and not np.isnan(numbers[:, line]).all()
    ]
    if len(open_to_all) <= MOST:
        return tuple(open_to_all), numbers[:, open_to_all]
    factors = [line for line in material.composites if _leaf(material, line)]
    columns = []
    for line in factors:
        items = [item for item in plan.composites[line - len(plan.items)].columns if item in open_to_all]
        columns.append(_means(numbers[:, items]))
    return tuple(factors), np.column_stack(columns) if columns else np.empty((len(numbers), 0))


def _leaf(material: Material, line: int) -> bool:
    """Whether a group is a factor with an item that everybody is asked."""
    code = material.plan.codes[line]
    group = next(each for each in material.questionnaire.groups if each.code == code)
    asked = [each for each in group.items if material.questionnaire.item(each).asked_if is None]
    return material.plan.kind(line) != "overall" and not group.children and bool(asked)


def _means(values: Floats) -> Floats:
    answered = (~np.isnan(values)).sum(axis=1)
    total = np.nansum(values, axis=1)
    return np.asarray(np.divide(total, answered, out=np.full(len(values), np.nan), where=answered > 0))


def drivers_of(material: Material, wave: str | None, unit: str | None) -> tuple[Line, ...]:
    """The lines of one unit (None: all together) for the last item on everything, if there can be any."""
    if not material.overall_items:
        return ()
    lines, values = _candidates(material)
    found = _driven(material, wave, material.overall_items[-1], lines, values, unit)
    return () if isinstance(found, LeftOut) else tuple(_lines(material, found))


def _driven(
    material: Material,
    wave: str | None,
    outcome: int,
    lines: Sequence[int],
    values: Floats,
    unit: str | None = None,
) -> _Driven | LeftOut:
    rows = material.rows(wave)
    if unit is not None:
        rows = rows & (np.array(material.ballots.drawn.unit) == unit)
    design = material.ballots.design
    psu = design.stages[0].psu[rows].tolist() if design.clustered else None
    try:
        found = lmg(
            material.numbers[rows, outcome],
            values[rows],
            weight=design.weight[rows] if design.weighted else None,
            psu=psu,
            draws=DRAWS,
            seed=material.request.seed,
            level=material.request.level,
        )
    except ScaleError as error:
        return LeftOut(wave, unit, material.plan.codes[outcome], _named(material, str(error), error, lines))
    named = next(each for each in material.waves if each.name == wave)
    shown = [material.estimate(named, unit, line) for line in lines]
    performance = tuple(each for each in shown if each is not None)
    places = quadrants(found, performance) if len(performance) == len(lines) else None
    return _Driven(wave, outcome, tuple(lines), found, performance, places)


def _named(material: Material, told: str, error: ScaleError, lines: Sequence[int]) -> str:
    """The message with the codes of the columns at fault."""
    codes = [material.plan.codes[lines[column]] for column in error.columns if column < len(lines)]
    return f"{told} ({', '.join(codes)})" if codes else told


def _splits(each: _Driven) -> Line:
    splits = each.places
    return {
        "wave": each.wave,
        "importance_split": None if splits is None else splits.importance_split,
        "performance_split": None if splits is None else splits.performance_split,
        "left_out_ballots": each.found.left_out,
    }


def _lines(material: Material, each: _Driven) -> Iterator[Line]:
    found = each.found
    order = sorted(range(len(each.lines)), key=lambda at: (-found.lmg[at], at))
    for at in order:
        own = each.performance[at] if each.places is not None else None
        yield {
            "wave": each.wave,
            "outcome": material.plan.codes[each.outcome],
            **material.described(each.lines[at]),
            "n": found.n,
            "lmg": found.lmg[at],
            "share": found.share[at],
            "low": found.low[at],
            "high": found.high[at],
            "r2": found.r2,
            "performance": None if own is None else own.value,
            "performance_low": None if own is None else own.low,
            "performance_high": None if own is None else own.high,
            "quadrant": None if each.places is None else each.places.label[at],
        }
