"""The reports of waves from the database: each with its wave's own title and remarks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from sqlalchemy import Engine

from reports.content import About
from survey.analysing.backgrounds import Backgrounds
from survey.analysing.documents import Document, Task, documents_in, end_batch, endings, kinds, write_reports
from survey.analysing.result_files import WORKBOOK, workbook_line
from survey.batch.earlier import earlier_work
from survey.batch.records import MANIFEST, Journal, write_manifest
from survey.batch.running import Batch, join
from survey.files.folder import refuse_occupied, staged
from survey.files.slugs import slugs
from survey.results import result_notes
from survey.results.fielded import fielded
from survey.results.known import backgrounds_of
from survey.results.official_facts import official_batch
from survey.results.result_part import Part, renamed
from survey.results.result_request import ResultRequest
from survey.results.results import Results, Warn, about_all, content_of, results_of, title_of
from survey.results.wave_naming import printed_names, wave_labels
from survey.units.unit_notes import unit_notes


def write_wave_reports(engine: Engine, request: ResultRequest, *, warn: Warn) -> tuple[str, ...]:
    """What `hailong report` writes: a folder a wave with a PDF and a page for every unit and the whole."""
    waves = fielded(engine, request.waves)
    ours = (MANIFEST, WORKBOOK, *slugs(printed_names(waves, wave_labels(waves)).values()).values())
    refuse_occupied(request.out, ours=ours, force=request.force)
    results = results_of(engine, waves, request, warn=warn)
    with staged(request.out, ours=ours, force=request.force) as folder:
        with Journal(folder) as journal:
            known = [_known(engine, results, part) for part in results.parts]
            parts = zip(results.parts, known, strict=True)
            made: list[Batch[Any]] = []
            for part, each in parts:
                made.append(_write(folder, results, part, each, journal))
                if request.official:
                    about = abouts(results, part)
                    made.append(official_batch(engine, folder, results, part, each, about, journal))
            batch = join(made)
        write_manifest(folder, batch.records)
        workbook = workbook_line(folder, content_of(results, known))
    end_batch(batch, request.out, warn=warn)
    return (
        f"{documents_in(batch)} reports as {kinds(endings(json=request.json, page=request.page))}, "
        f"checksum {about_all(results).checksum}",
        workbook,
    )


def _known(engine: Engine, results: Results, part: Part) -> Backgrounds:
    return backgrounds_of(engine, results.parts, part, results.naming, results.request)


def _write(folder: Path, results: Results, part: Part, known: Backgrounds, journal: Journal) -> Batch[Task]:
    naming, request = results.naming, results.request
    printed = {naming.labels[each.id]: naming.names[each.id] for each in part.series.waves}
    return write_reports(
        folder,
        renamed(part.summary, printed),
        part.series.questionnaire,
        language=naming.language,
        about=abouts(results, part),
        jobs=request.jobs,
        cluster=request.cluster,
        files=endings(json=request.json, page=request.page),
        edition=request.edition,
        journal=journal,
        earlier=earlier_work(request.out),
        backgrounds={printed[wave or ""]: each for wave, each in known.items()},
    )


def abouts(results: Results, part: Part) -> Callable[[Document], About]:
    """What each report of the waves of a series says of where its figures come from."""
    naming = results.naming
    waves = {naming.names[each.id]: each for each in part.series.waves}
    of_all = about_all(results)
    of_wave = {
        name: replace(
            of_all,
            title=title_of(results, each),
            questionnaire=each.questionnaire.code,
            version=each.questionnaire.version,
            note=" ".join(result_notes.general(results.parts, naming, upto=each)),
        )
        for name, each in waves.items()
    }
    notes = {(naming.names[wave], unit): note for (wave, unit), note in unit_notes(part, naming).items()}

    def about(document: Document) -> About:
        assert document.wave is not None
        told = of_wave[document.wave]
        own = notes.get((document.wave, document.unit), "") if document.unit else ""
        return replace(told, note=f"{told.note} {own}".strip())

    return about
