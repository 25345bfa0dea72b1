"""Units with their intervals: a row for each with its name, or upright without names where there are many."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

from reports.charts.data import Caterpillar, Peer, Yardstick
from reports.charts.plot import BAND, INK, Frame, draw_frame, draw_mark, draw_yardstick
from reports.charts.surface import BODY, Point, Surface, measured, placed, shortened, wrapped

MANY = 40
"""Above this many units they stand upright, and only the marked one is named."""
NARROW = 300.0
LINE, PAD, HEAD = 11.0, 2.6, 16.0
TALL, OVER, UNDER = 150.0, 17.0, 16.0
RADIUS, THICK = 2.4, 5.5
BESIDE = 15.0
"""Height of the interval below a name."""


def upright(chart: Caterpillar) -> bool:
    """Whether the units stand side by side."""
    return len(chart.peers) > MANY


def head(chart: Caterpillar, width: float) -> float:
    """The axis above the rows, or the whole plot."""
    if upright(chart):
        return along(chart, width)[0].bottom + UNDER
    return HEAD + (10 if chart.yardstick else 0)


def rows(chart: Caterpillar, width: float) -> list[float]:
    """The height of each row, which grows with its name."""
    return [] if upright(chart) else [_row(peer, width) for peer in chart.peers]


def draw(chart: Caterpillar, surface: Surface, width: float) -> None:
    """Rows with names, or the upright plot."""
    if upright(chart):
        _draw_upright(chart, surface, width)
    else:
        _draw_rows(chart, surface, width)


def across(chart: Caterpillar, width: float) -> tuple[float, float]:
    """Left and right end of the axis of the rows."""
    return (10.0, width - 104) if width < NARROW else (0.42 * width, width - 106)


def along(chart: Caterpillar, width: float) -> tuple[Frame, float]:
    """The frame of the upright plot, and the room of each unit."""
    left = 6 + max((measured(text, bold=True) for _, text in chart.axis.labels), default=0.0)
    top = 4 + OVER * (bool(chart.yardstick) + any(peer.marked for peer in chart.peers))
    frame = Frame(left, width - 2, top, top + TALL, chart.axis)
    return frame, (frame.right - frame.left) / len(chart.peers)


def _row(peer: Peer, width: float) -> float:
    lines = len(_name(peer, width)) * LINE
    return (lines + 13 if width < NARROW else max(lines, 11.0)) + 2 * PAD


def _name(peer: Peer, width: float) -> list[str]:
    room = width if width < NARROW else 0.42 * width - 46
    return wrapped(peer.name, room, bold=peer.marked)


def _draw_rows(chart: Caterpillar, surface: Surface, width: float) -> None:
    foot = head(chart, width)
    _draw_head(chart, surface, width, foot)
    left, right = across(chart, width)
    heights = rows(chart, width)
    _draw_marked(chart, surface, width, foot, heights)
    _draw_grid(chart, surface, (left, right), foot, heights, above_each=width < NARROW)
    told = max((measured(_told(each)) for each in chart.peers), default=0.0)
    y = foot
    for peer, high in zip(chart.peers, heights, strict=True):
        _draw_peer(chart, peer, surface, (width, y), (high, told))
        y += high
        surface.line((0, y), (width, y), "ink" if peer.marked else "line", 0.8 if peer.marked else 0.5)
        if peer.marked:
            surface.line((0, y - high), (width, y - high), "ink", 0.8)


def _draw_marked(
    chart: Caterpillar, surface: Surface, width: float, foot: float, heights: Sequence[float]
) -> None:
    y = foot
    for peer, high in zip(chart.peers, heights, strict=True):
        if peer.marked:
            surface.rect((0, y), (width, high), fill="marked")
        y += high


def _draw_grid(
    chart: Caterpillar,
    surface: Surface,
    ends: tuple[float, float],
    foot: float,
    heights: Sequence[float],
    *,
    above_each: bool,
) -> None:
    """Upright lines, in one piece through all rows; not through names that stand above their interval."""
    left, right = ends
    feet = list(accumulate(heights, initial=foot))[1:]
    pieces = [(lower - BESIDE, lower) for lower in feet] if above_each else [(foot, feet[-1])]
    yardstick = [chart.yardstick.value] if chart.yardstick else []
    for upper, lower in pieces:
        for tick in chart.axis.ticks:
            x = left + placed(tick, chart.axis) * (right - left)
            surface.line((x, upper), (x, lower), "line", 0.5)
        for value in yardstick:
            x = left + placed(value, chart.axis) * (right - left)
            surface.line((x, upper), (x, lower), "ink", 0.8, dash=(1.6, 1.6))


def _draw_head(chart: Caterpillar, surface: Surface, width: float, foot: float) -> None:
    left, right = across(chart, width)
    if width >= NARROW:
        surface.text((0, foot - 4), chart.first, bold=True)
        surface.text((left - 14, foot - 4), "n", bold=True, anchor="end")
    surface.text((width, foot - 4), chart.value, bold=True, anchor="end")
    labels = chart.axis.labels
    if len(labels) > 2 and (right - left) / (len(labels) - 1) < 24:
        labels = labels[::-2][::-1]
    for value, text in labels:
        x = left + placed(value, chart.axis) * (right - left)
        surface.text((x, foot - 4), text, bold=True, anchor="middle")
    if chart.yardstick:
        _draw_named(surface, chart.yardstick, (left, right), chart, width)
    surface.line((0, foot), (width, foot), "ink", 1.1)


def _draw_named(
    surface: Surface, yardstick: Yardstick, ends: tuple[float, float], chart: Caterpillar, width: float
) -> None:
    left, right = ends
    x = left + placed(yardstick.value, chart.axis) * (right - left)
    half = measured(yardstick.label, bold=True) / 2
    x = min(max(x, half), width - half)
    surface.text((x, 8), yardstick.label, ink="ink", bold=True, anchor="middle")


def _draw_peer(
    chart: Caterpillar,
    peer: Peer,
    surface: Surface,
    place: tuple[float, float],
    sizes: tuple[float, float],
) -> None:
    """`sizes` are the height of the row and the room that intervals take."""
    (width, top), (high, told) = place, sizes
    name = _name(peer, width)
    narrow = width < NARROW
    middle = top + high - 9 if narrow else top + high / 2
    first = top + PAD + 8.6 if narrow else middle - len(name) * LINE / 2 + 8.4
    for number, text in enumerate(name):
        surface.text((0, first + LINE * number), text, size=BODY, ink="ink", bold=peer.marked)
    left, right = across(chart, width)
    if not narrow:
        surface.text((left - 14, middle + 3), peer.n, ink="ink", bold=peer.marked, anchor="end")
    _draw_figures(peer, surface, (width, middle + 3), told)
    _draw_interval(chart, peer, surface, (left, right), middle)


def _told(peer: Peer) -> str:
    return f"({peer.interval})" if peer.interval else ""


def _draw_figures(peer: Peer, surface: Surface, end: Point, room: float) -> None:
    if peer.interval:
        surface.text(end, _told(peer), anchor="end")
    surface.text((end[0] - room - 3, end[1]), peer.told, ink="ink", bold=True, anchor="end")


def _draw_interval(
    chart: Caterpillar, peer: Peer, surface: Surface, ends: tuple[float, float], middle: float
) -> None:
    left, right = ends

    def x(value: float) -> float:
        return left + min(1.0, max(0.0, placed(value, chart.axis))) * (right - left)

    if peer.low is not None and peer.high is not None and peer.high > chart.axis.low:
        corner, size = (x(peer.low), middle - THICK / 2), (x(peer.high) - x(peer.low), THICK)
        if peer.tone == "reference":
            surface.rect(corner, size, edge="ink-3", dash=(2.2, 1.5))
        else:
            surface.rect(corner, size, fill=BAND[peer.tone])
            surface.line((x(peer.low), middle), (x(peer.high), middle), INK[peer.tone], 1.1)
    lowest = peer.value if peer.low is None else peer.low
    if lowest < chart.axis.low:
        _draw_cut(surface, (left - 4, middle), double=peer.value < chart.axis.low)
    if peer.value >= chart.axis.low:
        draw_mark(surface, (x(peer.value), middle), peer.tone, RADIUS)


def _draw_cut(surface: Surface, tip: Point, *, double: bool) -> None:
    """A chevron: what lies left of the axis is not drawn."""
    for shift in (0.0, 3.0) if double else (0.0,):
        for way in (-2.6, 2.6):
            surface.line((tip[0] + shift, tip[1]), (tip[0] + shift + 2, tip[1] + way), "ink-3", 1)


def _draw_upright(chart: Caterpillar, surface: Surface, width: float) -> None:
    frame, step = along(chart, width)
    places = [frame.left + (number + 0.5) * step for number in range(len(chart.peers))]
    marked = [(peer, x) for peer, x in zip(chart.peers, places, strict=True) if peer.marked]
    for _, x in marked:
        wide = max(step, 5.0)
        surface.rect((x - wide / 2, frame.top), (wide, TALL), fill="marked")
    draw_frame(surface, frame)
    if chart.yardstick:
        draw_yardstick(surface, frame, chart.yardstick)
        surface.line((0, 5.4), (18, 5.4), "ink", 0.8, dash=(1.6, 1.6))
        surface.text((23, 8), chart.yardstick.label)
    # The marked one comes last, so that no neighbour covers it.
    for peer, x in sorted(zip(chart.peers, places, strict=True), key=lambda each: each[0].marked):
        _draw_upright_peer(peer, surface, frame, x, step)
    for peer, x in marked:
        _draw_tag(peer, surface, frame, x, width)
    if chart.ends:
        surface.text((frame.left, frame.bottom + 11), chart.ends[0])
        surface.text((frame.right, frame.bottom + 11), chart.ends[1], anchor="end")


def _draw_upright_peer(peer: Peer, surface: Surface, frame: Frame, x: float, step: float) -> None:
    thick = max(0.5, min(4.0, 0.66 * step))
    if peer.low is not None and peer.high is not None and peer.high > frame.axis.low:
        top, foot = frame.y(peer.high), frame.y(peer.low)
        if peer.tone == "reference":
            surface.rect((x - thick / 2, top), (thick, foot - top), edge="ink-3", dash=(1.5, 1.2))
        else:
            surface.rect((x - thick / 2, top), (thick, foot - top), fill=BAND[peer.tone])
    radius = 2.6 if peer.marked else max(0.5, min(1.5, 0.4 * step))
    if peer.value >= frame.axis.low:
        draw_mark(surface, (x, frame.y(peer.value)), peer.tone, radius)


def _draw_tag(peer: Peer, surface: Surface, frame: Frame, x: float, width: float) -> None:
    figures = f": {peer.told}" + (f" ({peer.interval})" if peer.interval else "")
    name = shortened(peer.name, width - measured(figures, BODY, bold=True), BODY, bold=True)
    half = measured(name + figures, BODY, bold=True) / 2
    at = min(max(x, half), width - half)
    surface.text((at, frame.top - 8), name + figures, size=BODY, ink="ink", bold=True, anchor="middle")
