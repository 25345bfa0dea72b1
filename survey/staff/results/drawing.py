"""Stored documents as pages and files; read only when somebody asks, for it brings the reports along."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from reports.charts.inline import both
from reports.content import Picture, Report
from reports.embedding.payload import read_payload
from reports.html import to_fragment
from reports.pdf import to_pdf


@dataclass(frozen=True)
class Drawn:
    """A report as a part of a page."""

    title: str
    simulated: bool
    html: Markup
    foot: str


def drawn(body: bytes) -> Drawn:
    """The page of a stored report."""
    report: Report = read_payload(body).content
    return Drawn(report.title, report.about.simulated, Markup(to_fragment(report)), report.about.checksum)


def pdf(body: bytes) -> bytes:
    """The PDF of a stored report, with the same content embedded."""
    return to_pdf(read_payload(body).content, body)


def official(body: bytes, ending: str) -> bytes:
    """A report of Home Affairs as a file."""
    from reports.official.docx import official_docx
    from reports.official.pdf import official_pdf

    draw: dict[str, Any] = {".docx": official_docx, ".pdf": official_pdf}
    made: bytes = draw[ending](read_payload(body).content)
    return made


@dataclass(frozen=True)
class Course:
    """The picture of a unit through the waves, with its numbers."""

    name: str
    chart: Markup
    finding: tuple[str, ...]
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def trend(body: bytes) -> Course | None:
    """The picture of a stored full report; None where there is one wave only."""
    report: Report = read_payload(body).content
    pictures = (each for each in report.blocks if isinstance(each, Picture) and each.code == "trend")
    found = next(pictures, None)
    if found is None or found.chart is None or found.twin is None:
        return None
    told = tuple(each.text for each in found.finding)
    return Course(report.name, both(found.chart, found.alt), told, found.twin.heads, found.twin.rows)
