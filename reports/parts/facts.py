"""The headline and the lists of facts of a PDF."""

from __future__ import annotations

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Paragraph

from reports import style
from reports.cells import cells
from reports.content import Fact, Report, Sentence
from reports.measures import Printer
from reports.parts.columns import PAGE
from reports.parts.faces import INK, SERIF_BOLD, styles, width
from reports.parts.marks import marks
from reports.parts.strip import draw_grid, draw_labels, draw_marks
from reports.parts.text import Words, escaped, paragraph, running

LEFT, RIGHT_AT = 48 * mm, 55 * mm
BIG, SIGN = 38, 24
STRIP = 9 * mm


class HeadlineBlock(Flowable):
    """The overall figure, large; beside it what it says, and where it stands on the axis."""

    def __init__(self, report: Report) -> None:
        super().__init__()
        self.report = report
        head = report.headline
        self.told = cells(head.figure, Printer(report.measure, report.language))
        self.marks = marks(head.figure, report.axis)
        self.label = paragraph("<br/>".join(map(escaped, head.labels)), "note")
        self.say = paragraph(running(head.sentences), "body")
        self.caption = paragraph(running((head.caption,)), "note")

    @property
    def drawn(self) -> bool:
        return bool(self.told.interval)

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        _, self.label_height = self.label.wrap(LEFT, 1000)
        _, self.say_height = self.say.wrap(PAGE - RIGHT_AT, 1000)
        _, self.caption_height = self.caption.wrap(PAGE - RIGHT_AT, 1000)
        right = self.say_height + (STRIP + 16 + self.caption_height + 2 * mm if self.drawn else 0)
        self.width, self.height = PAGE, max(right, BIG + self.label_height) + 6 * mm
        return self.width, self.height

    def draw(self) -> None:
        canvas, top = self.canv, self.height
        canvas.setStrokeColor(INK["ink"])
        canvas.setLineWidth(0.5 * mm)
        canvas.line(0, top, PAGE, top)
        self._draw_figure(top - 5 * mm)
        self.say.drawOn(canvas, RIGHT_AT, top - 4 * mm - self.say_height)
        if self.drawn:
            self._draw_strip(top - 4 * mm - self.say_height - 2 * mm)

    def _draw_figure(self, top: float) -> None:
        canvas, text = self.canv, self.told.value.removesuffix(f" {style.REFERENCE}")
        size = min(BIG, BIG * LEFT / width(text, SERIF_BOLD, BIG)) if self.drawn else SIGN
        canvas.setFillColor(INK["accent" if self.drawn else "ink-2"])
        canvas.setFont(SERIF_BOLD, size)
        canvas.drawString(0, top - 0.78 * size, text)
        self.label.drawOn(canvas, 0, top - size - 2 * mm - self.label_height)

    def _draw_strip(self, top: float) -> None:
        canvas, axis = self.canv, self.report.axis
        x, size = RIGHT_AT + 4 * mm, PAGE - RIGHT_AT - 8 * mm
        line = top - 12
        draw_labels(canvas, axis, x, line + 4, size, 7.5)
        canvas.setStrokeColor(INK["ink-2"])
        canvas.setLineWidth(0.2 * mm)
        canvas.line(RIGHT_AT, line, PAGE, line)
        draw_grid(canvas, axis, x, line - STRIP, size, STRIP)
        draw_marks(canvas, self.marks, x, line - STRIP / 2, size, scale=1.7)
        self.caption.drawOn(canvas, RIGHT_AT, line - STRIP - 4 - self.caption_height)


class FactLine(Flowable):
    """A term at the left, its sentences at the right, a rule above; the last one also has one below."""

    def __init__(self, fact: Fact, *, last: bool = False) -> None:
        super().__init__()
        self.left = 33 * mm
        self.last, self.pad = last, 1.3 * mm
        self.term = paragraph(escaped(fact.term), "term")
        self.text = paragraph(running(fact.sentences), "body")

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        _, term = self.term.wrap(self.left - 3 * mm, 1000)
        _, text = self.text.wrap(PAGE - self.left, 10_000)
        self.width, self.height = PAGE, max(term, text) + 2 * self.pad
        return self.width, self.height

    def draw(self) -> None:
        self._rule(self.height)
        for part, x in ((self.term, 0.0), (self.text, self.left)):
            part.drawOn(self.canv, x, self.height - self.pad - part.height)
        if self.last:
            self._rule(0)

    def _rule(self, y: float) -> None:
        self.canv.setStrokeColor(INK["line-strong"])
        self.canv.setLineWidth(0.2 * mm)
        self.canv.line(0, y, PAGE, y)


class SmallPrint(Paragraph):
    """A fact of the method in small print: it stays in one piece."""

    def split(self, _width: float, _height: float) -> list[Flowable]:
        return []


def fact_lines(facts: tuple[Fact, ...]) -> list[Flowable]:
    """A list of facts, each a flowable of its own so that a list may run over the page."""
    return [FactLine(fact, last=fact is facts[-1]) for fact in facts]


def small_print(facts: tuple[Fact, ...]) -> list[Flowable]:
    """The facts of the method, each opened by its term."""
    return [
        SmallPrint(f"<b>{escaped(fact.term)}.</b> {running(fact.sentences)}", styles()["method"])
        for fact in facts
    ]


def heading(text: str) -> Words:
    """A section's heading that stays with what follows."""
    made = paragraph(running((Sentence(text),)), "heading")
    made.keepWithNext = 1
    made.spaceBefore = 4 * mm
    return made
