"""One row of a table: measured before it is placed, then drawn from its left margin."""

from __future__ import annotations

from dataclasses import dataclass

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from reports.cells import Cells
from reports.content import Axis, Row
from reports.parts.columns import GUTTER, PAGE, Columns
from reports.parts.faces import INK, SERIF, SERIF_BOLD
from reports.parts.marks import marks
from reports.parts.strip import draw_marks
from reports.parts.tag import draw_tag
from reports.parts.text import Words, escaped, paragraph

PAD = 0.7 * mm
BESIDE = 24 * mm
"""Room for an interval at the right of its value."""
ONE, TWO = 13.0, 23.0
"""Least height of a row's content, with one line of figures and with two."""


@dataclass(frozen=True)
class Line:
    """A row's cells, its label set in the column, its height."""

    row: Row
    cells: Cells
    label: Words
    height: float


def measured(row: Row, told: Cells, widths: Columns) -> Line:
    """The row with its label broken into lines; the label alone decides how high a row grows."""
    label = paragraph(escaped(row.label), "group" if row.role == "group" else "label")
    _, height = label.wrap(widths.label - 1.5 * GUTTER, 10_000)
    two = told.interval and widths.chart
    return Line(row, told, label, max(height, TWO if two else ONE) + 2 * PAD)


def draw_line(canvas: Canvas, line: Line, widths: Columns, axis: Axis, y: float) -> None:
    """Draw one row; `y` is its lower edge."""
    x, size = widths.axis
    middle = y + line.height / 2
    if size > 0:
        draw_marks(canvas, marks(line.row.figure, axis), x, middle, size)
    line.label.drawOn(canvas, 0, middle - line.label.height / 2)
    _draw_numbers(canvas, line, widths, middle)
    draw_rule(canvas, y, "line-strong" if line.row.role == "group" else "line", 0.2)


def draw_rule(canvas: Canvas, y: float, ink: str, weight: float) -> None:
    """A rule across the page, `weight` in millimetres."""
    canvas.setStrokeColor(INK[ink])
    canvas.setLineWidth(weight * mm)
    canvas.line(0, y, PAGE, y)


def _draw_numbers(canvas: Canvas, line: Line, widths: Columns, middle: float) -> None:
    told, edges, level = line.cells, widths.edges, middle - 3.3
    if not widths.chart:
        _draw_brief(canvas, line, widths, level)
        return
    upper, lower = (middle + 3.2, middle - 8.6) if told.interval else (level, level)
    _right(canvas, line.row.count or told.n, edges["n"], level)
    _right(canvas, told.dont_know, edges["dont_know"], level)
    _right(canvas, told.value, edges["value"], upper, SERIF_BOLD)
    _right(canvas, told.interval, edges["value"], lower, size=9, ink="ink-2")
    _right(canvas, told.others, edges["others"], upper if told.verdict else level)
    if told.verdict:
        draw_tag(canvas, told.verdict, told.tone, edges["others"], lower)


def _draw_brief(canvas: Canvas, line: Line, widths: Columns, level: float) -> None:
    told, edges = line.cells, widths.edges
    _right(canvas, line.row.count or told.n, edges["n"], level)
    _right(canvas, told.value, edges["value"] - (BESIDE if told.interval else 0.0), level, SERIF_BOLD)
    _right(canvas, told.interval, edges["value"], level, size=9, ink="ink-2")


def _right(
    canvas: Canvas,
    text: str,
    right: float,
    baseline: float,
    face: str = SERIF,
    *,
    size: float = 9.5,
    ink: str = "ink",
) -> None:
    if text:
        canvas.setFillColor(INK[ink])
        canvas.setFont(face, size)
        canvas.drawRightString(right, baseline, text)
