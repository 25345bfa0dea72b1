"""The A4 page: running head, foot, the label of simulated data, page n of N."""

from __future__ import annotations

from typing import Any

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from reports import words
from reports.content import Report
from reports.method import foot
from reports.parts.columns import PAGE
from reports.parts.faces import BOLD, INK, width
from reports.parts.text import escaped, paragraph

HEIGHT = 297 * mm
LEFT, TOP, BOTTOM = 30 * mm, 20 * mm, 20 * mm


class PageCanvas(Canvas):
    """A canvas that keeps its pages until it knows how many there are, then dresses each."""

    report: Report

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._kept: list[dict[str, Any]] = []

    def showPage(self) -> None:
        self._kept.append(dict(self.__dict__))
        self._startPage()  # type: ignore[attr-defined]

    def save(self) -> None:
        for number, page in enumerate(self._kept, start=1):
            self.__dict__.update(page)
            dress(self, self.report, number, len(self._kept))
            super().showPage()
        super().save()


def canvas_for(report: Report) -> type[PageCanvas]:
    """The canvas class for one report, as ReportLab wants a class and not a canvas."""
    return type("ReportCanvas", (PageCanvas,), {"report": report})


def dress(canvas: Canvas, report: Report, number: int, pages: int) -> None:
    """Everything in the margins of one page."""
    if number > 1:
        _draw_running(canvas, report)
    if report.about.simulated:
        _draw_simulated(canvas, words.say("simulated", report.language))
    _draw_foot(canvas, report, words.say("foot_page", report.language, page=str(number), pages=str(pages)))


def _draw_running(canvas: Canvas, report: Report) -> None:
    room = 88 * mm if report.about.simulated else PAGE
    text = paragraph(escaped(report.running), "running")
    _, height = text.wrap(room, 100)
    text.drawOn(canvas, LEFT, HEIGHT - TOP + 3 * mm)


def _draw_simulated(canvas: Canvas, text: str) -> None:
    size, pad = 8, 2 * mm
    wide = width(text, BOLD, size) + 2 * pad
    x, y = LEFT + PAGE - wide, HEIGHT - TOP + 3 * mm
    canvas.setStrokeColor(INK["ink"])
    canvas.setLineWidth(0.25 * mm)
    canvas.rect(x, y, wide, 5 * mm, stroke=1, fill=0)
    canvas.setFillColor(INK["ink"])
    canvas.setFont(BOLD, size)
    canvas.drawString(x + pad, y + 1.5 * mm, text)


def _draw_foot(canvas: Canvas, report: Report, page: str) -> None:
    top = BOTTOM - 4 * mm
    canvas.setStrokeColor(INK["line-strong"])
    canvas.setLineWidth(0.2 * mm)
    canvas.line(LEFT, top, LEFT + PAGE, top)
    name, checksum, source = map(escaped, foot(report))
    text = paragraph(f"{name} · {checksum}<br/>{source}", "foot")
    _, height = text.wrap(PAGE - 25 * mm, 100)
    text.drawOn(canvas, LEFT, top - 1 * mm - height)
    canvas.setFillColor(INK["ink-2"])
    canvas.setFont("Text", 7.5)
    canvas.drawRightString(LEFT + PAGE, top - 1 * mm - 7.9, page)
