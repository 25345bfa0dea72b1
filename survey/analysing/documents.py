"""The reports of one summary: a PDF and a page for every unit, and for all units together."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tqdm import tqdm

from analysis.figures import Summary
from questionnaires.model import Questionnaire
from reports.content import About, Report
from reports.html import to_html
from reports.pdf import to_pdf
from reports.unit import unit_report
from reports.whole import whole_report
from survey.files.slugs import slugs

WHOLE = "whole"


@dataclass(frozen=True)
class Document:
    """One report to be written: its place below the reports folder without ending, and its subject."""

    place: str
    unit: str | None
    wave: str | None


def write_reports(
    folder: Path,
    summary: Summary,
    questionnaire: Questionnaire,
    *,
    language: str,
    about: About | Callable[[Document], About],
) -> int:
    """Write every report below `folder`; how many there are."""
    wanted = list(documents(summary))
    for each in tqdm(wanted, desc="reports", unit="report", disable=None):
        told = about if isinstance(about, About) else about(each)
        report = _report(each, summary, questionnaire, language, told)
        path = folder / each.place
        path.parent.mkdir(parents=True, exist_ok=True)
        path.with_name(f"{path.name}.pdf").write_bytes(to_pdf(report))
        path.with_name(f"{path.name}.html").write_text(to_html(report), encoding="utf-8", newline="\n")
    return len(wanted)


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


def _report(
    each: Document, summary: Summary, questionnaire: Questionnaire, language: str, about: About
) -> Report:
    if each.unit is None:
        return whole_report(summary, questionnaire, wave=each.wave, language=language, about=about)
    return unit_report(summary, questionnaire, unit=each.unit, wave=each.wave, language=language, about=about)
