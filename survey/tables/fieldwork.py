"""Frames and cases of drawn samples, paper batches, and the ledger of excluded ballots."""

from __future__ import annotations

import datetime as dt
import uuid

from sqlalchemy import CheckConstraint, Column, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from survey.tables.base import BallotId, one_of

OUTCOMES = (
    "open",
    "completed",
    "partial",
    "refused",
    "broken_off",
    "not_at_home",
    "other",
    "unknown_household",
    "unknown",
    "moved",
    "not_eligible",
)
"""How a case stands; all but the first are the words that analysis/weighting/dispositions.py counts."""
FINDINGS = ("visited", "not_visited", "other_household")
"""What whoever came again found: the household was visited, was not, or another one was."""


class Frame(SQLModel, table=True):
    """A list that a sample is drawn from; deleted with its cases after the wave closes."""

    id: int | None = Field(default=None, primary_key=True)
    wave_id: int = Field(foreign_key="wave.id", index=True)
    design_cell_id: int | None = Field(default=None, foreign_key="design_cell.id")
    kind: str = Field(default="household", max_length=16)
    area: str = Field(default="", max_length=120, sa_column_kwargs={"server_default": text("''")})
    """The sampling area whose list it is; empty where the list is one."""
    source: str = Field(max_length=200)
    seed: int | None = None
    delete_after: dt.date | None = None


class Case(SQLModel, table=True):
    """One household or transaction on the list; nothing joins it to a ballot."""

    __tablename__ = "sample_case"
    __table_args__ = (
        one_of("role", ("listed", "drawn", "reserve")),
        one_of("outcome", OUTCOMES),
        one_of("recheck_finding", FINDINGS),
        UniqueConstraint("frame_id", "number"),
        CheckConstraint("visits >= 0", name="visits"),
    )

    id: int | None = Field(default=None, primary_key=True)
    frame_id: int = Field(foreign_key="frame.id")
    number: int
    description: str = Field(max_length=300)
    role: str = Field(default="listed", max_length=8)
    fieldworker: str | None = Field(default=None, max_length=32)
    outcome: str = Field(default="open", max_length=24)
    visits: int = 0
    contacts: str = Field(default="[]", max_length=2000, sa_column_kwargs={"server_default": "[]"})
    """What each visit came to, as JSON: [id of the contact, number of the visit, result]. No day, no time."""
    replaces_id: int | None = Field(default=None, foreign_key="sample_case.id")
    reason: str | None = Field(default=None, max_length=300)
    recheck: bool = False
    recheck_finding: str | None = Field(default=None, max_length=16)
    """What was found when somebody came again; None until then."""


class Batch(SQLModel, table=True):
    """A bundle of paper ballots: issued = returned + spoiled + missing."""

    __table_args__ = (
        CheckConstraint("issued = returned + spoiled + missing", name="balance"),
        CheckConstraint("returned >= 0 AND spoiled >= 0 AND missing >= 0", name="counts"),
        one_of("state", ("open", "keyed", "second_keyed", "closed")),
    )

    id: int | None = Field(default=None, primary_key=True)
    collector_id: int = Field(foreign_key="collector.id", index=True)
    day: dt.date
    serial_from: str | None = Field(default=None, max_length=32)
    serial_to: str | None = Field(default=None, max_length=32)
    issued: int
    returned: int
    spoiled: int = 0
    missing: int = 0
    first_keyed_by: str | None = Field(default=None, max_length=64)
    second_keyed_by: str | None = Field(default=None, max_length=64)
    state: str = Field(default="open", max_length=16)


class Exclusion(SQLModel, table=True):
    """The ledger: which ballot was set aside, by which rule, who proposed and who confirmed.

    `confirmed` without a second person stands where the wave lets one person exclude a small share; `kept`
    is looked at and left in, `reversed` was set aside and put back.
    """

    __table_args__ = (
        one_of("status", ("proposed", "confirmed", "reversed", "kept")),
        CheckConstraint("confirmed_by IS NULL OR confirmed_by <> proposed_by", name="two_people"),
    )

    id: int | None = Field(default=None, primary_key=True)
    ballot_id: uuid.UUID = Field(sa_column=Column(BallotId, nullable=False, index=True))
    wave_id: int = Field(foreign_key="wave.id", index=True)
    rule: str = Field(max_length=32)
    reason: str = Field(max_length=300)
    proposed_by: str = Field(max_length=200)
    confirmed_by: str | None = Field(default=None, max_length=200)
    day: dt.date
    status: str = Field(default="proposed", max_length=10)
    collector_id: int | None = Field(default=None, foreign_key="collector.id")
    """The door that the ballot came through, known also after the ballot is destroyed."""
    ended_by: str | None = Field(default=None, max_length=200)
    """Who kept it or put it back."""
    ended_because: str | None = Field(default=None, max_length=300)
