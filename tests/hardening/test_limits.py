"""Limits by door, tablet, phone and address; and marks, which refuse nobody."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import text

from survey import create_app
from survey.limits import limits
from survey.limits.limits import Limits, is_too_fast
from survey.limits.rates import Rate
from tests.ballots.cast import Device, ballot, fresh_id, said, stored
from tests.databases import Cast
from tests.devices.cast import paired

FAR = {"REMOTE_ADDR": "203.0.113.9"}


def states(cast: Cast) -> list[str]:
    with cast.engine.connect() as connection:
        return sorted(connection.execute(text("SELECT state FROM ballot")).scalars())


def ledger(cast: Cast) -> list[tuple[Any, ...]]:
    with cast.engine.connect() as connection:
        asked = text("SELECT rule, proposed_by, confirmed_by, status FROM exclusion")
        return sorted(tuple(row) for row in connection.execute(asked))


def few(monkeypatch: pytest.MonkeyPatch, name: str, burst: int, every: float = 60) -> None:
    """Make one limit so narrow that a test reaches it."""
    monkeypatch.setattr(limits, name, Rate(burst, every))


def test_a_door_that_gets_too_much_asks_to_wait_and_nothing_is_lost(
    monkeypatch: pytest.MonkeyPatch, limits_on: None, province: Cast
) -> None:
    few(monkeypatch, "DOOR", 3)
    device = Device(create_app(province.engine).test_client())

    replies = [device.put(ballot()) for _ in range(5)]

    assert [said(reply) for reply in replies] == [(201, "recorded")] * 3 + [(429, "too_often")] * 2
    assert {reply.headers["Retry-After"] for reply in replies[3:]} <= {"59", "60"}
    assert replies[3].headers["Cache-Control"] == "no-store"
    assert stored(province.engine) == 3
    assert said(device.put(ballot("two-kiosk"))) == (201, "recorded")


def test_an_unknown_door_is_slowed_down_like_a_known_one(
    monkeypatch: pytest.MonkeyPatch, limits_on: None, sqlite_province: Cast
) -> None:
    few(monkeypatch, "DOOR", 2)
    device = Device(create_app(sqlite_province.engine).test_client())

    known = [said(device.put(ballot())) for _ in range(3)]
    unknown = [said(device.put(ballot("nobody"))) for _ in range(3)]

    assert known == [(201, "recorded")] * 2 + [(429, "too_often")]
    assert unknown == [(404, "unknown_door")] * 2 + [(429, "too_often")]


def test_a_tablet_back_after_days_gets_all_it_has_through(app: Flask, sqlite_province: Cast) -> None:
    tablet, _ = paired(app, sqlite_province)
    sent = {fresh_id(): ballot(tablet.token) for _ in range(300)}

    statuses = {tablet.put(ballot_id, body).status_code for ballot_id, body in sent.items()}

    assert statuses == {201}
    assert set(states(sqlite_province)) == {"c"}


def test_an_address_is_stopped_last_and_a_proxy_on_this_machine_never(
    monkeypatch: pytest.MonkeyPatch, limits_on: None, sqlite_province: Cast
) -> None:
    few(monkeypatch, "ADDRESS", 4)
    client = create_app(sqlite_province.engine).test_client()

    far = [client.get("/s/two-phone", environ_base=FAR).status_code for _ in range(6)]
    other = client.get("/s/two-phone", environ_base={"REMOTE_ADDR": "203.0.113.10"}).status_code
    here = {client.get("/s/two-phone").status_code for _ in range(20)}

    assert far == [200] * 4 + [429] * 2
    assert other == 200
    assert here == {200}


def test_whoever_is_stopped_is_told_so_in_both_languages_and_as_json(
    monkeypatch: pytest.MonkeyPatch, limits_on: None, sqlite_province: Cast
) -> None:
    few(monkeypatch, "ADDRESS", 1)
    client = create_app(sqlite_province.engine).test_client()
    client.get("/s/two-phone", environ_base=FAR)

    page = client.get("/s/two-phone", environ_base=FAR, headers={"Accept-Language": "en"})
    reply = client.put(f"/api/v1/ballots/{fresh_id()}", json=ballot(), environ_base=FAR)

    assert (page.status_code, int(page.headers["Retry-After"])) == (429, 60)
    assert "Many people are visiting at once" in page.text
    assert "Hiện có nhiều người truy cập cùng lúc" in page.text
    assert said(reply) == (429, "too_often")
    assert client.get("/healthz", environ_base=FAR).status_code == 200
    assert client.get("/readyz", environ_base=FAR).status_code == 200


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("203.0.113.9", "203.0.113.9"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
        ("2001:db8:1:2::9", "2001:db8:1:2::"),
        ("127.0.0.1", ""),
        ("::1", ""),
        (None, ""),
        ("unix:", ""),
    ],
)
def test_an_ipv6_customer_is_one_address_and_this_machine_none(address: str | None, network: str) -> None:
    assert limits._network(address) == network


def test_a_crowd_at_a_poster_is_marked_and_every_ballot_is_taken(limits_on: None, province: Cast) -> None:
    device = Device(create_app(province.engine).test_client())

    replies = [said(device.put(ballot())) for _ in range(20)]

    assert set(replies) == {(201, "recorded")}
    assert states(province) == ["c"] * 12 + ["f"] * 8
    assert ledger(province) == [("burst", "hailong", None, "proposed")] * 8


def test_a_marked_ballot_is_still_the_same_ballot_when_it_is_sent_again(
    limits_on: None, province: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(limits.BURST, "phone", Rate(1, 60))  # type: ignore[index]
    device = Device(create_app(province.engine).test_client())
    device.put(ballot())
    marked = fresh_id()

    first = said(device.put(ballot(comments={"words": "tốt"}), marked))
    again = said(device.put(ballot(comments={"words": "tốt"}), marked))

    assert (first, again) == ((201, "recorded"), (200, "recorded_before"))
    assert states(province) == ["c", "f"]
    assert len(ledger(province)) == 1


def test_a_partial_ballot_is_never_marked_for_a_mark_would_make_it_count(
    device: Device, sqlite_province: Cast
) -> None:
    for _ in range(20):
        device.put(ballot(state="partial", answers={"A1": "5"}, seconds=0))

    assert set(states(sqlite_province)) == {"p"}
    assert ledger(sqlite_province) == []


@pytest.mark.parametrize(
    ("seconds", "answers", "fast"),
    [
        (0, "555444", True),
        (1, "555444", True),
        (2, "555444", False),
        (0, "55", False),
        (None, "555444", False),
        (0, "5.-.-.", False),
        (60, "5" * 40, False),
        (10, "5" * 40, True),
    ],
)
def test_nobody_reads_three_questions_in_a_second(seconds: int | None, answers: str, fast: bool) -> None:
    assert is_too_fast(seconds, answers) is fast


def test_limits_can_be_switched_off_for_a_measurement(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HAILONG_LIMITS", "OFF")
    off = Limits.of_environment()
    monkeypatch.delenv("HAILONG_LIMITS")

    assert not off.is_on
    assert Limits.of_environment().is_on
    assert {off.wait_at_door("a") for _ in range(2000)} == {0}
