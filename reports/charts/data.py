"""What a chart shows, as plain data: positions are values on an axis, texts are printed already."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Tone = Literal["higher", "lower", "same", "reference", "plain"]
"""Tested above or below the others, not told apart, not reliable, not compared."""


@dataclass(frozen=True)
class Axis:
    """One axis in the units of its figures; `labels` stand at `ticks`."""

    low: float
    high: float
    ticks: tuple[float, ...]
    labels: tuple[tuple[float, str], ...]


@dataclass(frozen=True)
class Bar:
    """How the answers to one item spread: a share for each level, summing to 1; empty where hidden.

    `apart` is the share of "no opinion" among all who answered; None where it was not offered.
    A heading inside the chart is a bar without shares whose `role` is "group".
    """

    label: str
    shares: tuple[float, ...]
    apart: float | None
    told: str
    interval: str
    role: Literal["group", "item"] = "item"


@dataclass(frozen=True)
class LevelBars:
    """Diverging bars: the first `left` levels left of 0, a neutral one through it, the others right.

    `reach` is how far the sides of all bars go, as shares.
    """

    first: str
    value: str
    levels: tuple[str, ...]
    left: int
    neutral: bool
    apart: str
    bars: tuple[Bar, ...]
    reach: tuple[float, float]


@dataclass(frozen=True)
class Peer:
    """One unit with its interval; without one the dot stands alone."""

    name: str
    n: str
    value: float
    low: float | None
    high: float | None
    told: str
    interval: str
    tone: Tone = "plain"
    marked: bool = False


@dataclass(frozen=True)
class Yardstick:
    """A line through a whole chart, and its name."""

    value: float
    label: str


@dataclass(frozen=True)
class Caterpillar:
    """Units with their intervals in the order given; `ends` name the two ends of an order by estimate."""

    first: str
    value: str
    peers: tuple[Peer, ...]
    axis: Axis
    yardstick: Yardstick | None = None
    ends: tuple[str, str] | None = None


@dataclass(frozen=True)
class Spot:
    """One unit of a funnel: its effective sample size and its figure; `outside` the inner limits."""

    name: str
    n: float
    value: float
    tone: Tone = "plain"
    outside: bool = False
    marked: bool = False


@dataclass(frozen=True)
class Limit:
    """What to expect at one sample size: the inner range (95 %) and the outer one (99.8 %)."""

    n: float
    low: float
    high: float
    far_low: float
    far_high: float


@dataclass(frozen=True)
class Funnel:
    """Figures against sample sizes with the expected range; `across` is the axis of sizes from 0."""

    spots: tuple[Spot, ...]
    limits: tuple[Limit, ...]
    axis: Axis
    across: Axis
    across_label: str
    yardstick: Yardstick


@dataclass(frozen=True)
class Moment:
    """One figure of a series in wave number `step`, from 0."""

    step: int
    value: float
    low: float | None
    high: float | None
    told: str


@dataclass(frozen=True)
class Series:
    """One unit through the waves; `earlier` for a predecessor, drawn hollow beside it."""

    name: str
    moments: tuple[Moment, ...]
    earlier: bool = False


@dataclass(frozen=True)
class Break:
    """A series break before wave number `step`, with its reason."""

    step: int
    reason: str


@dataclass(frozen=True)
class Trend:
    """Figures wave by wave; neighbours are joined, unless a wave is missing or a break lies between."""

    waves: tuple[str, ...]
    series: tuple[Series, ...]
    axis: Axis
    breaks: tuple[Break, ...] = ()


Chart = LevelBars | Caterpillar | Funnel | Trend
