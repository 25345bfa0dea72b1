"""The reports of one summary: a PDF and a page for every unit, and for all units together."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from analysis.figures import Summary
from questionnaires.model import Questionnaire
from reports.background import Background
from reports.content import About, Edition, Report
from reports.embedding.payload import digest, payload, program_version
from reports.html import to_html
from reports.pdf import to_pdf
from reports.serif import in_use, use
from reports.unit import unit_report
from reports.whole import whole_report
from survey.analysing.backgrounds import Backgrounds
from survey.analysing.request import RequestError
from survey.batch.cluster import cluster as cluster_at
from survey.batch.earlier import Earlier, clear_parts
from survey.batch.files import spread
from survey.batch.making import taken_over, written
from survey.batch.pool import executor, processes
from survey.batch.records import Journal, Record
from survey.batch.running import Batch, Failure, UnfitWorkerError, UnmadeReportsError, run_batch
from survey.files.slugs import slugs

WHOLE = "whole"


@dataclass(frozen=True)
class Document:
    """One report to be written: its place below the reports folder without ending, and its subject."""

    place: str
    unit: str | None
    wave: str | None


@dataclass(frozen=True)
class Task:
    """A document and where its figures come from."""

    document: Document
    about: About


@dataclass(frozen=True)
class Material:
    """What all documents of a batch are made of, and what earlier runs made."""

    folder: Path
    summary: Summary
    questionnaire: Questionnaire
    language: str
    earlier: Earlier
    edition: Edition = "two-page"
    backgrounds: Backgrounds = field(default_factory=dict)
    endings: tuple[str, ...] = (".pdf", ".html")
    typeface: str = ""


def write_reports(
    folder: Path,
    summary: Summary,
    questionnaire: Questionnaire,
    *,
    language: str,
    about: About | Callable[[Document], About],
    jobs: int | None = None,
    journal: Journal,
    earlier: Earlier = (),
    edition: Edition = "two-page",
    backgrounds: Backgrounds | None = None,
    cluster: str | None = None,
    files: Sequence[str] = (".pdf", ".html"),
) -> Batch[Task]:
    """Write every report below `folder`, over `jobs` processes or over the cluster at an address.

    What was made and what could not be; `files` are the kinds of files of each, of those in `ENDINGS`.

    A report that `earlier` holds, made from the same content by the same version, is taken over.
    """
    if cluster and jobs:
        raise RequestError(
            "a cluster has processes of its own; --executor with --jobs; leave one of them out"
        )
    tasks = [Task(each, about if isinstance(about, About) else about(each)) for each in documents(summary)]
    # Absolute, since a worker elsewhere was started in another folder.
    of = folder.absolute(), summary, questionnaire, language, earlier, edition, backgrounds or {}
    material = Material(*of, tuple(files), in_use())
    place = cluster_at(cluster, material) if cluster else executor(processes(jobs, len(tasks)), material)
    with place as over:
        return run_batch(tasks, _make, over, journal)


def documents(summary: Summary) -> Iterator[Document]:
    """What there is to report on: every wave, every unit with a ballot in it, and the whole."""
    folders = slugs(summary.waves)
    names = slugs(summary.units, taken=(WHOLE,))
    for wave in summary.waves or (None,):
        above = f"{folders[wave]}/" if wave is not None else ""
        yield Document(f"{above}{WHOLE}", None, wave)
        for unit in summary.units:
            if any(figure.suppressed != "empty" for figure in summary.of(unit=unit, wave=wave)):
                yield Document(f"{above}{names[unit]}", unit, wave)


def endings(*, json: bool = False, page: bool = True) -> tuple[str, ...]:
    """Which kinds of files there are of each document."""
    wanted = {".json": json, ".html": page}
    return tuple(each for each in ENDINGS if wanted.get(each, True))


def kinds(files: Sequence[str]) -> str:
    """The same in words."""
    *others, last = (each[1:].upper() for each in files)
    return f"{', '.join(others)} and {last}" if others else last


def documents_in(batch: Batch[Task]) -> int:
    """How many documents were made."""
    return sum(each.file.endswith(".pdf") for each in batch.records)


def end_batch(batch: Batch[Task], target: Path, below: str = "", *, warn: Callable[[str], None]) -> None:
    """After the folder took its place: forget what killed runs left, tell what could not be made.

    Raises
    ------
    UnmadeReportsError: one or more could not.
    """
    clear_parts(target, below)
    for failure in batch.failures:
        warn(_told(failure))
    if batch.failures:
        failed = len(batch.failures)
        names = ", ".join(each.task.document.place for each in batch.failures[:3])
        raise UnmadeReportsError(
            f"{failed} of {failed + documents_in(batch)} reports could not be made, the others were; "
            f"{target / below}: {names}{', …' if failed > 3 else ''}; "
            "mend what the notes say, then run again with --force: only what is missing is made"
        )


def _told(failure: Failure[Task]) -> str:
    """Which report could not be made and why, on one line."""
    document, error = failure.task.document, failure.error
    whom = document.unit or "all units"
    why = " ".join(f"{type(error).__name__}: {error}".splitlines()[:1]).rstrip(": ")
    return f"no report of {whom} ({document.place}): {why}"


def _make(material: Material, task: Task) -> tuple[Record, ...]:
    _refuse_elsewhere(material)
    use(material.typeface)
    report = _report(task.document, material, task.about)
    data = payload(report)
    names = {ending: f"{task.document.place}{ending}" for ending in material.endings}
    found = taken_over(material.folder, material.earlier, tuple(names.values()), digest(data))
    if found:
        return found
    files = {name: partial(ENDINGS[ending], report, data) for ending, name in names.items()}
    return written(material.folder, files, record_of(task.document, task.about, digest(data)))


def record_of(document: Document, about: About, made_from: str) -> Record:
    """What the manifest says of every file of a document."""
    of = document.unit or "", document.wave or "", "", about.checksum, made_from, program_version()
    return Record("", *of, "true" if about.simulated else "false")


def _refuse_elsewhere(material: Material) -> None:
    """A worker without the folder would make one on its own disk, and nobody would find the reports."""
    if not material.folder.is_dir():
        raise UnfitWorkerError(
            f"a worker does not see the folder ({socket.gethostname()}); {material.folder}; "
            "let --out lie on a disk that all workers share under the same path"
        )


# Looked up when called, so that a test can put a failing printer in the place of one.
ENDINGS: dict[str, Callable[[Report, bytes], bytes]] = {
    ".pdf": lambda report, data: to_pdf(report, data),
    ".html": lambda report, _data: to_html(report).encode(),
    ".json": lambda _report, data: spread(data),
}
"""The files of each document and how each is drawn; the last only where it is asked for."""


def _report(each: Document, material: Material, about: About) -> Report:
    of = material.summary, material.questionnaire
    told: dict[str, Any] = {"wave": each.wave, "language": material.language, "about": about}
    told |= {"edition": material.edition, "background": material.backgrounds.get(each.wave, Background())}
    return whole_report(*of, **told) if each.unit is None else unit_report(*of, unit=each.unit, **told)
