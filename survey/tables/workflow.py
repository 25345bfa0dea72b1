"""What belongs to the way of a wave: whom it rates with N and n, test ballots, reviews, action plans."""

from __future__ import annotations

import datetime as dt
import uuid

from sqlalchemy import CheckConstraint, Column, Text, UniqueConstraint
from sqlmodel import Field, SQLModel

from survey.tables.base import BallotId, Day, one_of

OUTCOMES = ("kept", "changed")
ACTION_STATES = ("planned", "doing", "done", "dropped")


class WaveTarget(SQLModel, table=True):
    """A rated unit of a wave, or one procedure of it: its population N, and n, the ballots aimed at."""

    __tablename__ = "wave_target"
    __table_args__ = (
        CheckConstraint("population IS NULL OR population >= 1", name="population"),
        CheckConstraint("target IS NULL OR target >= 1", name="target"),
        UniqueConstraint("wave_id", "unit_id", "procedure_id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    wave_id: int = Field(foreign_key="wave.id", index=True)
    unit_id: int = Field(foreign_key="unit.id", index=True)
    procedure_id: int | None = Field(default=None, foreign_key="procedure.id")
    population: int | None = None
    target: int | None = None


class TestBallot(SQLModel, table=True):
    """A ballot of a rehearsal: never in the table of ballots, so that nothing that counts can meet it."""

    __test__ = False
    __tablename__ = "test_ballot"
    __table_args__ = ({"sqlite_with_rowid": False},)

    id: uuid.UUID = Field(sa_column=Column(BallotId, primary_key=True))
    wave_id: int = Field(foreign_key="wave.id", index=True)
    collector_id: int = Field(foreign_key="collector.id")
    day: dt.date = Field(sa_column=Column(Day, nullable=False))
    answers: str = Field(max_length=400)


class Reconsideration(SQLModel, table=True):
    """A rated unit asks to look again at what was frozen, and is answered."""

    __table_args__ = (
        one_of("outcome", OUTCOMES),
        CheckConstraint(
            "(outcome IS NULL) = (answer IS NULL) AND (outcome IS NULL) = (answered_by IS NULL) "
            "AND (outcome IS NULL) = (answered_on IS NULL)",
            name="answered",
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    wave_id: int = Field(foreign_key="wave.id", index=True)
    unit_id: int = Field(foreign_key="unit.id", index=True)
    asked_on: dt.date
    asked_by: str = Field(max_length=120)
    body: str = Field(sa_column=Column(Text, nullable=False))
    outcome: str | None = Field(default=None, max_length=8)
    answer: str | None = Field(default=None, sa_column=Column(Text, nullable=True))
    answered_on: dt.date | None = None
    answered_by: str | None = Field(default=None, max_length=120)


class Action(SQLModel, table=True):
    """One line of a unit's action plan after a wave: what, who, until when, how far."""

    __table_args__ = (one_of("state", ACTION_STATES),)

    id: int | None = Field(default=None, primary_key=True)
    wave_id: int = Field(foreign_key="wave.id", index=True)
    unit_id: int = Field(foreign_key="unit.id", index=True)
    body: str = Field(max_length=500)
    owner: str = Field(max_length=120)
    due: dt.date
    state: str = Field(default="planned", max_length=8)
    written_by: str = Field(max_length=120)
    changed_on: dt.date
