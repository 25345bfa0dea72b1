"""A table of printed texts on the pages of a PDF: its head repeats, rows stay whole."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from reportlab.lib.units import mm
from reportlab.platypus import CondPageBreak, Flowable, Spacer, Table

from reports.content import Cell, Grid, GridRow
from reports.parts.columns import PAGE
from reports.parts.faces import INK
from reports.parts.text import Words, escaped, paragraph, running

NAME = 0.34
"""The share of the page that the first column takes when no widths are given."""
TINTS = {"higher": "high-tint", "lower": "low-tint"}
KEPT = 3
"""Rows that stay with the heading above them, the head of the table included."""
PAD = 1.1 * mm


Typeset = Callable[[str, str], Words]
"""Sets a text in the style of a name."""


def grid_table(
    grid: Grid, typeset: Typeset = paragraph, headings: Sequence[Words] | None = None
) -> list[Flowable]:
    """Heading, finding, table and notes, ready to be placed; `headings` instead of the usual one."""
    widths = column_widths(grid)
    table = Table(
        [_heads(grid, typeset), *(_cells(row, len(grid.heads), typeset) for row in grid.rows)],
        colWidths=widths,
        repeatRows=1,
        style=list(_style(grid)),
    )
    table.hAlign = "LEFT"
    own = [typeset(escaped(grid.title), "heading")] if grid.title else []
    above = own if headings is None else list(headings)
    above += [typeset(running(grid.finding), "body")] if grid.finding else []
    below = [typeset(running(grid.notes), "note")] if grid.notes else []
    return [Spacer(1, 3 * mm), CondPageBreak(_needed(above, table)), *above, table, *below]


def column_widths(grid: Grid) -> list[float]:
    """How wide each column is, in points."""
    if grid.widths:
        return [PAGE * share for share in grid.widths]
    others = len(grid.heads) - 1
    return [PAGE * NAME, *[PAGE * (1 - NAME) / others] * others] if others else [PAGE]


def _needed(above: Sequence[Words], table: Table) -> float:
    """Room for the heading and the first rows: less of it would leave the heading alone."""
    heights = [part.wrap(PAGE, 10_000)[1] + part.getSpaceBefore() + part.getSpaceAfter() for part in above]
    table.wrap(PAGE, 10_000)
    rows: Sequence[float] = table._rowHeights
    return float(sum(heights) + sum(rows[:KEPT]))


def _heads(grid: Grid, typeset: Typeset) -> list[Words]:
    return [
        typeset(escaped(head), "head_right" if place else "head") for place, head in enumerate(grid.heads)
    ]


def _cells(row: GridRow, columns: int, typeset: Typeset) -> list[Any]:
    style = "group" if row.role in ("group", "marked") else "label"
    cells = (*row.cells, *(Cell("") for _ in range(columns - len(row.cells))))
    return [
        typeset(escaped(cell.text), f"{style}_right" if place else style) if cell.text else ""
        for place, cell in enumerate(cells)
    ]


def _style(grid: Grid) -> Iterator[tuple[Any, ...]]:
    last = len(grid.rows)
    yield ("VALIGN", (0, 0), (-1, 0), "BOTTOM")
    yield ("VALIGN", (0, 1), (-1, -1), "MIDDLE")
    yield ("LEFTPADDING", (0, 0), (0, -1), 0)
    yield ("RIGHTPADDING", (-1, 0), (-1, -1), 0)
    yield ("LEFTPADDING", (1, 0), (-1, -1), PAD)
    yield ("RIGHTPADDING", (0, 0), (-2, -1), PAD)
    yield ("TOPPADDING", (0, 0), (-1, -1), PAD)
    yield ("BOTTOMPADDING", (0, 0), (-1, -1), PAD)
    yield ("LINEBELOW", (0, 0), (-1, 0), 0.4 * mm, INK["ink"])
    if last:
        yield ("LINEBELOW", (0, 1), (-1, last), 0.2 * mm, INK["line"])
    for number, row in enumerate(grid.rows, start=1):
        if row.role == "group":
            yield ("SPAN", (0, number), (-1, number))
            yield ("LINEBELOW", (0, number), (-1, number), 0.2 * mm, INK["line-strong"])
            if number < last:
                yield ("NOSPLIT", (0, number), (0, number + 1))
        if row.role == "marked":
            yield ("LINEABOVE", (0, number), (-1, number), 0.3 * mm, INK["ink"])
            yield ("LINEBELOW", (0, number), (-1, number), 0.3 * mm, INK["ink"])
        for place, cell in enumerate(row.cells):
            if cell.tone in TINTS:
                yield ("BACKGROUND", (place, number), (place, number), INK[TINTS[cell.tone]])
