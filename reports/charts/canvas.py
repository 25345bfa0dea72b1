"""The surface of a PDF: a ReportLab canvas whose origin is moved to the chart's upper left corner."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache

from reportlab.lib.colors import Color, HexColor
from reportlab.pdfgen.canvas import Canvas

from reports.charts.surface import INKS, SMALL, Anchor, Point
from reports.parts.faces import BOLD, TEXT

HAIR = 0.6
"""Weight of an outline in points."""


class CanvasSurface:
    """Draws on a canvas below `top`, its y turned round."""

    def __init__(self, canvas: Canvas, top: float) -> None:
        self.canvas, self.top = canvas, top

    def line(self, start: Point, end: Point, ink: str, weight: float, *, dash: Sequence[float] = ()) -> None:
        self.canvas.setStrokeColor(_colour(ink))
        self.canvas.setLineWidth(weight)
        with self._dashed(dash):
            self.canvas.line(start[0], self.top - start[1], end[0], self.top - end[1])

    def rect(
        self, corner: Point, size: Point, *, fill: str = "", edge: str = "", dash: Sequence[float] = ()
    ) -> None:
        self._inks(fill, edge)
        (x, y), (wide, high) = corner, size
        with self._dashed(dash):
            self.canvas.rect(x, self.top - y - high, wide, high, stroke=int(bool(edge)), fill=int(bool(fill)))

    def polygon(self, points: Sequence[Point], *, fill: str = "", edge: str = "") -> None:
        self._inks(fill, edge)
        path = self.canvas.beginPath()
        path.moveTo(points[0][0], self.top - points[0][1])
        for x, y in points[1:]:
            path.lineTo(x, self.top - y)
        path.close()
        self.canvas.drawPath(path, stroke=int(bool(edge)), fill=int(bool(fill)))

    def text(
        self,
        at: Point,
        text: str,
        *,
        size: float = SMALL,
        ink: str = "ink-2",
        bold: bool = False,
        anchor: Anchor = "start",
    ) -> None:
        self.canvas.setFont(BOLD if bold else TEXT, size)
        self.canvas.setFillColor(_colour(ink))
        draw = {
            "start": self.canvas.drawString,
            "middle": self.canvas.drawCentredString,
            "end": self.canvas.drawRightString,
        }
        draw[anchor](at[0], self.top - at[1], text)

    @contextmanager
    def _dashed(self, dash: Sequence[float]) -> Iterator[None]:
        if dash:
            self.canvas.setDash(list(dash))
        yield
        if dash:
            self.canvas.setDash()

    def _inks(self, fill: str, edge: str) -> None:
        if fill:
            self.canvas.setFillColor(_colour(fill))
        if edge:
            self.canvas.setStrokeColor(_colour(edge))
            self.canvas.setLineWidth(HAIR)


@cache
def _colour(ink: str) -> Color:
    return HexColor(INKS[ink])
