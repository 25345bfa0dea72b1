"""Ballots, comments apart from them, and what is remembered of deletions."""

from __future__ import annotations

import datetime as dt
import uuid

from sqlalchemy import CheckConstraint, Column, Integer, LargeBinary, UniqueConstraint
from sqlmodel import Field, SQLModel

from survey.tables.base import BallotId, Day, one_of

COMPLETE, PARTIAL, FLAGGED, EXCLUDED = "c", "p", "f", "x"
ALONE, READ_ALOUD, INTERPRETED = "a", "r", "i"
CITIZEN, ORGANISATION = "c", "o"


class Ballot(SQLModel, table=True):
    """One person's answers: no address, no time of day, nobody's name.

    One letter says `state` (c complete, p partial, f flagged, x excluded), `assisted` (a alone,
    r read aloud, i interpreted) and `respondent_type` (c citizen, o organisation).
    """

    __table_args__ = (
        one_of("state", (COMPLETE, PARTIAL, FLAGGED, EXCLUDED)),
        one_of("assisted", (ALONE, READ_ALOUD, INTERPRETED)),
        one_of("respondent_type", (CITIZEN, ORGANISATION)),
        CheckConstraint("seconds IS NULL OR seconds >= 0", name="seconds"),
        CheckConstraint("weight IS NULL OR weight >= 0", name="weight"),
        CheckConstraint("length(body_hash) = 16", name="body_hash"),
        {"sqlite_with_rowid": False},
    )

    id: uuid.UUID = Field(sa_column=Column(BallotId, primary_key=True))
    wave_id: int = Field(foreign_key="wave.id")
    collector_id: int = Field(foreign_key="collector.id")
    agency_id: int = Field(foreign_key="unit.id")
    service_point_id: int = Field(foreign_key="unit.id")
    procedure_id: int | None = Field(default=None, foreign_key="procedure.id")
    design_cell_id: int | None = Field(default=None, foreign_key="design_cell.id")
    respondent_type: str | None = Field(default=None, max_length=1)
    day: dt.date = Field(sa_column=Column(Day, nullable=False))
    language: str = Field(max_length=8)
    seconds: int | None = Field(default=None, sa_column=Column(Integer, nullable=True))
    assisted: str = Field(default=ALONE, max_length=1)
    state: str = Field(default=COMPLETE, max_length=1)
    body_hash: bytes = Field(sa_column=Column(LargeBinary(16), nullable=False))
    """First 16 bytes of the SHA-256 of the canonical decoded answers, comments and state."""
    answers: str = Field(max_length=400)
    weight: float | None = None


class Comment(SQLModel, table=True):
    """What somebody wrote, with no way back to the ballot it came with."""

    __table_args__ = (
        one_of("status", ("new", "cleaned", "released", "withheld")),
        {"sqlite_with_rowid": False},
    )

    id: uuid.UUID = Field(sa_column=Column(BallotId, primary_key=True))
    """Random: neither the ballot's id nor the order of arrival."""
    wave_id: int = Field(foreign_key="wave.id", index=True)
    agency_id: int = Field(foreign_key="unit.id")
    item: str = Field(max_length=64)
    day: dt.date = Field(sa_column=Column(Day, nullable=False))
    body: str = Field(max_length=4000)
    status: str = Field(default="new", max_length=10)
    theme: str | None = Field(default=None, max_length=64)
    shown: str | None = Field(default=None, max_length=4000)
    """What is passed on in place of `body`: the same with private details struck out."""
    due: dt.date | None = None
    """Until when an authorised person has to look; set while it lies at the restricted desk."""
    settled: str | None = Field(default=None, max_length=200)
    """Where a restricted one was passed on to."""


class CommentTheme(SQLModel, table=True):
    """One of the themes that an installation sorts comments by."""

    __tablename__ = "comment_theme"
    __table_args__ = (UniqueConstraint("name"),)

    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(max_length=64)


class Deleted(SQLModel, table=True):
    """Ids of ballots destroyed on purpose, so that a late device is told 410 and not 201."""

    __tablename__ = "deleted_ballot"
    __table_args__ = ({"sqlite_with_rowid": False},)

    id: uuid.UUID = Field(sa_column=Column(BallotId, primary_key=True))
