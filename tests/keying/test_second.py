"""The blind second keying: who, which, what it finds, and how a third person ends it."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from sqlalchemy import func
from sqlmodel import Session, select

from survey.audit.ballots import check_ballots
from survey.audit.verify import verify
from survey.keying import rates, second
from survey.keying.errors import KeyingError
from survey.keying.seen import batches_seen
from survey.secret_key import SecretKey
from survey.tables import Batch, Event, KeyedBallot, SecondKeying, Wave
from survey.waves.retention import destroy, due
from tests.accounts.cast import KEY
from tests.keying.cast import Desk

STRINGS = ["54", "55", "44", "4?", "3?", "2*", "#1", "11", "12", "13"]


@pytest.fixture
def keyed(desk: Desk) -> tuple[Desk, int]:
    """Ten papers keyed by An; one of them is to be keyed again."""
    batch = desk.batch(len(STRINGS))
    desk.key_all(batch, STRINGS)
    desk.finish(batch)
    return desk, batch


def told(desk: Desk, action: str) -> list[dict[str, object]]:
    with Session(desk.engine) as session:
        found = select(Event).where(Event.action == action).order_by(Event.id)  # type: ignore[arg-type]
        return [json.loads(each.detail) for each in session.exec(found)]


def test_the_first_keying_ends_only_when_every_paper_is_keyed(desk: Desk) -> None:
    batch = desk.batch(2)
    desk.key(batch, desk.form(1, "54"))

    with pytest.raises(KeyingError, match="not all keyed"):
        desk.finish(batch)
    assert desk.state(batch) == "open"


def test_a_tenth_is_drawn_and_a_paper_at_least(keyed: tuple[Desk, int], desk: Desk) -> None:
    _, batch = keyed
    small = desk.batch(1)
    desk.key_all(small, ["54"])
    desk.finish(small)

    assert desk.stands(batch).drawn == 1 and desk.stands(small).drawn == 1
    assert told(desk, "batch.keyed")[0] == {"ballots": 10, "second": 1}


def test_what_is_drawn_follows_from_the_key_of_the_installation_alone(sqlite_desk: Desk) -> None:
    """With another key other papers are drawn: whoever does not hold it cannot know which."""
    desk = sqlite_desk
    batch = desk.batch(60)
    desk.key_all(batch, ["54"] * 60)

    def chosen(key: SecretKey) -> set[object]:
        with Session(desk.engine) as session:
            second.draw(session, session.get_one(Batch, batch), key, 6)
            found = set(session.exec(select(SecondKeying.ballot_id)))
            session.rollback()
        return found

    others = [chosen(SecretKey(bytes([n]) * 32)) for n in range(12)]

    assert chosen(KEY) == chosen(KEY) and len(chosen(KEY)) == 6
    assert len({frozenset(map(str, each)) for each in others}) == 12
    assert len(set().union(*others)) > 30


def test_the_first_keyer_neither_sees_nor_does_the_second_keying(keyed: tuple[Desk, int]) -> None:
    desk, batch = keyed
    (number,) = desk.waiting(batch, "binh")

    assert desk.waiting(batch, "an") == []
    with pytest.raises(KeyingError, match="own ballot"):
        desk.again(batch, number, STRINGS[number - 1], "an")
    assert desk.stands(batch).waiting == 1


def test_a_paper_that_was_not_drawn_is_not_taken(keyed: tuple[Desk, int]) -> None:
    desk, batch = keyed
    (number,) = desk.waiting(batch, "binh")

    with pytest.raises(KeyingError, match="not chosen"):
        desk.again(batch, number % 10 + 1, "54")


def test_two_keyings_that_agree_leave_counts_alone_and_the_batch_can_be_closed(
    keyed: tuple[Desk, int],
) -> None:
    desk, batch = keyed
    (number,) = desk.waiting(batch, "binh")

    codes = [desk.again(batch, number, STRINGS[number - 1]) for _ in range(2)]

    (row,) = desk.seconds(batch)
    assert codes == ["recorded", "recorded_before"]
    assert (row.state, row.answers, row.fields, row.first_wrong) == ("resolved", None, 2, 0)
    assert desk.state(batch) == "second_keyed"
    desk.close(batch)
    assert desk.state(batch) == "closed"
    assert told(desk, "batch.close") == [
        {"ballots": 10, "second": 1, "fields": 2, "first_wrong": 0, "second_wrong": 0}
    ]


def test_a_difference_waits_for_a_third_person_and_is_no_reason_to_show_anything(
    keyed: tuple[Desk, int],
) -> None:
    desk, batch = keyed
    (number,) = desk.waiting(batch, "binh")

    assert desk.again(batch, number, "..") == "recorded", "the same word whether they agree or not"

    assert desk.stands(batch).differing == 1
    assert desk.case(batch, "an") is None and desk.case(batch, "binh") is None
    case = desk.case(batch, "giam")
    assert case is not None and case.number == number and case.first == STRINGS[number - 1]
    with pytest.raises(KeyingError, match="differences"):
        desk.close(batch)


def test_the_third_person_decides_field_by_field_and_the_ballots_still_verify(
    keyed: tuple[Desk, int],
) -> None:
    """One field of the first was wrong, one of the second; the error makes the rest come too."""
    desk, batch = keyed
    (number,) = desk.waiting(batch, "binh")
    desk.again(batch, number, "..")

    desk.resolve(batch, {"A1": ".", "A2": STRINGS[number - 1][1]})

    (row,) = [each for each in desk.seconds(batch) if each.state == "resolved"]
    wrong = (int(STRINGS[number - 1][0] != "."), int(STRINGS[number - 1][1] != "."))
    assert (row.fields, row.first_wrong, row.second_wrong, row.answers) == (2, *wrong, None)
    assert row.resolved_id == desk.people["giam"]
    assert desk.answers(batch)[number] == "." + STRINGS[number - 1][1]
    assert told(desk, "batch.correct") == [{"why": "two keyings", "ballots": 1, "fields": wrong[0]}]
    with Session(desk.engine) as session:
        wave = session.get_one(Wave, desk.cast.waves["two-2026"])
        assert check_ballots(session, wave, desk.questionnaire()).findings == ()


def test_more_than_one_error_in_a_thousand_fields_has_the_whole_batch_keyed_again(
    keyed: tuple[Desk, int],
) -> None:
    desk, batch = keyed
    (number,) = desk.waiting(batch, "binh")
    desk.again(batch, number, "..")
    desk.resolve(batch, {"A1": ".", "A2": STRINGS[number - 1][1]})

    assert desk.state(batch) == "keyed"
    assert desk.stands(batch).drawn == 10 and desk.stands(batch).waiting == 9
    for each in desk.waiting(batch, "binh"):
        desk.again(batch, each, STRINGS[each - 1])
    assert desk.state(batch) == "second_keyed" and desk.stands(batch).is_settled
    desk.close(batch)


@pytest.mark.parametrize(
    ("chosen", "code"), [({"A1": "5"}, "undecided"), ({"A1": "9", "A2": "1"}, "not_offered")]
)
def test_a_decision_must_name_every_field_that_differs_with_a_sign_it_takes(
    sqlite_desk: Desk, chosen: dict[str, str], code: str
) -> None:
    batch = sqlite_desk.batch(1)
    sqlite_desk.key_all(batch, ["54"])
    sqlite_desk.finish(batch)
    sqlite_desk.again(batch, 1, "45")

    with pytest.raises(KeyingError) as refused:
        sqlite_desk.resolve(batch, chosen)
    assert refused.value.code == code and sqlite_desk.answers(batch) == {1: "54"}


def test_the_log_of_it_all_is_whole_and_says_nothing_of_any_answer(keyed: tuple[Desk, int]) -> None:
    desk, batch = keyed
    (number,) = desk.waiting(batch, "binh")
    desk.again(batch, number, "..")
    desk.resolve(batch, {"A1": "*", "A2": "#"})

    with Session(desk.engine) as session:
        found = list(session.exec(select(Event)))
        ids = {str(each) for each in session.exec(select(KeyedBallot.ballot_id))}
    assert verify(desk.engine).is_whole
    said = " ".join(each.detail + each.subject for each in found)
    assert not [each for each in ids if each in said]
    assert not [each for each in STRINGS if f'"{each}"' in said]


def test_rates_are_told_of_a_batch_and_of_each_person(keyed: tuple[Desk, int]) -> None:
    desk, batch = keyed
    (number,) = desk.waiting(batch, "binh")
    desk.again(batch, number, "..")
    desk.resolve(batch, {"A1": "*", "A2": "*"})

    with Session(desk.engine) as session:
        seen = batches_seen(desk.people["giam"], ["supervisor"], desk.cast.today)
        of_batch = rates.of_batch(session, session.get_one(Batch, batch))
        people = rates.of_people(session, seen)
        own = rates.of_people(session, seen, desk.people["an"])
    first = sum(sign != "*" for sign in STRINGS[number - 1])
    assert (of_batch.fields, of_batch.wrong) == (2, first)
    assert sorted((each.fields, each.wrong) for each in people) == sorted([(2, first), (2, 2)])
    assert [(each.fields, each.wrong) for each in own] == [(2, first)]


def test_a_rate_is_printed_in_a_thousand_with_the_interval_of_a_proportion() -> None:
    found = rates.shown(rates.Rate("An", 2000, 10), "vi")

    assert found is not None and rates.shown(rates.Rate("An", 0, 0), "vi") is None
    assert (found.rate, found.low, found.high) == ("5,0", "2,7", "9,2")


def test_what_was_keyed_goes_with_the_ballots_of_its_wave(keyed: tuple[Desk, int]) -> None:
    desk, batch = keyed
    day = desk.cast.today + dt.timedelta(days=400)
    with Session(desk.engine) as session:
        session.get_one(Wave, desk.cast.waves["two-2026"]).state = "frozen"
        for what in due(session, day):
            destroy(session, what, day=day, by="test")
        session.commit()

    with Session(desk.engine) as session:
        left = [
            session.exec(select(func.count()).select_from(each)).one() for each in (KeyedBallot, SecondKeying)
        ]
    assert left == [0, 0]
