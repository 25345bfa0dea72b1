"""Keying once: through the one writer, known when sent again, stopped where a number bears another ballot."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace

import pytest
from sqlmodel import Session, select

from survey import dates
from survey.audit.ballots import check_ballots
from survey.keying import first
from survey.keying.batches import Serials
from survey.keying.errors import KeyingError
from survey.paper.serials import serial_of
from survey.tables import Ballot, Comment, Event, KeyedBallot, Wave
from tests.keying.cast import Desk


def counted(desk: Desk, table: type[Ballot] | type[KeyedBallot] | type[Comment]) -> int:
    with Session(desk.engine) as session:
        return len(session.exec(select(table)).all())


def verified(desk: Desk) -> tuple[object, ...]:
    with Session(desk.engine) as session:
        wave = session.get_one(Wave, desk.cast.waves["two-2026"])
        return check_ballots(session, wave, desk.questionnaire()).findings


def test_what_is_typed_stands_in_the_ballot_with_the_signs_of_paper(desk: Desk) -> None:
    batch = desk.batch(4)

    for number, typed in enumerate(["54", "*/", ".?", " 5 , "], 1):
        assert desk.key(batch, desk.form(number, typed)).code == "recorded"

    assert desk.answers(batch) == {1: "54", 2: "*#", 3: ".?", 4: "5."}
    assert verified(desk) == ()


def test_words_and_the_last_line_go_the_same_way_as_on_a_screen(desk: Desk) -> None:
    batch = desk.batch(1)
    desk.key(batch, desk.form(1, "54", assisted="2", comments={"words": "Chờ lâu quá"}))

    with Session(desk.engine) as session:
        ballot, comment = session.exec(select(Ballot)).one(), session.exec(select(Comment)).one()
    assert (ballot.assisted, ballot.language, ballot.day) == ("r", "vi", desk.cast.today)
    assert (comment.body, comment.item) == ("Chờ lâu quá", "words")


def test_the_first_morning_of_a_wave_is_that_of_vietnam_whatever_zone_the_page_counts_in(desk: Desk) -> None:
    batch, today = desk.batch(1), desk.cast.today
    early = dt.datetime.combine(today, dt.time(1), dates.VIETNAM).astimezone(dt.UTC)
    with desk.session() as session:
        session.get_one(Wave, desk.cast.waves["two-2026"]).opens = today

    told = desk.key(batch, desk.form(1, "54"), now=early)

    assert early.date() < today
    assert told.code == "recorded"


def test_a_form_sent_again_is_known_and_stored_once(desk: Desk) -> None:
    batch = desk.batch(2)
    form = desk.form(1, "54", comments={"words": "một"})

    codes = [desk.key(batch, form).code for _ in range(3)]

    assert codes == ["recorded", "recorded_before", "recorded_before"]
    assert (counted(desk, Ballot), counted(desk, KeyedBallot), counted(desk, Comment)) == (1, 1, 1)


def test_a_form_whose_acknowledgement_was_lost_is_known_after_the_batch_went_on(desk: Desk) -> None:
    batch = desk.batch(1)
    form = desk.form(1, "54")
    desk.key(batch, form)
    desk.finish(batch)

    assert desk.key(batch, form).code == "recorded_before"
    with pytest.raises(KeyingError, match="state"):
        desk.key(batch, desk.form(1, "55"))


def test_a_number_keyed_twice_stops_with_both_and_stores_neither_ballot_nor_words(desk: Desk) -> None:
    batch = desk.batch(2)
    desk.key(batch, desk.form(1, "54"))

    outcome = desk.key(batch, desk.form(1, "4*", comments={"words": "hai"}), "binh")

    assert (outcome.code, outcome.stored, outcome.sent) == ("number_used", "54", "4*")
    assert (counted(desk, Ballot), counted(desk, Comment)) == (1, 0)


def test_two_who_key_one_number_at_the_same_time_do_not_both_get_it(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Even where neither saw the other: the number is taken by the same transaction as the ballot."""
    batch = desk.batch(2)
    desk.key(batch, desk.form(1, "54"))
    seen, real = [], first._holder

    def blind_once(*args: object) -> KeyedBallot | None:
        seen.append(1)
        return None if len(seen) == 1 else real(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(first, "_holder", blind_once)
    outcome = desk.key(batch, desk.form(1, "11"))

    assert (outcome.code, outcome.stored) == ("number_used", "54")
    assert (counted(desk, Ballot), counted(desk, KeyedBallot)) == (1, 1)


def test_the_clerk_may_put_the_new_one_in_its_place_and_the_audit_log_has_counts_alone(desk: Desk) -> None:
    batch = desk.batch(2)
    desk.key(batch, desk.form(1, "54"))
    again = desk.form(1, "1*", instead=True)

    codes = [desk.key(batch, again, "binh").code for _ in range(2)]

    assert codes == ["replaced", "recorded_before"]
    assert desk.answers(batch) == {1: "1*"} and verified(desk) == ()
    with Session(desk.engine) as session:
        line = session.exec(select(Event).where(Event.action == "batch.correct")).one()
        row = session.exec(select(KeyedBallot)).one()
    assert json.loads(line.detail) == {"why": "same number", "ballots": 1, "fields": 2}
    assert line.subject == f"batch {batch}" and row.account_id == desk.people["binh"]


@pytest.mark.parametrize(
    ("changes", "field", "code"),
    [
        ({"codes": "5"}, "codes", "length"),
        ({"codes": "59"}, "codes", "answer_not_offered"),
        ({"codes": "5-"}, "codes", "answer_not_offered"),
        ({"number": "3"}, "number", "not_in_batch"),
        ({"number": "x"}, "number", "no_number"),
        ({"assisted": "7"}, "assisted", "assisted"),
        ({"language": "fr"}, "language", "language"),
        ({"ballot_id": "x"}, "", "contract_id"),
        ({"comments": {"words": "a" * 2001}}, "words", "words_too_long"),
        ({"comments": {"other": "a"}}, "words", "words_unknown"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_stored(
    sqlite_desk: Desk, changes: dict[str, object], field: str, code: str
) -> None:
    batch = sqlite_desk.batch(2)

    with pytest.raises(KeyingError) as refused:
        sqlite_desk.key(batch, replace(sqlite_desk.form(1, "54"), **changes))  # type: ignore[arg-type]

    assert (refused.value.field, refused.value.code) == (field, code)
    assert counted(sqlite_desk, Ballot) == 0


def test_with_serials_the_number_is_that_of_the_form_and_a_slip_of_the_pen_is_seen(sqlite_desk: Desk) -> None:
    batch = sqlite_desk.batch(2, serials=Serials(7, 8))

    assert sqlite_desk.key(batch, sqlite_desk.form(serial_of(8), "54")).code == "recorded"
    for wrong, code in ((serial_of(9), "not_in_batch"), ("000007-A", "serial"), ("7", "serial")):
        with pytest.raises(KeyingError) as refused:
            sqlite_desk.key(batch, sqlite_desk.form(wrong, "54"))
        assert refused.value.code == code


def test_no_more_forms_are_keyed_than_came_back(sqlite_desk: Desk) -> None:
    batch = sqlite_desk.batch(1, spoiled=2, serials=Serials(1, 3))
    sqlite_desk.key(batch, sqlite_desk.form(serial_of(1), "54"))

    with pytest.raises(KeyingError, match="batch full"):
        sqlite_desk.key(batch, sqlite_desk.form(serial_of(2), "54"))


def test_a_wave_that_is_over_takes_no_form(desk: Desk) -> None:
    batch = desk.batch(2)
    desk.key(batch, desk.form(1, "54"))
    with Session(desk.engine) as session:
        session.get_one(Wave, desk.cast.waves["two-2026"]).state = "frozen"
        session.commit()

    with pytest.raises(KeyingError, match="wave closed"):
        desk.key(batch, desk.form(2, "54"))
    with pytest.raises(KeyingError, match="wave over"):
        desk.key(batch, desk.form(1, "11", instead=True))
    assert desk.answers(batch) == {1: "54"}
