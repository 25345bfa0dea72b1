"""What a device is told: status and code for every fate of a ballot, on SQLite and PostgreSQL."""

from __future__ import annotations

import datetime as dt
import json
import time
from typing import Any

import pytest

from survey.ballots.contract import check, parse_body
from survey.ballots.doors import SEEN_WITHIN, find_door
from survey.ballots.store import Recorded, Store
from survey.dates import today
from tests.ballots.cast import Device, ballot, change, fields, fresh_id, said, stored
from tests.databases import Cast

LATER = SEEN_WITHIN + 0.05


def close(cast: Cast, *, days_ago: int, state: str = "closed") -> None:
    """End the wave that many days ago, and let the application see it."""
    change(
        cast.engine,
        "UPDATE wave SET state = :state, closes = :day, closed_on = :day WHERE code = 'two-2026'",
        state=state,
        day=(today() - dt.timedelta(days=days_ago)).isoformat(),
    )
    time.sleep(LATER)


def test_a_new_ballot_is_stored_with_its_comment(device: Device, province: Cast) -> None:
    reply = device.put(ballot(comments={"words": " Cảm ơn\r\n"}))

    assert said(reply) == (201, "recorded")
    assert (stored(province.engine), stored(province.engine, "comment")) == (1, 1)


def test_the_same_ballot_again_is_acknowledged_and_its_comment_not_stored_twice(
    device: Device, province: Cast
) -> None:
    same, ballot_id = ballot(comments={"words": "tốt"}), fresh_id()

    replies = [said(device.put(same, ballot_id)) for _ in range(3)]

    assert replies == [(201, "recorded"), (200, "recorded_before"), (200, "recorded_before")]
    assert (stored(province.engine), stored(province.engine, "comment")) == (1, 1)


def test_the_same_answers_with_another_comment_are_the_same_ballot_and_the_first_comment_stays(
    device: Device, province: Cast
) -> None:
    ballot_id = fresh_id()
    device.put(ballot(comments={"words": "tốt"}), ballot_id)

    assert said(device.put(ballot(comments={"words": "khác"}), ballot_id)) == (200, "recorded_before")
    assert stored(province.engine, "comment") == 1


@pytest.mark.parametrize(
    "other",
    [{"answers": {"A1": "5", "A2": "5"}}, {"state": "partial"}],
    ids=["answers", "state"],
)
def test_another_ballot_under_the_same_id_is_refused_and_the_first_stays(
    device: Device, province: Cast, other: dict[str, Any]
) -> None:
    ballot_id = fresh_id()
    device.put(ballot(), ballot_id)

    assert said(device.put(ballot(**other), ballot_id)) == (409, "other_body")
    assert said(device.put(ballot(), ballot_id)) == (200, "recorded_before")
    assert (stored(province.engine), stored(province.engine, "comment")) == (1, 0)


def test_seconds_language_and_door_are_no_part_of_what_was_answered(device: Device) -> None:
    ballot_id = fresh_id()
    device.put(ballot(), ballot_id)

    again = device.put(ballot("two-kiosk", seconds=90, language="en", assisted="interpreted"), ballot_id)

    assert said(again) == (200, "recorded_before")


def test_a_partial_ballot_takes_its_id_for_good(device: Device, province: Cast) -> None:
    ballot_id = fresh_id()
    device.put(ballot(state="partial", answers={"A1": "5"}), ballot_id)

    assert said(device.put(ballot(), ballot_id)) == (409, "other_body")
    assert stored(province.engine) == 1


def test_an_unknown_door_is_not_found_whatever_else_is_wrong(device: Device, province: Cast) -> None:
    tokens = ["nobody", "", "x" * 10_000, "../etc", "two-phone ", "\ud800"]
    replies = [device.put(ballot(token, answers={"A1": "9", "odd": "1"})) for token in tokens]

    assert {said(reply) for reply in replies} == {(404, "unknown_door")}
    assert len({reply.data for reply in replies}) == 1, "the answer must tell nothing of the token"
    assert stored(province.engine) == 0


