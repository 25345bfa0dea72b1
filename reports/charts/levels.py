"""The picture of the levels: every factor's items with the distribution of their answers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import ceil

from analysis.figures import Figure
from questionnaires.parts import Option, Scale
from reports import style, words
from reports.cells import cells, dont_know_share
from reports.charts.alt import description
from reports.charts.bars import LEAST, OTHER_SIDE, SIDES
from reports.charts.data import Bar, LevelBars
from reports.content import Picture, Sentence, Twin
from reports.subject import Subject


def levels(subject: Subject) -> Picture | None:
    """How the answers to each item spread; None where no item is shown or its scale has too many levels."""
    scales = [subject.scale(subject.questionnaire.item(code)) for code in subject.pooled_items]
    sides = _sides(subject, scales[0]) if scales else None
    if sides is None:
        return None
    left, neutral = sides
    bars = tuple(_bars(subject, scales[0]))
    if not any(bar.shares for bar in bars):
        return None
    options = _ordered(subject, scales[0])
    level = subject.say("head_interval", level=subject.level).replace(" ", style.FIXED_SPACE)
    chart = LevelBars(
        first=subject.say("head_item"),
        value=f"{subject.say(f'head_{subject.measure}')} {level}",
        levels=tuple(style.plain(subject.text(option.label)) for option in options),
        left=left,
        neutral=neutral,
        apart=subject.text(scales[0].no_opinion) if any(bar.apart is not None for bar in bars) else "",
        bars=bars,
        reach=_reach(bars, left, neutral),
    )
    told = tuple(Sentence(text) for text in _notes(subject, chart, scales))
    alt = description(chart, subject.language)
    return Picture("levels", subject.say("section_levels"), (), chart, alt, told, _twin(subject, chart))


def _ordered(subject: Subject, scale: Scale) -> list[Option]:
    """The answers that count, from the least to the most satisfied."""
    options = [option for option in scale.options if option.counts]
    positive = subject.summary.satisfied or scale.positive
    first, last = (options[end].code in positive for end in (0, -1)) if options else (False, False)
    return options[::-1] if first and not last else options


def _sides(subject: Subject, scale: Scale) -> tuple[int, bool] | None:
    """How many levels stand left of 0 and whether one stands on it; None where there is no colour for all."""
    options = _ordered(subject, scale)
    positive = subject.summary.satisfied or scale.positive
    left, neutral = len(options) // 2, len(options) % 2 == 1
    if neutral and options[left].code in positive:
        neutral = False
    right = len(options) - left - neutral
    return (left, neutral) if left in SIDES and right in OTHER_SIDE else None


def _bars(subject: Subject, scale: Scale) -> Iterator[Bar]:
    for group in subject.questionnaire.groups:
        if group.children:
            continue
        codes = [code for code in group.items if _same(subject, code, scale)]
        if codes and group.kind != "overall":
            told = cells(subject.figure(group.code), subject.printer)
            yield Bar(subject.label(group.code), (), None, told.value, told.interval, "group")
        for code in codes:
            yield _bar(subject, code, scale)


def _same(subject: Subject, code: str, scale: Scale) -> bool:
    return subject.scale(subject.questionnaire.item(code)).options == scale.options


def _bar(subject: Subject, code: str, scale: Scale) -> Bar:
    figure = subject.figure(code)
    told = cells(figure, subject.printer)
    shares = _shares(subject, figure, scale)
    offered = subject.scale(subject.questionnaire.item(code)).no_opinion is not None
    apart = dont_know_share(figure) if shares and offered else None
    return Bar(subject.label(code), shares, apart, told.value, told.interval)


def _shares(subject: Subject, figure: Figure, scale: Scale) -> tuple[float, ...]:
    """The share of each level; nothing of a figure that is not shown."""
    if figure.suppressed or figure.counts is None:
        return ()
    given = dict(figure.counts)
    counts = [given.get(option.code, 0) for option in _ordered(subject, scale)]
    total = sum(counts)
    return tuple(count / total for count in counts) if total else ()


def _reach(bars: Sequence[Bar], left: int, neutral: bool) -> tuple[float, float]:
    """How far the longest bar goes to each side, in whole tenths."""
    ends = []
    for bar in bars:
        if bar.shares:
            before = sum(bar.shares[:left]) + (bar.shares[left] / 2 if neutral else 0.0)
            ends.append((before, 1 - before))
    far = (max(side) for side in zip(*ends, strict=True))
    before, after = (max(0.1, ceil(end * 10 - 1e-9) / 10) for end in far)
    return before, after


def _notes(subject: Subject, chart: LevelBars, scales: Sequence[Scale]) -> Iterator[str]:
    yield subject.say("levels_reading", least=style.percentage(LEAST, subject.language, 0))
    if chart.neutral:
        yield subject.say("levels_zero", level=chart.levels[chart.left])
    if chart.apart:
        yield subject.say("levels_apart", label=chart.apart)
    if subject.summary.weighted:
        yield subject.say("levels_unweighted")
    others = sum(scale.options != scales[0].options for scale in scales)
    if others:
        yield subject.say("levels_some", items=words.items(others, subject.language))


def _twin(subject: Subject, chart: LevelBars) -> Twin:
    apart = (chart.apart,) if chart.apart else ()
    rows = tuple(_twin_row(subject, chart, bar) for bar in chart.bars if bar.role == "item")
    return Twin((chart.first, *chart.levels, *apart, subject.say(f"term_{subject.measure}")), rows)


def _twin_row(subject: Subject, chart: LevelBars, bar: Bar) -> tuple[str, ...]:
    def printed(share: float | None) -> str:
        return "" if share is None else style.percentage(share, subject.language, 1)

    shares = [printed(share) for share in bar.shares] or [bar.told] * len(chart.levels)
    apart = (printed(bar.apart),) if chart.apart else ()
    return (bar.label, *shares, *apart, bar.told)
