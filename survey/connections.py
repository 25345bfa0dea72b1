"""Connections to the database: which one, and what every connection promises about a commit."""

from __future__ import annotations

import os
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.exc import DatabaseError as DriverError

SETTING = "HAILONG_DATABASE"
DEFAULT = "sqlite:///hailong.db"
BUSY_MILLISECONDS = 10_000

SQLITE_PRAGMAS = {
    "journal_mode": "WAL",
    "foreign_keys": "ON",
    "synchronous": "FULL",
    "busy_timeout": str(BUSY_MILLISECONDS),
}
"""Set on every connection: SQLite forgets all of these but the first."""

DURABILITY = {
    "sqlite": {
        name: f"PRAGMA {name}" for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
    },
    "postgresql": {name: f"SHOW {name}" for name in ("synchronous_commit", "fsync", "full_page_writes")},
}
SYNCHRONOUS = {"0": "OFF", "1": "NORMAL", "2": "FULL", "3": "EXTRA"}


class DatabaseError(ValueError):
    """A database that cannot be used as it is."""


def engine_of(url: str | None = None, **options: Any) -> Engine:
    """The database named by `url`, else by HAILONG_DATABASE, else the file hailong.db of this folder.

    Raises
    ------
    DatabaseError: no address of a database, or of a kind that is not supported.
    """
    address = _address(url or os.environ.get(SETTING) or DEFAULT)
    # An error must not carry a ballot's id or answers into a log.
    options = {"hide_parameters": True} | options
    if address.get_backend_name() == "postgresql":
        return _postgres(address, options)
    engine = create_engine(address, connect_args={"timeout": BUSY_MILLISECONDS / 1000}, **options)
    event.listen(engine, "connect", _set_pragmas)
    return engine


def durability(connection: Connection) -> dict[str, str]:
    """What this live connection really promises about a commit, asked of the database itself."""
    asked = DURABILITY[connection.dialect.name]
    found = {name: str(connection.exec_driver_sql(sql).scalar()) for name, sql in asked.items()}
    if "journal_mode" in found:
        found["synchronous"] = SYNCHRONOUS[found["synchronous"]]
        found["foreign_keys"] = "ON" if found["foreign_keys"] == "1" else "OFF"
    return found


def unanswered(engine: Engine, error: DriverError) -> DatabaseError:
    where = engine.url.render_as_string(hide_password=True)
    reason = " ".join(str(error.orig).split())
    return DatabaseError(
        f"the database does not answer ({reason}); {where}; correct {SETTING}, or start the server"
    )


def _postgres(address: URL, options: dict[str, Any]) -> Engine:
    try:
        return create_engine(address, connect_args={"options": "-c synchronous_commit=on"}, **options)
    except ModuleNotFoundError:
        raise DatabaseError(
            "the driver for PostgreSQL is not installed; psycopg; install hailong with the extra postgres"
        ) from None


def _address(name: str) -> URL:
    try:
        address = make_url(name)
    except ArgumentError:
        raise DatabaseError(
            f"this is no address of a database; {SETTING}; give sqlite:///FILE or postgresql://HOST/NAME"
        ) from None
    backend = address.get_backend_name()
    if backend not in DURABILITY:
        raise DatabaseError(
            f"databases of the kind {backend} are not supported; {SETTING}; "
            "give sqlite:///FILE or postgresql://HOST/NAME"
        )
    return address.set(drivername="postgresql+psycopg") if backend == "postgresql" else address


def _set_pragmas(connection: Any, _record: Any) -> None:
    cursor = connection.cursor()
    for name, value in SQLITE_PRAGMAS.items():
        cursor.execute(f"PRAGMA {name}={value}")
    cursor.close()
