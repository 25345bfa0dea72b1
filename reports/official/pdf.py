"""An official report as a PDF: its letterhead, chapters with bookmarks, end block and annex."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import CondPageBreak, Flowable, KeepTogether, PageBreak, Paragraph, Spacer

from reports import words
from reports.charts.block import ChartBlock
from reports.charts.data import Chart
from reports.charts.draw import KINDS
from reports.content import Grid, Picture, Prose
from reports.embedding.attaching import carrying
from reports.embedding.payload import payload
from reports.official.content import Blank, Official, OfficialChapter
from reports.official.faces import FACE, official_styles, typeset
from reports.official.foot import foot
from reports.official.head import EndBlock, HeadBlock
from reports.parts.columns import PAGE
from reports.parts.document import a4_document
from reports.parts.faces import BOLD, INK, register, width
from reports.parts.grid import grid_table
from reports.parts.page import BOTTOM, HEIGHT, LEFT, TOP
from reports.parts.text import escaped, running
from reports.serif import refuse_other

LINE = 8 * mm
"""Between dotted lines, for handwriting or typing."""
WHOLE = 8
"""A table of no more rows is not parted."""
ROWS = 4
"""Rows of a chart that stay with its heading."""


def official_pdf(report: Official) -> bytes:
    """The report as PDF with its content embedded; the same report gives the same bytes any day."""
    refuse_other(report.about.fonts)
    register()
    return a4_document(
        list(_story(report)),
        title=report.title,
        language=report.language,
        canvas=carrying(Canvas, payload(report)),
        on_page=lambda canvas, document: _dress(canvas, report, document.page),
    )


class Heading(Paragraph):
    """A heading that stays with what follows and stands in the outline."""

    def __init__(self, text: str, name: str, level: int, key: str) -> None:
        super().__init__(escaped(text), official_styles()[name])
        self.told, self.level, self.key = text, level, key
        self.keepWithNext = 1

    def draw(self) -> None:
        self.canv.bookmarkPage(self.key)
        self.canv.addOutlineEntry(self.told, self.key, self.level, closed=self.level > 0)
        super().draw()


class Dotted(Flowable):
    """Lines of dots across the page."""

    def __init__(self, lines: int) -> None:
        super().__init__()
        self.lines = lines

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        self.width, self.height = PAGE, self.lines * LINE + 1 * mm
        return self.width, self.height

    def draw(self) -> None:
        self.canv.setStrokeColor(INK["ink-2"])
        self.canv.setLineWidth(0.5)
        self.canv.setDash([0.6, 2.2])
        for number in range(1, self.lines + 1):
            y = self.height - number * LINE
            self.canv.line(0, y, PAGE, y)
        self.canv.setDash()


def _story(report: Official) -> Iterator[Flowable]:
    head = report.letterhead
    yield HeadBlock(head)
    yield typeset(escaped(head.paper), "paper")
    yield typeset(escaped(head.subject), "subject")
    if head.edition:
        yield typeset(escaped(head.edition), "edition")
    yield typeset(escaped(head.addressee), "to")
    *chapters, last = report.chapters
    for chapter in chapters:
        yield from _chapter(chapter, report)
    # The end block takes its last chapter along, so that it never stands alone on a page.
    closing = [typeset(escaped(report.ending.words), "body"), EndBlock(report.ending)]
    yield KeepTogether([*_chapter(last, report), Spacer(1, 3 * mm), *closing])
    for chapter in report.annex:
        yield PageBreak()
        yield from _chapter(chapter, report)


def _chapter(chapter: OfficialChapter, report: Official) -> Iterator[Flowable]:
    heads = [Heading(chapter.title, "chapter", 0, chapter.code)]
    for piece in chapter.pieces:
        if piece.title:
            heads.append(Heading(piece.title, "heading", 1, f"{chapter.code}-{piece.code}"))
        yield from DRAW[type(piece)](piece, report, heads)
        heads = []


def _prose(prose: Prose, _report: Official, heads: list[Heading]) -> list[Flowable]:
    return [*heads, *(typeset(running(each), "body") for each in prose.paragraphs)]


def _blank(blank: Blank, _report: Official, heads: list[Heading]) -> list[Flowable]:
    return [*heads, Dotted(blank.lines)]


def _grid(grid: Grid, _report: Official, heads: list[Heading]) -> list[Flowable]:
    for head in heads:
        # The table asks for room for its headings itself; kept with it, it could not run over a page.
        head.keepWithNext = 0
    story = grid_table(grid, typeset, heads)
    return [KeepTogether(story)] if len(grid.rows) <= WHOLE else story


def _picture(picture: Picture, report: Official, heads: list[Heading]) -> list[Flowable]:
    above = [*heads, *([typeset(running(picture.finding), "body")] if picture.finding else [])]
    story: list[Flowable] = [CondPageBreak(_room(above, picture.chart))] if picture.chart else []
    story += above
    if picture.chart:
        continued = words.say("continued", report.language, title=picture.title)
        story.append(ChartBlock(picture.chart, [], [], continued))
    return story + ([typeset(running(picture.notes), "note")] if picture.notes else [])


def _room(above: Sequence[Paragraph], chart: Chart) -> float:
    """What a chart needs to begin here: all of a plot, or its head and the first rows."""
    kind = KINDS[type(chart)]
    drawing = kind.head(chart, PAGE) + sum(kind.rows(chart, PAGE)[:ROWS])
    heights = [part.wrap(PAGE, 10_000)[1] + part.getSpaceBefore() + part.getSpaceAfter() for part in above]
    return float(sum(heights) + drawing + 2 * mm)


DRAW: dict[type, Callable[[Any, Official, list[Heading]], list[Flowable]]] = {
    Prose: _prose,
    Blank: _blank,
    Grid: _grid,
    Picture: _picture,
}


def _dress(canvas: Canvas, report: Official, number: int) -> None:
    """The page number at the top from the second page on; at the foot where the figures come from."""
    canvas.setFillColor(INK["ink"])
    if number > 1:
        canvas.setFont(FACE, 13)
        canvas.drawCentredString(LEFT + PAGE / 2, HEIGHT - TOP + 4 * mm, str(number))
    if report.about.simulated:
        told = words.say("simulated", report.language)
        canvas.setFont(BOLD, 8)
        canvas.drawRightString(LEFT + PAGE, HEIGHT - TOP + 11 * mm, told)
        canvas.setLineWidth(0.25 * mm)
        wide = width(told, BOLD, 8) + 4 * mm
        canvas.rect(LEFT + PAGE - wide + 2 * mm, HEIGHT - TOP + 9.5 * mm, wide, 5 * mm, stroke=1, fill=0)
    name, checksum, source = map(escaped, foot(report))
    text = typeset(f"{checksum} · {name} · {source}", "foot")
    _, high = text.wrap(PAGE, 100)
    text.drawOn(canvas, LEFT, BOTTOM - 4 * mm - high)
