"""A file's columns as clean text, and the places a person finds them in the spreadsheet."""

from __future__ import annotations

import difflib
import math
import re
import unicodedata
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

DANGEROUS = ("=", "+", "-", "@", "\t", "\r")
"""How a text begins that a spreadsheet would run as a formula."""
_NUMBER = re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)(e[+-]?[0-9]+)?", re.IGNORECASE)


class TableError(ValueError):
    """The file cannot be read as one table of columns."""


class UnreadableFileError(TableError):
    """The file is damaged, locked, or not what its name says."""


class EncodingError(TableError):
    """The text of the file is not Unicode."""


class EmptyTableError(TableError):
    """There is no header, or no row below it."""


class HeaderError(TableError):
    """The header names one column twice, or none at all."""


class RaggedRowError(TableError):
    """A row has more or fewer cells than the header."""


class MissingColumnError(TableError):
    """A column asked for is not in the file."""


class NumberError(TableError):
    """A column of numbers holds something else."""


class BlankCellError(TableError):
    """A column that every row must fill has gaps."""


@dataclass(frozen=True)
class Table:
    """Columns of trimmed NFC text of equal length; `rows` are their row numbers in the spreadsheet."""

    source: str
    columns: dict[str, list[str]]
    rows: Sequence[int]
    decimal_comma: bool = False
    notes: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self.rows)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The header, in the file's order."""
        return tuple(self.columns)

    def column(self, name: str) -> list[str]:
        """One column; an unknown name is refused with the nearest existing ones."""
        if name not in self.columns:
            raise MissingColumnError(f"there is no column {name!r}; {self.source}; {self.nearest(name)}")
        return self.columns[name]

    def nearest(self, name: str) -> str:
        """A cure for a wrong name: the names most like it."""
        folded = {each.casefold(): each for each in self.names}
        close = difflib.get_close_matches(name.casefold(), folded, n=3, cutoff=0.5)
        found = [folded[each] for each in close] or list(self.names[:8])
        return f"the nearest columns are {', '.join(found)}" if close else f"it has {', '.join(found)}"

    def filled(self, name: str) -> list[str]:
        """A column in which no cell may be blank: a unit, a wave, a stratum, a PSU."""
        cells = self.column(name)
        if "" in cells:
            blank = [row for row, cell in zip(self.rows, cells, strict=True) if not cell]
            raise BlankCellError(
                f"{counted(len(blank), 'cell')} of column {name!r} {_is(len(blank))} blank; "
                f"{self.source}, {_places(blank)}; fill in every row, or leave the rows out"
            )
        return cells

    def numbers(self, name: str) -> array[float]:
        """A column of finite numbers, one in every row."""
        cells = self.filled(name)
        values = {cell: self._number(cell) for cell in set(cells)}
        if None in values.values():
            self._refuse_numbers(name, cells, values)
        return array("d", (value for cell in cells if (value := values[cell]) is not None))

    def _number(self, cell: str) -> float | None:
        if self.decimal_comma and cell.count(",") == 1 and "." not in cell:
            cell = cell.replace(",", ".")
        value = float(cell) if _NUMBER.fullmatch(cell) else math.nan
        return value if math.isfinite(value) else None

    def _refuse_numbers(self, name: str, cells: list[str], values: dict[str, float | None]) -> None:
        bad = [i for i, cell in enumerate(cells) if values[cell] is None]
        point = "" if self.decimal_comma else "; write decimals with a point"
        raise NumberError(
            f"{cells[bad[0]]!r} is not a number; {self.source}, column {name!r}, "
            f"{_places([self.rows[i] for i in bad])}; correct the file, or name another column{point}"
        )


def clean(text: str) -> str:
    """Trimmed, in the one Unicode form (NFC) that the house uses, without a guard against formulas."""
    plain = unicodedata.normalize("NFC", text).strip().strip("\ufeff").strip()
    return plain[1:].strip() if plain.startswith("'") and plain[1:].startswith(DANGEROUS) else plain


def counted(n: int, thing: str) -> str:
    """ "1 cell", "2 cells"."""
    return f"{n} {thing}{'' if n == 1 else 's'}"


def _is(n: int) -> str:
    return "is" if n == 1 else "are"


def _places(rows: Sequence[int]) -> str:
    shown = ", ".join(str(row) for row in rows[:10])
    more = f" and {len(rows) - 10} more" if len(rows) > 10 else ""
    return f"row{'' if len(rows) == 1 else 's'} {shown}{more}"
