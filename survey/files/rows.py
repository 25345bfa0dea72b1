"""Rows of a file to be imported: each cell read by its column, each mistake with its row and its cure."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from survey.files.reading import read_table
from survey.files.table import Table, counted

_VIETNAMESE_DAY = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
_CODE = re.compile(r"[0-9A-Za-z][0-9A-Za-z._-]*")


class RowError(ValueError):
    """A cell of an imported file that cannot be right."""

    def __init__(self, what: str, cure: str, *, source: str, number: int, column: str) -> None:
        super().__init__(f"{what}; {source}, row {number}, column {column!r}; {cure}")
        self.what, self.cure, self.source, self.number, self.column = what, cure, source, number, column


class RowsError(RowError):
    """Several such cells; its own sentence is that of the first."""

    def __init__(self, errors: Sequence[RowError]) -> None:
        first = errors[0]
        super().__init__(
            first.what, first.cure, source=first.source, number=first.number, column=first.column
        )
        self.errors = tuple(errors)


class Faults:
    """Mistakes gathered row by row, so that a person mends all of them at once."""

    def __init__(self) -> None:
        self.found: list[RowError] = []

    @contextmanager
    def gathered(self) -> Iterator[None]:
        """What is wrong in here is kept for later."""
        try:
            yield
        except RowsError as error:
            self.found.extend(error.errors)
        except RowError as error:
            self.found.append(error)

    def refuse(self) -> None:
        """Go on only if nothing was wrong so far.

        Raises
        ------
        RowError: something was; `RowsError` where it was more than one thing.
        """
        if len(self.found) > 1:
            raise RowsError(self.found)
        if self.found:
            raise self.found[0]


class ColumnError(ValueError):
    """An imported file whose columns are not those that are read."""

    def __init__(
        self,
        source: str,
        names: Sequence[str],
        *,
        is_missing: bool,
        needed: Sequence[str],
        optional: Sequence[str],
    ) -> None:
        state = "missing" if is_missing else "not known"
        also = f"; it may have {', '.join(optional)}" if optional else ""
        super().__init__(
            f"{counted(len(names), 'column')} {state}: {', '.join(names)}; {source}; "
            f"the columns are {', '.join(needed)}{also}"
        )
        self.source, self.names, self.is_missing = source, tuple(names), is_missing
        self.needed, self.optional = tuple(needed), tuple(optional)


@dataclass(frozen=True)
class Row:
    """One row: its number in the spreadsheet and its cells by column; a column left out is blank."""

    source: str
    number: int
    cells: dict[str, str]

    def text(self, column: str, *, longest: int) -> str:
        """A text that must be there."""
        cell = self.cells.get(column, "")
        if not cell:
            raise self.error(column, "the cell is blank", "fill it in")
        if len(cell) > longest:
            raise self.error(column, f"the text has {len(cell)} characters", f"use {longest} at most")
        return cell

    def code(self, column: str, *, longest: int = 32) -> str:
        """A code: letters, digits, dots, hyphens and underscores, no blanks."""
        cell = self.text(column, longest=longest)
        if not is_code(cell):
            raise self.error(column, f"{cell!r} is no code", "use a-z, 0-9, dots, hyphens; no blanks")
        return cell

    def choice(self, column: str, choices: Sequence[str]) -> str:
        """One of a closed list."""
        cell = self.text(column, longest=120)
        if cell not in choices:
            raise self.error(column, f"{cell!r} is not known", f"use one of {', '.join(choices)}")
        return cell

    def day(self, column: str) -> dt.date:
        """A day, as 2025-07-01 or 01/07/2025."""
        cell = self.text(column, longest=10)
        day = day_of(cell)
        if day is None:
            raise self.error(column, f"{cell!r} is no day", "write it as 2025-07-01 or 01/07/2025")
        return day

    def whole(self, column: str) -> int:
        """A whole number, 0 or more."""
        cell = self.text(column, longest=12)
        if not cell.isascii() or not cell.isdigit():
            raise self.error(column, f"{cell!r} is no whole number", "write digits alone, such as 1250")
        return int(cell)

    def share(self, column: str) -> float:
        """A share above 0, up to 1."""
        cell = self.text(column, longest=20)
        try:
            value = float(cell.replace(",", "."))
        except ValueError:
            value = 0.0
        if not 0 < value <= 1:
            raise self.error(column, f"{cell!r} is no share", "write a number above 0 and up to 1")
        return value

    def has(self, column: str) -> bool:
        """Whether a column that may be left out or blank says something."""
        return bool(self.cells.get(column))

    def error(self, column: str, what: str, cure: str) -> RowError:
        """What is wrong, where, and the cure."""
        return RowError(what, cure, source=self.source, number=self.number, column=column)


def rows_of(file: Path | Table, *, needed: Sequence[str], optional: Sequence[str] = ()) -> list[Row]:
    """The rows of a CSV or XLSX file with exactly these columns, in any order.

    Raises
    ------
    ColumnError: a needed column is missing, or there is one that nobody would read.
    """
    table = file if isinstance(file, Table) else read_table(file)
    missing = [name for name in needed if name not in table.names]
    unknown = [name for name in table.names if name not in (*needed, *optional)]
    if missing or unknown:
        raise ColumnError(
            table.source, missing or unknown, is_missing=bool(missing), needed=needed, optional=optional
        )
    return [
        Row(table.source, number, {name: table.columns[name][index] for name in table.names})
        for index, number in enumerate(table.rows)
    ]


def is_code(text: str) -> bool:
    """Whether a text may be a code: letters without marks, digits, dots, hyphens, underscores."""
    return bool(_CODE.fullmatch(text))


def day_of(text: str) -> dt.date | None:
    """The day that a text names, as ISO or as Vietnamese forms have it."""
    found = _VIETNAMESE_DAY.fullmatch(text)
    try:
        if found:
            return dt.date(int(found[3]), int(found[2]), int(found[1]))
        return dt.date.fromisoformat(text) if re.fullmatch(r"\d{4}-\d\d-\d\d", text) else None
    except ValueError:
        return None
