"""Ballots keyed from paper: which number of a batch each bears, and the blind second keying of a share."""

from __future__ import annotations

import uuid

from sqlalchemy import CheckConstraint, Column, LargeBinary, UniqueConstraint
from sqlmodel import Field, SQLModel

from survey.tables.base import BallotId, one_of

WAITING, KEYED, RESOLVED = "waiting", "keyed", "resolved"


class KeyedBallot(SQLModel, table=True):
    """A ballot that was keyed from paper; the row is deleted with the ballots of its wave."""

    __tablename__ = "keyed_ballot"
    __table_args__ = (
        UniqueConstraint("batch_id", "number"),
        CheckConstraint("number >= 1", name="number"),
        CheckConstraint("length(body_hash) = 16", name="body_hash"),
        {"sqlite_with_rowid": False},
    )

    ballot_id: uuid.UUID = Field(sa_column=Column(BallotId, primary_key=True))
    batch_id: int = Field(foreign_key="batch.id")
    number: int
    """Of the serial printed on the form; where none is printed, the counter of the batch."""
    account_id: int = Field(foreign_key="account.id", index=True)
    """Who keyed it first."""
    body_hash: bytes = Field(sa_column=Column(LargeBinary(16), nullable=False))
    """Of the answers as they were first sent: the same ballot sent again is known by it."""


class SecondKeying(SQLModel, table=True):
    """A ballot of a batch that another person keys without seeing the first keying."""

    __tablename__ = "second_keying"
    __table_args__ = (
        one_of("state", (WAITING, KEYED, RESOLVED)),
        CheckConstraint("account_id IS NULL OR account_id <> first_id", name="two_people"),
        CheckConstraint(
            "resolved_id IS NULL OR (resolved_id <> first_id AND resolved_id <> account_id)",
            name="third_person",
        ),
        CheckConstraint("state = 'waiting' OR account_id IS NOT NULL", name="keyed_by"),
        CheckConstraint(
            "state <> 'resolved' OR "
            "(fields IS NOT NULL AND first_wrong IS NOT NULL AND second_wrong IS NOT NULL)",
            name="counts",
        ),
        {"sqlite_with_rowid": False},
    )

    ballot_id: uuid.UUID = Field(sa_column=Column(BallotId, primary_key=True))
    batch_id: int = Field(foreign_key="batch.id", index=True)
    first_id: int = Field(foreign_key="account.id")
    """Who keyed it first."""
    account_id: int | None = Field(default=None, foreign_key="account.id")
    """Who keyed it for comparison."""
    answers: str | None = Field(default=None, max_length=400)
    """What was keyed for comparison, until the two agree."""
    state: str = Field(default=WAITING, max_length=8)
    resolved_id: int | None = Field(default=None, foreign_key="account.id")
    """Who decided where the two differed; nobody where they did not."""
    fields: int | None = None
    """Questions compared."""
    first_wrong: int | None = None
    second_wrong: int | None = None
