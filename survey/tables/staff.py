"""Accounts with roles on a subtree of units, the audit chain, and the job queue."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import CheckConstraint, Column, LargeBinary, Text, UniqueConstraint
from sqlmodel import Field, SQLModel

from survey.tables.base import one_of

ROLES = (
    "administrator",
    "analyst",
    "approver",
    "officer",
    "clerk",
    "interviewer",
    "supervisor",
    "auditor",
)


class Account(SQLModel, table=True):
    """Somebody who signs in; secrets are kept as hashes or encrypted."""

    __table_args__ = (UniqueConstraint("email"),)

    id: int | None = Field(default=None, primary_key=True)
    email: str = Field(max_length=200)
    name: str = Field(max_length=120)
    password_hash: str | None = Field(default=None, max_length=200)
    totp_secret: bytes | None = Field(default=None, sa_column=Column(LargeBinary, nullable=True))
    recovery_codes: str | None = Field(default=None, sa_column=Column(Text, nullable=True))
    is_active: bool = True
    failed_attempts: int = 0
    locked_until: dt.datetime | None = None


class Grant(SQLModel, table=True):
    """A role of an account on a unit and all below it."""

    __tablename__ = "role_grant"
    __table_args__ = (one_of("role", ROLES), UniqueConstraint("account_id", "unit_id", "role"))

    id: int | None = Field(default=None, primary_key=True)
    account_id: int = Field(foreign_key="account.id", index=True)
    unit_id: int = Field(foreign_key="unit.id")
    role: str = Field(max_length=16)
    granted_by: str = Field(max_length=120)
    valid_to: dt.date | None = None


class Event(SQLModel, table=True):
    """One line of the audit log, carrying the hash of the line before it. Never about a citizen."""

    __table_args__ = (
        UniqueConstraint("hash"),
        UniqueConstraint("previous_hash"),
        CheckConstraint("length(hash) = 64", name="hash"),
    )

    id: int | None = Field(default=None, primary_key=True)
    happened: dt.datetime
    actor: str = Field(max_length=120)
    action: str = Field(max_length=64, index=True)
    subject: str = Field(max_length=120)
    detail: str = Field(default="{}", sa_column=Column(Text, nullable=False))
    previous_hash: str = Field(max_length=64)
    hash: str = Field(max_length=64)


class Job(SQLModel, table=True):
    """Work for later: what, how far, and what went wrong."""

    __table_args__ = (
        one_of("state", ("waiting", "running", "done", "failed")),
        CheckConstraint("attempts >= 0", name="attempts"),
    )

    id: int | None = Field(default=None, primary_key=True)
    kind: str = Field(max_length=32, index=True)
    arguments: str = Field(default="{}", sa_column=Column(Text, nullable=False))
    state: str = Field(default="waiting", max_length=8, index=True)
    progress: float = 0.0
    attempts: int = 0
    error: str | None = Field(default=None, sa_column=Column(Text, nullable=True))
    created: dt.datetime
    finished: dt.datetime | None = None
