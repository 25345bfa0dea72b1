"""One row of a table: measured before it is placed, then drawn from its left margin."""

from __future__ import annotations

from dataclasses import dataclass

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph

from reports.cells import Cells
from reports.content import Axis, Row
from reports.parts.columns import GUTTER, PAGE, Columns
from reports.parts.faces import BOLD_FIGURES, FIGURES, INK, TEXT
from reports.parts.marks import marks
from reports.parts.strip import draw_grid, draw_marks
from reports.parts.tag import draw_tag
from reports.parts.text import escaped, paragraph

PAD = 1.1 * mm
ONE, TWO = 11.5, 22.0
"""Least height of a row's content, with one line of figures and with two."""


@dataclass(frozen=True)
class Line:
    """A row's cells, its label set in the column, its height."""

    row: Row
    cells: Cells
    label: Paragraph
    height: float


def measured(row: Row, told: Cells, widths: Columns) -> Line:
    """The row with its label broken into lines; the label alone decides how high a row grows."""
    label = paragraph(escaped(row.label), "group" if row.role == "group" else "label")
    _, height = label.wrap(widths.label - 1.5 * GUTTER, 10_000)
    return Line(row, told, label, max(height, TWO if told.interval else ONE) + 2 * PAD)


def draw_line(canvas: Canvas, line: Line, widths: Columns, axis: Axis, y: float) -> None:
    """Draw one row; `y` is its lower edge."""
    x, size = widths.axis
    middle = y + line.height / 2
    if size > 0:
        draw_grid(canvas, axis, x, y, size, line.height)
        draw_marks(canvas, marks(line.row.figure, axis), x, middle, size)
    line.label.drawOn(canvas, 0, middle - line.label.height / 2)
    _draw_numbers(canvas, line.cells, widths, middle)
    draw_rule(canvas, y, "line-strong" if line.row.role == "group" else "line", 0.2)


def draw_rule(canvas: Canvas, y: float, ink: str, weight: float) -> None:
    """A rule across the page, `weight` in millimetres."""
    canvas.setStrokeColor(INK[ink])
    canvas.setLineWidth(weight * mm)
    canvas.line(0, y, PAGE, y)


def _draw_numbers(canvas: Canvas, told: Cells, widths: Columns, middle: float) -> None:
    edges, level = widths.edges, middle - 3
    upper, lower = (middle + 3.2, middle - 7.6) if told.interval else (level, level)
    _right(canvas, told.n, edges["n"], level, FIGURES)
    _right(canvas, told.dont_know, edges["dont_know"], level, FIGURES)
    _right(canvas, told.value, edges["value"], upper, BOLD_FIGURES)
    _right(canvas, told.interval, edges["value"], lower, TEXT, size=7.5, ink="ink-2")
    _right(canvas, told.others, edges["others"], upper if told.verdict else level, FIGURES)
    if told.verdict:
        draw_tag(canvas, told.verdict, told.tone, edges["others"], lower)


def _right(
    canvas: Canvas,
    text: str,
    right: float,
    baseline: float,
    face: str,
    *,
    size: float = 8.5,
    ink: str = "ink",
) -> None:
    if text:
        canvas.setFillColor(INK[ink])
        canvas.setFont(face, size)
        canvas.drawRightString(right, baseline, text)
