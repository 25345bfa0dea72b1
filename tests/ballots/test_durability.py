"""What is acknowledged is on the disk: settings of the writing connection, and commits that fail."""

from __future__ import annotations

import sqlite3
import threading
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, event, text

from survey import create_app
from survey.ballots.ballot_sql import Execute, Statements
from survey.database import engine_of
from tests.ballots.cast import Device, ballot, change, fresh_id, said, stored
from tests.databases import Cast, settle

SETTINGS = {
    "sqlite": {"PRAGMA synchronous": "2", "PRAGMA journal_mode": "wal", "PRAGMA foreign_keys": "1"},
    "postgresql": {
        "SHOW synchronous_commit": "on",
        "SHOW fsync": "on",
        "SHOW full_page_writes": "on",
        "SHOW data_directory": None,
    },
}
NEVER_COMMITS = """\
CREATE FUNCTION refuse() RETURNS trigger AS $$ BEGIN RAISE EXCEPTION 'the disk is full'; END $$
LANGUAGE plpgsql;
CREATE CONSTRAINT TRIGGER refuse AFTER INSERT ON ballot DEFERRABLE INITIALLY DEFERRED
FOR EACH ROW EXECUTE FUNCTION refuse();
"""


def device_on(engine: Engine) -> Device:
    return Device(create_app(engine).test_client())


