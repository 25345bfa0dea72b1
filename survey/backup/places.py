"""Where a backup is put back: an SQLite file or a PostgreSQL database, changed as a whole or not at all."""

from __future__ import annotations

import datetime as dt
import os
import secrets
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from alembic import command
from sqlalchemy import Connection, Engine, inspect, text
from sqlalchemy.exc import OperationalError

from survey.backup.faults import BackupError
from survey.connections import engine_of, unanswered
from survey.database import UPGRADE_LOCK, revision, revisions
from survey.migrations import config_for

Fill = Callable[[Connection], None]


def upgrade_to(connection: Connection, wanted: str) -> None:
    """Make the tables of a version."""
    command.upgrade(config_for(connection), wanted)


def fill_sqlite(engine: Engine, fill: Fill, *, force: bool) -> Path | None:
    """Fill a new file beside the wanted one, then put it in its place; where the former one went, if any.

    Raises
    ------
    BackupError: there is a database with rows and no `force`, or somebody is using it.
    """
    target = Path(engine.url.database or ":memory:").absolute()
    if target.name == ":memory:":
        raise BackupError("a database in memory would be gone at once; --to; name a file")
    had_rows = _check_file(target, engine, force=force)
    with _new_file_beside(target) as part:
        _fill_file(part, fill)
        kept = _set_aside(target) if had_rows else None
        # A log that an earlier file left would be taken for one of the new file.
        for end in ("-wal", "-shm"):
            Path(f"{target}{end}").unlink(missing_ok=True)
        os.replace(part, target)
    _settle(target.parent)
    return kept


def fill_postgres(engine: Engine, fill: Fill, *, force: bool) -> Path | None:
    """Fill the database in one transaction, in which the former tables go; None, because none is kept.

    Raises
    ------
    BackupError: it has rows and there is no `force`, or tables of somebody else.
    """
    try:
        with engine.begin() as connection:
            connection.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": UPGRADE_LOCK})
            _clear(connection, engine, force=force)
            fill(connection)
    except OperationalError as error:
        raise unanswered(engine, error) from None
    return None


FILLERS = {"sqlite": fill_sqlite, "postgresql": fill_postgres}


def _clear(connection: Connection, engine: Engine, *, force: bool) -> None:
    tables = inspect(connection).get_table_names()
    _check_ours(tables, engine)
    if _has_rows(connection, tables) and not force:
        raise _not_empty(engine)
    quoted = connection.dialect.identifier_preparer.quote
    if tables:
        connection.execute(text(f"DROP TABLE {', '.join(map(quoted, tables))} CASCADE"))


def _check_file(target: Path, engine: Engine, *, force: bool) -> bool:
    """Whether there is a database with rows, which may be replaced."""
    if not target.parent.is_dir():
        raise BackupError(f"there is no such folder; {target.parent}; make it first")
    if not target.exists() or target.stat().st_size == 0:
        return False
    try:
        with engine.connect() as connection:
            tables = inspect(connection).get_table_names()
            _check_ours(tables, engine)
            has_rows = _has_rows(connection, tables)
    except OperationalError as error:
        raise unanswered(engine, error) from None
    finally:
        engine.dispose()
    if has_rows and not force:
        raise _not_empty(engine)
    _be_alone(target)
    return has_rows


def _check_ours(tables: list[str], engine: Engine) -> None:
    if tables and revision(engine) not in revisions():
        where = engine.url.render_as_string(hide_password=True)
        raise BackupError(f"the database has tables that are not of hailong; {where}; name another database")


def _has_rows(connection: Connection, tables: list[str]) -> bool:
    quoted = connection.dialect.identifier_preparer.quote
    asked = (f"SELECT 1 FROM {quoted(name)} LIMIT 1" for name in tables if name != "alembic_version")
    return any(connection.execute(text(sql)).first() for sql in asked)


def _not_empty(engine: Engine) -> BackupError:
    where = engine.url.render_as_string(hide_password=True)
    return BackupError(f"the database is not empty; {where}; name another, or replace it with --force")


def _be_alone(target: Path) -> None:
    """Refuse a file that a server has open: what it writes would be lost, or spoil the new one."""
    try:
        with closing(sqlite3.connect(target, timeout=0, isolation_level=None)) as connection:
            # Only who is alone may leave the write-ahead log, which goes with it.
            connection.execute("PRAGMA journal_mode=DELETE").fetchone()
    except sqlite3.OperationalError:
        raise BackupError(
            f"the database is in use; {target}; stop the server and all commands first"
        ) from None


@contextmanager
def _new_file_beside(target: Path) -> Iterator[Path]:
    part = target.with_name(f".{target.name}.{secrets.token_hex(4)}.part")
    os.close(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    try:
        yield part
    finally:
        for end in ("", "-wal", "-shm", "-journal"):
            Path(f"{part}{end}").unlink(missing_ok=True)


def _fill_file(part: Path, fill: Fill) -> None:
    engine = engine_of(f"sqlite:///{part}")
    try:
        with engine.connect() as connection:
            # Rows of one table point at each other, in either direction.
            connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            try:
                fill(connection)
                _check_pointers(connection)
                connection.commit()
            finally:
                connection.rollback()
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        engine.dispose()
    _settle(part)


def _check_pointers(connection: Connection) -> None:
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
    if broken:
        raise BackupError(f"rows point at rows that are not there; table {broken[0]}; take another backup")


def _set_aside(target: Path) -> Path:
    kept = target.with_name(f"{target.name}.before-{dt.datetime.now(dt.UTC):%Y%m%dT%H%M%SZ}")
    target.rename(kept)
    return kept


def _settle(path: Path) -> None:
    """See that a file, or the names in a folder, are on the disk."""
    with suppress(PermissionError):  # Of a folder, on systems that know no such thing.
        number = os.open(path, os.O_RDONLY)
        try:
            os.fsync(number)
        finally:
            os.close(number)
