"""Ballots, questionnaires and frozen waves that are not as they were recorded are found."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text
from sqlmodel import Session

from survey.tables import StoredQuestionnaire, Wave
from survey.waves.retention import destroy, due
from tests.audit.cast import ballots_of, behind, findings, frozen, literal
from tests.ballots.cast import change
from tests.databases import Cast

NOT_ITS_OWN = "its answers or its state are not those that it came with"


@pytest.mark.parametrize(
    "column", ["answers = '15'", "answers = '5'", "answers = ''", "state = 'x', answers = '11'"]
)
def test_an_altered_ballot_of_an_open_wave_is_named(at_work: Cast, column: str) -> None:
    ballot = ballots_of(at_work.engine, "xa-an-hoa")[0]
    change(at_work.engine, f"UPDATE ballot SET {column} WHERE id = {literal(at_work.engine, ballot)}")

    assert findings(at_work.engine) == [f"wave two-2026, ballot {uuid.UUID(ballot)}: {NOT_ITS_OWN}"]


def test_a_partial_ballot_made_complete_is_named(at_work: Cast) -> None:
    change(at_work.engine, "UPDATE ballot SET state = 'c' WHERE state = 'p'")

    (found,) = findings(at_work.engine)

    assert NOT_ITS_OWN in found


def test_a_changed_hash_is_named_too(at_work: Cast) -> None:
    ballot = ballots_of(at_work.engine, "so-y-te")[0]
    zeros = "zeroblob(16)" if at_work.engine.dialect.name == "sqlite" else "decode(repeat('00', 16), 'hex')"
    change(
        at_work.engine, f"UPDATE ballot SET body_hash = {zeros} WHERE id = {literal(at_work.engine, ballot)}"
    )

    assert findings(at_work.engine) == [f"wave two-2026, ballot {uuid.UUID(ballot)}: {NOT_ITS_OWN}"]


def test_a_ballot_that_was_set_aside_is_no_finding(at_work: Cast) -> None:
    change(at_work.engine, "UPDATE ballot SET state = 'x'")

    assert findings(at_work.engine) == []


def test_a_ballot_that_came_with_a_comment_is_no_exception(at_work: Cast) -> None:
    untouched = findings(at_work.engine)
    change(at_work.engine, "UPDATE ballot SET answers = '11' WHERE answers = '23'")

    found = findings(at_work.engine)

    assert untouched == []
    assert len(found) == 1 and found[0].endswith(NOT_ITS_OWN)


@pytest.mark.parametrize(
    "column",
    [
        "answers = '11'",
        "state = 'x'",
        "weight = 2",
        "seconds = 7",
        "language = 'en'",
        "agency_id = (SELECT id FROM unit WHERE code = 'tinh-mau')",
    ],
)
def test_any_change_of_a_frozen_ballot_is_found_even_of_one_with_a_comment(
    after_freezing: Cast, column: str
) -> None:
    change(after_freezing.engine, f"UPDATE ballot SET {column} WHERE answers = '23'")

    said = "wave two-2026: its ballots do not give the hash that was recorded at its freezing"
    assert said in findings(after_freezing.engine)


def test_a_ballot_taken_out_of_a_frozen_wave_is_found(after_freezing: Cast) -> None:
    change(after_freezing.engine, "DELETE FROM ballot WHERE answers = '23'")

    assert "wave two-2026: it has 6 ballots; 7 were frozen" in findings(after_freezing.engine)


@pytest.mark.parametrize(
    ("column", "what"),
    [
        ("frozen_hash = 'x'", "its hash is not the one"),
        ("frozen_hash = NULL", "its hash is not the one"),
        ("state = 'open'", "it is open, but by the audit log it is frozen"),
        ("state = 'published'", "it is published, but by the audit log it is frozen"),
        ("display_limit = 1", "its settings or its questionnaire"),
        ("name = 'Khác'", "its settings or its questionnaire"),
        ("closes = '2027-12-31'", "its settings or its questionnaire"),
        ("questionnaire_id = (SELECT max(id) FROM questionnaire)", "its settings or its questionnaire"),
    ],
)
def test_an_altered_frozen_wave_is_found(after_freezing: Cast, column: str, what: str) -> None:
    change(after_freezing.engine, f"UPDATE wave SET {column} WHERE code = 'two-2026'")

    assert [each for each in findings(after_freezing.engine) if each.startswith(f"wave two-2026: {what}")]


def test_a_wave_frozen_behind_the_back_of_the_log_is_found(at_work: Cast) -> None:
    change(at_work.engine, "UPDATE wave SET state = 'frozen', frozen_hash = 'abc' WHERE code = 'two-2026'")

    assert findings(at_work.engine) == [
        "wave two-2026: it is frozen, but the audit log knows of no step of it",
        "wave two-2026: it bears a hash, but the audit log does not know that it was frozen",
    ]


def test_cutting_the_freezing_out_of_the_log_is_found_without_a_noted_hash(after_freezing: Cast) -> None:
    behind(after_freezing.engine, "DELETE FROM event WHERE action = 'wave.hash'")

    assert (
        "it bears a hash, but the audit log does not know that it was frozen"
        in findings(after_freezing.engine)[0]
    )


def test_a_questionnaire_that_means_something_else_is_found(at_work: Cast) -> None:
    with Session(at_work.engine) as session:
        row = session.get_one(StoredQuestionnaire, 1)
        row.body = row.body.replace('positive: ["4", "5"]', 'positive: ["3", "4", "5"]')
        session.add(row)
        session.commit()

    assert findings(at_work.engine) == [
        "questionnaire two-items@1: its text does not mean what was published"
    ]


def test_ballots_destroyed_at_the_end_of_their_days_are_no_finding(after_freezing: Cast) -> None:
    day = after_freezing.today + dt.timedelta(days=400)
    with Session(after_freezing.engine) as session:
        for each in due(session, day):
            destroy(session, each, day=day, by="An")
        session.commit()

    assert findings(after_freezing.engine) == []
    with after_freezing.engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM ballot")).scalar() == 0


def test_a_wave_frozen_before_settings_were_recorded_is_held_against_the_rest(
    at_work: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("survey.waves.waves.hash_of_settings", lambda *_: None)
    frozen(at_work)
    with Session(at_work.engine) as session:
        assert session.get_one(Wave, at_work.waves["two-2026"]).frozen_hash

    assert findings(at_work.engine) == [
        "wave two-2026: its settings or its questionnaire are not those at its freezing"
    ]


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(answers=st.text("54321?.*#-10 x", max_size=3), state=st.sampled_from("cpf"))
def test_whatever_answers_or_ending_a_ballot_is_given_it_is_named(
    sqlite_at_work: Cast, answers: str, state: str
) -> None:
    engine = sqlite_at_work.engine
    (ballot,) = ballots_of(engine, "so-y-te")
    place = literal(engine, ballot)
    change(engine, f"UPDATE ballot SET answers = '{answers}', state = '{state}' WHERE id = {place}")

    found = findings(engine)

    change(engine, f"UPDATE ballot SET answers = '*#', state = 'c' WHERE id = {place}")
    is_as_it_came = answers == "*#" and state in "cf"
    assert found == ([] if is_as_it_came else [f"wave two-2026, ballot {uuid.UUID(ballot)}: {NOT_ITS_OWN}"])
