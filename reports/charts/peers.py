"""The picture of the units: every unit's overall figure with its interval, one of them marked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from analysis.figures import Figure
from reports import style, words
from reports.cells import cells, tone_of
from reports.charts.alt import description
from reports.charts.data import Axis, Caterpillar, Peer, Yardstick
from reports.content import Picture, Sentence, Twin
from reports.subject import Subject

LEAST = 5
"""Below this many units a chart says less than a sentence."""
MOST = 500
"""Above this many the report of one unit shows no picture of all: nobody would find anything in it."""


def shown(subject: Subject) -> list[Figure]:
    """The overall figure of every unit whose result is shown, in the order of their names."""
    if _is_too_many(subject):
        return []
    figures = (subject.figure_of(unit, subject.headline.code) for unit in subject.summary.units)
    return [each for each in figures if _visible(each)]


def peers(subject: Subject, axis: Axis) -> Picture | None:
    """All units side by side; None for a survey of a single unit, or of more than anybody looks through."""
    if len(subject.summary.units) < 2 or _is_too_many(subject):
        return None
    figures = shown(subject)
    title = subject.say("section_peers_all" if subject.unit is None else "section_peers")
    if len(figures) < LEAST:
        units, least = words.units(len(figures), subject.language), subject.count(LEAST)
        few = (Sentence(subject.say("peers_few", units=units, least=least)),)
        return Picture("peers", title, few, None, "", ())
    chart = _chart(subject, figures, axis)
    notes = tuple(Sentence(text) for text in _notes(subject, figures))
    alt = description(chart, subject.language)
    twin = None if subject.unit is None else _twin(subject, chart)
    return Picture("peers", title, (Sentence(_order(subject)),), chart, alt, notes, twin)


def _is_too_many(subject: Subject) -> bool:
    return subject.unit is not None and len(subject.summary.units) > MOST


def _visible(figure: Figure) -> bool:
    return not figure.suppressed and figure.estimate is not None and figure.estimate.value is not None


def _value(figure: Figure) -> float:
    assert figure.estimate is not None and figure.estimate.value is not None
    return figure.estimate.value


def _chart(subject: Subject, figures: Sequence[Figure], axis: Axis) -> Caterpillar:
    ordered = list(figures)
    if not subject.summary.voluntary:
        # Highest first, as the sentence above says; ties stay in the order of the file.
        ordered.sort(key=lambda figure: -_value(figure))
    level = subject.say("head_interval", level=subject.level)
    ends = None if subject.summary.voluntary else (subject.say("end_high"), subject.say("end_low"))
    return Caterpillar(
        first=subject.say("head_unit"),
        value=f"{subject.say(f'head_{subject.measure}')} {level}",
        peers=tuple(_peer(subject, figure) for figure in ordered),
        axis=axis,
        yardstick=_yardstick(subject),
        ends=ends,
    )


def _peer(subject: Subject, figure: Figure) -> Peer:
    told = cells(figure, subject.printer)
    assert figure.estimate is not None
    return Peer(
        name=style.plain(figure.unit or ""),
        n=told.n,
        value=_value(figure),
        low=figure.estimate.low,
        high=figure.estimate.high,
        told=told.value,
        interval=told.interval,
        tone=tone_of(figure),
        marked=subject.unit is not None and figure.unit == subject.unit,
    )


def _yardstick(subject: Subject) -> Yardstick | None:
    """The mean of the others for a unit, the pooled result for all."""
    figure = subject.headline
    if not _visible(figure):
        return None
    value = _value(figure) if subject.unit is None else figure.others
    if value is None:
        return None
    key = "peers_pooled" if subject.unit is None else "peers_yardstick"
    return Yardstick(value, subject.say(key, value=subject.printer.value(value)))


def _order(subject: Subject) -> str:
    return subject.say("order_of_names" if subject.summary.voluntary else "order_for_reading")


def _notes(subject: Subject, figures: Sequence[Figure]) -> Iterator[str]:
    yield subject.say("peers_reading", level=subject.level)
    if any(figure.versus_others and figure.reliable for figure in figures):
        yield subject.say("peers_shapes")
    left_out = len(subject.summary.units) - len(figures)
    if left_out:
        yield subject.say("peers_hidden", units=words.units(left_out, subject.language))
    if subject.unit is not None and not _visible(subject.headline):
        yield subject.say("peers_without_this")


def _twin(subject: Subject, chart: Caterpillar) -> Twin:
    heads = (
        subject.say("head_unit"),
        subject.say("head_n"),
        subject.say(f"head_{subject.measure}"),
        subject.say("head_interval", level=subject.level),
    )
    rows = tuple((peer.name, peer.n, peer.told, peer.interval) for peer in chart.peers)
    return Twin(heads, rows)
