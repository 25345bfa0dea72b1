"""What the screening of a wave found, and how many ballots one person alone may set aside in it."""

from __future__ import annotations

import datetime as dt
import uuid

from sqlalchemy import CheckConstraint, Column, Index, Text, text
from sqlmodel import Field, SQLModel

from survey.tables.base import BallotId, one_of


class QualitySetting(SQLModel, table=True):
    """How a wave wants its exclusions confirmed; without a row every one by a second person."""

    __tablename__ = "quality_setting"
    __table_args__ = (CheckConstraint("alone_percent >= 0 AND alone_percent <= 100", name="alone_percent"),)

    wave_id: int = Field(foreign_key="wave.id", primary_key=True)
    alone_percent: float = Field(default=0, sa_column_kwargs={"server_default": text("0")})
    """Per cent of the ballots of a unit that may be set aside without a second person."""


class QualityRun(SQLModel, table=True):
    """The last screening of a wave: what ran, what could not, and the index with and without exclusions."""

    __tablename__ = "quality_run"

    wave_id: int = Field(foreign_key="wave.id", primary_key=True)
    day: dt.date
    ballots: int
    counts: str = Field(sa_column=Column(Text, nullable=False))
    """JSON: flags by rule that ran."""
    not_run: str = Field(sa_column=Column(Text, nullable=False))
    """JSON: why by rule that did not."""
    effect: str | None = Field(default=None, sa_column=Column(Text, nullable=True))
    """JSON: the index with and without the ballots excluded by then; none before the wave has closed."""
    excluded: int = 0
    """How many were excluded when that was computed."""


class QualityFlag(SQLModel, table=True):
    """One thing that looks odd, with its evidence; made anew by every screening."""

    __tablename__ = "quality_flag"
    __table_args__ = (one_of("severity", ("note", "warning", "serious")),)

    id: int | None = Field(default=None, primary_key=True)
    wave_id: int = Field(foreign_key="wave.id", index=True)
    rule: str = Field(max_length=32)
    severity: str = Field(max_length=8)
    collector_id: int | None = Field(default=None, foreign_key="collector.id")
    """None where the ballots came through several doors."""
    day: dt.date | None = None
    """None where they came on several days."""
    ballots: int
    evidence: str = Field(sa_column=Column(Text, nullable=False))
    """JSON: the numbers that speak for it."""


class FlaggedBallot(SQLModel, table=True):
    """A ballot concerned by a flag."""

    __tablename__ = "flagged_ballot"
    __table_args__ = (Index("ix_flagged_ballot_place", "wave_id", "rule", "collector_id"),)

    flag_id: int = Field(foreign_key="quality_flag.id", primary_key=True)
    ballot_id: uuid.UUID = Field(sa_column=Column(BallotId, primary_key=True))
    wave_id: int = Field(foreign_key="wave.id")
    rule: str = Field(max_length=32)
    collector_id: int = Field(foreign_key="collector.id")
    value: float | None = None
    """What was measured on this ballot alone; None where the whole group was judged."""
