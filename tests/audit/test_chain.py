"""Every line of the log that was altered, taken out or put in is found and named."""

from __future__ import annotations

import sqlite3

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, text
from sqlalchemy.exc import DatabaseError
from sqlmodel import Session

from survey.audit.chain import read_chain
from survey.waves.events import append, hash_after, hashed_text
from tests.audit.cast import audit_of, behind, findings
from tests.databases import Cast

COPY = "INSERT INTO event SELECT {id}, happened, actor, action, subject, detail, {previous}, {hash} FROM event WHERE id = 4"


def lines_named(engine: Engine) -> set[int]:
    """The numbers of the lines that the audit names."""
    return {int(each.split("line ")[1].split(":")[0]) for each in findings(engine) if ", line " in each}


def test_a_log_that_nobody_touched_is_whole(at_work: Cast) -> None:
    audit = audit_of(at_work.engine)

    assert (audit.findings, audit.lines, audit.ballots) == ([], 6, 7)


@pytest.mark.parametrize(
    "deed", ["UPDATE event SET actor = 'x' WHERE id = 3", "DELETE FROM event", "TRUNCATE event"]
)
def test_the_database_itself_refuses_to_change_or_delete_a_line(at_work: Cast, deed: str) -> None:
    if deed.startswith("TRUNCATE") and at_work.engine.dialect.name == "sqlite":
        pytest.skip("SQLite has no TRUNCATE")
    with (
        pytest.raises(DatabaseError, match="appended to, never changed"),
        at_work.engine.begin() as connection,
    ):
        connection.execute(text(deed))

    assert findings(at_work.engine) == []


@pytest.mark.parametrize(
    "change",
    [
        "actor = 'Nguyễn Văn Bình'",
        "action = 'collector.revoke'",
        "subject = 'collector 1'",
        "detail = '{}'",
        "happened = '2020-01-01 00:00:00+00:00'",
        "hash = 'x' || substr(hash, 2)",
    ],
)
def test_an_altered_line_is_named(at_work: Cast, change: str) -> None:
    behind(at_work.engine, f"UPDATE event SET {change} WHERE id = 3")

    assert "audit log, line 3: altered: what it says does not give its hash" in findings(at_work.engine)


def test_a_line_taken_out_is_named(at_work: Cast) -> None:
    behind(at_work.engine, "DELETE FROM event WHERE id = 3")

    assert findings(at_work.engine) == [
        "audit log, line 4: line 3 taken out: this line does not follow on line 2"
    ]


def test_the_first_line_taken_out_is_named(at_work: Cast) -> None:
    behind(at_work.engine, "DELETE FROM event WHERE id = 1")

    assert findings(at_work.engine) == [
        "audit log, line 2: line 1 taken out: this line does not follow on the beginning"
    ]


def test_a_line_put_in_is_named_and_its_neighbours_are_not(at_work: Cast) -> None:
    behind(
        at_work.engine,
        "UPDATE event SET id = id + 10 WHERE id > 3",
        COPY.format(id=4, previous="substr(hash, 3) || 'aa'", hash="substr(hash, 3) || 'bb'").replace(
            "= 4", "= 3"
        ),
    )

    assert lines_named(at_work.engine) == {4}
    assert any("put in or moved" in each for each in findings(at_work.engine))


def test_a_line_written_anew_with_a_matching_hash_is_named_by_the_one_after_it(at_work: Cast) -> None:
    with at_work.engine.connect() as connection:
        line = read_chain(connection).lines[2]
    said = hashed_text(
        line.happened, actor="Kẻ khác", action=line.action, subject=line.subject, detail=line.detail
    )

    behind(
        at_work.engine,
        f"UPDATE event SET actor = 'Kẻ khác', hash = '{hash_after(line.previous_hash, said)}' WHERE id = 3",
    )

    assert lines_named(at_work.engine) == {4}
    assert "or line 3 was written anew" in findings(at_work.engine)[0]


def test_a_cut_off_end_is_seen_only_by_who_noted_the_last_hash(at_work: Cast) -> None:
    noted = audit_of(at_work.engine).head
    behind(at_work.engine, "DELETE FROM event WHERE id = 6")

    assert findings(at_work.engine) == []
    assert findings(at_work.engine, head=noted) == [
        f"audit log: the line with the hash {noted} is not there: the end was cut off or written anew"
    ]


def test_a_noted_hash_stays_good_while_the_log_grows(at_work: Cast) -> None:
    noted = audit_of(at_work.engine).head
    with Session(at_work.engine) as session:
        append(session, "An", "wave.open", "wave x", {})
        session.commit()

    assert findings(at_work.engine, head=noted.upper()) == []


@pytest.mark.parametrize(
    ("dialect", "statement", "name"),
    [
        ("sqlite", "DROP TRIGGER event_no_update", "event_no_update"),
        ("postgresql", "ALTER TABLE event DISABLE TRIGGER event_no_delete", "event_no_delete"),
        ("postgresql", "DROP TRIGGER event_no_truncate ON event", "event_no_truncate"),
    ],
)
def test_a_guard_that_is_not_in_force_is_named(
    at_work: Cast, dialect: str, statement: str, name: str
) -> None:
    if at_work.engine.dialect.name != dialect:
        pytest.skip(f"of {dialect}")
    with at_work.engine.begin() as connection:
        connection.execute(text(statement))

    assert findings(at_work.engine) == [
        f"audit log: the trigger {name}, which refuses changes, is not in force as it was made"
    ]


TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\0"))
WORDS = st.one_of(TEXTS, st.binary(), st.integers(-(2**63), 2**63 - 1), st.floats(allow_nan=False))
COLUMNS = st.sampled_from(["happened", "actor", "action", "subject", "detail", "previous_hash"])


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(number=st.integers(1, 6), column=COLUMNS, value=WORDS)
def test_whatever_is_written_into_one_line_is_found(
    sqlite_at_work: Cast, number: int, column: str, value: str | bytes | int | float
) -> None:
    file = sqlite_at_work.engine.url.database
    assert file is not None
    with sqlite3.connect(file) as raw:
        before = raw.execute(f"SELECT {column} FROM event WHERE id = ?", (number,)).fetchone()[0]
        raw.execute("DROP TRIGGER IF EXISTS event_no_update")
        raw.execute(f"UPDATE event SET {column} = ? WHERE id = ?", (value, number))
        raw.commit()
        after = raw.execute(f"SELECT {column} FROM event WHERE id = ?", (number,)).fetchone()[0]

        named = lines_named(sqlite_at_work.engine)

        raw.execute(f"UPDATE event SET {column} = ? WHERE id = ?", (before, number))
    raw.close()

    assert (number in named) == (after != before)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sets(st.integers(1, 5), min_size=1))
def test_whichever_lines_but_the_last_are_taken_out_each_gap_is_named(
    sqlite_at_work: Cast, gone: set[int]
) -> None:
    file = sqlite_at_work.engine.url.database
    assert file is not None
    with sqlite3.connect(file) as raw:
        kept = raw.execute("SELECT * FROM event ORDER BY id").fetchall()
        raw.execute("DROP TRIGGER IF EXISTS event_no_delete")
        raw.executemany("DELETE FROM event WHERE id = ?", [(number,) for number in gone])
        raw.commit()

        named = lines_named(sqlite_at_work.engine)

        raw.executemany("INSERT OR IGNORE INTO event VALUES (?, ?, ?, ?, ?, ?, ?, ?)", kept)
    raw.close()

    assert named == {number for number in range(2, 7) if number - 1 in gone and number not in gone}
