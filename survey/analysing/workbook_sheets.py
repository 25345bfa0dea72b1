"""Draws sheets: a title, a note, headings in words and in codes, and the lines; no text is ever run."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from itertools import accumulate
from pathlib import Path
from typing import Any

import xlsxwriter

from survey.analysing.workbook_cells import Cell
from survey.files.table import DANGEROUS

DAY = dt.datetime(2026, 1, 1)
"""Written as the day every workbook was made: the same figures give the same bytes."""

LINES = 1_000_000
"""Lines of one sheet; a spreadsheet has 1,048,576 rows."""

TITLE, NOTE, HEADINGS, CODES, FIRST = range(5)
"""The rows of a sheet, from 0."""

Properties = dict[str, Any]
HEADING: Properties = {
    **{"bold": True, "text_wrap": True, "valign": "vcenter"},
    **{"bg_color": "#E6EFF6", "top": 1},
}
CODE: Properties = {"font_color": "#5E6A75", "font_size": 9, "bg_color": "#E6EFF6", "bottom": 2}

NOTE_WIDTH = 110
_RICH = re.compile(r"<r>.*</r>", re.DOTALL)
LONGEST = 32_767
"""Characters that a cell of a spreadsheet holds."""


@dataclass(frozen=True)
class Head:
    """A column of a sheet: heading, code, width in characters; of numbers, or of text that may be long."""

    heading: str
    code: str
    width: int
    wraps: bool = False
    numbers: bool = False
    hidden: bool = False


@dataclass(frozen=True)
class Sheet:
    """A sheet to be drawn: the first `frozen` columns stay in sight."""

    name: str
    title: str
    note: str
    heads: Sequence[Head]
    rows: Sequence[Sequence[Cell]]
    frozen: int = 0


class Book:
    """A workbook being written."""

    def __init__(self, path: Path | BytesIO, *, title: str, foot: str, label: str) -> None:
        self._book = xlsxwriter.Workbook(path, {"strings_to_formulas": False, "strings_to_urls": False})
        self._book.set_properties({"title": title, "comments": foot, "author": "Hài Lòng", "created": DAY})
        self._foot, self._label = foot, label
        self._formats: dict[tuple[tuple[str, Any], ...], Any] = {}
        self._numbers: dict[str, Any] = {}

    def close(self) -> None:
        """Write the file."""
        self._book.close()

    def add(self, sheet: Sheet) -> None:
        """Draw a sheet, and another one for the lines that it has no room for."""
        for part, start in enumerate(range(0, max(len(sheet.rows), 1), LINES)):
            name = sheet.name if part == 0 else f"{sheet.name} ({part + 1})"
            self._draw(sheet, name, sheet.rows[start : start + LINES])

    def _draw(self, sheet: Sheet, name: str, rows: Sequence[Sequence[Cell]]) -> None:
        page = self._book.add_worksheet(name)
        self._head(page, sheet)
        plain = [self._style(**_text_style(head)) for head in sheet.heads]
        # The mark keeps it a text when somebody opens the cell and leaves it again.
        marked = [self._style(**_text_style(head), quote_prefix=True) for head in sheet.heads]
        for row, cells in enumerate(rows, FIRST):
            for column, cell in enumerate(cells):
                if cell.value is None:
                    continue
                if isinstance(cell.value, str):
                    styles = marked if cell.value.startswith(DANGEROUS) else plain
                    self._text(page, row, column, cell.value, styles[column])
                else:
                    page.write_number(row, column, cell.value, self._number(cell.format))
        last = FIRST + len(rows) - 1
        if rows:
            page.autofilter(CODES, 0, last, len(sheet.heads) - 1)
        page.freeze_panes(FIRST, sheet.frozen)
        # A wave named 2026 is a name, so nobody needs to be warned that it is no number.
        page.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
        self._print(page)

    def _head(self, page: Any, sheet: Sheet) -> None:
        for column, head in enumerate(sheet.heads):
            page.set_column(column, column, head.width, None, {"hidden": head.hidden})
            side = {"align": "right"} if head.numbers else {"indent": 1}
            page.write_string(HEADINGS, column, head.heading, self._style(**HEADING, **side))
            page.write_string(CODES, column, head.code, self._style(**CODE, **side))
        title = f"{sheet.title} · {self._label}" if self._label else sheet.title
        page.set_row(TITLE, 22)
        colour = {"font_color": "#8F1D4A"} if self._label else {}
        self._text(page, TITLE, 0, title, self._style(bold=True, font_size=13, **colour))
        page.set_row(HEADINGS, 48)
        if sheet.note:
            self._note(page, sheet)

    def _note(self, page: Any, sheet: Sheet) -> None:
        """The note over the first columns, as many as make a line one can read."""
        widths = accumulate(0 if head.hidden else head.width for head in sheet.heads)
        reached = [width for width in widths if width < NOTE_WIDTH]
        last = min(len(reached), len(sheet.heads) - 1)
        width = max(reached, default=0) + (0 if sheet.heads[last].hidden else sheet.heads[last].width)
        lines = sum(1 + len(line) // max(width, 20) for line in sheet.note.split("\n"))
        page.set_row(NOTE, 15 * lines + 3)
        wrapped = self._style(text_wrap=True, font_color="#46525E")
        if last:
            page.merge_range(NOTE, 0, NOTE, last, "", wrapped)
        self._text(page, NOTE, 0, sheet.note, wrapped)

    def _print(self, page: Any) -> None:
        page.set_landscape()
        page.set_paper(9)
        page.fit_to_pages(1, 0)
        page.repeat_rows(HEADINGS, HEADINGS)
        page.set_header(f"&C&B{self._label}" if self._label else "")
        page.set_footer(f"&L{self._foot}&C&A&R&P/&N")

    def _text(self, page: Any, row: int, column: int, text: str, style: Any) -> None:
        """A cell of text. What looks like the library's own markup goes in two pieces, which it escapes."""
        text = text[:LONGEST]
        if _RICH.fullmatch(text):
            page.write_rich_string(row, column, style, text[:1], style, text[1:], style)
        else:
            page.write_string(row, column, text, style)

    def _style(self, **properties: Any) -> Any:
        key = tuple(sorted(properties.items()))
        if key not in self._formats:
            self._formats[key] = self._book.add_format({"valign": "top", **properties})
        return self._formats[key]

    def _number(self, shown: str) -> Any:
        if shown not in self._numbers:
            self._numbers[shown] = self._style(num_format=shown)
        return self._numbers[shown]


def _text_style(head: Head) -> Properties:
    if head.numbers:
        return {"align": "right"}
    return {"text_wrap": True, "indent": 1} if head.wraps else {"indent": 1}
