"""The appendix: every figure with base, interval and method, and what the figures were made with."""

from __future__ import annotations

from collections.abc import Iterator

from analysis.figures import Figure
from reports import style
from reports.background import Background
from reports.cells import cells
from reports.content import About, Chapter, Grid, GridRow
from reports.embedding.payload import program_version
from reports.full.rows import group, line, sentences
from reports.subject import Subject
from reports.texts.full import INDEX_RULES, METHODS

WIDTHS = (0.46, 0.08, 0.10, 0.12, 0.12, 0.12)
TWO = (0.42, 0.58)


def chapter(subject: Subject, background: Background, about: About) -> Chapter:
    """The figures, then the settings."""
    blocks = (_figures(subject), _settings(subject, background, about))
    return Chapter("appendix", subject.say("full_appendix"), blocks)


def _figures(subject: Subject) -> Grid:
    interval = subject.say("head_interval", level=subject.level)
    heads = (
        subject.say("head_item"),
        subject.say("head_n"),
        subject.say("head_dont_know"),
        subject.say(f"head_{subject.measure}"),
        interval,
        subject.say("full_method"),
    )
    rows = tuple(_rows(subject))
    notes = sentences(subject.say("full_all_figures_note"))
    return Grid("all-figures", subject.say("full_all_figures"), heads, rows, notes=notes, widths=WIDTHS)


def _rows(subject: Subject) -> Iterator[GridRow]:
    questionnaire = subject.questionnaire
    if questionnaire.groups:
        yield _figure(subject, subject.figure(questionnaire.groups[0].code), subject.say("full_index"))
    for each in subject.groups:
        yield _figure(subject, subject.figure(each.code), subject.label(each.code))
    yield group(subject.say("full_items"))
    for item in questionnaire.rated_items:
        yield _figure(subject, subject.item_figure(item.code), f"{item.code}. {subject.label(item.code)}")


def _figure(subject: Subject, figure: Figure, label: str) -> GridRow:
    told = cells(figure, subject.printer)
    method = figure.estimate.method if figure.estimate is not None else ""
    name = subject.text(METHODS[method]) if method in METHODS else method
    return line(label, told.n, told.dont_know, told.value, told.interval, name)


def _settings(subject: Subject, background: Background, about: About) -> Grid:
    heads = (subject.say("full_setting"), subject.say("full_setting_value"))
    rows = tuple(
        line(subject.say(f"full_set_{name}"), text) for name, text in _set(subject, background, about)
    )
    return Grid("settings", subject.say("full_settings"), heads, rows, widths=TWO)


def _set(subject: Subject, background: Background, about: About) -> Iterator[tuple[str, str]]:
    summary, limits = subject.summary, subject.summary.limits
    yield "checksum", style.plain(about.checksum)
    yield "questionnaire", f"{style.plain(about.questionnaire)} {style.plain(about.version)}"
    yield "source", style.plain(about.source)
    yield "program", program_version()
    yield "level", subject.level
    yield "rule", subject.text(INDEX_RULES[summary.index_rule])
    if summary.satisfied:
        yield "satisfied", ", ".join(summary.satisfied)
    yield "display", subject.count(limits.display)
    yield "reliable", subject.count(limits.reliable)
    yield "edition", subject.say("full_public" if limits.public else "full_internal")
    if background.seed is not None:
        yield "seed", str(background.seed)
