"""The rows of a table as lines of JSON, counted and hashed: the same for the same rows in every database."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, select

from survey.backup.shapes import Shape

AT_A_TIME = 2_000
_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def line_of(value: Any) -> bytes:
    """A value as one line of JSON."""
    return _ENCODER.encode(value).encode("utf-8") + b"\n"


@dataclass(frozen=True)
class Count:
    """How many rows, and the SHA-256 over their lines in the order of the key."""

    rows: int
    sha256: str

    def as_json(self) -> dict[str, Any]:
        return {"rows": self.rows, "sha256": self.sha256}


@dataclass
class Counter:
    """Counts lines as they pass."""

    rows: int = 0
    _digest: Any = field(default_factory=hashlib.sha256)

    def add(self, line: bytes) -> None:
        self.rows += 1
        self._digest.update(line)

    @property
    def count(self) -> Count:
        return Count(self.rows, self._digest.hexdigest())


def row_lines(connection: Connection, shape: Shape) -> Iterator[bytes]:
    """Each row as a JSON array on a line of its own."""
    said = shape.said
    statement = select(shape.table).order_by(*shape.order(connection.dialect))
    for row in connection.execute(statement.execution_options(yield_per=AT_A_TIME)):
        plain = [
            value if change is None or value is None else change(value)
            for change, value in zip(said, row, strict=True)
        ]
        yield line_of(plain)


def count_of(connection: Connection, shape: Shape) -> Count:
    """What a table holds now."""
    counter = Counter()
    for line in row_lines(connection, shape):
        counter.add(line)
    return counter.count
