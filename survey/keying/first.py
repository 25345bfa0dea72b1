"""Keying a ballot from paper: through the one writer, once for each number of its batch."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlmodel import Session, select

from survey.ballots.ballot_id import read_ballot_id
from survey.ballots.ballot_rows import NUMBER_USED, OTHER
from survey.ballots.body import Body
from survey.ballots.canonical import body_hash
from survey.ballots.contract import ContractError, Keyed
from survey.ballots.doors import Door, door_of
from survey.ballots.marking import Sheet
from survey.ballots.reception import receive_at
from survey.ballots.store import Store
from survey.keying.batches import hold, keyed_in, read_number
from survey.keying.errors import KeyingError
from survey.keying.replacing import COMPLETE, differing, replace_answers
from survey.keying.sheet import marked, read_codes
from survey.keys import id_of
from survey.tables import Ballot, Batch, KeyedBallot

WAYS = {"": "alone", ".": "alone", "1": "alone", "2": "read_aloud", "3": "interpreted"}
"""What is keyed for the last line of the form, in its order there."""


@dataclass(frozen=True)
class Form:
    """What a clerk sends of one paper."""

    ballot_id: str
    number: str
    codes: str
    assisted: str = ""
    language: str = ""
    comments: Mapping[str, str] = field(default_factory=dict)
    instead: bool = False
    """Whether it takes the place of what is stored under its number."""


@dataclass(frozen=True)
class Outcome:
    """What became of it; both strings where the number bears another ballot already."""

    code: str
    stored: str = ""
    sent: str = ""


def door_of_batch(store: Store, batch: Batch) -> Door:
    """The door that the papers of a batch came through.

    Raises
    ------
    KeyingError: it is gone.
    """
    door = door_of(store.engine, batch.collector_id)
    if door is None:
        raise KeyingError("", "wave_over")
    return door


def key_first(
    store: Store, session: Session, batch: Batch, form: Form, *, account_id: int, by: str, now: dt.datetime
) -> Outcome:
    """Store one ballot; sent again because its acknowledgement was lost, it is known.

    Raises
    ------
    KeyingError: which field is wrong, or why the batch takes no ballot.
    """
    door = door_of_batch(store, batch)
    sheet = marked(door.questionnaire, read_codes(door.questionnaire, form.codes), form.comments)
    ballot_id = _ballot_id(form)
    if _is_known(session, batch, ballot_id, sheet):
        return Outcome("recorded_before")
    number = read_number(batch, form.number)
    if batch.state != "open":
        raise KeyingError("", "state")
    if form.instead:
        return _replace(session, batch, number, door, sheet, account_id=account_id, by=by)
    held = _holder(session, batch, number)
    if held is not None:
        return _both(session, held, sheet)
    if keyed_in(session, batch) >= batch.returned:
        raise KeyingError("number", "batch_full", returned=batch.returned)
    keyed = Keyed(id_of(batch), number, account_id)
    # The writer has a connection of its own: nothing of ours may be in its way.
    session.commit()
    code = _store(store, door, form, sheet, _body(door, batch, form), keyed, now)
    if code == NUMBER_USED.code:
        held = _holder(session, batch, number)
        return _both(session, held, sheet) if held else Outcome("not_stored")
    return Outcome(code)


def _store(
    store: Store, door: Door, form: Form, sheet: Sheet, body: Body, keyed: Keyed, now: dt.datetime
) -> str:
    try:
        recorded = receive_at(store, door, form.ballot_id, body, now=now, keyed=keyed)
    except ContractError as error:
        reason = next(iter(error.fields), "")
        raise KeyingError("", f"contract_{reason}" if reason in ("id", "day") else error.code) from None
    if recorded == OTHER:
        raise KeyingError("", "other_body")
    return recorded.code


def _body(door: Door, batch: Batch, form: Form) -> Body:
    questionnaire = door.questionnaire
    if form.assisted not in WAYS:
        raise KeyingError("assisted", "assisted")
    language = form.language or questionnaire.languages[0]
    if language not in questionnaire.languages:
        raise KeyingError("language", "language")
    return Body(
        collector="",
        questionnaire=questionnaire.code,
        version=questionnaire.version,
        day=batch.day,
        language=language,
        state=COMPLETE,
        answers=read_codes(questionnaire, form.codes),
        comments=form.comments,
        assisted=WAYS[form.assisted],
    )


def _ballot_id(form: Form) -> uuid.UUID:
    found = read_ballot_id(form.ballot_id)
    if found is None:
        raise KeyingError("", "contract_id")
    return found


def _is_known(session: Session, batch: Batch, ballot_id: uuid.UUID, sheet: Sheet) -> bool:
    """Whether this very ballot was stored before, whatever was decided about its answers since."""
    row = session.get(KeyedBallot, ballot_id)
    if row is None or row.batch_id != batch.id:
        return False
    return row.body_hash == body_hash(sheet.answers, COMPLETE)


def _holder(session: Session, batch: Batch, number: int) -> KeyedBallot | None:
    found = select(KeyedBallot).where(KeyedBallot.batch_id == batch.id, KeyedBallot.number == number)
    return session.exec(found).first()


def _both(session: Session, held: KeyedBallot, sheet: Sheet) -> Outcome:
    ballot = session.get(Ballot, held.ballot_id)
    return Outcome("number_used", ballot.answers if ballot else "", sheet.string)


def _replace(
    session: Session, batch: Batch, number: int, door: Door, sheet: Sheet, *, account_id: int, by: str
) -> Outcome:
    """The clerk chose this one; the words written on the paper stay as they were keyed first."""
    hold(session, batch, "open")
    held = _holder(session, batch, number)
    ballot = session.get(Ballot, held.ballot_id) if held else None
    if held is None or ballot is None:
        raise KeyingError("number", "nothing_there")
    fields = differing(door.questionnaire, ballot.answers, sheet.string)
    if fields:
        replace_answers(session, batch, held.ballot_id, sheet, fields=fields, by=by, why="same number")
        held.account_id = account_id
    return Outcome("replaced" if fields else "recorded_before")
