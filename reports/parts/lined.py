"""A table of printed texts drawn line by line: its head repeats, its rows stay whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.lib.units import mm
from reportlab.platypus import Flowable

from reports import words
from reports.content import Cell, Grid, GridRow
from reports.parts.columns import PAGE
from reports.parts.faces import INK, styles
from reports.parts.grid import PAD, TINTS, column_widths
from reports.parts.lines import draw_rule
from reports.parts.plain_lines import broken, measured
from reports.parts.stack import ABOVE, BELOW, LEAST, draw_stack, rows_before_break, stacked
from reports.parts.text import Words, escaped, paragraph, running
from reports.serif import in_use

SIDE = 1.1 * mm
DROP = 0.76
"""Where the first baseline lies below the top of a line, as a part of its leading."""


@dataclass(frozen=True)
class Line:
    """A row with the lines of each cell, the name of its style, its height."""

    row: GridRow
    cells: tuple[tuple[str, ...], ...]
    style: str
    height: float


@dataclass(frozen=True)
class Frame:
    """What all parts of one table share."""

    grid: Grid
    language: str
    widths: tuple[float, ...]
    head: Line


def lined_table(grid: Grid, language: str) -> LinedTable:
    """Heading, finding, table and notes as one flowable."""
    widths = tuple(column_widths(grid))
    head = _line(GridRow(tuple(Cell(text) for text in grid.heads)), widths, "head")
    lines = [_line(row, widths, "group" if row.role else "label") for row in grid.rows]
    above = [paragraph(escaped(grid.title), "heading")] if grid.title else []
    above += [paragraph(running(grid.finding), "body")] if grid.finding else []
    below = [paragraph(running(grid.notes), "note")] if grid.notes else []
    return LinedTable(Frame(grid, language, widths, head), lines, above, below)


def _line(row: GridRow, widths: Sequence[float], style: str) -> Line:
    rooms = (
        [PAGE] if row.role == "group" else [room - SIDE * (1 + (at > 0)) for at, room in enumerate(widths)]
    )
    cells = tuple(broken(cell.text, room, style) for cell, room in zip(row.cells, rooms, strict=False))
    tallest = max(map(len, cells), default=1)
    return Line(row, cells, style, tallest * styles()[style].leading + 2 * PAD)


class LinedTable(Flowable):
    """Title and finding above, heads, rows, notes below."""

    def __init__(self, frame: Frame, lines: list[Line], above: list[Words], below: list[Words]) -> None:
        super().__init__()
        self.frame, self.lines, self.above, self.below = frame, lines, above, below
        self.group = ""
        self.spaceBefore = 4 * mm

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        rows = sum(line.height for line in self.lines)
        self.width, self.height = PAGE, self._over_rows() + rows + stacked(self.below, BELOW)
        return self.width, self.height

    def split(self, _width: float, height: float) -> list[Flowable]:
        heights = [line.height for line in self.lines]
        headings = [line.row.role == "group" for line in self.lines]
        count = rows_before_break(heights, headings, height - self._over_rows())
        if count < LEAST:
            return []
        group = next((each for each in reversed(self.lines[:count]) if each.row.role == "group"), None)
        name = group.row.cells[0].text if group else self.group
        inside = name if self.lines[count].row.role != "group" else ""
        title = self.frame.grid.title
        told = words.say("continued", self.frame.language, title=title) if title else ""
        above = (
            [paragraph(escaped(": ".join(filter(None, (told, inside)))), "note")] if told or inside else []
        )
        first = LinedTable(self.frame, self.lines[:count], self.above, [])
        rest = LinedTable(self.frame, self.lines[count:], above, self.below)
        rest.group = name
        return [first, rest]

    def _over_rows(self) -> float:
        return stacked(self.above, ABOVE) + self.frame.head.height

    def draw(self) -> None:
        y = draw_stack(self.canv, self.above, self.height, ABOVE)
        y = self._draw_line(self.frame.head, y)
        draw_rule(self.canv, y, "ink", 0.4)
        for line in self.lines:
            y = self._draw_line(line, y)
            draw_rule(self.canv, y, "line-strong" if line.row.role == "group" else "line", 0.2)
            if line.row.role == "marked":
                draw_rule(self.canv, y, "ink", 0.3)
                draw_rule(self.canv, y + line.height, "ink", 0.3)
        draw_stack(self.canv, self.below, y - BELOW, BELOW)

    def _draw_line(self, line: Line, y: float) -> float:
        """Names begin at the left and stand in the middle; the foot of heads is even."""
        style, left, typeface = styles()[line.style], 0.0, in_use()
        self._tint_cells(line, y)
        self.canv.setFillColor(style.textColor)
        self.canv.setFont(style.fontName, style.fontSize)
        for at, lines in enumerate(line.cells):
            room, high = self.frame.widths[at], len(lines) * style.leading
            spare = line.height - 2 * PAD - high
            top = y - PAD - (spare if line.style == "head" else spare / 2)
            last = at == len(self.frame.widths) - 1
            right = left + room - (0.0 if last else SIDE)
            for number, text in enumerate(lines):
                base = top - number * style.leading - DROP * style.leading
                if text:
                    wide = measured(text, line.style, typeface)
                    self.canv.drawString(right - wide if at else left, base, text)
            left += room
        return y - line.height

    def _tint_cells(self, line: Line, y: float) -> None:
        left = 0.0
        for room, cell in zip(self.frame.widths, line.row.cells, strict=False):
            if cell.tone in TINTS:
                self.canv.setFillColor(INK[TINTS[cell.tone]])
                self.canv.rect(left, y - line.height, room, line.height, stroke=0, fill=1)
            left += room
