"""The blocks of a document on the pages of a PDF: how each kind is drawn is chosen by a dictionary."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, PageBreak, Spacer

from reports.charts.block import chart_block
from reports.content import Block, Chapter, Grid, Picture, Prose, Report, Section
from reports.parts.lined import lined_table
from reports.parts.rows import row_table
from reports.parts.text import escaped, paragraph, running


def drawn_block(block: Block, report: Report) -> list[Flowable]:
    """One block, ready to be placed."""
    return DRAW[type(block)](block, report)


def chapter_story(chapter: Chapter, report: Report) -> Iterator[Flowable]:
    """A chapter's heading and its blocks."""
    if chapter.on_new_page:
        yield PageBreak()
    if chapter.title:
        title = paragraph(escaped(chapter.title), "chapter")
        title.keepWithNext = 1
        yield Spacer(1, 4 * mm)
        yield title
    for block in chapter.blocks:
        yield from drawn_block(block, report)


def _prose(prose: Prose, _report: Report) -> list[Flowable]:
    story: list[Flowable] = []
    if prose.title:
        heading = paragraph(escaped(prose.title), "heading")
        heading.keepWithNext = 1
        story += [Spacer(1, 3 * mm), heading]
    return story + [paragraph(running(sentences), "body") for sentences in prose.paragraphs]


DRAW: dict[type, Callable[[Any, Report], list[Flowable]]] = {
    Section: lambda section, report: [row_table(report, section)],
    Grid: lambda grid, report: [lined_table(grid, report.language)],
    Picture: lambda picture, report: [chart_block(picture, report.language)],
    Prose: _prose,
}
