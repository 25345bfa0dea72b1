"""Doors: found by their token alone, shut in time, and never confused between databases."""

from __future__ import annotations

import datetime as dt
import time

import pytest
from sqlalchemy import event

from survey.ballots.doors import SEEN_WITHIN, Standing, find_door, standing
from tests.ballots.cast import change, door
from tests.databases import Cast


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(f"2026-{text}")


def test_a_door_knows_its_place_its_wave_and_its_form(province: Cast) -> None:
    found = find_door(province.engine, "two-kiosk")

    assert found is not None
    assert (found.agency_name, found.mode, found.layout) == ("Xã Bình Minh", "kiosk", "counter")
    assert (found.host_name, found.wave_code, found.state) == ("Sở Nội vụ", "two-2026", "open")
    assert found.collector_id == province.collectors["two-kiosk"]
    assert found.questionnaire == province.questionnaires["two-2026"]


@pytest.mark.parametrize("token", ["", "nobody", "two-kiosk/", "x" * 65, "đường", "\0", "' OR 1=1 --"])
def test_no_door_is_found_by_a_guess(sqlite_province: Cast, token: str) -> None:
    assert find_door(sqlite_province.engine, token) is None


def test_a_door_that_is_asked_for_often_is_read_once_in_half_a_second(sqlite_province: Cast) -> None:
    statements: list[str] = []
    event.listen(
        sqlite_province.engine, "before_cursor_execute", lambda *arguments: statements.append(arguments[2])
    )

    first = find_door(sqlite_province.engine, "two-phone")
    assert all(find_door(sqlite_province.engine, "two-phone") is first for _ in range(50))
    assert len(statements) == 1

    change(sqlite_province.engine, "UPDATE collector SET revoked_on = '2026-11-20'")
    time.sleep(SEEN_WITHIN + 0.05)
    found = find_door(sqlite_province.engine, "two-phone")
    assert found is not None and found.revoked_on is not None


@pytest.mark.parametrize(
    ("today", "changes", "expected"),
    [
        ("11-01", {}, "open"),
        ("11-30", {}, "open"),
        ("12-01", {}, "wave_closed"),
        ("10-31", {}, "not_open"),
        ("11-20", {"state": "draft"}, "not_open"),
        ("11-20", {"state": "approved"}, "not_open"),
        ("11-20", {"state": "closed", "closed_on": day("11-20")}, "wave_closed"),
        ("11-20", {"state": "published"}, "wave_closed"),
        ("11-20", {"revoked_on": day("11-20")}, "revoked"),
        ("11-20", {"revoked_on": day("11-20"), "state": "closed"}, "revoked"),
    ],
)
def test_somebody_who_comes_today_finds_the_door(
    today: str, changes: dict[str, object], expected: Standing
) -> None:
    assert standing(door(**changes), day(today)) == expected


@pytest.mark.parametrize(
    ("today", "answered", "changes", "expected"),
    [
        ("11-20", "11-20", {}, "open"),
        ("12-07", "11-30", {}, "open"),
        ("12-08", "11-30", {}, "wave_closed"),
        ("12-07", "12-01", {}, "wave_closed"),
        ("11-27", "11-20", {"state": "closed", "closed_on": day("11-20")}, "open"),
        ("11-28", "11-20", {"state": "closed", "closed_on": day("11-20")}, "wave_closed"),
        ("11-27", "11-21", {"state": "closed", "closed_on": day("11-20")}, "wave_closed"),
        ("12-05", "12-05", {"state": "closed", "closed_on": day("12-05")}, "wave_closed"),
        ("11-21", "11-20", {"state": "frozen", "closed_on": day("11-20")}, "wave_closed"),
        ("12-01", "11-30", {"grace_days": 0}, "wave_closed"),
        ("11-20", "11-20", {"state": "approved"}, "not_open"),
    ],
)
def test_a_ballot_answered_earlier_finds_the_door(
    today: str, answered: str, changes: dict[str, object], expected: Standing
) -> None:
    assert standing(door(**changes), day(today), answered=day(answered)) == expected
