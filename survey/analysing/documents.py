"""The reports of one summary: a PDF and a page for every unit, and for all units together."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from analysis.figures import Summary
from questionnaires.model import Questionnaire
from reports.content import About, Edition, Report
from reports.embedding.payload import digest, payload, program_version
from reports.html import to_html
from reports.pdf import to_pdf
from reports.unit import unit_report
from reports.whole import whole_report
from survey.batch.earlier import Earlier, clear_parts
from survey.batch.files import sha256_of, take_over, write_whole
from survey.batch.pool import executor, processes
from survey.batch.records import Journal, Record
from survey.batch.running import Batch, Failure, UnmadeReportsError, run_batch
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
) -> Batch[Task]:
    """Write every report below `folder`, over `jobs` processes; what was made and what could not be.

    A report that `earlier` holds, made from the same content by the same version, is taken over.
    """
    tasks = [Task(each, about if isinstance(about, About) else about(each)) for each in documents(summary)]
    material = Material(folder, summary, questionnaire, language, earlier, edition)
    with executor(processes(jobs, len(tasks)), _begin, material) as over:
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


def documents_in(batch: Batch[Task]) -> int:
    """How many documents were made."""
    return len(batch.records) // len(ENDINGS)


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


_material: list[Material] = []
"""What this process makes documents of; it is handed over once, not with every document."""


def _begin(material: Material) -> None:
    _material[:] = [material]


def _make(task: Task) -> tuple[Record, ...]:
    (material,) = _material
    report = _report(task.document, material, task.about)
    made_from = digest(payload(report))
    found = _found(material, task.document, made_from)
    return found or _written(material, task, report, made_from)


def _found(material: Material, document: Document, made_from: str) -> tuple[Record, ...]:
    """The files of an earlier run, if it made them from the same content and nobody changed them since."""
    for folder, records in material.earlier:
        ours = [records.get(f"{document.place}{ending}") for ending in ENDINGS]
        fits = [each for each in ours if each is not None and each.made_from == made_from]
        if len(fits) == len(ENDINGS) and all(sha256_of(folder / each.file) == each.sha256 for each in fits):
            for each in fits:
                take_over(folder / each.file, _place(material, each.file))
            return tuple(fits)
    return ()


def _written(material: Material, task: Task, report: Report, made_from: str) -> tuple[Record, ...]:
    unit, wave = task.document.unit or "", task.document.wave or ""
    names = []
    for ending, draw in ENDINGS.items():
        names.append(f"{task.document.place}{ending}")
        write_whole(_place(material, names[-1]), draw(report))
    return tuple(
        Record(
            name,
            unit,
            wave,
            sha256_of(material.folder / name),
            task.about.checksum,
            made_from,
            program_version(),
            "true" if task.about.simulated else "false",
        )
        for name in names
    )


def _place(material: Material, name: str) -> Path:
    path = material.folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    return path


# Looked up when called, so that a test can put a failing printer in the place of one.
ENDINGS: dict[str, Callable[[Report], bytes]] = {
    ".pdf": lambda report: to_pdf(report),
    ".html": lambda report: to_html(report).encode(),
}
"""The files of each document and how each is drawn."""


def _report(each: Document, material: Material, about: About) -> Report:
    of = material.summary, material.questionnaire
    language, edition = material.language, material.edition
    if each.unit is None:
        return whole_report(*of, wave=each.wave, language=language, about=about, edition=edition)
    return unit_report(*of, unit=each.unit, wave=each.wave, language=language, about=about, edition=edition)
