"""Answers checked against the questionnaire: offered, asked for, complete; every reason by field."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from questionnaires.answers import decode
from survey.ballots.contract import Body, ContractError, Submission, check
from survey.ballots.doors import Door
from tests.ballots.cast import DAY, NOON, SOUND, body, door, every_kind, fresh_id


def checked(content: Body, at: Door | None = None) -> Submission:
    return check(at or door(), fresh_id(DAY), content, now=NOON)


def reasons(content: Body, at: Door | None = None) -> dict[str, str]:
    with pytest.raises(ContractError) as caught:
        checked(content, at)
    assert (caught.value.status, caught.value.code) == (422, "invalid")
    return caught.value.fields


def with_answers(**changes: Any) -> Body:
    """A body whose answers differ from the sound ones; None takes an answer out."""
    answers = {code: given for code, given in (SOUND | changes).items() if given is not None}
    return body(answers=answers)


def test_a_sound_ballot_becomes_its_answer_string() -> None:
    submission = checked(body(seconds=41, assisted="read_aloud", comments={"words": "tốt"}))

    assert submission.answers == "1010054--"
    assert decode(every_kind(), submission.answers)["how"] == ("1",)
    assert (submission.seconds, submission.assisted, submission.state) == (41, "r", "c")
    assert submission.comments == (("words", "tốt"),)
    assert len(submission.body_hash) == 16


@pytest.mark.parametrize(("code", "stored"), [("1", "c"), ("2", "o")])
def test_the_kind_of_respondent_is_read_from_the_form(code: str, stored: str) -> None:
    assert checked(with_answers(respondent_type=code)).respondent_type == stored


def test_who_did_not_say_for_whom_they_came_is_of_no_kind() -> None:
    assert checked(body(state="partial", answers={})).respondent_type is None


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"A1": "3"}, {"answers.A1": "not_offered"}),
        ({"A1": ""}, {"answers.A1": "not_offered"}),
        ({"A1": ["5"]}, {"answers.A1": "wrong_type"}),
        ({"A1": "*"}, {"answers.A1": "not_offered"}),
        ({"sent": "?"}, {"answers.sent": "not_offered"}),
        ({"A1": None}, {"answers.A1": "required"}),
        ({"how": None}, {"answers.how": "required"}),
        ({"how": "1"}, {"answers.how": "not_offered"}),
        ({"how": ["4"]}, {"answers.how": "not_offered"}),
        ({"how": ["1", "2", "3"], "A4": "5"}, {"answers.how": "too_many"}),
        ({"A3": "5"}, {"answers.A3": "not_asked"}),
        ({"sent": "1"}, {"answers.A3": "required"}),
        ({"sent": "1", "A3": "-"}, {"answers.A3": "not_offered"}),
        ({"how": ["2"]}, {"answers.A4": "required"}),
        ({"sent": "9", "A3": "5"}, {"answers.sent": "not_offered"}),
        ({"words": "x"}, {"answers.words": "unknown"}),
    ],
    ids=str,
)
def test_what_is_not_an_answer_is_told(changes: dict[str, Any], expected: dict[str, str]) -> None:
    assert reasons(with_answers(**changes)) == expected


@pytest.mark.parametrize(
    ("changes", "string"),
    [
        ({"A1": "?"}, "10100?4--"),
        ({"A2": None}, "101005.--"),
        ({"A2": "."}, "101005.--"),
        ({"how": []}, "1000054--"),
        ({"how": ["2", "1"], "A4": "1"}, "1011054-1"),
        ({"sent": "1", "A3": "4"}, "11100544-"),
        ({"A3": "-", "A4": "."}, "1010054--"),
    ],
    ids=str,
)
def test_what_can_be_answered_is_stored(changes: dict[str, Any], string: str) -> None:
    assert checked(with_answers(**changes)).answers == string


def test_a_partial_ballot_may_lack_anything_but_not_say_anything() -> None:
    assert checked(body(state="partial", answers={})).answers == ".......--"
    assert reasons(body(state="partial", answers={"A1": "3"})) == {"answers.A1": "not_offered"}
    assert reasons(body(state="partial", answers={"A3": "5"})) == {"answers.A3": "not_asked"}


def test_every_reason_is_told_at_once() -> None:
    told = reasons(body(answers={"A1": "3", "how": ["9"]}, language="fr", day=dt.date(2026, 11, 22)))

    assert told == {
        "day": "in_future",
        "language": "not_offered",
        "answers.respondent_type": "required",
        "answers.sent": "required",
        "answers.how": "not_offered",
        "answers.A1": "not_offered",
    }


@pytest.mark.parametrize("mode", ["paper", "post", "import"])
def test_what_stands_on_a_paper_is_keyed_as_it_is(mode: str) -> None:
    answers = {"respondent_type": ".", "sent": "#", "how": "*", "A1": "*", "A2": "?"}

    assert checked(body(answers=answers), door(mode)).answers == ".#****?--"


@pytest.mark.parametrize("mode", ["paper", "interviewer", "kiosk", "phone"])
def test_who_keys_or_asks_says_a_blank_and_does_not_forget_it(mode: str) -> None:
    blank, forgotten = SOUND | {"A1": "."}, {code: each for code, each in SOUND.items() if code != "A1"}

    assert checked(body(answers=blank), door(mode)).answers == "10100.4--"
    assert reasons(body(answers=forgotten), door(mode)) == {"answers.A1": "required"}


@pytest.mark.parametrize("mode", ["kiosk", "phone", "interviewer"])
def test_marks_of_a_paper_come_from_papers_only(mode: str) -> None:
    assert reasons(with_answers(A1="#"), door(mode)) == {"answers.A1": "not_offered"}


def test_a_comment_is_kept_composed_and_trimmed() -> None:
    decomposed = "  To\u0302\u0301t la\u0306\u0301m\r\ncảm ơn \n"

    assert checked(body(comments={"words": decomposed})).comments == (("words", "Tốt lắm\ncảm ơn"),)
    assert checked(body(comments={"words": "  \r\n"})).comments == ()


@pytest.mark.parametrize(
    ("comments", "expected"),
    [
        ({"words": "a\0b"}, {"comments.words": "control_character"}),
        ({"words": "a\x1b[2Jb"}, {"comments.words": "control_character"}),
        ({"words": "a\ud800b"}, {"comments.words": "control_character"}),
        ({"words": "ư" * 2001}, {"comments.words": "too_long"}),
        ({"which": "đường"}, {"comments.which": "not_asked"}),
        ({"nowhere": "x"}, {"comments.nowhere": "unknown"}),
    ],
    ids=["nul", "escape", "half a pair", "long", "not asked", "unknown"],
)
def test_a_comment_is_text_of_a_question_that_was_asked(
    comments: dict[str, str], expected: dict[str, str]
) -> None:
    assert reasons(body(comments=comments)) == expected


def test_a_comment_of_2000_decomposed_letters_is_not_too_long() -> None:
    assert checked(body(comments={"words": "o\u031b\u0301" * 2000})).comments == (("words", "ớ" * 2000),)


def test_a_page_left_open_for_days_counts_a_day() -> None:
    assert checked(body(seconds=1_000_000)).seconds == 86_400


@pytest.mark.parametrize(
    ("now", "day", "reason"),
    [
        ("2026-11-20T22:59", "2026-11-21", "in_future"),
        ("2026-11-20T23:01", "2026-11-21", None),
        ("2026-11-20T00:00", "2026-10-31", "not_in_wave"),
        ("2026-12-02T00:00", "2026-12-01", "not_in_wave"),
        ("2026-12-02T00:00", "2026-11-30", None),
        ("2026-11-20T12:00", "2026-11-01", None),
    ],
)
def test_the_day_is_one_of_the_wave_and_a_clock_may_be_an_hour_ahead(
    now: str, day: str, reason: str | None
) -> None:
    when = dt.datetime.fromisoformat(f"{now}+07:00")
    answered = dt.date.fromisoformat(day)
    try:
        check(door(), fresh_id(answered), body(day=answered), now=when)
        told: dict[str, str] = {}
    except ContractError as error:
        told = error.fields

    assert told == ({"day": reason} if reason else {})
