"""Comments as tables for spreadsheets, in which no text is ever run as a formula."""

from __future__ import annotations

import csv
import re
from io import BytesIO, StringIO
from typing import Any

import xlsxwriter

from reports.comments.content import Writings, Written
from reports.comments.words import say

DANGEROUS = tuple("=+-@\t\r\uff1d\uff0b\uff0d\uff20")
"""How a text begins that some spreadsheet would run as a formula, in wide letters too."""
COLUMNS = ("wave", "unit", "item", "question", "status", "theme", "text")
WIDTHS = (16, 24, 12, 30, 16, 16, 80)
_RICH = re.compile(r"<r>.*</r>", re.DOTALL)


def to_csv(writings: Writings) -> bytes:
    """UTF-8 with a byte-order mark and ";", as spreadsheets in Vietnamese open it.

    A text that could be run is preceded by an apostrophe; `unguarded` takes it off.
    """
    text = StringIO(newline="")
    writer = csv.writer(text, delimiter=";")
    writer.writerow(COLUMNS)
    writer.writerows([guarded(cell) for cell in _cells(each, writings.language)] for each in writings.texts)
    return text.getvalue().encode("utf-8-sig")


def to_xlsx(writings: Writings) -> bytes:
    """A workbook with one sheet; every cell is text, which no spreadsheet runs."""
    target = BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True, "strings_to_formulas": False}) as book:
        sheet, wrapped = book.add_worksheet(), book.add_format({"text_wrap": True, "valign": "top"})
        bold = book.add_format({"bold": True})
        sheet.freeze_panes(1, 0)
        for column, (name, width) in enumerate(zip(COLUMNS, WIDTHS, strict=True)):
            sheet.set_column(column, column, width)
            sheet.write_string(0, column, name, bold)
        for row, each in enumerate(writings.texts, start=1):
            for column, text in enumerate(_cells(each, writings.language)):
                _write(sheet, row, column, text, wrapped)
    return target.getvalue()


def guarded(text: str) -> str:
    """A text that no spreadsheet runs as a formula, and that can be told from one that began so itself."""
    return f"'{text}" if text.lstrip("'").startswith(DANGEROUS) else text


def unguarded(text: str) -> str:
    """The text as it was written."""
    return text[1:] if text.startswith("'") and text.lstrip("'").startswith(DANGEROUS) else text


def _cells(written: Written, language: str) -> list[str]:
    shown = {"status": say(written.status, language)}
    return [shown.get(name, getattr(written, name)) for name in COLUMNS]


def _write(sheet: Any, row: int, column: int, text: str, style: Any) -> None:
    """A cell of text. What looks like the library's own markup is written in two pieces, which it escapes."""
    if _RICH.fullmatch(text):
        sheet.write_rich_string(row, column, style, text[:1], style, text[1:], style)
    else:
        sheet.write_string(row, column, text, style)
