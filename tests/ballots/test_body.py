"""JSON from strangers: what it may not be, and that nothing in it can do harm."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey.ballots.body import LARGEST, Body, parse_body
from survey.ballots.refusal import ContractError
from tests.ballots.cast import ballot
from tests.quickest import quickest


def refusal(raw: bytes) -> ContractError:
    with pytest.raises(ContractError) as caught:
        parse_body(raw)
    return caught.value


def without(*names: str) -> bytes:
    return json.dumps({name: value for name, value in ballot().items() if name not in names}).encode()


def test_a_body_is_read_as_it_is_meant() -> None:
    found = parse_body(json.dumps(ballot(day="2026-11-20")).encode())

    assert found.day == dt.date(2026, 11, 20)
    assert (found.collector, found.seconds, found.answers) == ("two-phone", 41, {"A1": "5", "A2": "4"})


def test_seconds_assistance_and_comments_may_be_left_out() -> None:
    found = parse_body(without("seconds", "assisted", "comments"))

    assert (found.seconds, found.assisted, found.comments) == (None, "alone", {})
    assert parse_body(json.dumps(ballot(seconds=None)).encode()).seconds is None


@pytest.mark.parametrize(
    "name", ["collector", "questionnaire", "version", "day", "language", "state", "answers"]
)
def test_a_field_that_is_needed_is_missed(name: str) -> None:
    error = refusal(without(name))

    assert (error.status, error.fields) == (422, {name: "missing"})


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"[]",
        b'"text"',
        b"null",
        b"{'day': 1}",
        b'{"seconds": NaN}',
        b"\xff\xfe{}",
        b'{"day": "2026-11-20"',
        b"[" * 60_000,
        b'{"a":' * 10_000,
        b'{"seconds": ' + b"9" * 5000 + b"}",
    ],
    ids=["nothing", "list", "text", "null", "quotes", "nan", "utf-16", "cut", "deep", "deep objects", "huge"],
)
def test_what_is_no_json_object_is_refused(raw: bytes) -> None:
    error = refusal(raw)

    assert (error.status, error.code) == (422, "not_json")


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({"collector": 1}, {"collector": "wrong_type"}),
        ({"answers": ["5"]}, {"answers": "wrong_type"}),
        ({"answers": None}, {"answers": "wrong_type"}),
        ({"answers": {"A1": {"code": "5"}}}, {"answers.A1": "wrong_type"}),
        ({"answers": {"A1": ["5", 4]}}, {"answers.A1": "wrong_type"}),
        ({"comments": {"words": ["x"]}}, {"comments.words": "wrong_type"}),
        ({"assisted": None}, {"assisted": "wrong_type"}),
        ({"seconds": 1.5}, {"seconds": "wrong_type"}),
        ({"day": "20261120"}, {"day": "wrong_type"}),
        ({"day": "2026-W47-5"}, {"day": "wrong_type"}),
        ({"day": "2026-02-30"}, {"day": "wrong_type"}),
        ({"weight": 1}, {"weight": "unknown"}),
        ({"id": "x", "agency": 3}, {"id": "unknown", "agency": "unknown"}),
    ],
    ids=str,
)
def test_a_value_of_another_type_is_told_by_field(changes: dict[str, Any], fields: dict[str, str]) -> None:
    assert refusal(json.dumps(ballot(**changes)).encode()).fields == fields


def test_a_name_that_stands_twice_is_refused_wherever_it_stands() -> None:
    twice = json.dumps(ballot()).replace('"A1": "5"', '"A1": "5", "A1": "1"')
    outside = json.dumps(ballot())[:-1] + ', "state": "partial"}'

    assert refusal(twice.encode()).fields == {"A1": "twice"}
    assert refusal(outside.encode()).fields == {"state": "twice"}


def test_thousands_of_names_that_stand_twice_are_counted_in_no_time() -> None:
    names = ",".join(f'"{n}":""' for n in range(3000))
    raw = json.dumps(ballot()).replace('"A1": "5"', f"{names},{names}").encode()

    assert len(refusal(raw).fields) == 3000
    assert quickest(lambda: refusal(raw)) < 0.5


def test_a_body_may_hold_64_kb() -> None:
    raw = json.dumps(ballot()).encode()

    assert parse_body(raw.ljust(LARGEST)).day
    assert refusal(raw.ljust(LARGEST + 1)).status == 413


def test_the_largest_ballot_of_a_person_fits() -> None:
    """Two boxes full of letters of three bytes, escaped as some libraries do, and 400 answers."""
    full = ballot(comments={"a": "ữ" * 2000, "b": "ữ" * 2000}, answers={f"I{n}": "5" for n in range(400)})

    assert len(json.dumps(full)) < LARGEST


Values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=8,
)


@given(st.dictionaries(st.sampled_from([*ballot(), "odd"]), Values))
def test_no_json_breaks_the_reader(changes: dict[str, Any]) -> None:
    try:
        found = parse_body(json.dumps(ballot(**changes)).encode())
    except ContractError as error:
        assert error.status == 422 and error.fields
    else:
        assert isinstance(found, Body)


@given(st.binary(max_size=300))
def test_no_bytes_break_the_reader(raw: bytes) -> None:
    with pytest.raises(ContractError):
        parse_body(raw)
