"""One worker a database: a lock that the system lets go of when the worker dies, however it dies."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager

from sqlalchemy import Engine, text

JOBS_LOCK = 0x4A4F4253
"""The number of the lock in PostgreSQL."""


class WorkerBusyError(ValueError):
    """Another worker is at the jobs of this database."""


@contextmanager
def only_worker(engine: Engine) -> Iterator[None]:
    """Be the only worker for a while.

    Raises
    ------
    WorkerBusyError: there is another one.
    """
    if engine.dialect.name == "postgresql":
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            got = connection.execute(text("SELECT pg_try_advisory_lock(:number)"), {"number": JOBS_LOCK})
            if not got.scalar():
                raise _busy()
            try:
                yield
            finally:
                connection.execute(text("SELECT pg_advisory_unlock(:number)"), {"number": JOBS_LOCK})
        return
    with closing(sqlite3.connect(_file_beside(engine), timeout=0, isolation_level=None)) as connection:
        try:
            connection.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError:
            raise _busy() from None
        yield


def _file_beside(engine: Engine) -> str:
    """An SQLite file of its own, so that a worker's lock never keeps a ballot waiting."""
    name = engine.url.database
    return f"{name}.worker" if name and name != ":memory:" else ":memory:"


def _busy() -> WorkerBusyError:
    return WorkerBusyError("another worker is at the jobs of this database; let it finish, or stop it first")
