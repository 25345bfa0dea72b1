"""The woven hem of the chàm pages, as a band across a sheet: the only ornament."""

from __future__ import annotations

from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import Canvas

from reports.parts.faces import INK

THREAD = HexColor("#5E99C1")
TILE = 64
"""Units of the drawing: two diamonds about the middle, a seed in it, and seeds at the corners."""


def draw_hem(canvas: Canvas, x: float, y: float, wide: float, high: float, *, rows: int = 1) -> None:
    """A band of indigo with the pattern in whole rows."""
    canvas.saveState()
    canvas.setFillColor(INK["accent"])
    canvas.rect(x, y, wide, high, stroke=0, fill=1)
    band = canvas.beginPath()
    band.rect(x, y, wide, high)
    canvas.clipPath(band, stroke=0, fill=0)
    scale = high / rows / TILE
    canvas.translate(x, y)
    canvas.scale(scale, scale)
    canvas.setStrokeColor(THREAD)
    canvas.setFillColor(THREAD)
    canvas.setLineWidth(2)
    for column in range(int(wide / scale / TILE) + 1):
        for row in range(rows):
            _draw_tile(canvas, column * TILE, row * TILE)
    canvas.restoreState()


def _draw_tile(canvas: Canvas, x: float, y: float) -> None:
    middle = TILE / 2
    for reach, is_seed in ((30, False), (17, False), (6, True)):
        _draw_diamond(canvas, x + middle, y + middle, reach, is_seed=is_seed)
    for corner_x in (x, x + TILE):
        for corner_y in (y, y + TILE):
            _draw_diamond(canvas, corner_x, corner_y, 5, is_seed=True)


def _draw_diamond(canvas: Canvas, x: float, y: float, reach: float, *, is_seed: bool) -> None:
    shape = canvas.beginPath()
    shape.moveTo(x, y - reach)
    for across, up in ((reach, 0), (0, reach), (-reach, 0)):
        shape.lineTo(x + across, y + up)
    shape.close()
    canvas.drawPath(shape, stroke=not is_seed, fill=is_seed)
