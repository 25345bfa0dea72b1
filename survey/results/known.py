"""What the reports of waves from the database know beyond the figures, unit by unit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import Engine

from reports.background import Background, UnitBackground
from survey.analysing.backgrounds import backgrounds
from survey.analysing.classes import bands_of
from survey.results.earlier_plans import plan_of
from survey.results.histories import Stop, history, roots, stops
from survey.results.result_part import Part
from survey.results.result_request import ResultRequest
from survey.results.standing import Standing, cases_of, published_of, returns_of, standing, themes_of
from survey.results.wave_naming import Naming


def backgrounds_of(
    engine: Engine, parts: Sequence[Part], part: Part, naming: Naming, request: ResultRequest
) -> dict[str | None, Background]:
    """The background of every wave of a series, by its label; more of it for the full edition."""
    found = backgrounds(part.material, bands=bands_of(request.classes))
    if request.edition != "full":
        return found
    along = stops(parts, naming)
    for at, stop in enumerate(along):
        if stop.part is part:
            label = naming.labels[stop.fielded.id]
            beside = standing(engine, stop.fielded, _wanted(stop))
            found[label] = _filled(found[label], along[: at + 1], beside)
    return found


def _wanted(stop: Stop) -> frozenset[int]:
    return frozenset(stop.shown)


def _filled(background: Background, along: Sequence[Stop], beside: Standing) -> Background:
    units = {unit: _of_unit(known, along, beside, unit) for unit, known in background.units.items()}
    return replace(background, units=units, whole=_of_unit(background.whole, along, beside, None))


def _of_unit(
    known: UnitBackground, along: Sequence[Stop], beside: Standing, unit: str | None
) -> UnitBackground:
    last = along[-1]
    agencies = None if unit is None else last.agencies(unit)
    earlier = () if unit is None else sorted(roots(last, unit))
    wanted = () if agencies is None else (*sorted(agencies), *earlier)
    return replace(
        known,
        returns=returns_of(beside, agencies),
        history=history(along, unit),
        published=published_of(beside, wanted, last.part.table.presentation.own),
        cases=cases_of(beside, agencies),
        plan=plan_of(beside.plans, along, agencies, last.part.material.limits),
        themes=themes_of(beside, agencies, last.part.material.limits),
    )
