"""The leaflet of a unit: page one of its report for somebody who passes by."""

from __future__ import annotations

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from analysis.estimate import Estimate
from reports import style
from reports.content import Report
from reports.doors.hem import draw_hem
from reports.doors.qr import draw_qr
from reports.doors.setting import Line, draw_lines
from reports.doors.sheet import A4, drawn
from reports.leaflet.texts import say
from reports.parts.faces import BOLD, INK, TEXT

WIDE, HIGH = A4
MARGIN = 20 * mm
COLUMN = WIDE - 2 * MARGIN
HEM = 20 * mm
FIGURE = 120.0
"""Size of the figure in points: to be read from across the room."""
BAR_TOP = 163 * mm
BAR = 7 * mm
FOOT = 72 * mm
QR = 44 * mm
CLOSE = 0.1
"""Nearer than this the numbers below the bar would touch."""


def leaflet(report: Report, address: str = "") -> bytes:
    """One page of A4 as a PDF: the overall figure of a unit, its interval in words, thanks.

    Parameters
    ----------
    report : the unit's report; all that is hidden there is hidden here
    address : of the public page, drawn as QR code and in letters; none where there is no page
    """

    def draw(canvas: Canvas) -> None:
        _draw_head(canvas, report)
        top = HIGH - HEM - 62 * mm
        if _is_shown(report):
            _draw_figure(canvas, report, top)
        _draw_sentences(canvas, report, BAR_TOP - BAR - 16 * mm if _is_shown(report) else top)
        _draw_foot(canvas, report, address)
        canvas.showPage()

    return drawn(A4, f"{say('title', report.language)} {report.name}", draw)


def _is_shown(report: Report) -> bool:
    figure = report.headline.figure
    return not figure.suppressed and figure.estimate is not None and figure.estimate.value is not None


def _draw_head(canvas: Canvas, report: Report) -> None:
    draw_hem(canvas, 0, HIGH - HEM, WIDE, HEM)
    if report.about.simulated:
        canvas.setFillColor(INK["ink"])
        canvas.rect(0, HIGH - HEM, WIDE, 8 * mm, stroke=0, fill=1)
        canvas.setFillColor(INK["paper"])
        canvas.setFont(BOLD, 12)
        canvas.drawCentredString(WIDE / 2, HIGH - HEM + 2.6 * mm, say("simulated", report.language))
    lines = [
        Line(say("title", report.language), 17, ink="accent", bold=True, after=4),
        Line(report.name, 30, bold=True, after=4),
        Line(report.subtitle, 14, ink="ink-2"),
    ]
    draw_lines(canvas, lines, MARGIN, HIGH - HEM - 10 * mm, COLUMN, 48 * mm)


def _draw_figure(canvas: Canvas, report: Report, top: float) -> None:
    """The figure, what it counts, and a bar on which its interval is a band."""
    estimate = report.headline.figure.estimate
    assert estimate is not None and estimate.value is not None
    canvas.setFillColor(INK["accent"])
    canvas.setFont(BOLD, FIGURE)
    told = _large(report, estimate.value)
    canvas.drawString(MARGIN, top - 0.8 * FIGURE, told)
    beside = MARGIN + canvas.stringWidth(told, BOLD, FIGURE) + 7 * mm
    label = [Line(report.headline.labels[0], 17)]
    draw_lines(canvas, label, beside, top - 0.34 * FIGURE, WIDE - MARGIN - beside, 30 * mm)
    if report.measure == "rate":
        _draw_bar(canvas, report, estimate)


def _large(report: Report, value: float) -> str:
    """No decimal of a percentage that the interval does not support; one of a score."""
    if report.measure == "rate":
        return style.percentage(value, report.language, 0)
    return style.number(value, report.language, 1)


def _draw_bar(canvas: Canvas, report: Report, estimate: Estimate) -> None:
    """From 0 to 100 %: the figure as a mark, its interval as a band with both ends told."""
    assert estimate.value is not None
    canvas.setFillColor(INK["line"])
    canvas.rect(MARGIN, BAR_TOP - BAR, COLUMN, BAR, stroke=0, fill=1)
    ends: list[float] = []
    if estimate.low is not None and estimate.high is not None:
        ends = [estimate.low, estimate.high]
        canvas.setFillColor(INK["high-band"])
        left, right = (MARGIN + end * COLUMN for end in ends)
        canvas.rect(left, BAR_TOP - BAR, right - left, BAR, stroke=0, fill=1)
    canvas.setFillColor(INK["accent"])
    mark = MARGIN + estimate.value * COLUMN
    canvas.rect(mark - 0.6 * mm, BAR_TOP - BAR - 1.5 * mm, 1.2 * mm, BAR + 3 * mm, stroke=0, fill=1)
    _draw_ends(canvas, report, ends)


def _draw_ends(canvas: Canvas, report: Report, ends: list[float]) -> None:
    """The ends of the interval below it, and those of the bar where they do not meet them."""
    canvas.setFont(TEXT, 12)
    below = BAR_TOP - BAR - 6 * mm
    told = [(end, "ink") for end in ends]
    told += [(end, "ink-2") for end in (0.0, 1.0) if all(abs(end - other) > CLOSE for other in ends)]
    for end, ink in told:
        text = style.percentage(end, report.language, 0)
        half = canvas.stringWidth(text, TEXT, 12) / 2
        middle = min(max(MARGIN + end * COLUMN, MARGIN + half), WIDE - MARGIN - half)
        canvas.setFillColor(INK[ink])
        canvas.drawCentredString(middle, below, text)


def _draw_sentences(canvas: Canvas, report: Report, top: float) -> None:
    lines = [
        Line(each.text, 15, bold=each.strong and not _is_shown(report), after=6)
        for each in report.headline.sentences
    ]
    lines.append(Line(_thanks(report), 17, bold=True, ink="accent"))
    draw_lines(canvas, lines, MARGIN, top, COLUMN, top - FOOT - 4 * mm)


def _thanks(report: Report) -> str:
    n = report.headline.figure.n
    if not n:
        return say("thanks_all", report.language)
    count = style.number(n, report.language, 0)
    return say("thanks", report.language, people=say("people", report.language, count=count))


def _draw_foot(canvas: Canvas, report: Report, address: str) -> None:
    canvas.setStrokeColor(INK["ink"])
    canvas.setLineWidth(0.4 * mm)
    canvas.line(MARGIN, FOOT, WIDE - MARGIN, FOOT)
    left = MARGIN
    lines = [
        Line(say("source", report.language, title=report.about.title), 10.5, ink="ink-2", after=2),
        Line(say("checksum", report.language, checksum=report.about.checksum), 9, ink="ink-2"),
    ]
    if address:
        draw_qr(canvas, address, MARGIN - 5 * mm, FOOT - QR - 3 * mm, QR)
        left += QR
        lines = [
            Line(say("more", report.language), 13, after=2),
            Line(address.removeprefix("https://"), 13, bold=True, after=8),
            *lines,
        ]
    draw_lines(canvas, lines, left, FOOT - 6 * mm, WIDE - MARGIN - left, FOOT - 16 * mm)
