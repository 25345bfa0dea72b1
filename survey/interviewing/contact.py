"""A visit as a device tells of it: read with distrust, noted once however often it is told."""

from __future__ import annotations

import datetime as dt
import re
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from sqlalchemy import Engine, update
from sqlmodel import Session, col, select

from survey.ballots.doors import Door, find_door, standing
from survey.interviewing.links import door_token, find_link
from survey.interviewing.outcomes import (
    MOST_VISITS,
    Contact,
    Result,
    outcome_of,
    read_contacts,
    write_contacts,
)
from survey.keys import id_of
from survey.tables import Case, Frame, InterviewLink

LARGEST = 2048
"""Bytes."""
_ID = re.compile(r"[0-9a-f]{16}")

Number = Annotated[int, Field(ge=1, le=1_000_000)]
Answer = tuple[int, str]
"""Status and code, as ballots are answered."""


class Told(BaseModel):
    """What a device tells of a visit. No day, no time, no ballot: nothing to lay beside the answers."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    link: str = Field(max_length=64)
    case: Number
    visit: int = Field(ge=1, le=MOST_VISITS)
    result: Result
    replaces: Number | None = None


def read_told(raw: bytes) -> Told | None:
    """A visit as it was sent; None where it is none."""
    if len(raw) > LARGEST:
        return None
    try:
        return Told.model_validate_json(raw)
    except ValidationError:
        return None


def take(engine: Engine, contact_id: str, told: Told, *, today: dt.date) -> Answer:
    """Note a visit; the same one may be told any number of times, and the first version stays."""
    if not _ID.fullmatch(contact_id):
        return 422, "invalid"
    door = find_door(engine, door_token(told.link))
    with Session(engine) as session:
        link = find_link(session, told.link)
        if link is None or door is None:
            return 404, "unknown_door"
        wait_for_turn(session, link.frame_id)
        answer = _noted(session, link, door, Contact(contact_id, told.visit, told.result), told, today)
        session.commit()
    return answer


def _noted(
    session: Session, link: InterviewLink, door: Door, contact: Contact, told: Told, today: dt.date
) -> Answer:
    case = _case(session, link, told.case)
    if case is None:
        return 422, "invalid"
    contacts = read_contacts(case.contacts)
    known = [each for each in contacts if each.id == contact.id]
    if known:
        return (200, "recorded_before") if known == [contact] else (409, "other_body")
    stands = standing(door, today, answered=min(today, door.last_day))
    if link.revoked_on is not None:
        stands = "revoked"
    if stands != "open":
        return (503, "not_open") if stands == "not_open" else (410, stands)
    if len(contacts) >= MOST_VISITS or not _may_replace(session, link, case, told.replaces):
        return 422, "invalid"
    contacts.append(contact)
    case.contacts, case.visits, case.outcome = write_contacts(contacts), len(contacts), outcome_of(contacts)
    session.add(case)
    session.flush()
    hide_which(session, link.frame_id)
    return 201, "recorded"


def _case(session: Session, link: InterviewLink, number: int) -> Case | None:
    """The case of a number, if it is this interviewer's."""
    mine = (Case.frame_id == link.frame_id, Case.fieldworker == link.fieldworker)
    return session.exec(select(Case).where(*mine, Case.number == number)).first()


def _may_replace(session: Session, link: InterviewLink, case: Case, number: int | None) -> bool:
    """Note for which household a reserve came in; False where it cannot have come in for that one."""
    if number is None:
        return True
    replaced = _case(session, link, number)
    if case.role != "reserve" or replaced is None or replaced.number >= case.number:
        return False
    if case.replaces_id is None:
        case.replaces_id = id_of(replaced)
    return True


def wait_for_turn(session: Session, frame_id: int) -> None:
    """Two visits of one list are noted one after another; it changes nothing, yet takes the lock."""
    session.execute(update(Frame).where(col(Frame.id) == frame_id).values(area=Frame.area))


def hide_which(session: Session, frame_id: int) -> None:
    """PostgreSQL marks every row with the transaction that wrote it, and ballots bear such marks too.

    So all cases of the list are written each time, and their marks tell nothing of which household was last.
    """
    if session.get_bind().dialect.name == "postgresql":
        mine = col(Case.frame_id) == frame_id
        session.execute(
            update(Case).where(mine).values(visits=Case.visits).execution_options(synchronize_session=False)
        )
