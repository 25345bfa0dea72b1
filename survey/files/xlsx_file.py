"""Reading one sheet of an XLSX workbook as text, the way its cells look."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time
from io import BytesIO
from pathlib import Path
from typing import Any

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from survey.files.table import MissingColumnError, Table, UnreadableFileError
from survey.files.table_build import build
from survey.files.xlsx_bounds import Limits, bounded

_OLE = b"\xd0\xcf\x11\xe0"


class MissingSheetError(MissingColumnError):
    """The workbook has no sheet of that name."""


def read_xlsx(path: Path, source: str, *, sheet: str | None = None, limits: Limits | None = None) -> Table:
    """The table in one sheet: the named one, else the first (and a note that there are more).

    With limits it is measured before, as the file of a stranger is.
    """
    _refuse_other_formats(path.read_bytes(), source)
    try:
        book = (
            CalamineWorkbook.from_filelike(bounded(path, source, limits))
            if limits
            else CalamineWorkbook.from_path(str(path))
        )
        chosen = _chosen(book, source, sheet)
        page = book.get_sheet_by_name(chosen)
        notes = _notes(_pages(book), chosen, sheet)
        return build(source, _records(page), decimal_comma=True, notes=notes)
    except CalamineError as error:
        raise UnreadableFileError(
            f"the workbook is damaged ({error}); {source}; save it again as .xlsx"
        ) from None


def read_sheets(content: bytes, source: str, limits: Limits) -> dict[str, list[list[str]]]:
    """Every sheet of a small workbook by its name, row by row as text; it is measured before.

    Raises
    ------
    TableError: it is no workbook, damaged, or larger than the limits.
    """
    _refuse_other_formats(content, source)
    try:
        book = CalamineWorkbook.from_filelike(bounded(BytesIO(content), source, limits))
        sheets = [each.name for each in book.sheets_metadata if each.typ == SheetTypeEnum.WorkSheet]
        return {name: list(_records(book.get_sheet_by_name(name))) for name in sheets}
    except CalamineError as error:
        raise UnreadableFileError(
            f"the workbook is damaged ({error}); {source}; save it again as .xlsx"
        ) from None


def _refuse_other_formats(content: bytes, source: str) -> None:
    if not content:
        raise UnreadableFileError(f"the file has 0 bytes; {source}; export or copy it again")
    if content.startswith(_OLE) and "EncryptedPackage".encode("utf-16-le") in content:
        raise UnreadableFileError(
            f"the workbook is protected by a password; {source}; save a copy without a password"
        )
    if content.startswith(_OLE):
        raise UnreadableFileError(f"this is an old .xls workbook; {source}; save it as .xlsx")
    if not content.startswith(b"PK"):
        raise UnreadableFileError(f"this is not an XLSX workbook; {source}; save it as .xlsx or as CSV UTF-8")


def _chosen(book: CalamineWorkbook, source: str, sheet: str | None) -> str:
    names = book.sheet_names
    if not names:
        raise UnreadableFileError(f"the workbook has no sheet; {source}; save the table as .xlsx again")
    if sheet is not None and sheet not in names:
        raise MissingSheetError(f"there is no sheet {sheet!r}; {source}; it has {', '.join(names)}")
    return sheet if sheet is not None else _pages(book)[0]


def _pages(book: CalamineWorkbook) -> list[str]:
    """The sheets a person sees as tables: hidden ones and charts only where there is nothing else."""
    seen = [
        sheet.name
        for sheet in book.sheets_metadata
        if sheet.typ == SheetTypeEnum.WorkSheet and sheet.visible == SheetVisibleEnum.Visible
    ]
    return seen or book.sheet_names


def _notes(names: list[str], chosen: str, asked: str | None) -> tuple[str, ...]:
    if asked is not None or len(names) == 1:
        return ()
    return (f"the workbook has {len(names)} sheets; the first, {chosen!r}, is read (--sheet names another)",)


def _records(page: CalamineSheet) -> Iterator[list[str]]:
    for row in page.iter_rows():
        yield [_text(cell) for cell in row]


def _text(cell: Any) -> str:
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(sep=" ")
    if isinstance(cell, date | time):
        return cell.isoformat()
    return str(cell)
