"""Two ballots are the same when the same was answered, however it was told and whatever was written."""

from __future__ import annotations

import hashlib
import random
import unicodedata
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questionnaires.answers import decode, encode
from questionnaires.load import load
from survey.ballots.canonical import body_hash, canonical
from survey.ballots.contract import Body, Submission, check
from survey.ballots.doors import Door, find_door
from survey.ballots.store import Store
from survey.database import engine_of, upgrade
from tests.ballots.cast import DAY, NOON, ballot, body, door, every_kind, fresh_id
from tests.ballots.strategies import sound
from tests.databases import settle

SHIPPED = load("unit-short")


def checked(answers: dict[str, Any], comments: dict[str, str], **changes: Any) -> Submission:
    return check(door(), fresh_id(DAY), body(answers=answers, comments=comments, **changes), now=NOON)


def test_the_canonical_form_is_compact_sorted_json() -> None:
    found = canonical({"how": ("1", "2"), "A1": "5"}, "complete")

    told = '{"answers":{"A1":"5","how":["1","2"]},"state":"complete"}'
    assert found == told.encode()
    assert (
        body_hash({"how": ("1", "2"), "A1": "5"}, "complete") == (hashlib.sha256(told.encode()).digest()[:16])
    )


@given(sound(every_kind()), st.randoms(use_true_random=False))
def test_the_order_and_the_dress_in_which_it_is_told_make_no_difference(
    said: tuple[dict[str, Any], dict[str, str]], dice: random.Random
) -> None:
    answers, comments = said
    codes = list(answers)
    dice.shuffle(codes)
    shuffled = {
        code: dice.sample(given, len(given)) if isinstance(given := answers[code], list) else given
        for code in codes
    }
    spoken = {item: "." for item in ("A2",) if item not in answers}
    dressed = {item: f" {unicodedata.normalize('NFD', text)}\r\n" for item, text in comments.items()}

    one, other = checked(answers, comments), checked(shuffled | spoken, dressed, seconds=9, language="en")

    assert one.body_hash == other.body_hash
    assert (one.answers, sorted(one.comments)) == (other.answers, sorted(other.comments))


@pytest.mark.parametrize("complete", [True, False])
@given(data=st.data())
def test_the_answer_string_is_the_one_of_the_questionnaires_room(complete: bool, data: st.DataObject) -> None:
    for questionnaire in (every_kind(), SHIPPED):
        answers, comments = data.draw(sound(questionnaire, complete=complete))
        content = Body(
            collector="token",
            questionnaire=questionnaire.code,
            version=questionnaire.version,
            day=DAY,
            language="vi",
            state="complete" if complete else "partial",
            answers=answers,
            comments=comments,
        )

        submission = check(door(questionnaire=questionnaire), fresh_id(DAY), content, now=NOON)

        assert submission.answers == encode(questionnaire, answers)
        decode(questionnaire, submission.answers)


@given(sound(every_kind()), sound(every_kind()))
def test_two_ballots_share_a_hash_only_if_the_same_was_said(
    one: tuple[dict[str, Any], dict[str, str]], other: tuple[dict[str, Any], dict[str, str]]
) -> None:
    first, second = checked(*one), checked(*other)

    assert (first.body_hash == second.body_hash) == (first.answers == second.answers)


@given(sound(every_kind()))
def test_what_is_kept_with_a_ballot_tells_nothing_of_what_was_written(
    said: tuple[dict[str, Any], dict[str, str]],
) -> None:
    answers, comments = said
    others = dict.fromkeys(comments, "điều khác hẳn")

    found = {checked(answers, written).body_hash for written in (comments, others, {})}

    assert len(found) == 1


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Store, Door]]:
    """A store on a database of its own for all examples, and a door of the shipped questionnaire."""
    folder: Path = tmp_path_factory.mktemp("shop")
    engine = engine_of(f"sqlite:///{folder}/hailong.db")
    upgrade(engine)
    settle(engine, folder)
    found = find_door(engine, "short-phone")
    assert found is not None
    yield Store(engine), found
    engine.dispose()


@given(data=st.data())
def test_any_sound_ballot_is_taken_at_once_and_known_again_and_any_other_is_refused(
    shop: tuple[Store, Door], data: st.DataObject
) -> None:
    store, at = shop
    common = {"questionnaire": "unit-short", "version": SHIPPED.version}
    contents = [Body(**_parsed(*data.draw(sound(SHIPPED)), **common)) for _ in range(2)]
    ballot_id = fresh_id()

    one, other = (check(at, ballot_id, content) for content in contents)

    assert store.record_ballot(at, one).status == 201
    assert store.record_ballot(at, one).status == 200
    assert store.record_ballot(at, other).status == (200 if one.body_hash == other.body_hash else 409)
    assert isinstance(one.id, uuid.UUID)


def _parsed(answers: dict[str, Any], comments: dict[str, str], **changes: str) -> dict[str, Any]:
    from survey.dates import today

    return ballot("short-phone", answers=answers, comments=comments, **changes) | {"day": today()}
