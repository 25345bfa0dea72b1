"""Every named rule of the tables refuses a row that breaks it, in both databases and by its name."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import CheckConstraint, Column, Engine, UniqueConstraint, insert, update
from sqlalchemy.exc import IntegrityError

from survey.tables import metadata
from survey.tables.base import BallotId
from tests.database.rows import BROKEN, GOOD, REPEATED
from tests.databases import postgres_database, sqlite_database

RULES = {
    str(rule.name): rule
    for table in metadata.tables.values()
    for rule in table.constraints
    if isinstance(rule, CheckConstraint | UniqueConstraint)
}
POINTERS = [column for table in metadata.tables.values() for column in table.columns if column.foreign_keys]


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def filled(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """A database with a good row in every table; one for all tests, for every row they try is refused."""
    if request.param == "sqlite":
        template = request.getfixturevalue("sqlite_template")
        place = sqlite_database(template, tmp_path_factory.mktemp("rules") / "hailong.db")
    else:
        place = postgres_database(request.getfixturevalue("postgres_server"))
    with place as engine:
        with engine.begin() as connection:
            for name, rows in GOOD.items():
                connection.execute(insert(metadata.tables[name]), rows)
        yield engine


def put(engine: Engine, table: str, values: dict[str, Any]) -> None:
    with engine.begin() as connection:
        connection.execute(insert(metadata.tables[table]).values(**values))


def broken_rule(error: IntegrityError) -> str:
    """The rule that the database named; of a UNIQUE, SQLite names the columns."""
    said = getattr(getattr(error.orig, "diag", None), "constraint_name", None) or str(error.orig)
    kind, _, rest = said.partition(" constraint failed: ")
    if kind != "UNIQUE":
        return rest or said
    columns = [part.split(".")[1] for part in rest.split(", ")]
    return f"uq_{rest.split('.')[0]}_{'_'.join(columns)}"


def test_every_rule_is_broken_in_a_test_below() -> None:
    assert set(RULES) == set(BROKEN) | set(REPEATED)


def test_every_word_of_a_closed_list_fits_its_column() -> None:
    """SQLite minds no length; PostgreSQL refuses the row, and the rule of the list never gets a say."""
    lists = [
        (rule.table.columns[found[1]], re.findall(r"'([^']*)'", found[2]))
        for rule in RULES.values()
        if isinstance(rule, CheckConstraint)
        and (found := re.fullmatch(r"(\w+) IN \((.*)\)", str(rule.sqltext), re.DOTALL))
    ]

    assert len(lists) > 15
    assert [
        (str(column), word)
        for column, words in lists
        for word in words
        if len(word) > column.type.length  # type: ignore[attr-defined]
    ] == []


@pytest.mark.parametrize("name", BROKEN)
def test_a_row_against_a_check_is_refused_by_its_name(filled: Engine, name: str) -> None:
    table = RULES[name].table.name
    good = _as_new(GOOD[table][0])

    with pytest.raises(IntegrityError) as refused:
        put(filled, table, good | BROKEN[name])
    assert broken_rule(refused.value) == name


@pytest.mark.parametrize("name", REPEATED)
def test_a_second_row_of_the_same_is_refused_by_its_name(filled: Engine, name: str) -> None:
    table = RULES[name].table.name

    with pytest.raises(IntegrityError) as refused:
        put(filled, table, GOOD[table][0] | REPEATED[name])
    assert broken_rule(refused.value) == name


@pytest.mark.parametrize("column", POINTERS, ids=str)
def test_no_row_points_nowhere(filled: Engine, column: Column[Any]) -> None:
    nobody = uuid.UUID(int=99) if isinstance(column.type, BallotId) else 99

    with pytest.raises(IntegrityError, match="(?i)foreign key"), filled.begin() as connection:
        connection.execute(update(column.table).values({column.name: nobody}))


def test_the_good_rows_are_good(filled: Engine) -> None:
    with filled.connect() as connection:
        assert connection.execute(metadata.tables["ballot"].select()).one().answers == "54"


def _as_new(row: dict[str, Any]) -> dict[str, Any]:
    """The row under a key of its own."""
    new = dict(row)
    for key in ("id", "number"):
        if isinstance(new.get(key), int):
            new[key] = 7
    return new | ({"id": uuid.UUID(int=7)} if isinstance(new.get("id"), uuid.UUID) else {})
