"""Lines of printed texts: what several chapters put into their tables."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.figures import Figure
from reports import style
from reports.background import Answered
from reports.cells import cells
from reports.content import Cell, GridRow, Prose, Sentence
from reports.measures import Printer
from reports.subject import Subject


def line(*texts: str) -> GridRow:
    """A line of plain cells."""
    return GridRow(tuple(Cell(text) for text in texts))


def group(text: str) -> GridRow:
    """A heading inside a table."""
    return GridRow((Cell(text),), "group")


def sentences(*texts: str) -> tuple[Sentence, ...]:
    """Running text; empty ones are left out."""
    return tuple(Sentence(text) for text in texts if text)


def prose(code: str, title: str, paragraphs: Sequence[Sequence[str]]) -> Prose:
    """A heading with paragraphs."""
    return Prose(code, title, tuple(sentences(*each) for each in paragraphs))


def share_line(subject: Subject, label: str, figure: Figure) -> GridRow:
    """A share with its base and interval."""
    told = cells(figure, Printer("rate", subject.language))
    return line(label, told.n, told.value, told.interval)


def share_heads(subject: Subject, first: str) -> tuple[str, ...]:
    """The heads over `share_line`."""
    interval = subject.say("head_interval", level=subject.level)
    return (subject.say(first), subject.say("head_n"), subject.say("full_share"), interval)


def told(figure: Figure) -> bool:
    """Whether a figure has a value that may be printed."""
    return not figure.suppressed and figure.estimate is not None and figure.estimate.value is not None


def share_of(subject: Subject, part: int, whole: int) -> str:
    """A share of a whole number; the sign for nothing to count where there is no whole."""
    return style.percentage(part / whole, subject.language, 1) if whole else style.NOTHING


def answer(found: Sequence[Answered], item: str, option: str = "") -> Figure | None:
    """The share of one answer, if it was asked for."""
    return next((each.figure for each in found if (each.item, each.option) == (item, option)), None)
