"""Reading an SPSS file (.sav, .zsav) as text: codes as they are stored, labels beside them."""

from __future__ import annotations

import datetime as dt
import math
from pathlib import Path
from typing import Any

from survey.files.table import EmptyTableError, Table, TableError, UnreadableFileError
from survey.files.table_build import build
from survey.files.xlsx_bounds import LIMITS, TooLargeError


class MissingReaderError(TableError):
    """The library that reads these files is not installed."""


def read_sav(path: Path, source: str) -> tuple[Table, dict[str, str]]:
    """The table of an SPSS file, and what each of its variables is labelled with."""
    reader = _reader(source)
    try:
        _, head = reader.read_sav(str(path), metadataonly=True)
        width = max(1, len(head.column_names))
        most = LIMITS.cells // width
        if head.number_rows is not None and head.number_rows > most:
            raise TooLargeError(
                f"the file is too large: {head.number_rows} × {width} cells; {source}; split it, or save CSV"
            )
        columns, said = reader.read_sav(str(path), output_format="dict", row_limit=most + 1)
    except TableError:
        raise
    except Exception as error:
        # The library says what went wrong with classes of its own and with those of Python alike.
        raise UnreadableFileError(
            f"the SPSS file is damaged ({' '.join(str(error).split())}); {source}; save it again as .sav"
        ) from None
    names = list(said.column_names)
    if not names:
        raise EmptyTableError(f"the file is empty; {source}; give one row a ballot")
    rows = zip(*(columns[name] for name in names), strict=True)
    records = [names, *([_text(cell) for cell in row] for row in rows)]
    return build(source, records), {
        name: label for name, label in said.column_names_to_labels.items() if label
    }


def _reader(source: str) -> Any:
    try:
        import pyreadstat  # type: ignore[import-not-found,import-untyped,unused-ignore]
    except ModuleNotFoundError:
        raise MissingReaderError(
            f"SPSS files need the library pyreadstat; {source}; install hailong with the extra exports, "
            "or save the file as CSV UTF-8"
        ) from None
    return pyreadstat


def _text(cell: Any) -> str:
    """A cell as text: whole numbers without a point, days as ISO, nothing for a missing value."""
    if cell is None:
        return ""
    if hasattr(cell, "item"):
        cell = cell.item()
    if isinstance(cell, float):
        if math.isnan(cell):
            return ""
        return str(int(cell)) if cell.is_integer() else repr(cell)
    if isinstance(cell, dt.datetime):
        return cell.date().isoformat() if cell.time() == dt.time() else cell.isoformat(sep=" ")
    return cell.isoformat() if isinstance(cell, dt.date) else str(cell)
