"""A section with its table as one flowable: the head repeats on every page, rows stay whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.lib.units import mm
from reportlab.platypus import Flowable

from reports import words
from reports.cells import Cells, cells
from reports.content import Report, Section
from reports.measures import Printer
from reports.parts.columns import GUTTER, PAGE, Columns, brief_columns, columns, heads
from reports.parts.lines import PAD, Line, draw_line, draw_rule, measured
from reports.parts.stack import ABOVE, BELOW, LEAST, draw_stack, rows_before_break, stacked
from reports.parts.strip import draw_grid, draw_labels
from reports.parts.text import Words, escaped, paragraph, running

WHOLE_PAGE = 230 * mm
"""With this much room the page is empty, and moving on to the next would gain nothing."""


@dataclass(frozen=True)
class Frame:
    """What all parts of one table share."""

    report: Report
    section: Section
    columns: Columns
    heads: dict[str, Words]
    head_height: float


def row_table(report: Report, section: Section) -> RowTable:
    """The whole section, ready to be placed."""
    printer = Printer(report.measure, report.language)
    told = [cells(row.figure, printer) for row in section.rows]
    widths = _widths(section, told)
    lines = [measured(row, each, widths) for row, each in zip(section.rows, told, strict=True)]
    above = [paragraph(escaped(section.title), "heading")]
    if section.finding:
        above.append(paragraph(running(section.finding), "body"))
    below = [paragraph(running(section.notes), "note")] if section.notes else []
    return RowTable(_frame(report, section, widths), lines, above, below)


def _widths(section: Section, told: Sequence[Cells]) -> Columns:
    if section.brief:
        return brief_columns()
    return columns(
        compared=any(each.others for each in told),
        dont_know=any(each.dont_know for each in told),
        drawn=any(each.interval for each in told),
    )


def _frame(report: Report, section: Section, widths: Columns) -> Frame:
    made = {
        name: paragraph(markup, "head" if name == "label" else "head_right")
        for name, markup in heads(report, section).items()
        if widths.width(name)
    }
    height = max(head.wrap(widths.width(name) - GUTTER, 1000)[1] for name, head in made.items())
    return Frame(report, section, widths, made, height + PAD)


class RowTable(Flowable):
    """Title and finding above, column heads, rows with a drawn column, notes below."""

    def __init__(self, frame: Frame, lines: list[Line], above: list[Words], below: list[Words]) -> None:
        super().__init__()
        self.frame, self.lines, self.above, self.below = frame, lines, above, below
        self.group = ""
        self.spaceBefore = 4 * mm

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        rows = sum(line.height for line in self.lines)
        self.width, self.height = PAGE, self._over_rows() + rows + stacked(self.below, BELOW)
        return self.width, self.height

    def _over_rows(self) -> float:
        return stacked(self.above, ABOVE) + self.frame.head_height

    def split(self, width: float, height: float) -> list[Flowable]:
        heights = [line.height for line in self.lines]
        headings = [line.row.role == "group" for line in self.lines]
        count = rows_before_break(heights, headings, height - self._over_rows())
        if count < (1 if height > WHOLE_PAGE else LEAST):
            return []
        groups = [self.group, *(line.row.label for line in self.lines[:count] if line.row.role == "group")]
        inside = groups[-1] if self.lines[count].row.role != "group" else ""
        first = RowTable(self.frame, self.lines[:count], self.above, [])
        rest = RowTable(self.frame, self.lines[count:], [self._continued(inside)], self.below)
        rest.group = groups[-1]
        return [first, rest]

    def _continued(self, group: str) -> Words:
        title = words.say("continued", self.frame.report.language, title=self.frame.section.title)
        return paragraph(escaped(f"{title}: {group}" if group else title), "note")

    def draw(self) -> None:
        y = draw_stack(self.canv, self.above, self.height, ABOVE)
        y = self._draw_head(y)
        self._draw_grid(y)
        for line in self.lines:
            y -= line.height
            draw_line(self.canv, line, self.frame.columns, self.frame.report.axis, y)
        draw_stack(self.canv, self.below, y - BELOW, BELOW)

    def _draw_grid(self, top: float) -> None:
        """The upright lines of the drawn column, each in one piece through all rows."""
        (x, size), high = self.frame.columns.axis, sum(line.height for line in self.lines)
        if size > 0:
            draw_grid(self.canv, self.frame.report.axis, x, top - high, size, high)

    def _draw_head(self, y: float) -> float:
        foot, widths = y - self.frame.head_height, self.frame.columns
        for name, head in self.frame.heads.items():
            left = widths.edges[name] - widths.width(name)
            head.drawOn(self.canv, left if name == "label" else left + GUTTER, foot + PAD)
        x, size = widths.axis
        if size > 0:
            draw_labels(self.canv, self.frame.report.axis, x, foot + PAD + 2.4, size)
        draw_rule(self.canv, foot, "ink", 0.4)
        return foot
