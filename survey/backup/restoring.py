"""Putting a backup back, or trying it: nothing is written before all of it is known to be whole."""

from __future__ import annotations

import shutil
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DatabaseError as DriverError
from sqlmodel import Session

from survey.audit.verify import Audit, verify
from survey.backup.counting import Count
from survey.backup.faults import BackupError
from survey.backup.loading import load
from survey.backup.making import key_mark
from survey.backup.places import FILLERS, upgrade_to
from survey.backup.reading import Head, Reader, check, opened
from survey.connections import engine_of, unanswered
from survey.database import newest_revision, revisions
from survey.waves.events import append


@dataclass(frozen=True)
class Restored:
    """What was put back, already compared with the backup table by table."""

    head: Head
    counts: dict[str, Count]
    kept: Path | None = None
    """Where the database that was there went, if it is kept."""
    other_key: bool = False
    """Whether the secret key here is not the one that was used with the database."""


def restore(path: Path, passphrase: str, engine: Engine, *, by: str, force: bool = False) -> Restored:
    """Put a backup into an empty database, or with `force` in the place of one with rows.

    Raises
    ------
    BackupError: the backup or the place is not fit for it; nothing was changed.
    """
    head = _checked(path, passphrase).head
    with opened(path, passphrase) as reader:

        def fill(connection: Connection) -> None:
            _fill(connection, reader)
            with Session(bind=connection) as session:
                detail = {"mark": head.mark.isoformat(), "head": head.head}
                append(session, by, "backup.restore", f"backup {path.name}"[:120], detail)
                session.flush()

        kept = FILLERS[engine.dialect.name](engine, fill, force=force)
    other_key = head.key_mark is not None and key_mark() != head.key_mark
    return Restored(head, reader.counts, kept, other_key)


def rehearse(path: Path, passphrase: str, *, server: str | None = None) -> tuple[Restored, Audit]:
    """Put a backup into a scratch database, compare counts and hashes, audit it, and take it away again.

    Raises
    ------
    BackupError: the backup could not be put back from this file.
    """
    head = _checked(path, passphrase).head
    with scratch(server) as engine:
        with opened(path, passphrase) as reader:
            FILLERS[engine.dialect.name](engine, lambda connection: _fill(connection, reader), force=False)
        audit = verify(engine, head=head.head)
    return Restored(head, reader.counts), audit


@contextmanager
def scratch(server: str | None) -> Iterator[Engine]:
    """An empty database that is gone afterwards: a file in a new folder, or one on a PostgreSQL server."""
    if server is None:
        folder = Path(tempfile.mkdtemp(prefix="hailong-rehearsal-"))
        engine = engine_of(f"sqlite:///{folder / 'rehearsal.db'}")
        try:
            yield engine
        finally:
            engine.dispose()
            shutil.rmtree(folder)
        return
    there = engine_of(server, isolation_level="AUTOCOMMIT")
    name = f"hailong_rehearsal_{uuid.uuid4().hex}"
    try:
        _administer(there, f"CREATE DATABASE {name}")
        engine = engine_of(there.url.set(database=name).render_as_string(hide_password=False))
        try:
            yield engine
        finally:
            engine.dispose()
            _administer(there, f"DROP DATABASE {name} WITH (FORCE)")
    finally:
        there.dispose()


def _administer(engine: Engine, statement: str) -> None:
    if engine.dialect.name != "postgresql":
        raise BackupError("only PostgreSQL has servers; --server; name one as postgresql://HOST/NAME")
    try:
        with engine.connect() as connection:
            connection.execute(text(statement))
    except DriverError as error:
        raise unanswered(engine, error) from None


def _checked(path: Path, passphrase: str) -> Reader:
    reader = check(path, passphrase)
    if reader.head.revision not in revisions():
        raise BackupError(
            f"the backup is of a newer program ({reader.head.program}); {path}; install the newer hailong"
        )
    return reader


def _fill(connection: Connection, reader: Reader) -> None:
    """The tables as they were when the backup was made, compared, then brought up to date."""
    upgrade_to(connection, reader.head.revision)
    load(connection, reader)
    upgrade_to(connection, newest_revision())
