"""How the two databases are called in a printed table."""

from __future__ import annotations

from sqlalchemy import Engine


def name_of(engine: Engine) -> str:
    """SQLite or PostgreSQL."""
    return {"sqlite": "SQLite", "postgresql": "PostgreSQL"}[engine.dialect.name]
