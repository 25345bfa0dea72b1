"""A deadline on every statement of a citizen's worker: one that hangs is answered "try again later"."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Engine, event

SECONDS = {"statement_timeout": 15, "lock_timeout": 10, "idle_in_transaction_session_timeout": 30}
"""PostgreSQL's; SQLite waits ten seconds for a lock (`survey.connections`), and for nothing else."""


def keep_deadline(engine: Engine) -> Engine:
    """Give the connections of an engine their deadline; figures and reports have engines of their own."""
    if engine.dialect.name == "postgresql":
        event.listen(engine, "connect", _set)
    return engine


def _set(connection: Any, _record: Any) -> None:
    with connection.cursor() as cursor:
        for name, seconds in SECONDS.items():
            cursor.execute(f"SET {name} = '{seconds}s'")
    connection.commit()