def test_the_very_connection_that_writes_waits_for_the_disk(
    device: Device, province: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    found: list[dict[str, str]] = []
    write = Statements.write

    def asked_first(self: Statements, execute: Execute, row: Any) -> Any:
        settings = SETTINGS[province.engine.dialect.name]
        found.append({name: str(execute(name, {}).fetchone()[0]) for name in settings})
        return write(self, execute, row)

    monkeypatch.setattr(Statements, "write", asked_first)
    with ThreadPoolExecutor(8) as pool:
        replies = list(pool.map(lambda n: said(device.put(ballot(comments=words(n)))), range(64)))

    wanted = {name: value for name, value in SETTINGS[province.engine.dialect.name].items() if value}
    assert set(replies) == {(201, "recorded")}
    assert len(found) == 64
    assert all(settings | wanted == settings for settings in found)


def words(number: int) -> dict[str, str]:
    return {"words": "có"} if number % 2 else {}


@contextmanager
def commits_fail(engine: Engine) -> Iterator[None]:
    """Let every commit fail at its very last step, after the rows were written without complaint."""
    if engine.dialect.name == "postgresql":
        change(engine, NEVER_COMMITS)
        yield
        change(engine, "DROP TRIGGER refuse ON ballot")
        return

    def deny(raw: sqlite3.Connection, *_: object) -> None:
        raw.set_authorizer(
            lambda action, name, *_rest: (
                sqlite3.SQLITE_DENY
                if (action, name) == (sqlite3.SQLITE_TRANSACTION, "COMMIT")
                else sqlite3.SQLITE_OK
            )
        )

    engine.dispose()
    event.listen(engine, "connect", deny)
    yield
    event.remove(engine, "connect", deny)
    engine.dispose()


@pytest.mark.parametrize("comments", [{}, {"words": "tốt"}], ids=["alone", "with a comment"])
def test_a_failing_commit_answers_503_and_the_ballot_can_be_sent_again(
    device: Device, province: Cast, comments: dict[str, str], caplog: pytest.LogCaptureFixture
) -> None:
    ballots = {fresh_id(): ballot(comments=comments) for _ in range(8)}

    with commits_fail(province.engine), ThreadPoolExecutor(8) as pool:
        replies = list(pool.map(lambda each: device.put(ballots[each], each), ballots))

    assert {said(reply) for reply in replies} == {(503, "not_stored")}
    assert {reply.headers["Retry-After"] for reply in replies} == {"5"}
    assert stored(province.engine) == stored(province.engine, "comment") == 0
    assert all(record.message.startswith("a ballot was not stored: ") for record in caplog.records)
    assert {said(device.put(each, ballot_id)) for ballot_id, each in ballots.items()} == {(201, "recorded")}


def test_a_full_disk_answers_503(sqlite_province: Cast, caplog: pytest.LogCaptureFixture) -> None:
    engine = sqlite_province.engine
    with engine.connect() as connection:
        full = connection.exec_driver_sql("PRAGMA page_count").scalar_one() + 20
    engine.dispose()

    def limit(raw: sqlite3.Connection, *_: object) -> None:
        pages = raw.execute("PRAGMA page_count").fetchone()[0]
        raw.execute(f"PRAGMA max_page_count={max(pages, full)}")

    event.listen(engine, "connect", limit)
    device = device_on(engine)
    replies = Counter()
    sent = {fresh_id(): ballot(comments={"words": "chữ " * 400}) for _ in range(60)}
    for ballot_id, each in sent.items():
        replies[device.put(each, ballot_id).status_code] += 1
    event.remove(engine, "connect", limit)
    engine.dispose()

    assert set(replies) == {201, 503}
    assert {record.message for record in caplog.records} == {
        "a ballot was not stored: OperationalError SQLITE_FULL"
    }
    assert stored(engine) == stored(engine, "comment") == replies[201]
    assert {device.put(each, ballot_id).status_code for ballot_id, each in sent.items()} <= {200, 201}
    assert stored(engine) == stored(engine, "comment") == 60


def test_a_file_that_may_only_be_read_answers_503(sqlite_province: Cast) -> None:
    engine = sqlite_province.engine
    engine.dispose()
    event.listen(engine, "connect", lambda raw, _record: raw.execute("PRAGMA query_only=ON"))

    assert said(device_on(engine).put(ballot())) == (503, "not_stored")
    assert stored(engine) == 0


def test_a_file_that_somebody_else_holds_answers_503_and_goes_on_afterwards(sqlite_province: Cast) -> None:
    engine = sqlite_province.engine
    engine.dispose()
    event.listen(engine, "connect", lambda raw, _record: raw.execute("PRAGMA busy_timeout=50"))
    device = device_on(engine)

    with engine.connect() as other:
        other.exec_driver_sql("BEGIN IMMEDIATE")
        held = said(device.put(ballot()))

    assert held == (503, "not_stored")
    assert said(device.put(ballot())) == (201, "recorded")


def test_a_database_that_is_not_there_answers_503_and_not_404(tmp_path: Path) -> None:
    for url in (f"sqlite:///{tmp_path}/missing/x.db", "postgresql://nobody@127.0.0.1:1/none"):
        engine = engine_of(url)

        assert said(device_on(engine).put(ballot())) == (503, "not_stored")
        engine.dispose()


def test_a_postgresql_that_was_restarted_is_written_to_as_if_nothing_had_been(
    postgres_engine: Engine, tmp_path: Path
) -> None:
    device = device_on(settle(postgres_engine, tmp_path).engine)
    device.put(ballot())
    end_sessions(postgres_engine)

    assert said(device.put(ballot())) == (201, "recorded")
    assert said(device.put(ballot(comments={"words": "tốt"}))) == (201, "recorded")
    assert stored(postgres_engine) == 3


def test_sessions_of_postgresql_killed_all_the_time_lose_and_double_nothing(
    postgres_engine: Engine, tmp_path: Path
) -> None:
    app = create_app(settle(postgres_engine, tmp_path).engine)
    sent = {fresh_id(): ballot(comments=words(number)) for number in range(300)}
    done = threading.Event()

    def killing() -> None:
        killer = engine_of(postgres_engine.url.render_as_string(hide_password=False))
        while not done.is_set():
            end_sessions(killer)
            time.sleep(0.01)
        killer.dispose()

    def send(ballot_id: str) -> int:
        return Device(app.test_client()).put(sent[ballot_id], ballot_id).status_code

    thread = threading.Thread(target=killing)
    thread.start()
    with ThreadPoolExecutor(8) as pool:
        statuses = list(pool.map(send, sent))
    done.set()
    thread.join()
    again = [send(ballot_id) for ballot_id in sent]

    assert set(statuses) <= {200, 201, 503}
    assert all(second == 200 for first, second in zip(statuses, again, strict=True) if first != 503)
    assert stored(postgres_engine) == 300
    assert stored(postgres_engine, "comment") == 150


def end_sessions(engine: Engine) -> None:
    """End every other session on this database, as a restart of the server does."""
    with engine.begin() as connection:
        connection.execute(
            text(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
        )
