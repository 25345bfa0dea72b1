"""The comparison in words, with a shape and a colour behind them."""

from __future__ import annotations

from reportlab.pdfgen.canvas import Canvas

from reports.cells import Tone
from reports.parts.faces import INK, SERIF, width

SIZE = 9
PAD = 3.2
SHAPE = 5.0
"""Width of the triangle or ring, in points."""

_LOOKS = {"higher": ("high-tint", "high", "accent-dark"), "lower": ("low-tint", "low", "low-text")}


def draw_tag(canvas: Canvas, words: str, tone: Tone, right: float, baseline: float) -> None:
    """Write a verdict so that it ends at `right`."""
    text_width = width(words, SERIF, SIZE)
    if tone in _LOOKS:
        _draw_box(canvas, right - text_width - SHAPE - 3 * PAD, right, baseline, *_LOOKS[tone][:2])
        _draw_triangle(
            canvas, right - text_width - SHAPE - 2 * PAD, baseline, up=tone == "higher", ink=_LOOKS[tone][1]
        )
        canvas.setFillColor(INK[_LOOKS[tone][2]])
        right -= PAD
    elif tone == "reference":
        _draw_dashes(canvas, right - text_width - SHAPE - 3 * PAD, right, baseline)
        _draw_ring(canvas, right - text_width - SHAPE - 2 * PAD, baseline)
        canvas.setFillColor(INK["ink-2"])
        right -= PAD
    else:
        canvas.setFillColor(INK["ink-2"])
    canvas.setFont(SERIF, SIZE)
    canvas.drawRightString(right, baseline, words)


def _draw_box(canvas: Canvas, left: float, right: float, baseline: float, tint: str, edge: str) -> None:
    canvas.setFillColor(INK[tint])
    canvas.setStrokeColor(INK[edge])
    canvas.setLineWidth(0.5)
    canvas.rect(left, baseline - 2.6, right - left, 10.4, stroke=1, fill=1)


def _draw_dashes(canvas: Canvas, left: float, right: float, baseline: float) -> None:
    canvas.setStrokeColor(INK["line-strong"])
    canvas.setLineWidth(0.5)
    canvas.setDash(2, 1.4)
    canvas.rect(left, baseline - 2.6, right - left, 10.4, stroke=1, fill=0)
    canvas.setDash()


def _draw_triangle(canvas: Canvas, left: float, baseline: float, *, up: bool, ink: str) -> None:
    foot, tip = (baseline, baseline + 4.8) if up else (baseline + 4.8, baseline)
    path = canvas.beginPath()
    path.moveTo(left, foot)
    path.lineTo(left + SHAPE, foot)
    path.lineTo(left + SHAPE / 2, tip)
    path.close()
    canvas.setFillColor(INK[ink])
    canvas.drawPath(path, stroke=0, fill=1)


def _draw_ring(canvas: Canvas, left: float, baseline: float) -> None:
    canvas.setStrokeColor(INK["ink-2"])
    canvas.setLineWidth(0.9)
    canvas.circle(left + SHAPE / 2, baseline + 2.5, 2, stroke=1, fill=0)
