"""Diverging bars: how the answers to each item spread over the levels, the neutral one through 0."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from reports import style
from reports.charts.data import Bar, LevelBars
from reports.charts.surface import BODY, SMALL, Point, Surface, measured, wrapped

NARROW = 300.0
"""Below this width a label stands above its bar instead of left of it."""
THICK, LINE, PAD = 12.0, 11.0, 3.2
LEAST = 0.07
"""Shares below this are not written into their bar."""
SIDES = {1: ("level-1",), 2: ("level-1", "level-2")}
OTHER_SIDE = {1: ("level-5",), 2: ("level-4", "level-5")}


@dataclass(frozen=True)
class Columns:
    """Where things stand across: label, plot from `left` to `right`, those apart, figures at the end."""

    label: float
    left: float
    right: float
    apart: float
    end: float
    narrow: bool


def columns(chart: LevelBars, width: float) -> Columns:
    """The columns of a chart this wide."""
    apart = 42.0 if chart.apart else 0.0
    if width < NARROW:
        return Columns(width, 8, width - apart - 8, width - apart + 2, width, True)
    told = 64.0
    right = width - told - apart - 20
    return Columns(0.34 * width, 0.36 * width, right, right + 22, width, False)


def inks(chart: LevelBars) -> tuple[str, ...]:
    """The colour of each level."""
    right = len(chart.levels) - chart.left - chart.neutral
    middle = ("level-3",) if chart.neutral else ()
    return (*SIDES[chart.left], *middle, *OTHER_SIDE[right])


def zero(chart: LevelBars, at: Columns) -> float:
    """Where the line of 0 stands."""
    return at.left + chart.reach[0] / sum(chart.reach) * (at.right - at.left)


def spans(chart: LevelBars, bar: Bar, at: Columns) -> list[tuple[float, float]]:
    """From where to where each level goes across."""
    unit = (at.right - at.left) / sum(chart.reach)
    half = bar.shares[chart.left] / 2 if chart.neutral else 0.0
    x = zero(chart, at) - unit * (sum(bar.shares[: chart.left]) + half)
    found = []
    for share in bar.shares:
        found.append((x, x + unit * share))
        x += unit * share
    return found


def head(chart: LevelBars, width: float) -> float:
    """The key and the heads of the columns."""
    lines = max((line for line, _, _ in _key(chart, width)), default=0) + 1
    return lines * 12.0 + 6 + _head_lines(chart, width) * 9.5 + 4


def rows(chart: LevelBars, width: float) -> list[float]:
    """The height of each row, which grows with its label."""
    at = columns(chart, width)
    return [_row(bar, at) for bar in chart.bars]


def draw(chart: LevelBars, surface: Surface, width: float) -> None:
    """Key, heads, then row by row."""
    at, y = columns(chart, width), head(chart, width)
    _draw_key(chart, surface, width)
    _draw_head(chart, surface, at, y)
    for bar, high in zip(chart.bars, rows(chart, width), strict=True):
        _draw_row(chart, bar, surface, at, y, high)
        y += high
        ink = "line-strong" if bar.role == "group" else "line"
        surface.line((0, y), (width, y), ink, 0.5)


def _label(bar: Bar, at: Columns) -> list[str]:
    bold = bar.role == "group"
    room = at.end - (62 if bold and not at.narrow else 0) if bold or at.narrow else at.label
    return wrapped(bar.label, room, bold=bold)


def _row(bar: Bar, at: Columns) -> float:
    high = len(_label(bar, at)) * LINE
    if not at.narrow:
        return max(high, 2 * LINE if bar.interval else LINE, THICK) + 2 * PAD
    return high + (LINE if bar.told else 0) + (THICK + 3 if bar.shares else 0) + 2 * PAD


def _key(chart: LevelBars, width: float) -> Iterator[tuple[int, float, int]]:
    """Line, place across and number of each entry; that of those apart comes last."""
    line, x = 0, 0.0
    for number, text in enumerate((*chart.levels, *([chart.apart] if chart.apart else []))):
        size = 12 + measured(text)
        if x and x + size > width:
            line, x = line + 1, 0.0
        yield line, x, number
        x += size + 10


def _draw_key(chart: LevelBars, surface: Surface, width: float) -> None:
    colours = inks(chart)
    for line, x, number in _key(chart, width):
        own = number < len(colours)
        fill = colours[number] if own else "paper"
        edge = "line-strong" if fill in ("level-3", "paper") else ""
        surface.rect((x, 2 + 12 * line), (8, 8), fill=fill, edge=edge)
        surface.text((x + 11.5, 9 + 12 * line), chart.levels[number] if own else chart.apart)


def _head_lines(chart: LevelBars, width: float) -> int:
    if width < NARROW:
        return 1
    at = columns(chart, width)
    return max(len(_apart_head(chart)), len(_value_head(chart)), len(wrapped(chart.first, at.label, SMALL)))


def _apart_head(chart: LevelBars) -> list[str]:
    return wrapped(chart.apart, 46, SMALL, bold=True) if chart.apart else []


def _value_head(chart: LevelBars) -> list[str]:
    return wrapped(chart.value, 60, SMALL, bold=True)


def _draw_head(chart: LevelBars, surface: Surface, at: Columns, foot: float) -> None:
    base = foot - 4
    if not at.narrow:
        surface.text((0, base), chart.first, bold=True)
        _draw_lines(surface, _apart_head(chart), (at.apart, base), "start")
        _draw_lines(surface, _value_head(chart), (at.end, base), "end")
    middle, unit = zero(chart, at), (at.right - at.left) / sum(chart.reach)
    for share in _scale(chart, unit):
        text = f"{abs(round(share * 100))}" + ("%" if share == _scale(chart, unit)[-1] else "")
        surface.text((middle + share * unit, base), text, bold=True, anchor="middle")
    surface.line((0, foot), (at.end, foot), "ink", 1.1)


def _draw_lines(surface: Surface, lines: list[str], last: Point, anchor: str) -> None:
    for place, text in enumerate(reversed(lines)):
        at = (last[0], last[1] - 9.5 * place)
        surface.text(at, text, bold=True, anchor="end" if anchor == "end" else "start")


def _scale(chart: LevelBars, unit: float) -> list[float]:
    """0, and each half as far as the sides go; a tenth or two where a side is too short for a half."""
    left, right = chart.reach
    found = [0.0]
    if left >= 0.5:
        found = [-share for share in (1.0, 0.5) if share <= left] + found
    elif left * unit > 14:
        found = [-left, *found]
    return found + [share for share in (0.5, 1.0) if share <= right]


def _draw_row(chart: LevelBars, bar: Bar, surface: Surface, at: Columns, top: float, high: float) -> None:
    label = _label(bar, at)
    under = top + PAD + len(label) * LINE
    middle = under + (LINE if bar.told else 0) + THICK / 2 + 1 if at.narrow else top + high / 2
    first = top + PAD + 8.6 if at.narrow else middle - len(label) * LINE / 2 + 8.6
    for place, text in enumerate(label):
        surface.text((0, first + LINE * place), text, size=BODY, ink="ink", bold=bar.role == "group")
    _draw_told(bar, surface, at, (under, middle))
    if bar.role == "group":
        return
    if not at.narrow or bar.shares:
        x = zero(chart, at)
        top_of_line = middle - THICK / 2 - 3 if at.narrow else top
        surface.line((x, top_of_line), (x, top + high), "ink", 0.5)
    if bar.shares:
        _draw_bar(chart, bar, surface, at, middle)


def _draw_told(bar: Bar, surface: Surface, at: Columns, place: tuple[float, float]) -> None:
    under, middle = place
    if not bar.told:
        return
    if at.narrow:
        text = f"{bar.told} ({bar.interval})" if bar.interval else bar.told
        surface.text((0, under + 8), text, ink="ink", bold=True)
        return
    base = middle + (-1.6 if bar.interval else 3)
    surface.text((at.end, base), bar.told, size=BODY, ink="ink", bold=True, anchor="end")
    if bar.interval:
        surface.text((at.end, middle + 8.2), bar.interval, anchor="end")


def _draw_bar(chart: LevelBars, bar: Bar, surface: Surface, at: Columns, middle: float) -> None:
    top = middle - THICK / 2
    for share, ink, (left, right) in zip(bar.shares, inks(chart), spans(chart, bar, at), strict=True):
        if share <= 0:
            continue
        edge = "line-strong" if ink == "level-3" else ""
        surface.rect((left, top), (right - left, THICK), fill=ink, edge=edge)
        text = _whole(share)
        if share >= LEAST and measured(text) + 1 < right - left:
            light = ink in ("level-1", "level-5")
            here = ((left + right) / 2, middle + 2.7)
            surface.text(here, text, ink="paper" if light else "ink", anchor="middle")
    if bar.apart is not None:
        long = 22 * bar.apart
        if long > 0:
            surface.rect((at.apart, middle - 4), (long, 8), fill="paper", edge="line-strong")
        text = "<1" if 0 < bar.apart < 0.005 else _whole(bar.apart)
        surface.text((at.apart + long + 2, middle + 2.7), text)


def _whole(share: float) -> str:
    return style.bound(share, "en", 0)
