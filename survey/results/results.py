"""From the database to the same figures and reports that `hailong analyse` makes of a file."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Engine

from analysis.design import LonelyPSUError
from analysis.summary import summarised
from reports import serif, words
from reports.content import About
from survey.analysing import exports, sample
from survey.analysing.backgrounds import Backgrounds, questions
from survey.analysing.ballots import FileBallots
from survey.analysing.more.material import Material
from survey.analysing.more.questions import joined
from survey.analysing.result_content import Content
from survey.analysing.result_files import FILES, settings_of, write_estimates
from survey.files.folder import refuse_occupied, staged
from survey.results import result_notes
from survey.results.answers import COUNTED
from survey.results.fielded import Fielded, fielded
from survey.results.groups import telling, wanted
from survey.results.presenting import unit_kinds
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
    parts = tuple(part_of(engine, each, labels, request, warn) for each in series_of(waves))
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


def content_of(results: Results, known: Sequence[Backgrounds] = ()) -> Content:
    """What the files of figures say; with what reports know beyond them, the other questions as well."""
    last = results.parts[-1]
    tables = [questions(part.material, each) for part, each in zip(results.parts, known, strict=False)]
    return Content(
        about=about_all(results),
        language=results.request.language,
        settings=settings_of(last.request, last.summary),
        estimates=results.estimates,
        changes=results.changes,
        lowest=[line for part in results.parts for line in exports.lowest_lines(part.summary)],
        highest=[line for part in results.parts for line in exports.highest_lines(part.summary)],
        more=_more(results),
        tables=joined([table for made in tables for table in made]),
    )


def part_of(
    engine: Engine,
    series: Series,
    labels: Mapping[int, str],
    asked: ResultRequest,
    warn: Warn,
    *,
    states: Sequence[str] = COUNTED,
) -> Part:
    """The figures of comparable waves; of other `states` than those that count for the quality desk alone."""
    table = wave_table(engine, series, labels, by=_groups(series, asked), merged=asked.merged, states=states)
    request = replace(
        table.request,
        by=telling(table.ballots.table, table.request.unit, asked.by, table.request.by),
        edition=asked.edition,
        level=asked.level,
        lonely=asked.lonely or table.request.lonely,
        rank_volunteers=asked.rank_volunteers,
    )
    drawn = sample.sample(table.ballots.table, request)
    for note in (*table.notes, *sample.notes(drawn, request)):
        warn(note)
    design, limits = drawn.design(), asked.limits(series.waves)
    try:
        summary, waves = summarised(
            series.questionnaire,
            table.ballots.answers,
            design=design,
            unit=drawn.unit,
            wave=drawn.wave,
            by=drawn.by or None,
            level=asked.level,
            limits=limits,
        )
    except LonelyPSUError as error:
        raise LonelyPSUError(f"{error}, or add --lonely adjust; {drawn.source}") from None
    ballots = FileBallots(table.ballots.table, drawn, table.ballots.answers, design, (), ())
    kinds = unit_kinds(engine, table.presentation)
    material = Material(request, series.questionnaire, ballots, limits, summed=waves, unit_kinds=kinds)
    return Part(series, table, request, summary, material)


def _groups(series: Series, asked: ResultRequest) -> tuple[str, ...]:
    """Columns to count by: those asked for, and those that the full edition describes people by."""
    more = wanted([item.code for item in series.questionnaire.items]) if asked.edition == "full" else ()
    return tuple(dict.fromkeys((*asked.by, *more)))


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
        fonts=serif.mark(),
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
