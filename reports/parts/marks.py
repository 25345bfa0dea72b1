"""Where the marks of one row stand on the axis: one geometry for canvas and SVG."""

from __future__ import annotations

from dataclasses import dataclass

from analysis.figures import Figure
from reports.cells import Tone, tone_of
from reports.content import Axis


@dataclass(frozen=True)
class Marks:
    """Positions from 0 (left end of the axis) to 1; None where there is no such mark.

    `cut_left` and `outside` tell that the band, or everything, lies left of the axis.
    """

    tone: Tone
    dot: float | None = None
    band: tuple[float, float] | None = None
    tick: float | None = None
    cut_left: bool = False
    outside: bool = False


def marks(figure: Figure | None, axis: Axis) -> Marks:
    """The drawing of one figure; nothing at all for one that is not shown."""
    estimate = figure.estimate if figure and not figure.suppressed else None
    if figure is None or estimate is None or estimate.value is None:
        return Marks("plain")
    tick = None if figure.others is None else _inside(place(figure.others, axis))
    dot = place(estimate.value, axis)
    if estimate.low is None or estimate.high is None:
        return Marks(tone_of(figure), dot=_inside(dot), tick=tick, outside=dot < 0)
    low, high = place(estimate.low, axis), place(estimate.high, axis)
    if high <= 0:
        return Marks(tone_of(figure), tick=tick, outside=True)
    return Marks(tone_of(figure), _inside(dot), (max(low, 0.0), min(high, 1.0)), tick, cut_left=low < 0)


def place(value: float, axis: Axis) -> float:
    """The position of a value on the axis."""
    return (value - axis.low) / (axis.high - axis.low)


def _inside(position: float) -> float | None:
    return position if 0 <= position <= 1 else None
