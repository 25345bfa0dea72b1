"""The cases of a wave for those who lead its fieldwork: picked by how they stand, a page at a time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlmodel import Session, col

from survey.keys import LARGEST, id_of
from survey.tables import Case, Frame, Wave

_is_in_use = or_(col(Case.role) == "drawn", col(Case.visits) > 0, col(Case.replaces_id).is_not(None))
STATES: dict[str, ColumnElement[bool]] = {
    "to_visit": and_(_is_in_use, col(Case.outcome) == "open"),
    "completed": col(Case.outcome) == "completed",
    "lost": col(Case.outcome).not_in(("open", "completed")),
    "reserve": and_(col(Case.role) == "reserve", ~_is_in_use),
    "recheck": and_(col(Case.recheck), col(Case.recheck_finding).is_(None)),
}
"""Name of a stretch of the list → its condition."""


@dataclass(frozen=True)
class Picked:
    """Which cases are wanted; what is empty picks nothing."""

    list: int | None = None
    who: str = ""
    state: str = ""


def count_cases(session: Session, wave: Wave, picked: Picked) -> int:
    """How many there are."""
    return int(session.execute(_picked(select(func.count()), wave, picked)).scalar_one())


def cases_of(
    session: Session, wave: Wave, picked: Picked, *, first: int, most: int
) -> list[tuple[Case, Frame]]:
    """A stretch of them, list by list in the order of their numbers."""
    order = (col(Frame.area), col(Frame.id), col(Case.number))
    both: Select[Any] = select(Case, Frame)
    asked = _picked(both, wave, picked).order_by(*order).offset(first).limit(most)
    return [(case, frame) for case, frame in session.execute(asked)]


def case_in(session: Session, wave: Wave, number: int) -> tuple[Case, Frame] | None:
    """A case of this wave by its number in the table; None for any other."""
    if number > LARGEST:
        return None
    asked = select(Case, Frame).join(Frame, col(Frame.id) == col(Case.frame_id))
    found = session.execute(asked.where(col(Frame.wave_id) == id_of(wave), col(Case.id) == number)).first()
    return None if found is None else (found[0], found[1])


def standing_in(session: Session, case: Case) -> Case | None:
    """The reserve that came in for a case."""
    asked = select(Case).where(col(Case.replaces_id) == case.id).order_by(col(Case.number)).limit(1)
    return session.execute(asked).scalars().first()


def _picked(statement: Select[Any], wave: Wave, picked: Picked) -> Select[Any]:
    found = statement.select_from(Case).join(Frame, col(Frame.id) == col(Case.frame_id))
    found = found.where(col(Frame.wave_id) == id_of(wave))
    if picked.list is not None:
        found = found.where(col(Case.frame_id) == picked.list)
    if picked.who:
        found = found.where(func.coalesce(col(Case.fieldworker), "-") == picked.who)
    if picked.state in STATES:
        found = found.where(STATES[picked.state])
    return found
