"""Making a backup while the servers run: all tables at one moment, into one encrypted file."""

from __future__ import annotations

import datetime as dt
import os
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine
from sqlmodel import Session, col, select

from survey.backup.counting import Count, Counter, line_of, row_lines
from survey.backup.sealing import Sealer, new_key
from survey.backup.shapes import shapes
from survey.database import newest_revision
from survey.files.new_files import new_files
from survey.results.answers import snapshot
from survey.secret_key import SecretKeyError, load_key
from survey.tables import Event, metadata
from survey.waves.events import START, append

FORMAT = 1
LEVEL = 6
LEFT_OUT = frozenset({"invitation", "staff_session"})
"""Who was signed in signs in again: a session that was ended, or a link that was used, must not come back."""


@dataclass(frozen=True)
class Made:
    """What a backup holds."""

    mark: dt.datetime
    """Everything acknowledged before it is in the backup."""
    head: str
    """Hash of the last line of the audit log in it."""
    counts: dict[str, Count]


def make(engine: Engine, path: Path, passphrase: str, *, by: str) -> Made:
    """Write a backup into a new file; ballots may come in meanwhile.

    Raises
    ------
    OutputExistsError: there is such a file already.
    """
    with new_files(path, private=True) as (part,), part.open("wb") as file:
        with Session(engine) as session:
            append(session, by, "backup.start", f"backup {path.name}"[:120], {"revision": newest_revision()})
            session.commit()
        sealer = Sealer(file, new_key(passphrase))
        with snapshot(engine) as connection:
            made = _write(connection, Squeezer(sealer.write))
        sealer.finish()
        file.flush()
        os.fsync(file.fileno())
    return made


@dataclass
class Squeezer:
    """Compresses lines on their way."""

    put: Callable[[bytes], Any]

    def __post_init__(self) -> None:
        self._press = zlib.compressobj(LEVEL)

    def line(self, data: bytes) -> None:
        self.put(self._press.compress(data))

    def said(self, value: Any) -> None:
        self.line(line_of(value))

    def finish(self) -> None:
        self.put(self._press.flush())


def _write(connection: Connection, out: Squeezer) -> Made:
    # Before the first statement, which fixes the moment that the snapshot shows.
    mark = dt.datetime.now(dt.UTC)
    head = _head(connection)
    out.said(_first_line(connection, mark, head))
    counts: dict[str, Count] = {}
    for shape in shapes(metadata):
        if shape.name in LEFT_OUT:
            continue
        out.said(shape.as_json())
        counter = Counter()
        for line in row_lines(connection, shape):
            counter.add(line)
            out.line(line)
        counts[shape.name] = counter.count
        out.said(counter.count.as_json())
    out.said({"tables": {name: count.as_json() for name, count in counts.items()}})
    out.finish()
    return Made(mark, head, counts)


def _first_line(connection: Connection, mark: dt.datetime, head: str) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "program": version("hailong"),
        "revision": newest_revision(),
        "database": connection.dialect.name,
        "mark": mark.isoformat(),
        "head": head,
        "key_mark": key_mark(),
    }


def _head(connection: Connection) -> str:
    found = connection.execute(select(Event.hash).order_by(col(Event.id).desc()).limit(1)).scalar()
    return found or START


def key_mark() -> str | None:
    """Tells which secret key is in use here, without saying anything of it; None without a key."""
    try:
        return load_key().mark.hex()
    except SecretKeyError:
        return None
