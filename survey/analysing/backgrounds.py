"""What reports know beyond the figures, wave by wave: the places of the units, the classes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from analysis.figures import Figure
from analysis.scale.drivers import LEAST
from analysis.waves import Wave
from reports.background import (
    BANDS,
    Background,
    Band,
    Breakdown,
    Course,
    Cut,
    Driven,
    Driver,
    History,
    Moment,
    Place,
    UnitBackground,
)
from survey.analysing.more.drivers import DRAWS, drivers_of
from survey.analysing.more.league import League, leagues
from survey.analysing.more.material import Material
from survey.analysing.more.questions import Asked, answered
from survey.analysing.more.questions import questions as table_of
from survey.analysing.more.ranks import counted_rank, draws_for, ranked
from survey.analysing.more.table import MoreTable

Backgrounds = Mapping[str | None, Background]
"""By the name of the wave."""


def backgrounds(material: Material, *, bands: tuple[Band, ...] = BANDS) -> dict[str | None, Background]:
    """The background of every wave of a survey; volunteers are ranked only where that was spelt out.

    What only the full edition prints is made for it alone.
    """
    request = material.request
    asked = request.rank_volunteers
    places = places_by_wave(material) if asked or not material.ballots.design.voluntary else {}
    full = request.edition == "full"
    found = answered(material) if full else {}
    return {
        wave.name: Background(
            bands=bands,
            units={
                unit: _of_unit(material, wave, unit, places.get(wave.name, {}).get(unit), found)
                for unit in (material.units(wave) if full else places.get(wave.name, {}))
            },
            whole=_of_unit(material, wave, None, None, found),
            ranks_volunteers=asked,
            breakdowns=_breakdowns(wave) if full else (),
            seed=request.seed if full else None,
        )
        for wave in material.waves
    }


def questions(material: Material, known: Backgrounds) -> tuple[MoreTable, ...]:
    """What was answered beside the rated items, as a table for the files of figures."""
    found = {
        (wave, unit): each.answered
        for wave, background in known.items()
        for unit, each in ((None, background.whole), *background.units.items())
        if each.answered
    }
    return table_of(material, found)


def _of_unit(
    material: Material, wave: Wave, unit: str | None, place: Place | None, found: Asked
) -> UnitBackground:
    if material.request.edition != "full":
        return UnitBackground(place=place)
    return UnitBackground(
        place=place,
        answered=found.get((wave.name, unit), ()),
        history=_history(material, wave, unit),
        driven=_driven(material, wave, unit),
    )


def _breakdowns(wave: Wave) -> tuple[Breakdown, ...]:
    return tuple(Breakdown(name, column.names) for name, column in wave.table.by.items())


def headline_of(material: Material, wave: Wave, unit: str | None) -> Figure | None:
    """The figure that a report opens with, without comparisons; None where the unit has no ballots."""
    groups = material.questionnaire.groups
    line = material.plan.codes.index(groups[0].code) if groups else material.overall_items[-1]
    key, code = (unit, None), material.plan.codes[line]
    if key not in wave.cells:
        return None
    why, estimate = wave.hidden[key][line], wave.estimates[key][line]
    n = None if why == "hidden" else estimate.n
    shown = None if why else estimate
    reliable = bool(wave.reliable[key][line])
    kind = material.plan.kind(line)
    return Figure(wave.name, unit, None, code, kind, None, n, None, None, shown, why, reliable)


def _history(material: Material, last: Wave, unit: str | None) -> History | None:
    """The waves up to this one; None with one alone."""
    waves = material.waves[: material.waves.index(last) + 1]
    if len(waves) < 2:
        return None
    names = tuple(wave.name or "" for wave in waves)
    figures = [(wave.name or "", headline_of(material, wave, unit)) for wave in waves]
    moments = tuple(Moment(name, figure) for name, figure in figures if figure is not None)
    cuts = tuple(Cut(name, "break_named") for name in names[1:] if name in material.request.breaks)
    return History(names, (Course(unit or "", moments),), cuts)


def _driven(material: Material, wave: Wave, unit: str | None) -> Driven | None:
    there = wave.cells[unit, None].n >= LEAST
    lines = drivers_of(material, wave.name, unit) if there else ()
    if not lines:
        return None
    first = lines[0]
    found = tuple(
        Driver(
            code=line["code"],
            share=float(line["lmg"]),
            low=float(line["low"]),
            high=float(line["high"]),
            performance=line["performance"],
            quadrant=line["quadrant"] or "",
        )
        for line in lines
    )
    return Driven(first["outcome"], int(first["n"]), float(first["r2"]), DRAWS, material.request.seed, found)


def places_by_wave(material: Material) -> dict[str | None, dict[str, Place]]:
    """The place of every reliable unit among the reliable units of its kind, wave by wave."""
    if "overall" not in material.plan.codes:
        return {}
    found: dict[str | None, dict[str, Place]] = {}
    for league in leagues(material, [material.overall])[0]:
        found.setdefault(league.wave.name, {}).update(_places(material, league))
    return found


def _places(material: Material, league: League) -> dict[str, Place]:
    of, kind = len(league.names), league.kind or ""
    if league.counted.all():
        counted = {name: counted_rank(league, at) for at, name in enumerate(league.names)}
        return {name: Place(rank, of, rank, rank, tied, kind) for name, (rank, tied) in counted.items()}
    rows = ranked(material, league, draws_for(of))
    sharing = Counter(row.rank for row in rows)
    return {
        row.name: Place(int(row.rank), of, int(row.low), int(row.high), sharing[row.rank], kind)
        for row in rows
    }
