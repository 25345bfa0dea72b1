"""From the database to the same figures and reports that `hailong analyse` makes of a file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Engine

from analysis.design import LonelyPSUError
from analysis.summary import summarise
from reports import words
from reports.content import About
from survey.analysing import exports, sample
from survey.analysing.result_content import Content
from survey.analysing.result_files import FILES, settings_of, write_estimates
from survey.files.folder import refuse_occupied, staged
from survey.results import result_notes
from survey.results.fielded import Fielded, fielded
from survey.results.result_part import Part
from survey.results.result_request import ResultRequest, is_collecting, refuse_sealed
from survey.results.series import Series, series_of
from survey.results.wave_naming import Naming, printed_names, wave_labels
from survey.results.wave_table import wave_table
from survey.units.unit_notes import unit_notes

Warn = Callable[[str], None]


@dataclass(frozen=True)
class Results:
    """The figures of all waves asked for, and the lines that files hold."""

    request: ResultRequest
    waves: tuple[Fielded, ...]
    naming: Naming
    parts: tuple[Part, ...]
    estimates: list[exports.Line]
    changes: list[exports.Line]


def results_of(engine: Engine, waves: tuple[Fielded, ...], request: ResultRequest, *, warn: Warn) -> Results:
    """Read the ballots and compute; waves that cannot be compared are computed each for itself."""
    refuse_sealed(waves, request)
    labels = wave_labels(waves)
    parts = tuple(_part(engine, each, labels, request, warn) for each in series_of(waves))
    naming = Naming(labels, printed_names(waves, labels), request.language)
    for why in result_notes.breaks(parts, replace(naming, language="en")):
        warn(why)
    estimates, changes = [], []
    for part in parts:
        terms = exports.Terms(part.series.questionnaire, request.language, _simulated(waves))
        estimates += exports.estimate_lines(part.summary, terms)
        changes += exports.change_lines(part.summary, terms)
    return Results(request, waves, naming, parts, estimates, changes)


def write_results(engine: Engine, request: ResultRequest, *, warn: Warn) -> tuple[str, ...]:
    """What `hailong estimates` writes: the figures as CSV, JSON and a workbook, all of them or nothing."""
    refuse_occupied(request.out, ours=FILES, force=request.force)
    results = results_of(engine, fielded(engine, request.waves), request, warn=warn)
    with staged(request.out, ours=FILES, force=request.force) as folder:
        return write_estimates(folder, content_of(results), separator=request.separator)


def content_of(results: Results) -> Content:
    """What the files of figures say."""
    last = results.parts[-1]
    return Content(
        about=about_all(results),
        language=results.request.language,
        settings=settings_of(last.request, last.summary),
        estimates=results.estimates,
        changes=results.changes,
        lowest=[line for part in results.parts for line in exports.lowest_lines(part.summary)],
        more=_more(results),
    )


def _part(
    engine: Engine, series: Series, labels: Mapping[int, str], asked: ResultRequest, warn: Warn
) -> Part:
    table = wave_table(engine, series, labels, by=asked.by, merged=asked.merged)
    request = replace(table.request, level=asked.level, lonely=asked.lonely or table.request.lonely)
    drawn = sample.sample(table.ballots.table, request)
    for note in (*table.notes, *sample.notes(drawn, request)):
        warn(note)
    try:
        summary = summarise(
            series.questionnaire,
            table.ballots.answers,
            design=drawn.design(),
            unit=drawn.unit,
            wave=drawn.wave,
            by=drawn.by or None,
            level=asked.level,
            limits=asked.limits(series.waves),
        )
    except LonelyPSUError as error:
        raise LonelyPSUError(f"{error}, or add --lonely adjust; {drawn.source}") from None
    return Part(series, table, request, summary)


def about_all(results: Results) -> About:
    """Where the figures come from, whatever the wave."""
    last = results.waves[-1]
    return About(
        title=title_of(results, last),
        source=result_notes.source(results.waves, results.request.language),
        checksum=exports.checksum(results.estimates, results.changes),
        simulated=_simulated(results.waves),
        questionnaire=last.questionnaire.code,
        version=last.questionnaire.version,
        note=" ".join(result_notes.general(results.parts, results.naming)),
    )


def title_of(results: Results, wave: Fielded) -> str:
    """The title asked for, else the wave's name; marked while a survey still collects."""
    title = results.request.title or wave.wave.name
    if is_collecting(wave):
        return words.say("title_provisional", results.request.language, title=title)
    return title


def _more(results: Results) -> dict[str, Any]:
    """What an outsider's file cannot have: several series, and units that were reformed."""
    notes = [
        {"wave": results.naming.labels[wave], "unit": unit, "note": note}
        for part in results.parts
        for (wave, unit), note in unit_notes(part, results.naming).items()
    ]
    series = [
        {
            "waves": [results.naming.labels[each.id] for each in part.series.waves],
            "questionnaire": part.series.questionnaire.code,
            "version": part.series.questionnaire.version,
            "settings": settings_of(part.request, part.summary),
        }
        for part in results.parts
    ]
    return ({"notes": notes} if notes else {}) | ({"series": series} if len(series) > 1 else {})


def _simulated(waves: tuple[Fielded, ...]) -> bool:
    return any(each.wave.simulated for each in waves)