def test_a_revoked_door_is_gone_within_a_second(device: Device, province: Cast) -> None:
    device.put(ballot())
    change(province.engine, "UPDATE collector SET revoked_on = :day", day=today().isoformat())
    time.sleep(LATER)

    assert LATER < 1
    assert said(device.put(ballot())) == (410, "revoked")
    assert stored(province.engine) == 1


def test_a_ballot_whose_acknowledgement_was_lost_gets_it_though_the_door_is_shut_by_now(
    device: Device, province: Cast
) -> None:
    ballot_id = fresh_id()
    device.put(ballot(), ballot_id)
    change(province.engine, "UPDATE collector SET revoked_on = :day", day=today().isoformat())
    time.sleep(LATER)

    assert said(device.put(ballot(), ballot_id)) == (200, "recorded_before")
    assert said(device.put(ballot(answers={"A1": "1", "A2": "1"}), ballot_id)) == (409, "other_body")
    assert said(device.put(ballot(answers={"A1": "8"}), ballot_id)) == (410, "revoked")


def test_a_ballot_answered_before_the_end_may_arrive_in_the_days_of_grace(
    device: Device, province: Cast
) -> None:
    close(province, days_ago=7)
    before, after = today() - dt.timedelta(days=7), today() - dt.timedelta(days=6)

    assert said(device.put(ballot(day=before), fresh_id(before))) == (201, "recorded")
    assert said(device.put(ballot(day=after), fresh_id(after))) == (410, "wave_closed")
    assert stored(province.engine) == 1


@pytest.mark.parametrize(("days_ago", "state"), [(8, "closed"), (8, "open"), (1, "frozen"), (1, "published")])
def test_after_the_grace_or_once_the_figures_are_frozen_nothing_comes_in(
    device: Device, province: Cast, days_ago: int, state: str
) -> None:
    close(province, days_ago=days_ago, state=state)
    before = today() - dt.timedelta(days=days_ago)

    assert said(device.put(ballot(day=before), fresh_id(before))) == (410, "wave_closed")
    assert stored(province.engine) == 0


def test_a_ballot_on_its_way_in_when_the_figures_are_frozen_comes_too_late(province: Cast) -> None:
    door = find_door(province.engine, "two-phone")
    assert door is not None
    on_its_way = check(door, fresh_id(), parse_body(json.dumps(ballot()).encode()))
    store = Store(province.engine)
    change(province.engine, "UPDATE wave SET state = 'frozen'")

    assert store.record_ballot(door, on_its_way) == Recorded(410, "wave_closed")
    assert stored(province.engine) == 0


def test_a_wave_that_has_not_begun_asks_to_try_again_later(device: Device, province: Cast) -> None:
    change(province.engine, "UPDATE wave SET state = 'approved'")

    reply = device.put(ballot())

    assert said(reply) == (503, "not_open")
    assert int(reply.headers["Retry-After"]) > 0
    assert stored(province.engine) == 0


def test_a_destroyed_ballot_stays_destroyed(device: Device, province: Cast) -> None:
    ballot_id = fresh_id()
    device.put(ballot(), ballot_id)
    change(province.engine, "INSERT INTO deleted_ballot (id) SELECT id FROM ballot")
    change(province.engine, "DELETE FROM ballot")

    assert said(device.put(ballot(), ballot_id)) == (410, "deleted")
    assert stored(province.engine) == 0


def test_a_body_of_more_than_64_kb_is_not_even_read(device: Device, province: Cast) -> None:
    full = json.dumps(ballot()).encode()

    assert said(device.put_raw(full + b" " * 1_000_000)) == (413, "too_large")
    assert said(device.put_raw(full + b" " * (65_537 - len(full)))) == (413, "too_large")
    assert stored(province.engine) == 0
    assert said(device.put_raw(full + b" " * (65_536 - len(full)))) == (201, "recorded")


