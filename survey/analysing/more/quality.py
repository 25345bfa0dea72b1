"""The tables `quality` and `quality_effect`: what looks odd, and the overall index with and without it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from analysis.design import Bools, Floats
from analysis.disclosure.suppression import Sum, is_small, protect
from analysis.estimate import Estimate
from analysis.index import index
from analysis.quality.flags import Flag
from analysis.quality.screen import Report, screen
from analysis.quality.with_and_without import WithAndWithout, shift, with_and_without
from analysis.waves import Wave
from survey.analysing.more.material import Material
from survey.analysing.more.screened import screened
from survey.analysing.more.table import CannotMakeError, Line, MoreTable

FLAG_FIELDS = (
    *("rule", "severity", "subject_kind", "subject", "measure", "value", "threshold", "ballots"),
    *("rows", "evidence"),
)
EFFECT_FIELDS = (
    *("wave", "unit", "code", "kind", "label", "n", "value", "se", "flagged", "n_without", "value_without"),
    *("se_without", "shift", "suppressed"),
)
ROWS_SHOWN = 20


def quality(material: Material) -> tuple[MoreTable, ...]:
    """All rules that the columns given allow; and the overall index with and without what they flagged."""
    if material.request.public:
        raise CannotMakeError(
            "flags name ballots and interviewers, for the analyst alone; --also quality with --public; "
            "leave one out"
        )
    report = screen(screened(material))
    flags = MoreTable(
        "quality",
        FLAG_FIELDS,
        [_flag(material, flag) for flag in _ordered(report.flags)],
        method="screen",
        note=material.say("quality"),
        settings={"ballots": report.n, "counts": dict(report.counts), "not_run": dict(report.not_run)},
    )
    effect = MoreTable(
        "quality_effect",
        EFFECT_FIELDS,
        list(_effects(material, report)),
        method="domain_without_flagged",
        note=material.say("quality_effect"),
        level=material.request.level,
        settings={"flagged": int(report.flagged().sum())},
    )
    return flags, effect


def _ordered(flags: Sequence[Flag]) -> list[Flag]:
    """Within rule and severity by subject, so that the order of the rows does not matter."""
    order = {name: place for place, name in enumerate(dict.fromkeys((f.severity, f.rule) for f in flags))}
    return sorted(flags, key=lambda flag: (order[flag.severity, flag.rule], len(flag.subject), flag.subject))


def _flag(material: Material, flag: Flag) -> Line:
    rows = sorted(material.ballots.table.rows[row] for row in flag.rows)
    more = " …" if len(rows) > ROWS_SHOWN else ""
    alone = flag.kind == "ballot" and material.request.serial is None
    return {
        "rule": flag.rule,
        "severity": flag.severity,
        "subject_kind": flag.kind,
        # A ballot without a serial is called by its row in the spreadsheet.
        "subject": f"{rows[0]}" if alone and rows else flag.subject,
        "measure": flag.measure,
        "value": flag.evidence[flag.measure],
        "threshold": flag.threshold,
        "ballots": len(rows),
        "rows": " ".join(str(row) for row in rows[:ROWS_SHOWN]) + more,
        "evidence": "; ".join(f"{name}={number:.6g}" for name, number in flag.evidence.items()),
    }


def _effects(material: Material, report: Report) -> Iterator[Line]:
    flagged = report.flagged()
    values, rule = _values(material)
    unit = np.array(material.ballots.drawn.unit)
    for wave in material.waves:
        rows = material.rows(wave.name)
        names = [None, *material.units(wave)]
        masks = [rows if name is None else rows & (unit == name) for name in names]
        hidden = _hidden(material, [int((flagged & mask).sum()) for mask in masks])
        for name, mask, closed in zip(names, masks, hidden, strict=True):
            if material.estimate(wave, name, material.overall) is None:
                continue
            both = _both(material, wave, name, values, rule, mask, flagged)
            yield _effect(material, wave, name, both, closed)


def _values(material: Material) -> tuple[Floats, dict[str, Any]]:
    """The items of the overall index, and how `index` is to add them up."""
    plan = material.plan
    composite = plan.composites[material.overall - len(plan.items)]
    place = {column: number for number, column in enumerate(composite.columns)}
    factors = [tuple(place[column] for column in factor if column in place) for factor in composite.factors]
    fixed = [plan.fixed[column] for column in composite.columns] if plan.fixed else []
    return material.worth[:, list(composite.columns)], {"rule": plan.rule, "factors": factors, "fixed": fixed}


def _both(
    material: Material,
    wave: Wave,
    name: str | None,
    values: Floats,
    rule: dict[str, Any],
    mask: Bools,
    flagged: Bools,
) -> WithAndWithout[Estimate]:
    composite = material.plan.composites[material.overall - len(material.plan.items)]
    gone = [place for place, item in enumerate(composite.columns) if item in wave.cells[name, None].left_out]
    used = values.copy() if gone else values
    used[:, gone] = np.nan

    def estimator(rows: Bools) -> Estimate:
        return index(used, material.ballots.design, domain=rows & mask, level=material.request.level, **rule)

    return with_and_without(estimator, flagged)


def _hidden(material: Material, flagged: Sequence[int]) -> list[str]:
    """Which lines hide what is without the flagged: so few were flagged that subtraction would show them."""
    small = is_small(flagged, material.limits.display)
    units = tuple(range(1, len(flagged)))
    closed = protect(flagged, small, [Sum(0, units)]) if small.any() and len(units) > 1 else small
    return ["hidden" if each else "" for each in closed]


def _effect(
    material: Material, wave: Wave, name: str | None, both: WithAndWithout[Estimate], closed: str
) -> Line:
    line: Line = {"wave": wave.name, "unit": name, **material.described(material.overall)}
    line |= {"n": both.all.n, "value": both.all.value, "se": both.all.se, "suppressed": closed}
    if closed:
        return line
    without = both.unflagged
    few = without is None or bool(is_small(without.n, material.limits.display))
    if without is None or few:
        return line | {"suppressed": "hidden"}
    return line | {
        "flagged": both.all.n - without.n,
        "n_without": without.n,
        "value_without": without.value,
        "se_without": without.se,
        "shift": shift(both),
    }
