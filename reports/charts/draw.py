"""A kind of chart is chosen by a dictionary: its head, its rows, its drawing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from reports.charts import bars, caterpillar, funnel, trend
from reports.charts.data import Caterpillar, Chart, Funnel, LevelBars, Trend
from reports.charts.surface import Surface


@dataclass(frozen=True)
class Kind:
    """`head` is the height above the rows, `rows` that of each row; a plot has a head only."""

    head: Callable[[Any, float], float]
    rows: Callable[[Any, float], list[float]]
    draw: Callable[[Any, Surface, float], None]
    part: Callable[[Any, slice], Chart] | None = None
    """Some of the rows with the head above them, where a chart may run over a page."""


def _some_bars(chart: LevelBars, rows: slice) -> Chart:
    return replace(chart, bars=chart.bars[rows])


def _some_peers(chart: Caterpillar, rows: slice) -> Chart:
    return replace(chart, peers=chart.peers[rows])


KINDS: dict[type, Kind] = {
    LevelBars: Kind(bars.head, bars.rows, bars.draw, _some_bars),
    Caterpillar: Kind(caterpillar.head, caterpillar.rows, caterpillar.draw, _some_peers),
    Funnel: Kind(funnel.head, lambda *_: [], funnel.draw),
    Trend: Kind(trend.head, lambda *_: [], trend.draw),
}


def height(chart: Chart, width: float) -> float:
    """How high the chart is when drawn this wide, in points."""
    kind = KINDS[type(chart)]
    return kind.head(chart, width) + sum(kind.rows(chart, width))


def drawn(chart: Chart, surface: Surface, width: float) -> None:
    """Draw the chart from the surface's origin, this wide."""
    KINDS[type(chart)].draw(chart, surface, width)
