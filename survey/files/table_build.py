"""From a header and its rows to a table: blank rows skipped, ragged rows and doubled names refused."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence

from survey.files.table import EmptyTableError, HeaderError, RaggedRowError, Table, clean, counted

CHUNK = 10_000
"""Rows turned into columns at a time, so that rows and columns are never both whole in memory."""


def build(
    source: str,
    records: Iterable[Sequence[str]],
    *,
    first_row: int = 1,
    decimal_comma: bool = False,
    notes: tuple[str, ...] = (),
) -> Table:
    """The table of a header and its rows; wholly blank rows are skipped, ragged ones refused."""
    numbered = enumerate(records, first_row)
    header = _header(source, numbered)
    rows = array("q")
    cells: list[list[str]] = [[] for _ in header]
    for chunk in _chunks(source, numbered, len(header), rows):
        for column, part in zip(cells, zip(*chunk, strict=True), strict=True):
            column.extend(part)
    if not rows:
        raise EmptyTableError(f"there is no row below the header; {source}; add the answers")
    kept = {name: _clean(column) for name, column in zip(header, cells, strict=True) if name}
    return Table(source, kept, rows, decimal_comma, notes + _unnamed(header, cells))


def _header(source: str, numbered: Iterator[tuple[int, Sequence[str]]]) -> list[str]:
    for _, record in numbered:
        names = [clean(cell) for cell in record]
        if any(names):
            _refuse_duplicates(source, names)
            return names
    raise EmptyTableError(f"the file is empty; {source}; give a header row and one row a ballot")


def _refuse_duplicates(source: str, names: list[str]) -> None:
    twice = sorted({name for name in names if name and names.count(name) > 1})
    if twice:
        raise HeaderError(
            f"{counted(len(twice), 'column name')} used twice; {source}, header: {', '.join(twice)}; "
            "give every column a name of its own"
        )


def _chunks(
    source: str, numbered: Iterator[tuple[int, Sequence[str]]], width: int, rows: array[int]
) -> Iterator[list[Sequence[str]]]:
    chunk: list[Sequence[str]] = []
    for row, record in numbered:
        if not any(record):
            continue
        if len(record) != width:
            raise RaggedRowError(
                f"the row has {len(record)} cells, the header has {width}; {source}, row {row}; "
                "put text that holds the separator in quotes, or complete the row"
            )
        rows.append(row)
        chunk.append(record)
        if len(chunk) == CHUNK:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def _clean(column: list[str]) -> list[str]:
    changed = {cell: text for cell in set(column) if (text := clean(cell)) != cell}
    return [changed.get(cell, cell) for cell in column] if changed else column


def _unnamed(header: list[str], cells: list[list[str]]) -> tuple[str, ...]:
    unused = sum(not name and any(column) for name, column in zip(header, cells, strict=True))
    return (f"{counted(unused, 'column')} without a name left aside",) if unused else ()
