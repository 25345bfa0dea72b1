"""Ids: a UUID of version 8 with the day in front, and nothing else to be read from it."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey.ballots.ballot_id import ballot_id_day, new_ballot_id, read_ballot_id

DAY = dt.date(2026, 11, 22)


@given(st.dates(min_value=dt.date(1970, 1, 1)))
def test_an_id_carries_its_day_and_its_version(day: dt.date) -> None:
    made = new_ballot_id(day)

    assert (made.version, made.variant) == (8, uuid.RFC_4122)
    assert ballot_id_day(made) == day
    assert read_ballot_id(str(made)) == made


def test_an_id_of_a_known_day_begins_with_its_number() -> None:
    # 22 November 2026 is day 20,779 since 1 January 1970: 0x512b.
    assert str(new_ballot_id(DAY)).startswith("0000512b-")


def test_all_bits_but_day_version_and_variant_are_random() -> None:
    made = [new_ballot_id(DAY).int for _ in range(400)]

    varying = 0
    for each in made:
        varying |= each ^ made[0]
    assert varying == (1 << 96) - 1 & ~(0xF << 76) & ~(0x3 << 62)
    assert len(set(made)) == 400


def test_the_order_of_ids_of_a_day_is_not_the_order_in_which_they_were_made() -> None:
    made = [new_ballot_id(DAY).int for _ in range(50)]

    assert sorted(made) != made


@pytest.mark.parametrize(
    "text",
    [
        "",
        "0000512b7b2a8cc19d5c2f1de7a0f0d4",
        "{0000512b-7b2a-8cc1-9d5c-2f1de7a0f0d4}",
        "urn:uuid:0000512b-7b2a-8cc1-9d5c-2f1de7a0f0d4",
        "0000512b-7b2a-4cc1-9d5c-2f1de7a0f0d4",
        "0000512b-7b2a-8cc1-cd5c-2f1de7a0f0d4",
        "0000512b-7b2a-8cc1-9d5c-2f1de7a0f0d4\n",
        "0000512b-7b2a-8cc1-9d5c-2f1de7a0f0d",
        "\u0660\u0660\u0660\u0660512b-7b2a-8cc1-9d5c-2f1de7a0f0d4",
    ],
)
def test_only_a_uuid_of_version_8_with_hyphens_is_an_id(text: str) -> None:
    assert read_ballot_id(text) is None


def test_capitals_are_the_same_id() -> None:
    made = new_ballot_id(DAY)

    assert read_ballot_id(str(made).upper()) == made


def test_a_number_beyond_the_calendar_is_no_day() -> None:
    assert ballot_id_day(uuid.UUID("ffffffff-7b2a-8cc1-9d5c-2f1de7a0f0d4")) is None
