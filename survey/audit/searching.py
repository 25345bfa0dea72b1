"""Finding lines of the audit log by who did what to which, and when."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import ColumnElement, func
from sqlmodel import Session, col, select

from survey.dates import VIETNAM
from survey.tables import Event

SIZE = 50


@dataclass(frozen=True)
class Wanted:
    """Which lines: words in the actor and the subject, the beginning of the action, days in Vietnam."""

    actor: str | None = None
    action: str | None = None
    subject: str | None = None
    first_day: dt.date | None = None
    last_day: dt.date | None = None


@dataclass(frozen=True)
class Page:
    """Some of the lines that were found, the latest first."""

    events: tuple[Event, ...]
    number: int
    pages: int
    found: int


def search(session: Session, wanted: Wanted, *, page: int = 1, size: int = SIZE) -> Page:
    """One page of the lines that are wanted."""
    conditions = _conditions(wanted)
    found = session.exec(select(func.count()).select_from(Event).where(*conditions)).one()
    statement = select(Event).where(*conditions).order_by(col(Event.id).desc())
    events = session.exec(statement.offset((page - 1) * size).limit(size)).all()
    return Page(tuple(events), page, max(1, -(-found // size)), found)


def _conditions(wanted: Wanted) -> list[ColumnElement[bool]]:
    made: list[ColumnElement[bool]] = []
    if wanted.actor:
        made.append(col(Event.actor).icontains(wanted.actor, autoescape=True))
    if wanted.action:
        made.append(col(Event.action).startswith(wanted.action, autoescape=True))
    if wanted.subject:
        made.append(col(Event.subject).icontains(wanted.subject, autoescape=True))
    if wanted.first_day:
        made.append(col(Event.happened) >= _midnight(wanted.first_day))
    if wanted.last_day:
        made.append(col(Event.happened) < _midnight(wanted.last_day + dt.timedelta(days=1)))
    return made


def _midnight(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(), VIETNAM)
