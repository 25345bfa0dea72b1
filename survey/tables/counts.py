"""How many ballots came: counted from the ballots again and again, so that a page need not."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import CheckConstraint, Column
from sqlmodel import Field, SQLModel

from survey.tables.ballots import COMPLETE, EXCLUDED, FLAGGED, PARTIAL
from survey.tables.base import Day, one_of


class BallotCount(SQLModel, table=True):
    """Ballots of one door, for one unit, in one week, of one state; never what was answered."""

    __tablename__ = "ballot_count"
    __table_args__ = (
        one_of("state", (COMPLETE, PARTIAL, FLAGGED, EXCLUDED)),
        CheckConstraint("ballots >= 1 AND recent >= 0 AND recent <= ballots", name="counts"),
        {"sqlite_with_rowid": False},
    )

    wave_id: int = Field(foreign_key="wave.id", primary_key=True)
    collector_id: int = Field(foreign_key="collector.id", primary_key=True)
    agency_id: int = Field(foreign_key="unit.id", primary_key=True)
    state: str = Field(max_length=1, primary_key=True)
    """Before the week, so that the sums over the weeks are read in the order of the key."""
    week: dt.date = Field(sa_column=Column(Day, primary_key=True, autoincrement=False))
    """Its Monday."""
    ballots: int
    recent: int
    """Of these, how many in the seven days that end with the day of the counting."""
    last_day: dt.date = Field(sa_column=Column(Day, nullable=False))


class CountedWave(SQLModel, table=True):
    """When the ballots of a wave were last counted, and how long it took."""

    __tablename__ = "counted_wave"
    __table_args__ = (CheckConstraint("milliseconds >= 0", name="milliseconds"),)

    wave_id: int = Field(foreign_key="wave.id", primary_key=True)
    counted: dt.datetime
    milliseconds: int = 0
