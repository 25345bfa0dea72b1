"""Comments as the desk looks for them: by unit, question, theme and words, in no order of arrival."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, select
from sqlmodel import Session, col

from survey.keys import id_of
from survey.tables import Comment, Unit, Wave

NO_THEME = "-"
"""Asks for those without a theme."""


@dataclass(frozen=True)
class Sought:
    """What of a wave is looked for; empty where it does not matter."""

    unit: int | None = None
    item: str = ""
    theme: str = ""
    status: str = ""
    words: str = ""


def conditions(wave: Wave, sought: Sought) -> list[ColumnElement[bool]]:
    """What the comments fulfil; those at the restricted desk are never among them."""
    found = [col(Comment.wave_id) == id_of(wave), col(Comment.due).is_(None)]
    if sought.unit is not None:
        found.append(col(Comment.agency_id) == sought.unit)
    if sought.item:
        found.append(col(Comment.item) == sought.item)
    if sought.status:
        found.append(col(Comment.status) == sought.status)
    if sought.theme:
        theme = col(Comment.theme)
        found.append(theme.is_(None) if sought.theme == NO_THEME else theme == sought.theme)
    if sought.words:
        found.append(col(Comment.body).icontains(sought.words, autoescape=True))
    return found


def comments(
    session: Session, wave: Wave, sought: Sought, *, limit: int, offset: int = 0
) -> list[tuple[Comment, Unit]]:
    """Unit by unit and question by question, then by a number drawn at random."""
    asked = select(Comment, Unit).join(Unit, col(Unit.id) == col(Comment.agency_id))
    asked = asked.where(*conditions(wave, sought))
    asked = asked.order_by(col(Unit.name), col(Comment.item), col(Comment.id)).limit(limit).offset(offset)
    return [(comment, unit) for comment, unit in session.execute(asked)]


def count(session: Session, wave: Wave, sought: Sought) -> int:
    """How many there are."""
    asked = select(func.count()).select_from(Comment).where(*conditions(wave, sought))
    return session.execute(asked).scalar() or 0


def counts(session: Session, wave: Wave) -> dict[str, int]:
    """How many by how they stand."""
    asked = select(col(Comment.status), func.count()).where(*conditions(wave, Sought()))
    return {status: n for status, n in session.execute(asked.group_by(col(Comment.status)))}


def one(session: Session, wave: Wave, number: uuid.UUID) -> tuple[Comment, Unit] | None:
    """A comment of this wave that is not at the restricted desk."""
    asked = select(Comment, Unit).join(Unit, col(Unit.id) == col(Comment.agency_id))
    row = session.execute(asked.where(*conditions(wave, Sought()), col(Comment.id) == number)).first()
    return (row[0], row[1]) if row else None


def units(session: Session, wave: Wave) -> list[Unit]:
    """The units with comments at the desk."""
    written = select(col(Comment.agency_id)).where(*conditions(wave, Sought()))
    return list(session.execute(select(Unit).where(col(Unit.id).in_(written)).order_by(Unit.name)).scalars())


def released(
    session: Session, wave: Wave, agencies: Collection[int], *, limit: int, offset: int = 0
) -> list[tuple[Comment, Unit]]:
    """What was released of some units; never ordered by time."""
    asked = select(Comment, Unit).join(Unit, col(Unit.id) == col(Comment.agency_id))
    asked = asked.where(*_released(wave, agencies))
    asked = asked.order_by(col(Unit.name), col(Comment.theme), col(Comment.id)).limit(limit).offset(offset)
    return [(comment, unit) for comment, unit in session.execute(asked)]


def count_released(session: Session, wave: Wave, agencies: Collection[int]) -> int:
    """How many."""
    asked = select(func.count()).select_from(Comment).where(*_released(wave, agencies))
    return session.execute(asked).scalar() or 0


def _released(wave: Wave, agencies: Collection[int]) -> list[ColumnElement[bool]]:
    return [*conditions(wave, Sought(status="released")), col(Comment.agency_id).in_(agencies)]
