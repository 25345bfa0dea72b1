"""The surface of a picture in pixels: the same charts for documents that hold no drawings."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from io import BytesIO
from math import dist

from PIL import Image, ImageDraw, ImageFont

from reports.charts.data import Chart
from reports.charts.draw import drawn, height
from reports.charts.surface import INKS, SMALL, Anchor, Point
from reports.parts.columns import PAGE

DOTS = 200
"""Dots an inch of the finished picture."""
FINER = 2
"""Drawn so many times larger and then made smaller, which smooths every edge."""
SCALE = DOTS / 72 * FINER
COLOURS = 64
_ANCHORS = {"start": "ls", "middle": "ms", "end": "rs"}


def png(chart: Chart, width: float = PAGE) -> bytes:
    """The chart as PNG, this many points wide; the same chart gives the same bytes."""
    size = (round(width * SCALE), round(height(chart, width) * SCALE))
    surface = PixelSurface(size)
    drawn(chart, surface, width)
    small = surface.image.resize((size[0] // FINER, size[1] // FINER), Image.Resampling.LANCZOS)
    target = BytesIO()
    few = small.quantize(COLOURS, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    few.save(target, "PNG", dpi=(DOTS, DOTS), optimize=True)
    return target.getvalue()


class PixelSurface:
    """Draws on a white picture."""

    def __init__(self, size: tuple[int, int]) -> None:
        self.image = Image.new("RGB", size, "#FFFFFF")
        self.pen = ImageDraw.Draw(self.image)

    def line(self, start: Point, end: Point, ink: str, weight: float, *, dash: Sequence[float] = ()) -> None:
        for begin, stop in _strokes(start, end, dash):
            self.pen.line([*_px(begin), *_px(stop)], fill=INKS[ink], width=max(1, round(weight * SCALE)))

    def rect(
        self, corner: Point, size: Point, *, fill: str = "", edge: str = "", dash: Sequence[float] = ()
    ) -> None:
        (x, y), (wide, high) = corner, size
        if wide <= 0 or high <= 0:
            return
        if fill:
            self.pen.rectangle([*_px(corner), *_px((x + wide, y + high))], fill=INKS[fill])
        if edge:
            corners = [corner, (x + wide, y), (x + wide, y + high), (x, y + high)]
            for start, end in zip(corners, [*corners[1:], corners[0]], strict=True):
                self.line(start, end, edge, 0.6, dash=dash)

    def polygon(self, points: Sequence[Point], *, fill: str = "", edge: str = "") -> None:
        corners = [_px(point) for point in points]
        if fill:
            self.pen.polygon(corners, fill=INKS[fill])
        if edge:
            self.pen.line([*corners, corners[0]], fill=INKS[edge], width=round(0.6 * SCALE))

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
        self.pen.text(_px(at), text, fill=INKS[ink], font=_face(size, bold), anchor=_ANCHORS[anchor])


def _strokes(start: Point, end: Point, dash: Sequence[float]) -> list[tuple[Point, Point]]:
    """A line in one piece, or in strokes of the lengths given, stroke and gap by turns."""
    length = dist(start, end)
    if not dash or not length:
        return [(start, end)]
    found, at, turn = [], 0.0, 0
    while at < length:
        stop = min(length, at + dash[turn % len(dash)])
        if turn % 2 == 0:
            found.append((_along(start, end, at / length), _along(start, end, stop / length)))
        at, turn = stop, turn + 1
    return found


def _along(start: Point, end: Point, share: float) -> Point:
    return start[0] + share * (end[0] - start[0]), start[1] + share * (end[1] - start[1])


def _px(point: Point) -> tuple[float, float]:
    return point[0] * SCALE, point[1] * SCALE


@cache
def _face(size: float, bold: bool) -> ImageFont.FreeTypeFont:
    path = files("fontpkg_be_vietnam_pro") / "files" / f"BeVietnamPro-{'SemiBold' if bold else 'Regular'}.ttf"
    # The plain layout is the same on every machine; composed Vietnamese letters need no other.
    return ImageFont.truetype(str(path), size * SCALE, layout_engine=ImageFont.Layout.BASIC)
