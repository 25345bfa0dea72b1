"""What a chart says to those who do not see it, from its own data, in either language."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from reports import style, words
from reports.charts.data import Caterpillar, Chart, Funnel, LevelBars, Series, Trend, Yardstick


def description(chart: Chart, language: str) -> str:
    """One paragraph: what is shown, how many, between which values, what is marked."""
    return " ".join(_TELL[type(chart)](chart, language))


def _levels(chart: LevelBars, language: str) -> Iterator[str]:
    items = [bar for bar in chart.bars if bar.role == "item"]
    drawn = [bar for bar in items if bar.shares]
    right = chart.left + chart.neutral
    if drawn:
        left_low, left_high = _ends([sum(bar.shares[: chart.left]) for bar in drawn], language)
        right_low, right_high = _ends([sum(bar.shares[right:]) for bar in drawn], language)
        yield words.say(
            "alt_levels",
            language,
            items=words.items(len(drawn), language),
            levels=words.quoted(chart.levels),
            left=words.quoted(chart.levels[: chart.left]),
            right=words.quoted(chart.levels[right:]),
            left_low=left_low,
            left_high=left_high,
            right_low=right_low,
            right_high=right_high,
        )
    if len(drawn) < len(items):
        hidden = words.items(len(items) - len(drawn), language)
        yield words.say("alt_levels_hidden", language, items=hidden)


def _caterpillar(chart: Caterpillar, language: str) -> Iterator[str]:
    ordered = sorted(chart.peers, key=lambda peer: peer.value)
    yield words.say(
        "alt_caterpillar",
        language,
        units=words.units(len(ordered), language),
        low=ordered[0].told,
        high=ordered[-1].told,
    )
    for peer in chart.peers:
        if peer.marked:
            told = f"{peer.told} ({peer.interval})" if peer.interval else peer.told
            yield words.say("alt_marked", language, name=peer.name, told=told)
    yield from _yardstick(chart.yardstick, language)


def _funnel(chart: Funnel, language: str) -> Iterator[str]:
    units = words.units(len(chart.spots), language)
    yield words.say("alt_funnel", language, units=units, across=chart.across_label)
    outside = [spot.name for spot in chart.spots if spot.outside]
    if outside:
        yield words.say("alt_outside", language, names="; ".join(outside))
    else:
        yield words.say("alt_inside", language)
    for spot in chart.spots:
        if spot.marked:
            told = style.percentage(spot.value, language, 1)
            yield words.say("alt_marked", language, name=spot.name, told=told)
    yield from _yardstick(chart.yardstick, language)


def _trend(chart: Trend, language: str) -> Iterator[str]:
    for series in chart.series:
        told = "; ".join(_moments(chart, series, language))
        n = style.count(len(chart.waves), language)
        yield words.say("alt_trend", language, name=series.name, n=n, told=told)
    for each in chart.breaks:
        wave = chart.waves[each.step]
        yield words.say("alt_break", language, wave=wave, reason=each.reason)


def _moments(chart: Trend, series: Series, language: str) -> Iterator[str]:
    told = {moment.step: moment.told for moment in series.moments}
    for step, wave in enumerate(chart.waves):
        yield f"{wave}: {told.get(step) or words.say('alt_no_figure', language)}"


def _yardstick(yardstick: Yardstick | None, language: str) -> Iterator[str]:
    if yardstick is not None:
        yield words.say("alt_yardstick", language, label=yardstick.label)


def _ends(shares: Sequence[float], language: str) -> tuple[str, str]:
    return style.percentage(min(shares), language, 0), style.percentage(max(shares), language, 0)


_TELL: dict[type, Callable[[Any, str], Iterator[str]]] = {
    LevelBars: _levels,
    Caterpillar: _caterpillar,
    Funnel: _funnel,
    Trend: _trend,
}
