"""The restricted desk: what alleges wrongdoing, until when to look, who looked, and what became of it."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import func
from sqlmodel import Session, col, select

from survey.comments import working_days
from survey.comments.faults import CommentError
from survey.keys import id_of
from survey.tables import Comment, Unit, Wave
from survey.waves.events import append

LONGEST = 200


@dataclass(frozen=True)
class Restricted:
    """One comment at the restricted desk."""

    comment: Comment
    unit: Unit
    left: int
    """Working days to its deadline; negative when it is overdue."""

    @property
    def is_overdue(self) -> bool:
        return self.comment.settled is None and self.left < 0


def restricted(
    session: Session, wave: Wave, today: dt.date, *, limit: int, offset: int = 0
) -> list[Restricted]:
    """Those that wait first, by their deadlines."""
    asked = select(Comment, Unit).join(Unit, col(Unit.id) == col(Comment.agency_id))
    asked = asked.where(Comment.wave_id == wave.id, col(Comment.due).is_not(None))
    asked = asked.order_by(col(Comment.settled).is_not(None), col(Comment.due), col(Comment.id))
    found = session.exec(asked.limit(limit).offset(offset))
    return [_restricted(comment, unit, today) for comment, unit in found]


def count(session: Session, wave: Wave) -> int:
    """How many."""
    asked = select(func.count()).select_from(Comment)
    return session.exec(asked.where(Comment.wave_id == id_of(wave), col(Comment.due).is_not(None))).one()


def waiting(session: Session, waves: Collection[int]) -> dict[int, int]:
    """How many nobody has settled yet, by wave."""
    asked = select(Comment.wave_id, func.count()).where(
        col(Comment.wave_id).in_(waves), col(Comment.due).is_not(None), col(Comment.settled).is_(None)
    )
    return dict(session.exec(asked.group_by(col(Comment.wave_id))).all())


def open_one(
    session: Session, wave: Wave, number: uuid.UUID, today: dt.date, *, by: str
) -> Restricted | None:
    """Read one, which is noted in the audit log; None where there is none."""
    found = find(session, wave, number, today)
    if found is not None:
        append(session, by, "comment.restricted_opened", f"wave {wave.code}", {"unit": found.unit.code})
    return found


def find(session: Session, wave: Wave, number: uuid.UUID, today: dt.date) -> Restricted | None:
    """One comment at this desk."""
    asked = select(Comment, Unit).join(Unit, col(Unit.id) == col(Comment.agency_id))
    asked = asked.where(Comment.wave_id == wave.id, Comment.id == number, col(Comment.due).is_not(None))
    row = session.exec(asked).first()
    return None if row is None else _restricted(*row, today)


def settle(session: Session, wave: Wave, found: Restricted, where: str, *, by: str) -> None:
    """Say where it was passed on to; it stays here and is never released.

    Raises
    ------
    CommentError: nothing is said, or too much; or it is settled already.
    """
    said = " ".join(where.split())
    if not said or len(said) > LONGEST:
        raise CommentError("where")
    _check_open(found)
    found.comment.settled = said
    session.add(found.comment)
    append(session, by, "comment.restricted_settled", f"wave {wave.code}", {"unit": found.unit.code})


def give_back(session: Session, wave: Wave, found: Restricted, *, by: str) -> None:
    """It alleges nothing of the kind: back to the others.

    Raises
    ------
    CommentError: it is settled already.
    """
    _check_open(found)
    found.comment.due, found.comment.status = None, "new"
    session.add(found.comment)
    append(session, by, "comment.restricted_returned", f"wave {wave.code}", {"unit": found.unit.code})


def _check_open(found: Restricted) -> None:
    if found.comment.settled is not None:
        raise CommentError("settled")


def _restricted(comment: Comment, unit: Unit, today: dt.date) -> Restricted:
    due = comment.due or today
    return Restricted(comment, unit, working_days.left(today, due))
