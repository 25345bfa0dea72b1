"""Visits as devices tell of them: noted once, judged in the words of AAPOR, refused with a reason."""

from __future__ import annotations

import datetime as dt
from itertools import permutations

import pytest
from sqlmodel import Session

from analysis.weighting.dispositions import OUTCOMES as DISPOSITIONS
from survey.interviewing.outcomes import RESULTS, Contact, Result, outcome_of
from survey.tables import InterviewLink, Wave
from survey.tables.fieldwork import OUTCOMES
from tests.interviewing.cast import Device, cases


def judged(*results: Result) -> str:
    return outcome_of(Contact(f"{n:016x}", n, result) for n, result in enumerate(results, start=1))


def test_every_outcome_is_one_that_the_response_rates_count() -> None:
    assert set(OUTCOMES) - {"open"} == set(DISPOSITIONS)
    assert set(RESULTS.values()) <= set(OUTCOMES)


@pytest.mark.parametrize(
    ("results", "outcome"),
    [
        ((), "open"),
        (("no_answer", "no_answer"), "open"),
        (("no_answer", "no_answer", "no_answer"), "not_at_home"),
        (("no_answer", "later", "no_answer"), "open"),
        (("later", "refused"), "refused"),
        (("refused", "completed"), "completed"),
        (("completed", "moved"), "completed"),
        (("moved", "later"), "open"),
        (("broken_off",), "broken_off"),
    ],
)
def test_the_last_visit_says_how_a_case_stands(results: tuple[Result, ...], outcome: str) -> None:
    assert judged(*results) == outcome


def test_the_order_in_which_visits_arrive_changes_nothing() -> None:
    visits = [Contact("a", 1, "no_answer"), Contact("b", 2, "later"), Contact("c", 3, "refused")]

    assert {outcome_of(order) for order in permutations(visits)} == {"refused"}


def test_a_visit_told_often_is_noted_once(device: Device) -> None:
    replies = [device.tell(1, "no_answer", contact="a" * 16) for _ in range(3)]

    (case, *_) = cases(device.cast.engine)
    assert [(each.status_code, each.json and each.json["code"]) for each in replies] == [
        (201, "recorded"),
        (200, "recorded_before"),
        (200, "recorded_before"),
    ]
    assert (case.visits, case.outcome, case.contacts) == (1, "open", f'[["{"a" * 16}",1,"no_answer"]]')


def test_another_visit_under_the_same_id_is_refused_and_the_first_stays(device: Device) -> None:
    device.tell(1, "no_answer", contact="a" * 16)

    reply = device.tell(1, "refused", contact="a" * 16)

    assert reply.status_code == 409
    assert cases(device.cast.engine)[0].outcome == "open"


def test_three_visits_without_anybody_end_a_case(device: Device) -> None:
    for visit in (3, 1, 2):
        device.tell(1, "no_answer", visit=visit)

    assert (cases(device.cast.engine)[0].outcome, cases(device.cast.engine)[0].visits) == ("not_at_home", 3)


def test_a_reserve_says_in_whose_place_it_came_and_that_one_keeps_its_outcome(device: Device) -> None:
    device.tell(2, "moved")

    reply = device.tell(7, "completed", replaces=2)

    found = {case.number: case for case in cases(device.cast.engine)}
    assert reply.status_code == 201
    assert found[7].replaces_id == found[2].id
    assert (found[2].outcome, found[7].outcome) == ("moved", "completed")


@pytest.mark.parametrize(
    "told",
    [
        {"case": 99, "result": "refused"},
        {"case": 1, "result": "asleep"},
        {"case": 1, "result": "refused", "visit": 0},
        {"case": 1, "result": "refused", "visit": 21},
        {"case": 1, "result": "refused", "contact": "not-an-id"},
        {"case": 1, "result": "refused", "replaces": 2},
        {"case": 7, "result": "refused", "replaces": 8},
        {"case": 7, "result": "refused", "replaces": 99},
        {"case": 1, "result": "refused", "ballot": "0000512b-7b2a-8cc1-9d5c-2f1de7a0f0d4"},
        {"case": 1, "result": "refused", "day": "2026-11-22"},
    ],
    ids=str,
)
def test_what_can_not_be_is_refused_and_nothing_is_noted(device: Device, told: dict[str, object]) -> None:
    reply = device.tell(**told)  # type: ignore[arg-type]

    assert (reply.status_code, reply.json and reply.json["code"]) == (422, "invalid")
    assert not [case for case in cases(device.cast.engine) if case.visits]


def test_an_unknown_link_is_told_no_more_than_that(device: Device) -> None:
    stranger = Device(device.app, device.cast, "k7m2-9xt3-chpv-nr46")

    assert {stranger.tell(case, "refused").status_code for case in (1, 99)} == {404}
    assert stranger.page().status_code == 404


def test_a_revoked_link_takes_nothing_new_and_still_knows_what_it_took(device: Device) -> None:
    device.tell(1, "refused", contact="a" * 16)
    with Session(device.cast.engine) as session:
        session.get_one(InterviewLink, 1).revoked_on = device.cast.today
        session.commit()

    codes = [
        device.tell(1, "refused", contact="a" * 16).status_code,
        device.tell(2, "refused").status_code,
        device.page().status_code,
    ]

    assert codes == [200, 410, 410]


def test_visits_arrive_in_the_days_of_grace_and_not_after_them(device: Device) -> None:
    codes = []
    for days in (3, 10):
        with Session(device.cast.engine) as session:
            wave = session.get_one(Wave, device.cast.waves["two-2026"])
            wave.closes = device.cast.today - dt.timedelta(days=days)
            session.commit()
        codes.append(device.tell(1, "refused", visit=days).status_code)

    assert codes == [201, 410]


def test_only_json_is_read(device: Device) -> None:
    client = device.app.test_client()

    replies = [
        client.put(f"/api/v1/contacts/{'a' * 16}", data="{}", content_type="text/plain"),
        client.put(f"/api/v1/contacts/{'a' * 16}", data="{" * 5000, content_type="application/json"),
    ]

    assert [each.status_code for each in replies] == [415, 422]
