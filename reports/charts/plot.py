"""What upright plots share: the frame with its axis at the left, a line across, marks with shapes."""

from __future__ import annotations

from dataclasses import dataclass

from reports.charts.data import Axis, Tone, Yardstick
from reports.charts.surface import Point, Surface, disc, placed, triangle

INK = {"higher": "high", "lower": "low", "same": "same", "plain": "same", "reference": "ink-2"}
BAND = {name: f"{ink}-band" if name != "reference" else "" for name, ink in INK.items()}


@dataclass(frozen=True)
class Frame:
    """The plotting area; `left` makes room for the labels of the axis."""

    left: float
    right: float
    top: float
    bottom: float
    axis: Axis

    def y(self, value: float) -> float:
        """Where a value stands, never beyond the frame."""
        share = min(1.0, max(0.0, placed(value, self.axis)))
        return self.bottom - share * (self.bottom - self.top)


def draw_frame(surface: Surface, frame: Frame) -> None:
    """Gridlines across, and the numbers of the axis."""
    for tick in frame.axis.ticks:
        surface.line((frame.left, frame.y(tick)), (frame.right, frame.y(tick)), "line", 0.5)
    for value, text in frame.axis.labels:
        surface.text((frame.left - 4, frame.y(value) + 2.7), text, bold=True, anchor="end")


def draw_yardstick(surface: Surface, frame: Frame, yardstick: Yardstick) -> None:
    """A dotted line across; its name stands where it hides nothing."""
    y = frame.y(yardstick.value)
    surface.line((frame.left, y), (frame.right, y), "ink", 0.8, dash=(1.6, 1.6))


def draw_mark(surface: Surface, at: Point, tone: Tone, radius: float) -> None:
    """A dot; a triangle where a test says higher or lower, hollow where the figure is not reliable."""
    if tone in ("higher", "lower"):
        surface.polygon(triangle(at, radius, up=tone == "higher"), fill=INK[tone])
    elif tone == "reference":
        surface.polygon(disc(at, radius), fill="paper", edge="ink-2")
    else:
        surface.polygon(disc(at, radius), fill=INK[tone])
