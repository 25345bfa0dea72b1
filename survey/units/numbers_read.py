"""Numbers as people in Vietnam write them, read from a cell: 86,50 per cent, 1.250 cases, the year 2024."""

from __future__ import annotations

import re

from survey.files.rows import Row

MOST = 999_999_999
FIRST_YEAR = 1990
_PERCENT = re.compile(r"(\d{1,3})(?:[.,](\d{1,6}))?\s*%?")
_COUNT = re.compile(r"\d{1,9}|\d{1,3}(\.\d{3}){1,2}")


def percent(row: Row, column: str) -> float:
    """A figure from 0 to 100, with a comma or a point, as a rate from 0 to 1."""
    cell = row.text(column, longest=20)
    found = _PERCENT.fullmatch(cell) if cell.isascii() else None
    if not found:
        raise row.error(column, f"{cell!r} is no percentage", "write it as 86,50 or 86.50")
    value = float(f"{found[1]}.{found[2] or 0}")
    if value > 100:
        raise row.error(column, f"{cell!r} is above 100 per cent", "write a number from 0 to 100")
    if 0 < value < 1:
        raise row.error(column, f"{cell!r} is below 1 per cent", "write 0,865 as 86,5")
    return round(value / 100, 8)


def count(row: Row, column: str) -> int:
    """How many, 0 or more; thousands may be set off by points."""
    cell = row.text(column, longest=20)
    if not cell.isascii() or not _COUNT.fullmatch(cell):
        raise row.error(column, f"{cell!r} is no whole number", "write digits alone, such as 1250")
    return int(cell.replace(".", ""))


def year(row: Row, column: str, *, last: int) -> int:
    """A year up to the last one that may be meant."""
    cell = row.text(column, longest=10)
    if not re.fullmatch(r"[12]\d{3}", cell) or not FIRST_YEAR <= int(cell) <= last:
        raise row.error(column, f"{cell!r} is no year", f"write a year from {FIRST_YEAR} to {last}")
    return int(cell)
