"""Tables as a backup tells them: names, kinds of values and the key that gives rows their order."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    ColumnElement,
    Date,
    Dialect,
    Float,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
)
from sqlmodel import AutoString
from sqlmodel.sql.sqltypes import UTCDateTime

from survey.backup.faults import BackupError
from survey.tables.base import BallotId, Day

Change = Callable[[Any], Any]


@dataclass(frozen=True)
class Kind:
    """How values of a kind stand in JSON, and how a database keeps them."""

    type: Any
    said: Change | None = None
    """From Python to JSON; None: as it is."""
    read: Change | None = None
    """And back."""


def _moment(value: dt.datetime) -> str:
    return value.astimezone(dt.UTC).isoformat()


KINDS: dict[str, Kind] = {
    "uuid": Kind(BallotId, str, uuid.UUID),
    "day": Kind(Day, dt.date.isoformat, dt.date.fromisoformat),
    "date": Kind(Date, dt.date.isoformat, dt.date.fromisoformat),
    "moment": Kind(UTCDateTime, _moment, dt.datetime.fromisoformat),
    "bytes": Kind(LargeBinary, bytes.hex, bytes.fromhex),
    "yes_no": Kind(Boolean),
    "number": Kind(Float),
    "whole": Kind(Integer),
    "text": Kind(Text),
}
_FIRST_THAT_FITS: tuple[tuple[type[Any], str], ...] = (
    (BallotId, "uuid"),
    (Day, "day"),
    (UTCDateTime, "moment"),
    (Date, "date"),
    (LargeBinary, "bytes"),
    (Boolean, "yes_no"),
    (Float, "number"),
    (Integer, "whole"),
    (AutoString, "text"),
    (String, "text"),
)


@dataclass(frozen=True)
class Shape:
    """One table: what is needed to read and write its rows, whatever version made it."""

    name: str
    columns: tuple[tuple[str, str], ...]
    """Name and kind."""
    key: tuple[str, ...]

    @cached_property
    def table(self) -> Table:
        made = (Column(name, KINDS[kind].type(), primary_key=name in self.key) for name, kind in self.columns)
        return Table(self.name, MetaData(), *made)

    @cached_property
    def said(self) -> tuple[Change | None, ...]:
        """For each column how a value becomes one of JSON."""
        return tuple(KINDS[kind].said for _, kind in self.columns)

    def order(self, dialect: Dialect) -> list[ColumnElement[Any]]:
        """By the key, in the same order in every database: texts by their bytes."""
        kinds = dict(self.columns)
        byte_order = dialect.name == "postgresql"
        found: list[ColumnElement[Any]] = [self.table.c[name] for name in self.key]
        return [
            each.collate("C") if byte_order and kinds[name] == "text" else each
            for name, each in zip(self.key, found, strict=True)
        ]

    def binds(self, dialect: Dialect) -> tuple[Change | None, ...]:
        """For each column how a value of JSON becomes one of the driver."""
        return tuple(_bind(kind, dialect) for _, kind in self.columns)

    def as_json(self) -> dict[str, Any]:
        return {"table": self.name, "columns": [list(each) for each in self.columns], "key": list(self.key)}


def shapes(metadata: MetaData) -> list[Shape]:
    """The tables of this version, each after those that it points to."""
    return [
        Shape(
            table.name,
            tuple((column.name, _kind(column)) for column in table.columns),
            tuple(column.name for column in table.primary_key),
        )
        for table in metadata.sorted_tables
    ]


def shape_of(said: Mapping[str, Any]) -> Shape:
    """The shape that a backup tells."""
    columns: Sequence[Sequence[str]] = said["columns"]
    return Shape(said["table"], tuple((name, kind) for name, kind in columns), tuple(said["key"]))


def _kind(column: Column[Any]) -> str:
    for kind, name in _FIRST_THAT_FITS:
        if isinstance(column.type, kind):
            return name
    raise BackupError(f"a backup does not know values of the type {column.type!r}; {column}; name its kind")


def _bind(kind: str, dialect: Dialect) -> Change | None:
    read = KINDS[kind].read
    bind = KINDS[kind].type().dialect_impl(dialect).bind_processor(dialect)
    if read is None or bind is None:
        return read or bind
    return lambda value: bind(read(value))
