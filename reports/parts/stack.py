"""What tables and charts share: parts one under the other, and rows that a page break may part."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from reports.parts.columns import PAGE
from reports.parts.text import Words

ABOVE, BELOW = 1.2 * mm, 1.5 * mm
"""Gaps under what stands above the rows, and over what stands below."""
LEAST = 2
"""Rows on each side of a page break, at least."""
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


def rows_before_break(heights: Sequence[float], headings: Sequence[bool], room: float) -> int:
    """How many rows stay on a page with this much room for them; a heading goes over with what follows."""
    fitting = 0
    for high in heights:
        room -= high
        if room < 0:
            break
        fitting += 1
    # What stands below belongs to the end, so some rows go over with it.
    count = min(fitting, len(heights) - LEAST)
    while count > 0 and headings[count - 1]:
        count -= 1
    return count


def _height(part: Words) -> float:
    """Its height across the page; breaking a text into lines is dear, so it is done once."""
    if getattr(part, "across", None) != PAGE:
        part.wrap(PAGE, ENDLESS)
        part.across = PAGE
    return float(part.height)
