"""A QR code drawn as one shape, so that no printer leaves seams between its squares."""

from __future__ import annotations

from functools import lru_cache
from itertools import groupby

import segno
from reportlab.pdfgen.canvas import Canvas

from reports.parts.faces import INK

QUIET_ZONE = 4
"""Squares of white around the code that readers need."""


def draw_qr(canvas: Canvas, text: str, x: float, y: float, size: float) -> None:
    """The code of a text in a square with its white border; some damage to the print is forgiven."""
    rows = matrix(text)
    squares = len(rows)
    canvas.saveState()
    canvas.translate(x, y)
    canvas.scale(size / squares, size / squares)
    canvas.setFillColor(INK["paper"])
    canvas.rect(0, 0, squares, squares, stroke=0, fill=1)
    shape = canvas.beginPath()
    for number, row in enumerate(rows, start=1):
        column = 0
        for is_dark, run in groupby(row):
            wide = len(list(run))
            if is_dark:
                shape.rect(column, squares - number, wide, 1)
            column += wide
    canvas.setFillColor(INK["ink"])
    canvas.drawPath(shape, stroke=0, fill=1)
    canvas.restoreState()


@lru_cache(maxsize=16)
def matrix(text: str) -> tuple[bytes, ...]:
    """The squares of the code with its border, row by row: 1 is dark."""
    return tuple(bytes(row) for row in segno.make_qr(text, error="m").matrix_iter(border=QUIET_ZONE))
