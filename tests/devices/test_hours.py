"""Opening hours: as people write them, and whether it is open."""

from __future__ import annotations

import datetime as dt

import pytest

from survey.devices.hours import HoursError, is_open, read_hours, write_hours

WEEK = "mon-fri 07:30-11:30 13:30-17:00; sat 07:30-11:30"


def test_the_days_of_a_week_are_read() -> None:
    spans = read_hours(WEEK)

    assert len(spans) == 11
    assert spans[:2] == [(1, 450, 690), (1, 810, 1020)]
    assert spans[-1] == (6, 450, 690)


def test_vietnamese_days_say_the_same() -> None:
    assert read_hours("T2-T6 07:30–11:30, 13:30–17:00; T7 07:30-11:30") == read_hours(WEEK)


def test_what_is_written_can_be_read() -> None:
    assert read_hours(write_hours(read_hours(WEEK))) == read_hours(WEEK)


@pytest.mark.parametrize(
    ("day", "time", "expected"),
    [
        (23, "07:29", False),
        (23, "07:30", True),
        (23, "11:29", True),
        (23, "11:30", False),
        (22, "09:00", False),
    ],
)
def test_it_is_open_from_the_first_minute_to_before_the_last(day: int, time: str, expected: bool) -> None:
    hour, minute = map(int, time.split(":"))

    assert is_open(read_hours(WEEK), dt.datetime(2026, 11, day, hour, minute)) is expected


def test_without_hours_it_is_always_open() -> None:
    assert is_open([], dt.datetime(2026, 11, 22, 3))


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("mon", "no opening hours"),
        ("someday 07:00-08:00", "no opening hours"),
        ("mon 7h30-11h30", "no opening hours"),
        ("mon 11:30-07:30", "no opening hours"),
        ("mon 07:00-25:00", "no opening hours"),
        ("fri-mon 07:00-08:00", "run backwards"),
        ("mon 07:00-11:00 10:00-12:00", "overlap"),
    ],
)
def test_what_cannot_be_read_is_refused_with_an_example(text: str, what: str) -> None:
    with pytest.raises(HoursError, match=what):
        read_hours(text)
