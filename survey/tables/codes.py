"""One-time codes that still wait to be used, and how many were made for each door."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import CheckConstraint, Column, LargeBinary
from sqlmodel import Field, SQLModel


class CodeBatch(SQLModel, table=True):
    """A number of one-time codes made at once; from the first batch on its door asks for a code."""

    __tablename__ = "code_batch"
    __table_args__ = (
        CheckConstraint("made >= 1", name="made"),
        CheckConstraint("left_over IS NULL OR (left_over >= 0 AND left_over <= made)", name="left_over"),
        CheckConstraint("length(key_mark) = 8", name="key_mark"),
    )

    id: int | None = Field(default=None, primary_key=True)
    collector_id: int = Field(foreign_key="collector.id", index=True)
    made_on: dt.date
    made: int
    left_over: int | None = None
    """How many were never used; known once the codes of the closed wave are deleted."""
    key_mark: bytes = Field(sa_column=Column(LargeBinary(8), nullable=False))
    """Tells with which secret key they were hashed."""


class OneTimeCode(SQLModel, table=True):
    """A code that waits; it leaves with the ballot it admits, so that no row tells who used which or when."""

    __tablename__ = "one_time_code"
    __table_args__ = (
        CheckConstraint("length(code_hash) = 32", name="code_hash"),
        {"sqlite_with_rowid": False},
    )

    code_hash: bytes = Field(sa_column=Column(LargeBinary(32), primary_key=True))
    """HMAC-SHA-256 of door and code under the secret key."""
    batch_id: int = Field(foreign_key="code_batch.id", index=True)
