"""Which chapters a full report has, in reading order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from analysis.figures import Figure
from reports.background import Background
from reports.content import About, Chapter, Section
from reports.full import (
    answered,
    appendix,
    breakdown,
    cases,
    comments,
    driven,
    feedback,
    plan,
    trend,
    views,
)
from reports.subject import Subject

CHAPTERS: tuple[Callable[[Subject, Background], Chapter | None], ...] = (
    answered.chapter,
    feedback.chapter,
    views.chapter,
    breakdown.chapter,
    trend.chapter,
    plan.chapter,
    cases.chapter,
    comments.chapter,
    driven.chapter,
)


def chapters(subject: Subject, background: Background, about: About) -> tuple[Chapter, ...]:
    """Every chapter that there is something to say in; the appendix closes them."""
    made = (make(subject, background) for make in CHAPTERS)
    return (*(each for each in made if each is not None), appendix.chapter(subject, background, about))


def drawn(made: Iterable[Chapter]) -> Iterator[Figure]:
    """The figures that chapters draw on the one axis of the report."""
    for chapter in made:
        for block in chapter.blocks:
            if isinstance(block, Section):
                yield from (row.figure for row in block.rows if row.figure is not None)
