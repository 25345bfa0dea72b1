"""The overall figure through the waves, cut where they cannot be compared; published figures beside it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from analysis.figures import Figure
from reports import style
from reports.axis import axis
from reports.background import Background, Course, History, Published
from reports.cells import cells
from reports.charts import data
from reports.charts.alt import description
from reports.content import Block, Chapter, Grid, Picture, Sentence, Twin
from reports.full.rows import line, sentences, told
from reports.subject import Subject

WIDTHS = (0.46, 0.24, 0.10, 0.12, 0.08)


def chapter(subject: Subject, background: Background) -> Chapter | None:
    """The picture and the table; None with one wave and nothing earlier."""
    known = background.of(subject.unit)
    blocks: list[Block] = []
    if known.history is not None:
        blocks += _picture(subject, known.history)
    if known.published:
        blocks.append(_published(subject, known.published))
    return Chapter("trend", subject.say("full_trend"), tuple(blocks)) if blocks else None


def _picture(subject: Subject, history: History) -> Iterator[Picture]:
    shown = [_shown(course) for course in history.courses]
    shown = [each for each in shown if each.moments]
    if sum(len(each.moments) for each in shown) < 2 or shown[0].earlier:
        return
    chart = _chart(subject, history, shown)
    finding = sentences(subject.say("full_trend_reading", level=subject.level))
    if any(each.earlier for each in shown):
        finding += sentences(subject.say("full_trend_earlier"))
    if chart.breaks:
        finding += sentences(subject.say("full_trend_break"))
    twin = _twin(subject, history, shown)
    alt = description(chart, subject.language)
    yield Picture("trend", subject.say("full_trend_picture"), finding, chart, alt, (), twin)


def _shown(course: Course) -> Course:
    return replace(course, moments=tuple(each for each in course.moments if told(each.figure)))


def _chart(subject: Subject, history: History, shown: Sequence[Course]) -> data.Trend:
    steps = {wave: step for step, wave in enumerate(history.waves)}
    figures = [moment.figure for course in shown for moment in course.moments]
    return data.Trend(
        waves=tuple(style.plain(wave) for wave in history.waves),
        series=tuple(
            data.Series(
                name=_name(subject, each),
                moments=tuple(_moment(subject, steps[at.wave], at.figure) for at in each.moments),
                earlier=each.earlier,
            )
            for each in shown
        ),
        # Every whisker is to lie on the axis, also that of a figure for reference.
        axis=axis(subject, [replace(each, reliable=True, others=None) for each in figures]),
        breaks=tuple(data.Break(steps[cut.wave], subject.say(f"full_{cut.why}")) for cut in history.cuts),
    )


def _name(subject: Subject, course: Course) -> str:
    return style.plain(course.name) or subject.say("full_trend_all")


def _moment(subject: Subject, step: int, figure: Figure) -> data.Moment:
    assert figure.estimate is not None and figure.estimate.value is not None
    value = cells(figure, subject.printer).value
    return data.Moment(step, figure.estimate.value, figure.estimate.low, figure.estimate.high, value)


def _twin(subject: Subject, history: History, shown: Sequence[Course]) -> Twin:
    heads = (
        subject.say("full_trend_wave"),
        subject.say("head_unit"),
        subject.say("head_n"),
        subject.say(f"head_{subject.measure}"),
        subject.say("head_interval", level=subject.level),
    )
    rows = []
    for wave in history.waves:
        for course in shown:
            for moment in course.moments:
                if moment.wave == wave:
                    printed = cells(moment.figure, subject.printer)
                    name = _name(subject, course)
                    rows.append((style.plain(wave), name, printed.n, printed.value, printed.interval))
    return Twin(heads, tuple(rows))


def _published(subject: Subject, found: Sequence[Published]) -> Grid:
    """Figures of earlier documents, beside ours and never joined with them."""
    heads = tuple(subject.say(f"full_past_{each}") for each in ("source", "unit", "year", "value", "n"))
    rows = tuple(
        line(
            style.plain(each.source),
            style.plain(each.unit),
            str(each.year),
            style.percentage(each.value, subject.language),
            style.MISSING if each.n is None else subject.count(each.n),
        )
        for each in found
    )
    note = (Sentence(subject.say("full_past_note")),)
    return Grid("published", subject.say("full_past"), heads, rows, notes=note, widths=WIDTHS)
