"""How many to ask: one population or a file of units, what the formula gives and what the guidance gives."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from analysis.planning.sample_size import (
    ROUNDING,
    GuidanceSize,
    SampleSize,
    design_effect,
    guidance_size,
    margin_of,
    sample_size,
)
from analysis.planning.unit_sizes import few_psus, unit_sizes
from survey.analysing.request import RequestError
from survey.files.reading import read_table
from survey.files.table import NumberError, Table, TableError, counted
from survey.planning.requests import PlanRequest


class DoubledUnitError(TableError):
    """A unit, or a row of a frame, that stands in the file more than once."""


@dataclass(frozen=True)
class Line:
    """The plan of one unit; `unit` is empty for a plan of one population.

    `n` answers aimed at, `invitations` people to ask, `answers` to be expected of them, and the `margin`
    (a rate) that these give; `psus` to visit, where so many answers come from each.
    """

    unit: str
    population: int | None
    n: int
    invitations: int
    answers: int
    margin: float | None
    psus: int | None
    guidance: GuidanceSize | None


@dataclass(frozen=True)
class Plan:
    """The lines of a plan with the steps that led to them, and what to mind."""

    request: PlanRequest
    deff: float
    steps: SampleSize
    lines: tuple[Line, ...]
    overall_margin: float | None
    notes: tuple[str, ...]


def plan(request: PlanRequest) -> Plan:
    """The sample size that a request describes."""
    _refuse_contradictions(request)
    deff = request.deff or 1.0
    if request.icc is not None and request.per_psu is not None:
        deff = design_effect(request.icc, request.per_psu)
    return _of_units(request, deff) if request.units else _of_one(request, deff)


def _refuse_contradictions(request: PlanRequest) -> None:
    for wrong, message in (
        (
            request.units is not None and request.population is not None,
            "the populations stand in the file or on the line; --units with --population; leave one out",
        ),
        (
            request.deff is not None and request.icc is not None,
            "the design effect is given or computed; --deff with --icc; leave one out",
        ),
        (
            request.icc is not None and request.per_psu is None,
            "a design effect from --icc depends on the answers of one PSU; --icc alone; add --per-psu",
        ),
        (
            request.units is None and request.sheet is not None,
            "only a workbook has sheets; --sheet without --units; leave it out",
        ),
    ):
        if wrong:
            raise RequestError(message)


def _of_one(request: PlanRequest, deff: float) -> Plan:
    N, margin = request.population, request.margin / 100
    steps = _steps(request, deff, N)
    invitations = steps.invitations if N is None else min(steps.invitations, N)
    answers = steps.n_rounded
    if N is not None:
        answers = min(answers, math.floor(N * request.response_rate + ROUNDING))
    line = Line(
        "",
        N,
        steps.n_rounded,
        invitations,
        answers,
        margin_of(answers, request.p, level=request.level, population=N, deff=deff) if answers else None,
        _psus(request, answers),
        None if N is None else guidance_size(N, margin),
    )
    return Plan(request, deff, steps, (line,), line.margin, _notes(request, (line,)))


def _of_units(request: PlanRequest, deff: float) -> Plan:
    assert request.units is not None
    table = read_table(request.units, sheet=request.sheet)
    names, population = _units(table, request)
    found = unit_sizes(
        population,
        request.margin / 100,
        p=request.p,
        level=request.level,
        deff=deff,
        response_rate=request.response_rate,
    )
    lines = tuple(
        Line(
            name,
            int(found.population[i]),
            int(found.n[i]),
            int(found.invitations[i]),
            int(found.answers[i]),
            _number(found.margin[i]),
            _psus(request, int(found.answers[i])),
            guidance_size(int(found.population[i]), request.margin / 100),
        )
        for i, name in enumerate(names)
    )
    steps = _steps(request, deff, None)
    notes = (*table.notes, *_notes(request, lines))
    return Plan(request, deff, steps, lines, _number(found.overall_margin), notes)


def _units(table: Table, request: PlanRequest) -> tuple[list[str], np.ndarray]:
    names = table.filled(request.unit)
    refuse_doubled(table, names, f"unit of column {request.unit!r}")
    population = np.array(table.numbers(request.size))
    odd = np.flatnonzero((population < 1) | (population != np.floor(population)))
    if len(odd):
        raise NumberError(
            f"a population of {population[odd[0]]:g} cannot be planned for; {table.source}, column "
            f"{request.size!r}, row {table.rows[odd[0]]}; give a whole number from 1, or leave the unit out"
        )
    return names, population.astype(np.int64)


def refuse_doubled(table: Table, names: list[str], what: str) -> None:
    """Refuse names that stand in several rows, with those rows."""
    first: dict[str, int] = {}
    for row, name in zip(table.rows, names, strict=True):
        if name in first:
            raise DoubledUnitError(
                f"{name!r} stands twice as a {what}; {table.source}, rows {first[name]} and {row}; leave it "
                "in once, or tell the two apart"
            )
        first[name] = row


def _steps(request: PlanRequest, deff: float, population: int | None) -> SampleSize:
    return sample_size(
        request.p,
        request.margin / 100,
        level=request.level,
        population=population,
        deff=deff,
        response_rate=request.response_rate,
    )


def _psus(request: PlanRequest, answers: int) -> int | None:
    return None if request.per_psu is None else math.ceil(answers / request.per_psu)


def _number(value: float) -> float | None:
    return float(value) if math.isfinite(value) else None


def _notes(request: PlanRequest, lines: tuple[Line, ...]) -> tuple[str, ...]:
    short = [line for line in lines if line.answers < line.n]
    found = []
    if short:
        who = "the population" if not short[0].unit else counted(len(short), "unit")
        found.append(
            f"{who} cannot give so many answers at a response rate of {request.response_rate:.0%}: everybody "
            "is asked, and the margin is that of the answers to be expected"
        )
    psus: Mapping[str, int] = {
        line.unit or "the sample": line.psus for line in lines if line.psus is not None
    }
    return (*found, *filter(None, [few_psus(psus)]))
