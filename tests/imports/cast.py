"""Files of answers for these tests, and everything that a database holds, to be compared."""

from __future__ import annotations

import csv
import random
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, select
from sqlmodel import Session

from survey.importing.from_command import Brought, Given, bring
from survey.tables import metadata
from tests.databases import Cast

HERE = Path(__file__).parent
OWN = ("event", "data_import")
"""What an import leaves behind when it is undone: the audit log, and its own row."""


def everything(engine: Engine) -> dict[str, list[str]]:
    """Every row of every table but those."""
    with engine.connect() as connection:
        return {
            table.name: sorted(repr(tuple(row)) for row in connection.execute(select(table)))
            for table in metadata.sorted_tables
            if table.name not in OWN
        }


def rows_in(engine: Engine, name: str) -> list[Any]:
    """The rows of a table."""
    with engine.connect() as connection:
        return list(connection.execute(select(metadata.tables[name])).mappings())


def brought(cast: Cast, file: Path, *, wave: str = "two-2026", **given: Any) -> Brought:
    """Import a file as the command does, all of it or nothing."""
    with Session(cast.engine) as session:
        found = bring(session, wave, Given(file, **given), by="test")
        session.commit()
    return found


def written(path: Path, header: Sequence[str], rows: Iterable[Sequence[str]]) -> Path:
    """A CSV file."""
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, *rows])
    return path


def many(cast: Cast, path: Path, n: int, *, bad: int = 0, words: int = 10) -> Path:
    """A plain CSV of two items; row `bad` of the spreadsheet has an answer that is none."""
    chance = random.Random(7)
    units = ("xa-an-hoa", "xa-binh-minh", "so-y-te")
    day = cast.today.isoformat()

    def row(number: int) -> list[str]:
        said = f"góp ý {number}" if words and number % words == 0 else ""
        answers = [chance.choice("54321.?"), chance.choice("54321.")]
        if number == bad:
            answers[1] = "7"
        return [f"R{number}", chance.choice(units), day, *answers, said]

    header = ("respondent", "unit", "day", "A1", "A2", "words")
    return written(path, header, (row(number) for number in range(2, n + 2)))
