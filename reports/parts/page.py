"""The A4 page: its number above, running head, foot, the label of simulated data; the outline of all."""

from __future__ import annotations

from typing import Any

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from reports import words
from reports.content import Report
from reports.method import foot
from reports.parts.columns import PAGE
from reports.parts.faces import INK, SERIF, SERIF_BOLD, width
from reports.parts.sparing import SparingCanvas
from reports.parts.text import escaped, paragraph

HEIGHT = 297 * mm
LEFT, TOP, BOTTOM = 30 * mm, 20 * mm, 20 * mm


class PageCanvas(SparingCanvas):
    """A canvas that keeps its pages until it knows how many there are, then dresses each."""

    report: Report

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._kept: list[dict[str, Any]] = []
        self.listed: list[tuple[str, int, float]] = []
        """The headings of this page for the outline: text, level and height above the foot."""

    def showPage(self) -> None:
        self._kept.append(dict(self.__dict__))
        self.listed = []
        self._startPage()  # type: ignore[attr-defined]

    def save(self) -> None:
        deep = False
        for number, page in enumerate(self._kept, start=1):
            self.__dict__.update(page)
            for place, (text, level, top) in enumerate(self.listed):
                deep = deep or not level
                self._list(f"{number}-{place}", text, level if deep else 0, top)
            dress(self, self.report, number, len(self._kept))
            super().showPage()
        super().save()

    def _list(self, key: str, text: str, level: int, top: float) -> None:
        """Only now, since the page exists only now."""
        self.bookmarkPage(key, fit="XYZ", left=0, top=top)
        self.addOutlineEntry(text, key, level)


def canvas_for(report: Report) -> type[PageCanvas]:
    """The canvas class for one report, as ReportLab wants a class and not a canvas."""
    return type("ReportCanvas", (PageCanvas,), {"report": report})


def dress(canvas: Canvas, report: Report, number: int, pages: int) -> None:
    """Everything in the margins of one page."""
    if number > 1:
        _draw_running(canvas, report)
        _draw_number(canvas, words.say("page", report.language, page=str(number), pages=str(pages)))
    if report.about.simulated:
        _draw_simulated(canvas, words.say("simulated", report.language))
    _draw_foot(canvas, report)


def _draw_running(canvas: Canvas, report: Report) -> None:
    text = paragraph(escaped(report.running), "running")
    text.wrap(PAGE, 100)
    text.drawOn(canvas, LEFT, HEIGHT - TOP + 1.5 * mm)


def _draw_number(canvas: Canvas, text: str) -> None:
    canvas.setFillColor(INK["ink"])
    canvas.setFont(SERIF, 11)
    canvas.drawCentredString(LEFT + PAGE / 2, HEIGHT - 8.2 * mm, text)


def _draw_simulated(canvas: Canvas, text: str) -> None:
    size, pad = 9, 2 * mm
    wide = width(text, SERIF_BOLD, size) + 2 * pad
    x, y = LEFT + PAGE - wide, HEIGHT - 9.7 * mm
    canvas.setStrokeColor(INK["ink"])
    canvas.setLineWidth(0.25 * mm)
    canvas.rect(x, y, wide, 5 * mm, stroke=1, fill=0)
    canvas.setFillColor(INK["ink"])
    canvas.setFont(SERIF_BOLD, size)
    canvas.drawString(x + pad, y + 1.5 * mm, text)


def _draw_foot(canvas: Canvas, report: Report) -> None:
    top = BOTTOM - 4 * mm
    canvas.setStrokeColor(INK["line-strong"])
    canvas.setLineWidth(0.2 * mm)
    canvas.line(LEFT, top, LEFT + PAGE, top)
    name, checksum, source = map(escaped, foot(report))
    text = paragraph(f"{name} · {checksum}<br/>{source}", "foot")
    _, height = text.wrap(PAGE, 100)
    text.drawOn(canvas, LEFT, top - 1 * mm - height)
