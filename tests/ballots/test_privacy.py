"""What a stored ballot and the log do not say: where from, when, and who wrote which comment."""

from __future__ import annotations

import datetime as dt
import logging
import re
from pathlib import Path

import pytest
from sqlalchemy import Engine, inspect, text

from survey import create_app
from survey.ballots import reception
from survey.ballots.ballot_sql import Statements
from survey.waves.comment_order import mix_comments
from tests.ballots.cast import Device, ballot, fresh_id, said, stored
from tests.ballots.server import Server
from tests.databases import Cast, settle

COLUMNS = {
    "id", "wave_id", "collector_id", "agency_id", "service_point_id", "procedure_id", "design_cell_id",
    "respondent_type", "day", "language", "seconds", "assisted", "state", "body_hash", "answers", "weight",
}  # fmt: skip
BY_THE_DESK = {"shown", "due", "settled"}
"""What people write beside a comment long after it came."""
COMMENT_COLUMNS = {"id", "wave_id", "agency_id", "item", "day", "body", "status", "theme"} | BY_THE_DESK
TRACES = {
    "X-Forwarded-For": "203.0.113.77",
    "User-Agent": "Mozilla/5.0 (Linux; Android 9; SM-A105F)",
    "Referer": "https://dichvucong.example/ho-so/000.00.1234",
    "Cookie": "visitor=98765",
}
WITH_SECONDS = re.compile(r"\d\d:\d\d")


def everything(engine: Engine) -> dict[str, list[str]]:
    """The whole database as text, table by table."""
    with engine.connect() as connection:
        return {
            table: [repr(tuple(row)) for row in connection.execute(text(f'SELECT * FROM "{table}"'))]
            for table in inspect(engine).get_table_names()
        }


def test_a_stored_ballot_holds_no_address_no_device_and_no_time_of_day(
    device: Device, province: Cast
) -> None:
    before = everything(province.engine)
    device.client.put(
        f"/api/v1/ballots/{fresh_id()}",
        json=ballot(comments={"words": "tốt"}),
        headers=TRACES,
        environ_base={"REMOTE_ADDR": "203.0.113.99"},
    )
    after = everything(province.engine)

    columns = inspect(province.engine).get_columns("ballot")
    assert {column["name"] for column in columns} == COLUMNS
    assert not [column for column in columns if re.search("TIME", str(column["type"]))]
    assert {table for table in after if after[table] != before[table]} == {"ballot", "comment"}
    written = after["ballot"] + after["comment"]
    assert len(written) == 2
    for trace in ("203.0.113", "Mozilla", "dichvucong", "98765"):
        assert trace not in " ".join(written)
    assert not any(WITH_SECONDS.search(row) for row in written)


def test_ids_of_a_morning_and_an_evening_look_alike() -> None:
    day = dt.date(2026, 11, 22)
    ids = [fresh_id(day) for _ in range(200)]

    assert {each[:8] for each in ids} == {"0000512b"}
    assert {each[14] for each in ids} == {"8"}
    assert len({each[9:13] for each in ids}) > 150


def test_a_comment_knows_nothing_of_its_ballot(device: Device, province: Cast) -> None:
    ballot_id = fresh_id()
    device.put(ballot(comments={"words": "tốt"}), ballot_id)

    assert {column["name"] for column in inspect(province.engine).get_columns("comment")} == COMMENT_COLUMNS
    with province.engine.connect() as connection:
        comment = repr(connection.execute(text("SELECT * FROM comment")).one())
        key = repr(connection.execute(text("SELECT body_hash FROM ballot")).scalar_one())
    assert ballot_id not in comment
    assert key not in comment


def test_comments_of_a_file_lie_in_the_order_of_their_random_ids(sqlite_province: Cast) -> None:
    """In SQLite a hidden row number would tell the order of arrival."""
    device = Device(create_app(sqlite_province.engine).test_client())
    for number in range(40):
        device.put(ballot(comments={"words": f"{number}"}))

    with sqlite_province.engine.connect() as connection:
        rows = connection.execute(text("SELECT id, body FROM comment")).all()
    assert [row[0] for row in rows] == sorted(row[0] for row in rows)
    assert [row[1] for row in rows] != [str(number) for number in range(40)]


LINKED = "SELECT count(*) FROM ballot JOIN comment ON ballot.xmin::text = comment.xmin::text"


def test_comments_that_were_mixed_share_no_mark_of_postgresql_with_their_ballots(
    postgres_engine: Engine, tmp_path: Path
) -> None:
    cast = settle(postgres_engine, tmp_path)
    device = Device(create_app(postgres_engine).test_client())
    for number in range(20):
        device.put(ballot(comments={"words": f"góp ý {number}"}))
    before = everything(postgres_engine)["comment"]

    with postgres_engine.begin() as connection:
        linked = connection.execute(text(LINKED)).scalar()
        mixed = mix_comments(connection, cast.waves["two-2026"])
    with postgres_engine.connect() as connection:
        linked_after = connection.execute(text(LINKED)).scalar()
        bodies = list(connection.execute(text("SELECT body FROM comment")).scalars())

    assert (linked, mixed, linked_after) == (20, 20, 0)
    assert sorted(bodies) == sorted(f"góp ý {number}" for number in range(20))
    assert bodies != [f"góp ý {number}" for number in range(20)]
    assert not set(before) & set(everything(postgres_engine)["comment"])


def test_no_line_of_the_log_names_a_ballot_a_door_or_an_address(province: Cast, tmp_path: Path) -> None:
    sent = [fresh_id() for _ in range(4)]
    with Server(tmp_path / "log", province.url) as server:
        with server.wait().connect() as line:
            statuses = [
                line.put(sent[0], ballot()),
                line.put(sent[1], ballot("nobody")),
                line.put(sent[2], ballot(answers={"A1": "9"})),
                line.ask("GET", "/s/two-phone")[0],
            ]
        with province.engine.begin() as connection:
            connection.execute(text("ALTER TABLE ballot RENAME TO elsewhere"))
        with server.connect() as line:
            statuses.append(line.put(sent[3], ballot()))
        server.stop()

    told = (tmp_path / "log").read_text(encoding="utf-8")
    assert statuses == [201, 404, 422, 200, 503]
    assert "a ballot was not stored" in told
    assert not [each for each in sent if each in told]
    assert "two-phone" not in told and "nobody" not in told
    assert [line for line in told.splitlines() if "127.0.0.1" in line] == [
        f"hailong: serving http://127.0.0.1:{server.port}/; stop with Ctrl+C"
    ]


def test_an_error_nobody_foresaw_is_logged_by_its_rule_and_not_by_its_address(
    province: Cast, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("out of order")

    monkeypatch.setattr(reception, "check", fail)
    ballot_id = fresh_id()
    reply = Device(create_app(province.engine).test_client()).put(ballot(), ballot_id)

    assert said(reply) == (500, "error")
    assert [record.getMessage() for record in caplog.records] == [
        "error at /api/v1/ballots/<ballot_id> [PUT]"
    ]
    assert ballot_id not in caplog.text and "two-phone" not in caplog.text
    assert stored(province.engine) == 0


def test_a_failure_of_the_database_is_logged_without_the_row(
    province: Cast, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(Statements, "_insert_ballot", "INSERT INTO nowhere VALUES (1)")
    ballot_id = fresh_id()
    caplog.set_level(logging.DEBUG)

    reply = Device(create_app(province.engine).test_client()).put(ballot(), ballot_id)

    assert said(reply) == (503, "not_stored")
    assert "a ballot was not stored" in caplog.text
    assert ballot_id not in caplog.text and ballot_id.replace("-", "") not in caplog.text
