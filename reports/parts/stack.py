"""Parts of a flowable that stand one under the other: measured once, drawn from the top down."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.pdfgen.canvas import Canvas

from reports.parts.columns import PAGE
from reports.parts.text import Words

ENDLESS = 10_000
"""Room for any text."""


def stacked(parts: Sequence[Words], gap: float) -> float:
    """How high the parts are together, with a gap under each."""
    return float(sum(_height(part) + gap for part in parts))


def draw_stack(canvas: Canvas, parts: Sequence[Words], y: float, gap: float) -> float:
    """Draw the parts below `y`; where the last gap ends."""
    for part in parts:
        part.drawOn(canvas, 0, y - part.height)
        y -= part.height + gap
    return y


def _height(part: Words) -> float:
    """Its height across the page; breaking a text into lines is dear, so it is done once."""
    if getattr(part, "across", None) != PAGE:
        part.wrap(PAGE, ENDLESS)
        part.across = PAGE
    return float(part.height)
