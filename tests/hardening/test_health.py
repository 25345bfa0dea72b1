"""`/healthz`, `/readyz`, `/status`: what a watcher is told, and what it is not."""

from __future__ import annotations

import shutil
from collections import namedtuple

import pytest
from sqlalchemy import event

from survey import create_app, health
from survey.database import engine_of, newest_revision
from tests.ballots.cast import change
from tests.databases import Cast

Usage = namedtuple("Usage", "total used free")


@pytest.fixture(autouse=True)
def nothing_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every question is asked anew."""
    monkeypatch.setattr(health, "REMEMBERED", 0.0)


def test_a_sound_server_is_ready_and_says_how_it_stands(province: Cast) -> None:
    client = create_app(province.engine).test_client()

    ready, status = client.get("/readyz"), client.get("/status")

    assert (ready.status_code, ready.json) == (
        200,
        {"ready": True, "checks": {"database": "ok", "tables": "ok", "disk": "ok"}},
    )
    assert status.status_code == 200
    assert status.json["tables"] == newest_revision()
    assert status.json["jobs"] == {"waiting": 0, "running": 0, "failed": 0}
    assert status.json["link_check"] == {
        "alarm": False, "stopped": False, "doors": 0, "failing": 0, "last": None,
    }  # fmt: skip
    assert {"version", "tables", "jobs", "link_check"} == set(status.json)


def test_a_database_of_another_version_is_not_ready(province: Cast) -> None:
    change(province.engine, "UPDATE alembic_version SET version_num = '0003'")

    reply = create_app(province.engine).test_client().get("/readyz")

    assert reply.status_code == 503
    assert reply.json["checks"]["tables"] == "of another version; run: hailong db upgrade"


@pytest.mark.parametrize("url", ["sqlite:////nowhere/at/all.db", "postgresql://nobody@127.0.0.1:1/none"])
def test_a_database_that_does_not_answer_is_said_and_the_process_is_alive(url: str) -> None:
    client = create_app(engine_of(url)).test_client()

    assert client.get("/healthz").status_code == 200
    assert client.get("/readyz").status_code == 503
    assert client.get("/status").json["database"] == "does not answer, or has no tables"


def test_a_disk_that_is_nearly_full_is_not_ready(
    sqlite_province: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(10**12, 10**12, 100 * 1024**2))

    reply = create_app(sqlite_province.engine).test_client().get("/readyz")

    assert (reply.status_code, reply.json["checks"]["disk"]) == (503, "less than 200 MB free")


def test_failed_jobs_are_counted(province: Cast) -> None:
    change(
        province.engine,
        "INSERT INTO job (kind, arguments, state, progress, attempts, created) "
        "VALUES ('tally', '{}', 'failed', 0, 1, '2026-11-22 08:00:00')",
    )

    assert create_app(province.engine).test_client().get("/status").json["jobs"]["failed"] == 1


def test_however_often_somebody_asks_the_database_is_asked_once_a_second(
    sqlite_province: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(health, "REMEMBERED", 1.0)
    asked: list[str] = []
    event.listen(sqlite_province.engine, "before_cursor_execute", lambda *told: asked.append(told[2]))
    client = create_app(sqlite_province.engine).test_client()
    health._memory.clear()

    for _ in range(50):
        client.get("/readyz")

    assert len(asked) == 1


def test_the_version_of_the_tables_is_the_one_that_the_migrations_say() -> None:
    assert health.newest_tables() == newest_revision()