@pytest.mark.parametrize(
    ("changes", "reasons"),
    [
        ({"colour": "red"}, {"colour": "unknown"}),
        ({"answers": {"A1": "5", "A2": "4", "A9": "1"}}, {"answers.A9": "unknown"}),
        ({"answers": {"A1": "6", "A2": "4"}}, {"answers.A1": "not_offered"}),
        ({"answers": {"A1": "5"}}, {"answers.A2": "required"}),
        ({"answers": {"A1": 5, "A2": None}}, {"answers.A1": "wrong_type", "answers.A2": "wrong_type"}),
        ({"comments": {"words": "x" * 2001}}, {"comments.words": "too_long"}),
        ({"comments": {"A1": "x"}}, {"comments.A1": "unknown"}),
        ({"language": "fr"}, {"language": "not_offered"}),
        ({"assisted": "by a friend"}, {"assisted": "not_offered"}),
        ({"state": "flagged"}, {"state": "not_offered"}),
        ({"questionnaire": "unit-short"}, {"questionnaire": "other_questionnaire"}),
        ({"version": "2"}, {"version": "other_questionnaire"}),
        ({"seconds": -1}, {"seconds": "out_of_range"}),
        ({"seconds": True}, {"seconds": "wrong_type"}),
        ({"day": "22/11/2026"}, {"day": "wrong_type"}),
    ],
    ids=lambda value: ",".join(value),
)
def test_a_ballot_that_will_never_be_right_is_told_why_by_field(
    device: Device, province: Cast, changes: dict[str, Any], reasons: dict[str, str]
) -> None:
    reply = device.put(ballot(**changes))

    assert fields(reply) == reasons
    assert stored(province.engine) == 0


def test_the_day_lies_in_the_wave_and_not_in_the_future(device: Device, province: Cast) -> None:
    early, late = today() - dt.timedelta(days=40), today() + dt.timedelta(days=2)

    assert fields(device.put(ballot(day=early), fresh_id(early))) == {"day": "not_in_wave"}
    assert fields(device.put(ballot(day=late), fresh_id(late))) == {"day": "in_future"}
    assert stored(province.engine) == 0


def test_other_kinds_of_body_are_refused(device: Device, province: Cast) -> None:
    form = device.put_raw(b"A1=5&A2=4", "application/x-www-form-urlencoded")

    assert said(form) == (415, "media_type")
    assert said(device.put_raw(b"{]")) == (422, "not_json")
    assert stored(province.engine) == 0


def test_an_id_that_is_no_ballot_id_is_told(device: Device) -> None:
    odd = ["1", "0" * 32, "01939c5e-7b2a-7cc1-9d5c-2f1de7a0f0d4", "{" + fresh_id() + "}"]

    assert {fields(device.put(ballot(), each))["id"] for each in odd} == {"not_a_ballot_id"}


def test_the_day_in_the_id_agrees_with_the_day_of_the_ballot(device: Device) -> None:
    week_ago, tomorrow = (today() + dt.timedelta(days=days) for days in (-7, 1))

    assert said(device.put(ballot(), fresh_id(week_ago))) == (201, "recorded")
    assert said(device.put(ballot(), fresh_id(tomorrow))) == (201, "recorded")
    for days in (-8, 2):
        reply = device.put(ballot(), fresh_id(today() + dt.timedelta(days=days)))
        assert fields(reply) == {"id": "other_day"}


def test_a_program_that_lost_its_way_is_answered_in_json(device: Device) -> None:
    wrong_address = device.client.get("/api/v1/ballot")
    wrong_method = device.client.post(f"/api/v1/ballots/{fresh_id()}")

    assert said(wrong_address) == (404, "not_found")
    assert said(wrong_method) == (405, "method")


def test_every_reply_carries_the_headers_that_keep_a_page_to_itself(device: Device) -> None:
    for reply in (device.put(ballot()), device.put(ballot("nobody")), device.client.get("/healthz")):
        assert reply.headers["Content-Security-Policy"].startswith("default-src 'self';")
        assert "unsafe" not in reply.headers["Content-Security-Policy"]
        assert reply.headers["Referrer-Policy"] == "no-referrer"
        assert reply.headers["X-Frame-Options"] == "DENY"
        assert reply.headers["X-Content-Type-Options"] == "nosniff"
        assert reply.headers["Cache-Control"] == "no-store"
