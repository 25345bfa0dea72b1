"""The tables are made by the migrations, are those of the code, and stand on durable ground."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import Engine, inspect, text

from survey.database import (
    DatabaseError,
    durability,
    engine_of,
    newest_revision,
    ready_engine,
    revision,
    session_on,
    upgrade,
)
from survey.migrations import check
from survey.tables import metadata

DURABLE = {
    "sqlite": {"journal_mode": "wal", "synchronous": "FULL", "foreign_keys": "ON", "busy_timeout": "10000"},
    "postgresql": {"synchronous_commit": "on", "fsync": "on", "full_page_writes": "on"},
}

SQLITE_SHAPE = "SELECT name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%' AND name NOT IN ('answer', 'alembic_version')"
POSTGRES_SHAPE = """
    SELECT 'constraint', conrelid::regclass::text, conname, pg_get_constraintdef(oid)
      FROM pg_constraint WHERE connamespace = 'public'::regnamespace
    UNION ALL
    SELECT 'index', tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'
    UNION ALL
    SELECT 'column', attrelid::regclass::text, attname,
           format_type(atttypid, atttypmod) || ' ' || attnotnull::text
      FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid
     WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND attnum > 0
"""


def shape(engine: Engine) -> set[tuple[str, ...]]:
    """Every table, column, constraint and index, with its name and in the database's own words."""
    with engine.connect() as connection:
        if engine.dialect.name == "postgresql":
            rows = {tuple(map(str, row)) for row in connection.execute(text(POSTGRES_SHAPE))}
            return {row for row in rows if "alembic_version" not in row[1]}
        # SQLite keeps the words of CREATE TABLE; the order of its clauses and the blanks mean nothing.
        return {
            (name, *sorted(sql.replace(",", " ").replace('"', "").split()))
            for name, sql in connection.execute(text(SQLITE_SHAPE))
            if sql
        }


def test_the_upgrade_from_nothing_ends_at_the_newest_version(engine: Engine) -> None:
    assert revision(engine) == newest_revision()
    assert set(metadata.tables) <= set(inspect(engine).get_table_names())


def test_alembic_finds_nothing_left_to_migrate(engine: Engine) -> None:
    with engine.connect() as connection:
        check(connection)


def test_the_migrations_make_what_the_code_says_down_to_the_names_of_the_rules(engine: Engine) -> None:
    """Alembic compares no CHECK and no WITHOUT ROWID, so the two ways of making the tables are compared."""
    migrated = shape(engine)
    with engine.begin() as connection:
        connection.execute(text("DROP VIEW answer"))
        metadata.drop_all(connection)
        metadata.create_all(connection)

    assert migrated == shape(engine)


def test_upgrading_twice_changes_nothing(engine: Engine) -> None:
    before = shape(engine)

    upgrade(engine)

    assert shape(engine) == before


def test_every_rule_has_a_name(engine: Engine) -> None:
    with engine.connect() as connection:
        looked_at = inspect(connection)
        for table in metadata.tables:
            rules = looked_at.get_check_constraints(table) + looked_at.get_unique_constraints(table)
            rules += looked_at.get_foreign_keys(table)  # type: ignore[arg-type]

            assert all(rule["name"] for rule in rules), table


def test_every_connection_promises_that_a_commit_is_on_the_disk(engine: Engine) -> None:
    with engine.connect() as first, engine.connect() as second:
        assert durability(first) == durability(second) == DURABLE[engine.dialect.name]


def test_a_failed_migration_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    engine = engine_of(f"sqlite:///{tmp_path}/half.db")

    def fail(connection: object) -> None:
        connection.exec_driver_sql("CREATE TABLE half (id INTEGER)")  # type: ignore[attr-defined]
        raise RuntimeError("power cut")

    monkeypatch.setattr("survey.migrations.run_upgrade", fail)
    with pytest.raises(RuntimeError):
        upgrade(engine)

    assert inspect(engine).get_table_names() == []
    with engine.connect() as connection:
        assert durability(connection)["foreign_keys"] == "ON"
    engine.dispose()


def test_a_missing_database_is_named_and_not_made(tmp_path: Path) -> None:
    file = tmp_path / "none.db"

    with pytest.raises(DatabaseError, match="no tables yet.*hailong db upgrade"):
        ready_engine(f"sqlite:///{file}")
    assert not file.exists()


def test_a_database_of_a_newer_program_is_refused(sqlite_engine: Engine) -> None:
    with sqlite_engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))

    with pytest.raises(DatabaseError, match="newer than this program"):
        ready_engine(sqlite_engine.url.render_as_string())


def test_a_database_of_an_older_program_is_refused(sqlite_engine: Engine) -> None:
    with sqlite_engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '0001'"))

    with pytest.raises(DatabaseError, match="older than this program"):
        ready_engine(sqlite_engine.url.render_as_string())


@pytest.mark.parametrize(
    ("address", "what"),
    [
        ("nonsense", "no address of a database"),
        ("nonsense://x/y", "kind nonsense are not supported"),
        ("mysql://localhost/x", "kind mysql are not supported"),
    ],
)
def test_an_address_that_is_none_is_refused_with_the_cure(address: str, what: str) -> None:
    with pytest.raises(DatabaseError, match=f"{what}.*HAILONG_DATABASE; give sqlite:///FILE"):
        engine_of(address)


def test_a_server_that_does_not_answer_is_named_without_its_password() -> None:
    with pytest.raises(DatabaseError, match="does not answer") as refused:
        ready_engine("postgresql://clerk:secret@127.0.0.1:1/hailong")

    assert "secret" not in str(refused.value)


def test_a_dry_run_is_undone(sqlite_engine: Engine) -> None:
    url = sqlite_engine.url.render_as_string()
    with session_on(url, dry_run=True) as session:
        session.execute(text("INSERT INTO procedure (code, field, name) VALUES ('1', 'x', 'y')"))

    with session_on(url) as session:
        assert session.execute(text("SELECT count(*) FROM procedure")).scalar() == 0
