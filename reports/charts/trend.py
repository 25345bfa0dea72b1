"""Figures wave by wave: joined inside a series that can be compared, never over a break or a gap."""

from __future__ import annotations

from collections.abc import Iterator

from reports.charts.data import Break, Moment, Series, Trend
from reports.charts.plot import Frame, draw_frame
from reports.charts.surface import SMALL, Point, Surface, disc, measured, shortened, wrapped

TALL, LINE = 130.0, 10.0
RADIUS, THICK = 2.6, 4.5


def head(chart: Trend, width: float) -> float:
    """The whole plot; reasons of breaks and names of series stand above it."""
    frame = frame_of(chart, width)
    return frame.bottom + 4 + LINE * max(len(lines) for lines in _waves(chart, frame))


def frame_of(chart: Trend, width: float) -> Frame:
    """The plotting area."""
    left = 6 + max((measured(text, bold=True) for _, text in chart.axis.labels), default=0.0)
    top = _over(chart, width)
    return Frame(left, width - 2, top, top + TALL, chart.axis)


def place(chart: Trend, frame: Frame, step: float, value: float) -> Point:
    """Where a figure of this wave stands; waves are equal steps apart."""
    room = (frame.right - frame.left) / len(chart.waves)
    return frame.left + (step + 0.5) * room, frame.y(value)


def joined(chart: Trend, series: Series) -> Iterator[tuple[Moment, Moment]]:
    """The neighbours that a line may join."""
    breaks = {each.step for each in chart.breaks}
    for before, after in zip(series.moments, series.moments[1:], strict=False):
        if after.step == before.step + 1 and after.step not in breaks:
            yield before, after


def draw(chart: Trend, surface: Surface, width: float) -> None:
    """Breaks behind, then earlier units, then the unit itself."""
    frame = frame_of(chart, width)
    draw_frame(surface, frame)
    y = 8.0 + LINE * len(chart.series)
    for each in chart.breaks:
        y = _draw_break(chart, each, surface, frame, y)
    y = 8.0
    for series in sorted(chart.series, key=lambda each: not each.earlier):
        y = _draw_series(chart, series, surface, frame, y)
    for step, lines in enumerate(_waves(chart, frame)):
        x = place(chart, frame, step, chart.axis.low)[0]
        for line, part in enumerate(lines):
            surface.text((x, frame.bottom + 11 + LINE * line), part, anchor="middle")


def _waves(chart: Trend, frame: Frame) -> list[list[str]]:
    room = (frame.right - frame.left) / len(chart.waves) - 3
    return [wrapped(text, room, SMALL) for text in chart.waves]


def _over(chart: Trend, width: float) -> float:
    reasons = sum(len(_reason(each, width - 2)) for each in chart.breaks)
    return LINE * (reasons + len(chart.series)) + 8


def _reason(each: Break, right: float) -> list[str]:
    return wrapped(each.reason, right - 18, SMALL, bold=True)


def _draw_break(chart: Trend, each: Break, surface: Surface, frame: Frame, y: float) -> float:
    x = (place(chart, frame, each.step - 1, 0)[0] + place(chart, frame, each.step, 0)[0]) / 2
    lines = _reason(each, frame.right)
    for number, text in enumerate(lines):
        half = measured(text, bold=True) / 2
        at = min(max(x, half), frame.right - half)
        surface.text((at, y + LINE * number), text, ink="ink", bold=True, anchor="middle")
    surface.line((x, frame.top - 4), (x, frame.bottom), "ink", 0.8, dash=(3, 2))
    return y + LINE * len(lines)


def _draw_series(chart: Trend, series: Series, surface: Surface, frame: Frame, y: float) -> float:
    ink = "ink-3" if series.earlier else "same"
    points = [place(chart, frame, each.step, each.value) for each in series.moments]
    for before, after in joined(chart, series):
        start, end = (place(chart, frame, each.step, each.value) for each in (before, after))
        surface.line(start, end, ink, 0.8 if series.earlier else 1.4)
    for moment, (x, at) in zip(series.moments, points, strict=True):
        top = _draw_whisker(moment, surface, frame, x, earlier=series.earlier)
        fill, edge = ("paper", "ink-3") if series.earlier else ("same", "")
        surface.polygon(disc((x, at), RADIUS), fill=fill, edge=edge)
        if not series.earlier:
            surface.text((x, min(top, at) - 4), moment.told, ink="ink", bold=True, anchor="middle")
    _draw_name(series, surface, frame, y)
    return y + LINE


def _draw_name(series: Series, surface: Surface, frame: Frame, y: float) -> None:
    fill, edge = ("paper", "ink-3") if series.earlier else ("same", "")
    surface.polygon(disc((frame.left + 4, y - 2.6), RADIUS), fill=fill, edge=edge)
    told = f" {series.moments[-1].told}" if series.earlier and series.moments else ""
    name = shortened(series.name, frame.right - frame.left - 14 - measured(told))
    ink, bold = ("ink-2", False) if series.earlier else ("ink", True)
    surface.text((frame.left + 11, y), name + told, ink=ink, bold=bold)


def _draw_whisker(moment: Moment, surface: Surface, frame: Frame, x: float, *, earlier: bool) -> float:
    if moment.low is None or moment.high is None:
        return frame.y(moment.value)
    top, foot = frame.y(moment.high), frame.y(moment.low)
    surface.rect((x - THICK / 2, top), (THICK, foot - top), fill="line" if earlier else "same-band")
    surface.line((x, top), (x, foot), "ink-3" if earlier else "same", 0.8)
    return top
