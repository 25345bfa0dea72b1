"""An address that people type: on one line, or broken before its path and nowhere else."""

from __future__ import annotations

from reportlab.pdfgen.canvas import Canvas

from reports.doors.setting import LEADING
from reports.parts.faces import BOLD, INK, width

SMALLEST = 0.7
"""Of the wanted size, before the address is broken into two lines."""


def draw_address(canvas: Canvas, address: str, x: float, top: float, wide: float, size: float) -> float:
    """Draw it below `top` in a column; the height it took."""
    lines, size = _lines(address, wide, size)
    canvas.setFillColor(INK["ink"])
    canvas.setFont(BOLD, size)
    for number, line in enumerate(lines):
        canvas.drawString(x, top - size - number * size * LEADING, line)
    return len(lines) * size * LEADING


def address_height(address: str, wide: float, size: float) -> float:
    """The height it will take."""
    lines, size = _lines(address, wide, size)
    return len(lines) * size * LEADING


def _lines(address: str, wide: float, size: float) -> tuple[list[str], float]:
    whole = width(address, BOLD, size)
    if whole <= wide:
        return [address], size
    if whole * SMALLEST <= wide:
        return [address], size * wide / whole
    host, slash, path = address.partition("/")
    lines = [host, slash + path] if slash else [host]
    widest = max(width(line, BOLD, size) for line in lines)
    return lines, size * min(1.0, wide / widest)
