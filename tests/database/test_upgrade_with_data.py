"""A database of the edition before, full of data, becomes one of this version, and every row is as it was."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from sqlalchemy import (
    Connection,
    Engine,
    MetaData,
    TableClause,
    column,
    insert,
    inspect,
    select,
    table,
    text,
)
from sqlalchemy.exc import IntegrityError

from survey.database import DatabaseError, engine_of, newest_revision, ready_engine, revision, upgrade
from survey.migrations import check, config_for
from survey.tables import metadata
from tests.database.rows import DAY, GOOD
from tests.databases import administer

BEFORE = "0005"
CHANGED = {"frame", "sample_case"}
"""Tables that the migrations since change; the others are either the same or new."""
WIDER: dict[str, dict[str, Any]] = {
    "account": {"totp_step": None},
    "comment": {"shown": None, "due": None, "settled": None},
    "exclusion": {"collector_id": 1, "ended_by": None, "ended_because": None},
    "job": {"wave": None, "ordered_by": ""},
    "wave": dict.fromkeys(("changed_by", "rehearsed_since", "review_until", "results_approved_by")),
}
"""Tables that only got a column more, and what stands in it."""
CASES = (
    # id, number, outcome, visits, in whose place: the first one points to one that stands after it.
    (1, 1, "absent", 3, 5),
    (2, 2, "open", 0, None),
    (3, 3, "completed", 1, None),
    (4, 4, "refused", 2, 1),
    (5, 5, "moved", 1, None),
    (6, 6, "not_eligible", 1, None),
    (7, 7, "absent", 1, None),
)


@pytest.fixture(params=["sqlite", "postgres"])
def nothing(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """A database without any tables."""
    if request.param == "sqlite":
        engine = engine_of(f"sqlite:///{tmp_path}/old.db")
        yield engine
        engine.dispose()
        return
    server, name = request.getfixturevalue("postgres_server"), f"old_{uuid.uuid4().hex}"
    administer(server, f"CREATE DATABASE {name}")
    engine = engine_of(server.format(name))
    yield engine
    engine.dispose()
    administer(server, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def old(nothing: Engine) -> Engine:
    """The tables of the edition before with a row in each, and cases of every outcome that it knew."""

    def only_so_far(connection: Connection) -> None:
        command.upgrade(config_for(connection), BEFORE)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("survey.migrations.run_upgrade", only_so_far)
        upgrade(nothing)
    there = set(inspect(nothing).get_table_names())
    with nothing.begin() as connection:
        for name, rows in GOOD.items():
            if name in there - CHANGED:
                connection.execute(insert(_as_it_was(connection, name)), rows)
        connection.execute(insert(metadata.tables["deleted_ballot"]), [{"id": uuid.UUID(int=7)}])
        _fill_changed(connection)
    return nothing


def _as_it_was(connection: Connection, name: str) -> TableClause:
    """A table of today without the columns that came since, and their defaults."""
    there = {each["name"] for each in inspect(connection).get_columns(name)}
    return table(
        name, *(column(each.name, each.type) for each in metadata.tables[name].c if each.name in there)
    )


def _fill_changed(connection: Connection) -> None:
    connection.execute(
        text(
            "INSERT INTO frame (id, wave_id, kind, source, seed, delete_after) "
            "VALUES (1, 1, 'household', 'Bảng kê hộ', 7, :day)"
        ),
        {"day": DAY.isoformat() if connection.dialect.name == "sqlite" else DAY},
    )
    for place in (None, "replaces_id"):
        for number, position, outcome, visits, replaces in CASES:
            if place is None:
                connection.execute(
                    text(
                        "INSERT INTO sample_case (id, frame_id, number, description, role, outcome, visits, "
                        "recheck) VALUES (:id, 1, :number, :words, 'drawn', :outcome, :visits, :recheck)"
                    ),
                    {
                        "id": number,
                        "number": position,
                        "words": f"Hộ {number}, xóm Đông",
                        "outcome": outcome,
                        "visits": visits,
                        "recheck": number == 2,
                    },
                )
            elif replaces:
                connection.execute(
                    text("UPDATE sample_case SET replaces_id = :other WHERE id = :id"),
                    {"id": number, "other": replaces},
                )


def everything(engine: Engine) -> dict[str, list[dict[str, Any]]]:
    """Every row of every table, as the database itself shows it."""
    found = MetaData()
    found.reflect(engine)
    with engine.connect() as connection:
        return {
            each.name: sorted((dict(row) for row in connection.execute(select(each)).mappings()), key=repr)
            for each in found.sorted_tables
            if each.name != "alembic_version"
        }


def test_an_older_database_is_refused_until_it_is_upgraded(old: Engine) -> None:
    url = old.url.render_as_string(hide_password=False)

    assert revision(old) == BEFORE
    with pytest.raises(DatabaseError, match="older than this program.*hailong db upgrade"):
        ready_engine(url)

    upgrade(old)
    ready_engine(url).dispose()
    assert revision(old) == newest_revision()


def test_every_row_is_as_it_was_and_the_new_tables_are_empty(old: Engine) -> None:
    before = everything(old)
    before.pop("used_code")  # Nothing ever wrote it; one_time_code took its place.

    upgrade(old)

    after = everything(old)
    assert len(before) > 20 and all(before.values())
    assert {name: rows for name, rows in after.items() if name in before.keys() - CHANGED} == {
        name: [row | WIDER.get(name, {}) for row in rows]
        for name, rows in before.items()
        if name not in CHANGED
    }
    assert after["frame"] == [row | {"area": ""} for row in before["frame"]]
    words = {"absent": "not_at_home"}
    assert sorted(after["sample_case"], key=lambda row: int(row["id"])) == sorted(
        (
            row
            | {"outcome": words.get(row["outcome"], row["outcome"])}
            | {"contacts": "[]", "recheck_finding": None}
            for row in before["sample_case"]
        ),
        key=lambda row: int(row["id"]),
    )
    assert {name for name, rows in after.items() if not rows} == after.keys() - before.keys()


def test_the_upgraded_tables_are_those_of_the_code_and_their_rules_hold(old: Engine) -> None:
    upgrade(old)

    with old.connect() as connection:
        check(connection)
    for broken in (
        "UPDATE sample_case SET outcome = 'absent' WHERE id = 2",
        "UPDATE sample_case SET replaces_id = 99 WHERE id = 2",
        "UPDATE sample_case SET number = 1 WHERE id = 2",
        "DELETE FROM frame WHERE id = 1",
    ):
        with pytest.raises(IntegrityError), old.begin() as connection:
            connection.execute(text(broken))


def test_an_upgrade_that_fails_on_the_way_leaves_the_old_database_whole(
    old: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = everything(old)

    def cut(connection: Connection) -> None:
        command.upgrade(config_for(connection), "head")
        raise RuntimeError("power cut")

    monkeypatch.setattr("survey.migrations.run_upgrade", cut)
    with pytest.raises(RuntimeError):
        upgrade(old)

    assert revision(old) == BEFORE
    assert everything(old) == before
