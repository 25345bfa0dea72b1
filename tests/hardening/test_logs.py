"""The log: lines of JSON with the number of the request, and nothing of what a citizen said or who they are."""

from __future__ import annotations

import json
import logging
from io import StringIO

import pytest
from flask import Flask

from survey import create_app, logs
from survey.ballots import reception
from survey.citizen import views
from survey.logs import JsonLines
from survey.serving import _logging
from tests.ballots.cast import Device, ballot, fresh_id
from tests.ballots.test_durability import commits_fail
from tests.databases import Cast

SECRETS = ("two-phone", "góp ý kín", "203.0.113.77", "SM-A105F")
TRACES = {"X-Forwarded-For": "203.0.113.77", "User-Agent": "Mozilla/5.0 (Linux; Android 9; SM-A105F)"}


@pytest.fixture
def written() -> StringIO:
    """What `hailong serve` writes to standard error."""
    return StringIO()


@pytest.fixture
def logging_on(written: StringIO) -> logging.Handler:
    handler = logging.StreamHandler(written)
    handler.setFormatter(JsonLines())
    root = logging.getLogger()
    root.addHandler(handler)
    yield handler
    root.removeHandler(handler)


def lines(written: StringIO) -> list[dict[str, object]]:
    return [json.loads(line) for line in written.getvalue().splitlines()]


@pytest.mark.usefixtures("logging_on")
def test_an_error_is_a_line_with_its_request_and_where_it_happened_but_not_what_it_says(
    sqlite_province: Cast, written: StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ValueError("invalid literal for int(): 'góp ý kín' of two-phone")

    monkeypatch.setattr(reception, "check", fail)
    ballot_id = fresh_id()
    device = Device(create_app(sqlite_province.engine).test_client())
    reply = device.client.put(
        f"/api/v1/ballots/{ballot_id}", json=ballot(comments={"words": "góp ý kín"}), headers=TRACES
    )

    (line,) = lines(written)
    assert reply.status_code == 500
    assert line["request"] == reply.headers["X-Request-Id"]
    assert (line["level"], line["method"], line["rule"]) == ("error", "PUT", "/api/v1/ballots/<ballot_id>")
    assert line["error"] == "ValueError"
    assert str(line["at"][-1]).endswith(" fail")
    assert not [secret for secret in (*SECRETS, ballot_id) if secret in written.getvalue()]


@pytest.mark.usefixtures("logging_on")
def test_a_ballot_that_was_not_stored_is_a_line_with_its_request(province: Cast, written: StringIO) -> None:
    device, ballot_id = Device(create_app(province.engine).test_client()), fresh_id()

    with commits_fail(province.engine):
        reply = device.put(ballot(comments={"words": "góp ý kín"}), ballot_id)

    (line,) = lines(written)
    assert line["request"] == reply.headers["X-Request-Id"]
    assert str(line["message"]).startswith("a ballot was not stored: ")
    assert not [secret for secret in (*SECRETS, ballot_id) if secret in written.getvalue()]


@pytest.mark.usefixtures("logging_on")
def test_what_goes_well_leaves_no_line(app: Flask, written: StringIO) -> None:
    client = app.test_client()
    client.get("/s/two-phone", headers=TRACES)
    client.put(f"/api/v1/ballots/{fresh_id()}", json=ballot())
    client.get("/s/nobody")
    client.put("/api/v1/ballots/x", json=ballot())

    assert written.getvalue() == ""


@pytest.mark.usefixtures("logging_on")
def test_what_is_slow_leaves_a_line(app: Flask, written: StringIO, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(logs, "SLOW_SECONDS", -1.0)

    app.test_client().get("/s/two-phone")

    (line,) = lines(written)
    assert str(line["message"]).startswith("slow: ")
    assert (line["rule"], line["status"]) == ("/s/<token>", 200)
    assert "two-phone" not in written.getvalue()


@pytest.mark.usefixtures("logging_on")
def test_a_page_that_fails_to_be_drawn_names_no_door(
    app: Flask, written: StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise KeyError("two-phone")

    monkeypatch.setattr(views, "fresh_form", fail)

    reply = app.test_client().get("/s/two-phone")

    assert reply.status_code == 500
    assert "Traceback" not in reply.text and "KeyError" not in reply.text
    assert "two-phone" not in written.getvalue()


def test_the_server_writes_every_line_like_this() -> None:
    told = _logging()

    assert told["formatters"]["line"]["()"] == "survey.logs.JsonLines"
    assert {handler["formatter"] for handler in told["handlers"].values()} == {"line"}
    assert told["root"]["handlers"] == ["stderr"]
