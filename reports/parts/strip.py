"""Interval bars drawn straight on the canvas: band, line, dot, yardstick."""

from __future__ import annotations

from reportlab.pdfgen.canvas import Canvas

from reports.content import Axis
from reports.parts.faces import BOLD, INK, width
from reports.parts.marks import Marks, place

TONES = {"higher": "high", "lower": "low", "same": "same", "plain": "same", "reference": "same"}


def draw_grid(canvas: Canvas, axis: Axis, x: float, y: float, size: float, height: float) -> None:
    """Upright hairlines through one row."""
    canvas.setStrokeColor(INK["line"])
    canvas.setLineWidth(0.5)
    for tick in axis.ticks:
        at = x + place(tick, axis) * size
        canvas.line(at, y, at, y + height)


def draw_labels(canvas: Canvas, axis: Axis, x: float, y: float, size: float, points: float = 7) -> None:
    """The numbers of the axis, every second one where they would touch."""
    canvas.setFont(BOLD, points)
    canvas.setFillColor(INK["ink-2"])
    labels = axis.labels
    if len(labels) > 2 and size / (len(labels) - 1) < 1.15 * width("100%", BOLD, points):
        labels = labels[::-2][::-1]
    for value, text in labels:
        at = x + place(value, axis) * size
        canvas.drawCentredString(at, y, text)


def draw_marks(canvas: Canvas, marks: Marks, x: float, y: float, size: float, *, scale: float = 1.0) -> None:
    """One figure on its row; `y` is the middle of the row."""
    tone = TONES[marks.tone]
    hollow = marks.tone == "reference"
    if marks.band is not None:
        left, right = (x + end * size for end in marks.band)
        _draw_band(canvas, left, right, y, 7 * scale, tone, hollow)
    if marks.tick is not None:
        _draw_tick(canvas, x + marks.tick * size, y, 12 * scale)
    if marks.dot is not None:
        _draw_dot(canvas, x + marks.dot * size, y, 2.4 * scale, tone, hollow)
    if marks.cut_left or marks.outside:
        _draw_chevron(canvas, x - 4.5, y, double=marks.outside)


def _draw_tick(canvas: Canvas, at: float, y: float, height: float) -> None:
    canvas.setStrokeColor(INK["ink"])
    canvas.setLineWidth(1.5)
    canvas.line(at, y - height / 2, at, y + height / 2)


def _draw_band(
    canvas: Canvas, left: float, right: float, y: float, height: float, tone: str, hollow: bool
) -> None:
    if hollow:
        canvas.setStrokeColor(INK["ink-3"])
        canvas.setLineWidth(0.6)
        canvas.setDash(2.2, 1.5)
        canvas.rect(left, y - height / 2, right - left, height, stroke=1, fill=0)
        canvas.setDash()
        return
    canvas.setFillColor(INK[f"{tone}-band"])
    canvas.rect(left, y - height / 2, right - left, height, stroke=0, fill=1)
    canvas.setStrokeColor(INK[tone])
    canvas.setLineWidth(1.1)
    canvas.line(left, y, right, y)


def _draw_dot(canvas: Canvas, at: float, y: float, radius: float, tone: str, hollow: bool) -> None:
    canvas.setFillColor(INK["paper"] if hollow else INK[tone])
    canvas.setStrokeColor(INK["ink-2"])
    canvas.setLineWidth(1.2)
    canvas.circle(at, y, radius, stroke=int(hollow), fill=1)


def _draw_chevron(canvas: Canvas, at: float, y: float, *, double: bool) -> None:
    canvas.setStrokeColor(INK["ink-3"])
    canvas.setLineWidth(1)
    for shift in (0, 3) if double else (0,):
        canvas.line(at + shift, y, at + shift + 2.2, y + 3)
        canvas.line(at + shift, y, at + shift + 2.2, y - 3)
