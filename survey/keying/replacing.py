"""Other answers in the place of those keyed wrong, with their hash, while the wave takes ballots."""

from __future__ import annotations

import uuid

from sqlalchemy import CursorResult, exists, update
from sqlmodel import Session, col

from questionnaires.model import Questionnaire
from survey.ballots.canonical import body_hash
from survey.ballots.marking import Sheet
from survey.keying.batches import TAKING, name_of
from survey.keying.errors import KeyingError
from survey.keying.sheet import fields_of
from survey.tables import Ballot, Batch, Wave
from survey.waves.events import append

COMPLETE = "complete"
"""How every keyed ballot ends: what was left blank on the paper is said to be blank."""


def replace_answers(
    session: Session, batch: Batch, ballot_id: uuid.UUID, sheet: Sheet, *, fields: int, by: str, why: str
) -> None:
    """Put other answers into a ballot; the audit log has the batch and how many fields, never the answers.

    Raises
    ------
    KeyingError: the wave takes no ballots any more, or the ballot is gone.
    """
    takes = exists().where(Wave.id == Ballot.wave_id, col(Wave.state).in_(TAKING))  # type: ignore[arg-type]
    values = {
        "answers": sheet.string,
        "body_hash": body_hash(sheet.answers, COMPLETE),
        "respondent_type": sheet.respondent_type,
    }
    done = session.execute(update(Ballot).where(col(Ballot.id) == ballot_id, takes).values(values))
    if not isinstance(done, CursorResult) or done.rowcount != 1:
        raise KeyingError("", "wave_over")
    append(session, by, "batch.correct", name_of(batch), {"why": why, "ballots": 1, "fields": fields})


def differing(questionnaire: Questionnaire, one: str, other: str) -> int:
    """In how many questions two answer strings differ."""
    return sum(field.cell(one) != field.cell(other) for field in fields_of(questionnaire))
