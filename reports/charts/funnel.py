"""Figures against sample sizes with the range to expect at each size; names only where they fit."""

from __future__ import annotations

from collections.abc import Iterator

from reports.charts.data import Funnel, Limit, Spot
from reports.charts.plot import Frame, draw_frame, draw_mark, draw_yardstick
from reports.charts.surface import SMALL, Point, Surface, disc, measured, placed, shortened

TALL, OVER, UNDER = 170.0, 16.0, 28.0
RADIUS = 2.0
NARROW = 300.0
Box = tuple[float, float, float, float]


def head(chart: Funnel, width: float) -> float:
    """The whole plot."""
    return OVER + TALL + UNDER


def frame_of(chart: Funnel, width: float) -> Frame:
    """The plotting area."""
    left = 6 + max((measured(text, bold=True) for _, text in chart.axis.labels), default=0.0)
    return Frame(left, width - 10, OVER, OVER + TALL, chart.axis)


def place(chart: Funnel, frame: Frame, n: float, value: float) -> Point:
    """Where a figure of this size stands."""
    return frame.left + placed(n, chart.across) * (frame.right - frame.left), frame.y(value)


def draw(chart: Funnel, surface: Surface, width: float) -> None:
    """Limits, the line in the middle, a mark for each unit, names of those outside and of the marked one."""
    frame = frame_of(chart, width)
    draw_frame(surface, frame)
    _draw_across(chart, surface, frame, width)
    _draw_limits(chart, surface, frame)
    draw_yardstick(surface, frame, chart.yardstick)
    surface.text((frame.right, 8), chart.yardstick.label, ink="ink", bold=True, anchor="end")
    sample = frame.right - measured(chart.yardstick.label, bold=True) - 5
    surface.line((sample - 18, 5.4), (sample, 5.4), "ink", 0.8, dash=(1.6, 1.6))
    for spot in chart.spots:
        draw_mark(surface, place(chart, frame, spot.n, spot.value), spot.tone, RADIUS)
    for spot in chart.spots:
        if spot.marked:
            at = place(chart, frame, spot.n, spot.value)
            surface.polygon(disc(at, 4.4), edge="ink")
    named = names(chart, width)
    for spot, (left, _, _, foot) in named:
        surface.text((left, foot - 2), spot.name, ink="ink", bold=spot.marked)
    for spot in chart.spots:
        if spot.marked and spot not in [each for each, _ in named]:
            surface.polygon(disc((4.4, 5.4), 4.4), edge="ink")
            name = shortened(spot.name, sample - 18 - 16, bold=True)
            surface.text((12, 8), name, ink="ink", bold=True)


def names(chart: Funnel, width: float) -> list[tuple[Spot, Box]]:
    """Which units are named, and the box of each name; none touches a mark, a line or another name."""
    frame = frame_of(chart, width)
    marks = [place(chart, frame, spot.n, spot.value) for spot in chart.spots]
    taken: list[Box] = [(x - RADIUS, y - RADIUS, x + RADIUS, y + RADIUS) for x, y in marks]
    limits = list(_on_limits(chart, frame))
    found: list[tuple[Spot, Box]] = []
    wanted = [(spot, at) for spot, at in zip(chart.spots, marks, strict=True) if spot.marked or spot.outside]
    for spot, at in sorted(wanted, key=lambda each: not each[0].marked):
        lines = [] if spot.marked else limits
        box = _free(spot, at, frame, taken, lines)
        if box:
            taken.append(box)
            found.append((spot, box))
    return found


def _on_limits(chart: Funnel, frame: Frame) -> Iterator[Point]:
    """Points on the lines, which no name but that of the marked unit may cover."""
    for each in chart.limits:
        for value in (each.low, each.high, each.far_low, each.far_high, chart.yardstick.value):
            yield place(chart, frame, each.n, value)


def _free(spot: Spot, at: Point, frame: Frame, taken: list[Box], lines: list[Point]) -> Box | None:
    long, (right, level) = measured(spot.name, SMALL, bold=spot.marked), at
    middle = right - long / 2
    tried = (right + 6, level - 5), (right - 6 - long, level - 5), (middle, level - 16), (middle, level + 6)
    for left, top in tried:
        box = (left, top, left + long, top + 10)
        inside = left >= frame.left and box[2] <= frame.right and frame.top <= top and box[3] <= frame.bottom
        covered = any(box[0] < x < box[2] and box[1] < y < box[3] for x, y in lines)
        if inside and not covered and not any(_touch(box, other) for other in taken):
            return box
    return None


def _touch(first: Box, second: Box) -> bool:
    across = min(first[2], second[2]) - max(first[0], second[0])
    return across > 0 and min(first[3], second[3]) > max(first[1], second[1])


def _draw_across(chart: Funnel, surface: Surface, frame: Frame, width: float) -> None:
    surface.line((frame.left, frame.bottom), (frame.right, frame.bottom), "ink-2", 0.8)
    labels = chart.across.labels
    if width < NARROW and len(labels) > 3:
        labels = labels[::2]
    for n, text in labels:
        x = place(chart, frame, n, chart.axis.low)[0]
        surface.line((x, frame.bottom), (x, frame.bottom + 3), "ink-2", 0.6)
        surface.text((x, frame.bottom + 11.5), text, bold=True, anchor="middle")
    surface.text((frame.right, frame.bottom + 23), chart.across_label, anchor="end")


def _draw_limits(chart: Funnel, surface: Surface, frame: Frame) -> None:
    for before, after in zip(chart.limits, chart.limits[1:], strict=False):
        for (old, new), dash in _pairs(before, after):
            low, high = chart.axis.low, chart.axis.high
            if not (low <= old <= high and low <= new <= high):
                continue  # outside the axis a limit would lie on its edge and tell a wrong value
            start = place(chart, frame, before.n, old)
            surface.line(start, place(chart, frame, after.n, new), "line-strong", 0.8, dash=dash)


def _pairs(before: Limit, after: Limit) -> list[tuple[tuple[float, float], tuple[float, ...]]]:
    inner, outer = (), (3.5, 2.0)
    return [
        ((before.low, after.low), inner),
        ((before.high, after.high), inner),
        ((before.far_low, after.far_low), outer),
        ((before.far_high, after.far_high), outer),
    ]
