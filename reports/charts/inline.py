"""The surface of a page: inline SVG in pixels, every look an attribute, so a strict policy holds."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup, escape

from reports.charts.data import Chart
from reports.charts.draw import drawn, height
from reports.charts.surface import INKS, SMALL, Anchor, Point

PIXELS = 1.7
"""Pixels a point: the smallest text is 12.75 px high."""
BROAD, NARROW = 792, 312
"""Widths in pixels: one drawing for a desk, one for a phone; the style sheet shows one of them."""


class SvgSurface:
    """Collects elements; lengths become pixels."""

    def __init__(self) -> None:
        self.parts: list[Markup] = []

    def line(self, start: Point, end: Point, ink: str, weight: float, *, dash: Sequence[float] = ()) -> None:
        (x1, y1), (x2, y2) = start, end
        self._add(
            "line",
            x1=_px(x1),
            y1=_px(y1),
            x2=_px(x2),
            y2=_px(y2),
            stroke=INKS[ink],
            stroke_width=_px(weight),
            stroke_dasharray=_dashes(dash),
        )

    def rect(
        self, corner: Point, size: Point, *, fill: str = "", edge: str = "", dash: Sequence[float] = ()
    ) -> None:
        (x, y), (wide, high) = corner, size
        place = {"x": _px(x), "y": _px(y), "width": _px(wide), "height": _px(high)}
        self._add("rect", **place, **_inks(fill, edge), stroke_dasharray=_dashes(dash))

    def polygon(self, points: Sequence[Point], *, fill: str = "", edge: str = "") -> None:
        self._add("polygon", points=" ".join(f"{_px(x)},{_px(y)}" for x, y in points), **_inks(fill, edge))

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
        self._add(
            "text",
            text,
            x=_px(at[0]),
            y=_px(at[1]),
            fill=INKS[ink],
            font_size=_px(size),
            font_weight="600" if bold else "",
            text_anchor="" if anchor == "start" else anchor,
        )

    def _add(self, name: str, content: str = "", **attributes: str) -> None:
        told = "".join(
            f' {key.replace("_", "-")}="{value}"' for key, value in attributes.items() if value != ""
        )
        self.parts.append(Markup(f"<{name}{told}>{escape(content)}</{name}>"))


def svg(chart: Chart, description: str, pixels: int, name: str) -> Markup:
    """The chart as one picture of this width, with its description for those who do not see it."""
    surface, room = SvgSurface(), pixels / PIXELS
    drawn(chart, surface, room)
    high = _px(height(chart, room))
    head = (
        f'<svg class="chart {name}" viewBox="0 0 {pixels} {high}" width="{pixels}" height="{high}"'
        f' role="img" aria-label="{escape(description)}" focusable="false">'
    )
    return Markup(head) + Markup("").join(surface.parts) + Markup("</svg>")


def both(chart: Chart, description: str) -> Markup:
    """The drawing for a desk and that for a phone."""
    return svg(chart, description, BROAD, "broad") + svg(chart, description, NARROW, "narrow")


def _inks(fill: str, edge: str) -> dict[str, str]:
    made = {"fill": INKS[fill] if fill else "none"}
    return made | {"stroke": INKS[edge]} if edge else made


def _dashes(dash: Sequence[float]) -> str:
    return " ".join(_px(each) for each in dash)


def _px(points: float) -> str:
    return f"{points * PIXELS:.2f}".rstrip("0").rstrip(".")
