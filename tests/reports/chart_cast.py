"""Charts and reports with charts, for the tests of the drawings; every number is simulated."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from analysis.figures import Figure, Summary
from reports.charts.data import (
    Axis,
    Bar,
    Break,
    Caterpillar,
    Chart,
    Funnel,
    LevelBars,
    Limit,
    Moment,
    Peer,
    Series,
    Spot,
    Trend,
    Yardstick,
)
from reports.charts.draw import drawn
from reports.charts.surface import Point
from reports.content import Report
from reports.unit import unit_report
from reports.whole import whole_report
from tests.reports.cast import ABOUT, JUSTICE, LONG, questionnaire, summary

AXIS = Axis(0.6, 1.0, (0.6, 0.7, 0.8, 0.9, 1.0), ((0.6, "60"), (0.8, "80"), (1.0, "100%")))
LEVELS = ("Rất không hài lòng", "Không hài lòng", "Bình thường", "Hài lòng", "Rất hài lòng")


def bars(*shares: tuple[float, ...], apart: float | None = 0.05) -> LevelBars:
    rows = tuple(Bar(f"nội dung {n}", each, apart, "80,00%", "70,0–88,0") for n, each in enumerate(shares))
    return LevelBars(
        "Nội dung", "Hài lòng", LEVELS, 2, True, "Không có ý kiến" if apart else "", rows, (0.5, 1.0)
    )


def caterpillar(n: int, *, marked: int | None = 0, axis: Axis = AXIS) -> Caterpillar:
    peers = []
    for place in range(n):
        value = 0.97 - 0.3 * place / max(n - 1, 1)
        told = f"{value * 100:.2f}".replace(".", ",") + "%"
        name = LONG if place == 2 else f"Phường số {place}"
        peers.append(
            Peer(name, "50", value, value - 0.04, min(1.0, value + 0.02), told, "x–y", marked=place == marked)
        )
    return Caterpillar(
        "Đơn vị", "Hài lòng", tuple(peers), axis, Yardstick(0.85, "bình quân 85,00%"), ("cao", "thấp")
    )


def funnel() -> Funnel:
    spots = [Spot(f"Xã số {n}", 100.0 * (n + 1), 0.78 + 0.01 * (n % 10)) for n in range(20)]
    spots[4] = replace(spots[4], marked=True)
    spots[9] = replace(spots[9], value=0.95, outside=True, tone="higher")
    limits = tuple(
        Limit(n, 0.83 - 1 / n**0.5, 0.83 + 1 / n**0.5, 0.83 - 1.6 / n**0.5, 0.83 + 1.6 / n**0.5)
        for n in range(40, 2401, 40)
    )
    across = Axis(0, 2500, (), ((0, "0"), (1250, "1.250"), (2500, "2.500")))
    return Funnel(tuple(spots), limits, AXIS, across, "cỡ mẫu hiệu dụng", Yardstick(0.83, "bình quân 83,0%"))


def trend() -> Trend:
    moments = [(2, 0.82), (3, 0.84), (5, 0.83)]
    own = tuple(Moment(step, value, value - 0.02, value + 0.02, f"{value:.2f}") for step, value in moments)
    old = (Moment(0, 0.86, None, None, "0.86"), Moment(1, 0.87, None, None, "0.87"))
    waves = tuple(f"Đợt {n}/2026" for n in range(6))
    series = Series("Sở Nông nghiệp và Môi trường", own), Series("Sở cũ", old + own[:1], earlier=True)
    return Trend(waves, series, AXIS, (Break(2, "Ngắt chuỗi: hợp nhất hai sở"),))


KINDS: dict[str, Chart] = {
    "levels": bars((0.02, 0.08, 0.2, 0.4, 0.3), (0, 0, 0, 0, 1), (1, 0, 0, 0, 0), (0, 0, 1, 0, 0), ()),
    "one peer": caterpillar(1),
    "20 peers": caterpillar(20, marked=7),
    "100 peers": caterpillar(100, marked=50),
    "funnel": funnel(),
    "trend": trend(),
}


@dataclass
class Recorder:
    """A surface that keeps what was drawn: kind, places, colours, text."""

    lines: list[tuple[Point, Point, str]] = field(default_factory=list)
    rects: list[tuple[Point, Point, str, str]] = field(default_factory=list)
    polygons: list[tuple[tuple[Point, ...], str, str]] = field(default_factory=list)
    texts: list[tuple[Point, str]] = field(default_factory=list)

    def line(self, start: Point, end: Point, ink: str, weight: float, *, dash: Sequence[float] = ()) -> None:
        self.lines.append((start, end, ink))

    def rect(self, corner: Point, size: Point, *, fill: str = "", edge: str = "", **_: Any) -> None:
        self.rects.append((corner, size, fill, edge))

    def polygon(self, points: Sequence[Point], *, fill: str = "", edge: str = "") -> None:
        self.polygons.append((tuple(points), fill, edge))

    def text(self, at: Point, text: str, **_: Any) -> None:
        self.texts.append((at, text))


def recorded(chart: Chart, width: float = 468.0) -> Recorder:
    surface = Recorder()
    drawn(chart, surface, width)
    return surface


def counted(whole: Summary) -> Summary:
    """The summary with answers for each shown item: a third of the satisfied very much so."""
    return replace(whole, figures=tuple(_counted(figure) for figure in whole.figures))


def _counted(figure: Figure) -> Figure:
    if figure.kind != "item" or figure.suppressed or figure.estimate is None or not figure.n_valid:
        return figure
    assert figure.estimate.value is not None
    satisfied = round(figure.estimate.value * figure.n_valid)
    rest = figure.n_valid - satisfied
    counts = (rest // 5, rest // 3, rest - rest // 5 - rest // 3, satisfied - satisfied // 3, satisfied // 3)
    return replace(figure, counts=tuple(zip("12345", counts, strict=True)))


def towns(n: int, *, own: int = 150) -> dict[str, int]:
    """Sizes of this unit and of so many others; the third of them has 3 ballots, the fifth 12."""
    few = {2: 3, 4: 12}
    others = {f"Phường số {place}": few.get(place, 40 + (place * 53) % 400) for place in range(n)}
    return {JUSTICE: own, **others}


def full(n: int = 20, *, own: int = 150, language: str = "vi", **changes: Any) -> Report:
    """The full report of Sở Tư pháp beside so many others."""
    asked = questionnaire()
    whole = counted(summary(asked, towns(n, own=own), **changes))
    return unit_report(
        whole, asked, unit=JUSTICE, wave="2026", language=language, about=ABOUT, edition="full"
    )


def full_of_all(n: int = 20, *, language: str = "vi", **changes: Any) -> Report:
    """The full report of all units."""
    asked = questionnaire()
    whole = counted(summary(asked, towns(n), **changes))
    return whole_report(whole, asked, wave="2026", language=language, about=ABOUT, edition="full")
