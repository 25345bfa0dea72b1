"""The database and its tables: whether they are of today, how they become so, one transaction on them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DatabaseError as DriverError
from sqlalchemy.exc import OperationalError
from sqlmodel import Session

from survey.connections import SETTING, DatabaseError, durability, engine_of, unanswered

__all__ = [
    "SETTING",
    "DatabaseError",
    "durability",
    "engine_of",
    "newest_revision",
    "ready_engine",
    "revision",
    "session_on",
    "upgrade",
]

UPGRADE_LOCK = 0x55504752
"""The number of the lock that upgrades wait for in PostgreSQL."""


def ready_engine(url: str | None = None) -> Engine:
    """The database, once it is known to have the tables of this version.

    Raises
    ------
    DatabaseError: there is none at this address, or its tables are missing, older or newer.
    """
    engine = engine_of(url)
    found = revision(engine)
    if found == newest_revision():
        return engine
    engine.dispose()
    where = engine.url.render_as_string(hide_password=True)
    if found is None:
        raise DatabaseError(f"the database has no tables yet; {where}; run: hailong db upgrade")
    if found in revisions():
        raise DatabaseError(f"the tables are older than this program; {where}; run: hailong db upgrade")
    raise DatabaseError(f"the tables are newer than this program; {where}; install the newer hailong")


@contextmanager
def session_on(url: str | None = None, *, dry_run: bool = False) -> Iterator[Session]:
    """One transaction on the ready database: kept whole at the end, or undone whole.

    Raises
    ------
    DatabaseError: the database is not ready, or stopped answering.
    """
    engine = ready_engine(url)
    try:
        with Session(engine, expire_on_commit=False) as session:
            yield session
            session.rollback() if dry_run else session.commit()
    except OperationalError as error:
        raise unanswered(engine, error) from None
    finally:
        engine.dispose()


def upgrade(engine: Engine) -> None:
    """Bring the tables to those of this version, from none or from any earlier version.

    Raises
    ------
    DatabaseError: the database does not answer.
    """
    try:
        (_upgrade_sqlite if engine.dialect.name == "sqlite" else _upgrade_postgres)(engine)
    except OperationalError as error:
        raise unanswered(engine, error) from None


def revision(engine: Engine) -> str | None:
    """The version of the tables in the database; None where there are none."""
    if _is_missing_file(engine):
        return None
    from alembic.migration import MigrationContext

    try:
        with engine.connect() as connection:
            return MigrationContext.configure(connection).get_current_revision()
    except DriverError as error:
        raise unanswered(engine, error) from None


def newest_revision() -> str:
    """The version of the tables that this program works with."""
    return revisions()[0]


@cache
def revisions() -> tuple[str, ...]:
    """Every version that the tables ever had, the newest first."""
    # Slow to import, and a server that takes ballots has no use for it.
    from alembic.script import ScriptDirectory

    from survey.migrations import config_for

    return tuple(each.revision for each in ScriptDirectory.from_config(config_for()).walk_revisions())


def _is_missing_file(engine: Engine) -> bool:
    """Whether looking into the database would make an empty one."""
    name = engine.url.database or ":memory:"
    return engine.dialect.name == "sqlite" and name != ":memory:" and not Path(name).exists()


def _upgrade_postgres(engine: Engine) -> None:
    """All or nothing; a second upgrade at the same time waits for the first and finds nothing left to do."""
    from survey.migrations import run_upgrade

    with engine.begin() as connection:
        connection.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": UPGRADE_LOCK})
        run_upgrade(connection)


def _upgrade_sqlite(engine: Engine) -> None:
    """All or nothing: one transaction, with foreign keys looked at as a whole before the end.

    A changed table is made anew and the old one dropped, which foreign_keys=ON would take for deletions;
    the setting can only be changed outside a transaction.
    """
    from survey.migrations import run_upgrade

    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
        try:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            run_upgrade(connection)
            _check_pointers(connection)
            connection.commit()
        finally:
            connection.rollback()
            connection.exec_driver_sql("PRAGMA foreign_keys=ON")


def _check_pointers(connection: Connection) -> None:
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    if broken:
        table = broken[0][0]
        raise DatabaseError(f"rows point at rows that are not there; table {table}; restore a backup")
