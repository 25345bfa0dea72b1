"""Putting the rows of a backup into empty tables of its version, and seeing that all are there."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from survey.backup.counting import count_of
from survey.backup.faults import BackupError
from survey.backup.reading import Reader
from survey.backup.shapes import Shape

AT_A_TIME = 2_000
Values = list[Any]


def load(connection: Connection, reader: Reader) -> None:
    """Write every table in the caller's transaction, then count and hash what is stored.

    Raises
    ------
    BackupError: the database refuses a row, or holds other rows than the backup.
    """
    found = []
    for shape, lines in reader.tables():
        found.append(shape)
        try:
            WRITERS[connection.dialect.name](connection, shape, _rows(connection, shape, lines))
        except (DBAPIError, connection.dialect.loaded_dbapi.Error) as error:
            # A row that is refused must not be quoted: it may be a ballot.
            reason = type(getattr(error, "orig", error)).__name__
            raise BackupError(
                f"the database refuses rows of the table {shape.name} ({reason}); {reader.path}; "
                "nothing was changed"
            ) from None
    for shape in found:
        if count_of(connection, shape) != reader.counts[shape.name]:
            raise BackupError(
                f"the table {shape.name} does not hold what the backup holds; {reader.path}; "
                "nothing was changed"
            )


def _rows(connection: Connection, shape: Shape, lines: Iterable[bytes]) -> Iterator[Values]:
    binds = shape.binds(connection.dialect)
    for line in lines:
        yield [
            value if change is None or value is None else change(value)
            for change, value in zip(binds, json.loads(line), strict=True)
        ]


def _into_sqlite(connection: Connection, shape: Shape, rows: Iterator[Values]) -> None:
    names = ", ".join(f'"{name}"' for name, _ in shape.columns)
    marks = ", ".join("?" for _ in shape.columns)
    statement = f'INSERT INTO "{shape.name}" ({names}) VALUES ({marks})'  # noqa: S608
    while some := list(islice(rows, AT_A_TIME)):
        connection.exec_driver_sql(statement, [tuple(row) for row in some])


def _into_postgres(connection: Connection, shape: Shape, rows: Iterator[Values]) -> None:
    """As one COPY: rules between rows of one table are looked at when all of them are there."""
    quoted = connection.dialect.identifier_preparer.quote
    names = ", ".join(quoted(name) for name, _ in shape.columns)
    cursor: Any = connection.connection.cursor()
    with cursor.copy(f"COPY {quoted(shape.name)} ({names}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)
    cursor.close()
    if ("id", "whole") in shape.columns:
        _count_on(connection, quoted(shape.name))


def _count_on(connection: Connection, table: str) -> None:
    """Let the numbers that the database gives begin after those there are."""
    connection.execute(
        text(
            f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), "  # noqa: S608
            f"(SELECT coalesce(max(id), 0) + 1 FROM {table}), false)"
        )
    )


WRITERS = {"sqlite": _into_sqlite, "postgresql": _into_postgres}
