"""Doors that ask for one-time codes, and the codes in somebody's hand."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Engine, text
from sqlmodel import Session

from survey.codes.making import make_codes
from tests.ballots.cast import ballot
from tests.databases import Cast

KEY, OTHER_KEY = "ab" * 32, "cd" * 32


def give_codes(engine: Engine, collector: int, cast: Cast, n: int = 1) -> list[str]:
    """Codes for a door, made as the command makes them."""
    with Session(engine) as session:
        codes = make_codes(session, collector, n, day=cast.today, by="An")
        session.commit()
    return codes


def codes_at(cast: Cast, token: str = "two-phone", n: int = 1) -> list[str]:
    """Codes for one of the cast's doors."""
    return give_codes(cast.engine, cast.collectors[token], cast, n)


def with_code(code: str | None, **changes: Any) -> dict[str, Any]:
    """A sound ballot with a code."""
    return ballot(code=code, **changes)


def everything(engine: Engine, *tables: str) -> str:
    """All that these tables hold, as text and as hexadecimal digits."""
    with engine.connect() as connection:
        rows = [row for table in tables for row in connection.execute(text(f'SELECT * FROM "{table}"'))]
    cells = [cell for row in rows for cell in row]
    return " ".join(
        bytes(cell).hex() if isinstance(cell, bytes | memoryview) else str(cell) for cell in cells
    )
