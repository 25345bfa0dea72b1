"""A province with a row in every table, and what is compared after a backup was put back."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Engine, MetaData, insert, select, update

from survey.backup.making import LEFT_OUT
from survey.connections import engine_of
from survey.tables import metadata
from tests.database.rows import GOOD
from tests.databases import administer

PASSPHRASE = "năm từ rút thăm ngẫu nhiên"
MORE: dict[str, list[dict[str, Any]]] = {
    "deleted_ballot": [{"id": uuid.UUID(int=number)} for number in (2**127, 7, 2**64)],
}


def fill(engine: Engine) -> None:
    """A row or more in every table, with values that are hard to carry."""
    with engine.begin() as connection:
        for name, rows in (GOOD | MORE).items():
            connection.execute(insert(metadata.tables[name]), rows)
        later = {"id": 9, "number": 9, "replaces_id": None, "description": "Hộ 9\t\"\\\n, 'ăn'"}
        case = metadata.tables["sample_case"]
        connection.execute(insert(case), {**GOOD["sample_case"][0], **later})
        # The first case points to one that stands after it.
        connection.execute(update(case).where(case.c.id != 9).values(replaces_id=9))
        connection.execute(update(metadata.tables["job"]).values(progress=0.1 + 0.2))


def everything(engine: Engine, *but: str) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table in the words of Python, the same for both databases."""
    with engine.connect() as connection:
        return {
            name: sorted((tuple(row) for row in connection.execute(select(table))), key=repr)
            for name, table in metadata.tables.items()
            if name not in {*but, *LEFT_OUT}
        }


def as_found(engine: Engine) -> set[str]:
    """The names of the tables that are there at all."""
    found = MetaData()
    found.reflect(engine)
    return set(found.tables)


@contextmanager
def bare_postgres(server: str) -> Iterator[Engine]:
    """A database of PostgreSQL without any table."""
    name = f"bare_{uuid.uuid4().hex}"
    administer(server, f"CREATE DATABASE {name}")
    engine = engine_of(server.format(name))
    yield engine
    engine.dispose()
    administer(server, f"DROP DATABASE {name} WITH (FORCE)")
