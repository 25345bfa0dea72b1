"""Batches of papers: what was counted must add up, and a number belongs to one batch of a wave."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from sqlmodel import Session, select

from survey.keying import batches
from survey.keying.batches import Counts, Serials
from survey.keying.errors import KeyingError
from survey.paper.serials import serial_of
from survey.tables import Batch, Event, Wave
from tests.keying.cast import Desk


def lines(desk: Desk, action: str) -> list[dict[str, object]]:
    with Session(desk.engine) as session:
        found = select(Event).where(Event.action == action).order_by(Event.id)  # type: ignore[arg-type]
        return [json.loads(each.detail) for each in session.exec(found)]


def test_a_batch_is_made_with_its_counts_and_leaves_a_line_in_the_audit_log(desk: Desk) -> None:
    number = desk.batch(92, spoiled=3, missing=5, serials=Serials(1, 120))

    with Session(desk.engine) as session:
        batch = session.get_one(Batch, number)
    assert (batch.issued, batch.returned, batch.state) == (100, 92, "open")
    assert (batch.serial_from, batch.serial_to) == (serial_of(1), serial_of(120))
    assert lines(desk, "batch.new") == [
        {
            "wave": "two-2026",
            "unit": "so-y-te",
            "from": serial_of(1),
            "to": serial_of(120),
            "issued": 100,
            "returned": 92,
            "spoiled": 3,
            "missing": 5,
        }
    ]


@pytest.mark.parametrize(
    ("counts", "field", "code"),
    [
        (Counts(100, 92, 3, 4), "issued", "balance"),
        (Counts(5, 0, 5, 0), "returned", "nothing_returned"),
        (Counts(3, 4, -1, 0), "spoiled", "count"),
        (Counts(200_000, 200_000), "issued", "count"),
    ],
)
def test_counts_that_cannot_be_are_refused_at_their_field(counts: Counts, field: str, code: str) -> None:
    with pytest.raises(KeyingError) as refused:
        counts.check()

    assert (refused.value.field, refused.value.code) == (field, code)


@pytest.mark.parametrize(
    ("first", "last", "field"),
    [
        ("000001", serial_of(5), "serial_from"),
        (serial_of(1), "", "serial_to"),
        (serial_of(9), serial_of(2), "serial_to"),
    ],
)
def test_a_range_is_two_serials_in_order_or_none(first: str, last: str, field: str) -> None:
    assert Serials.read("", " ") == Serials()

    with pytest.raises(KeyingError) as refused:
        Serials.read(first, last)
    assert refused.value.field == field


def test_no_number_of_a_wave_is_in_two_batches(desk: Desk) -> None:
    desk.batch(10, serials=Serials(1, 10))

    with pytest.raises(KeyingError, match="serials taken"):
        desk.batch(10, serials=Serials(10, 19))
    assert desk.batch(10, serials=Serials(11, 20)) > 0
    with pytest.raises(KeyingError, match="range"):
        desk.batch(11, serials=Serials(21, 30))


def test_a_batch_of_a_day_outside_its_wave_or_of_a_frozen_wave_is_refused(desk: Desk) -> None:
    with Session(desk.engine) as session, pytest.raises(KeyingError, match="day"):
        door = desk.door(session)
        late = desk.cast.today + dt.timedelta(days=31)
        batches.new_batch(session, door, day=late, counts=Counts(1, 1), serials=Serials(), by="an")

    with Session(desk.engine) as session:
        session.get_one(Wave, desk.cast.waves["two-2026"]).state = "frozen"
        session.commit()
    with pytest.raises(KeyingError, match="wave over"):
        desk.batch(1)


def test_counts_are_corrected_while_keying_but_never_below_what_is_keyed(desk: Desk) -> None:
    number = desk.batch(3)
    desk.key_all(number, ["54", "55"])

    with desk.session() as session:
        batches.change_counts(session, session.get_one(Batch, number), Counts(3, 2, 1), by="an")
    with pytest.raises(KeyingError, match="more keyed"), desk.session() as session:
        batches.change_counts(session, session.get_one(Batch, number), Counts(3, 1, 2), by="an")

    assert lines(desk, "batch.counts") == [
        {
            "before": {"issued": 3, "returned": 3, "spoiled": 0, "missing": 0},
            "after": {"issued": 3, "returned": 2, "spoiled": 1, "missing": 0},
        }
    ]
