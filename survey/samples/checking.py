"""What is wrong with a frame, row by row, before anything is drawn from it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from survey.files.table import NumberError, Table
from survey.interviewing.loading import LONGEST
from survey.planning.frame import ADDED
from survey.samples.wanted import Wanted

MOST_COLUMNS = 60
MOST_ROWS = 60_000
"""More are drawn from by the command, where nobody waits for a page."""
LONGEST_NAME = 100
FILLED = ("id", "unit", "stratum", "psu", "size", "order")
"""Columns in which every row says something."""
IN_AREA = 120
"""Characters that the name of a sampling area may have."""


@dataclass(frozen=True)
class Fault:
    """One thing wrong: in which row of the spreadsheet, in which column, and the name of the reason."""

    row: int
    column: str
    why: str
    also: str = ""
    """The row that it is the same as."""


def misfit(table: Table) -> str:
    """Why no sample can be drawn from this table at all; empty where one can."""
    if len(table) > MOST_ROWS:
        return "too_large"
    if len(table.names) > MOST_COLUMNS or any(len(name) > LONGEST_NAME for name in table.names):
        return "too_many_columns"
    return "drawn_before" if any(name.startswith(ADDED) for name in table.names) else ""


def faults(table: Table, wanted: Wanted) -> list[Fault]:
    """Everything wrong with the rows, in their order."""
    found = [*_blanks(table, wanted), *_descriptions(table, wanted), *_doubled(table, wanted)]
    if wanted.size:
        found += _numbers(table, wanted.size)
    return sorted(found, key=lambda each: (each.row, each.column))


def too_many(table: Table, wanted: Wanted) -> Iterator[tuple[str, str, dict[str, object]]]:
    """Which numbers ask for more than the frame has: the field, the reason, and what its sentence names."""
    if wanted.sizes:
        yield from _sizes(table, wanted)
    elif wanted.n is not None and wanted.method in ("simple", "systematic", "stratified"):
        asked = wanted.n + (0 if wanted.method == "stratified" else wanted.reserves or 0)
        if asked > len(table):
            yield "n", "more_than_rows", {"n": asked, "rows": len(table)}
    elif wanted.n is not None:
        there = len({pair for pair in zip(*_groups(table, wanted), strict=True)})
        if wanted.n > there:
            yield "n", "more_than_psus", {"n": wanted.n, "rows": there}


def _sizes(table: Table, wanted: Wanted) -> Iterator[tuple[str, str, dict[str, object]]]:
    if wanted.method == "stratified":
        there = Counter(table.column(wanted.stratum))
    else:
        there = Counter(stratum for stratum, _ in set(zip(*_groups(table, wanted), strict=True)))
    asked = dict(wanted.sizes)
    unknown = [name for name in asked if name not in there]
    silent = [name for name in there if name not in asked]
    large = [name for name, n in asked.items() if n > there.get(name, n)]
    if unknown:
        yield "sizes", "unknown_strata", {"names": ", ".join(unknown[:5])}
    elif silent:
        yield "sizes", "silent_strata", {"names": ", ".join(silent[:5])}
    elif large:
        told = f"{large[0]}: {asked[large[0]]} > {there[large[0]]}"
        yield "sizes", "more_than_stratum", {"names": told}


def _groups(table: Table, wanted: Wanted) -> tuple[list[str], list[str]]:
    """The stratum and the sampling area of each row."""
    strata = table.column(wanted.stratum) if wanted.stratum else [""] * len(table)
    return strata, table.column(wanted.psu)


def _blanks(table: Table, wanted: Wanted) -> Iterator[Fault]:
    areas = {wanted.stratum, wanted.psu} - {""}
    for name in dict.fromkeys(getattr(wanted, each) for each in FILLED):
        for row, cell in zip(table.rows, table.columns.get(name, []), strict=False):
            if not cell:
                yield Fault(row, name, "blank")
            elif name in areas and len(cell) > IN_AREA:
                yield Fault(row, name, "too_long")


def _descriptions(table: Table, wanted: Wanted) -> Iterator[Fault]:
    columns = [table.column(name) for name in wanted.describe]
    for row, *cells in zip(table.rows, *columns, strict=True):
        text = ", ".join(cell for cell in cells if cell)
        if not text or len(text) > LONGEST:
            yield Fault(row, ", ".join(wanted.describe), "too_long" if text else "not_described")


def _doubled(table: Table, wanted: Wanted) -> Iterator[Fault]:
    """Rows that stand twice: by their own column, else as a whole."""
    keys = list(zip(*([table.column(wanted.id)] if wanted.id else table.columns.values()), strict=True))
    first: dict[tuple[str, ...], int] = {}
    for row, key in zip(table.rows, keys, strict=True):
        # A key that is missing is told as a blank.
        if any(key) and first.setdefault(key, row) != row:
            yield Fault(row, wanted.id, "doubled", str(first[key]))


def _numbers(table: Table, name: str) -> Iterator[Fault]:
    """Sizes that are no numbers, by the rule by which the draw reads them."""
    for row, cell in zip(table.rows, table.column(name), strict=True):
        one = Table(table.source, {name: [cell]}, [row], table.decimal_comma)
        try:
            if cell and one.numbers(name)[0] <= 0:
                yield Fault(row, name, "no_number")
        except NumberError:
            yield Fault(row, name, "no_number")
