"""Accounts with roles on a subtree of units, the audit chain, and the job queue."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKey,
    Integer,
    LargeBinary,
    Text,
    UniqueConstraint,
    text,
)
from sqlmodel import Field, SQLModel

from survey.tables.append_only import guard
from survey.tables.base import metadata, one_of

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


def _of_account() -> Column[int]:
    """Whose it is; it goes with the account."""
    return Column(Integer, ForeignKey("account.id", ondelete="CASCADE"), nullable=False, index=True)


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
    totp_step: int | None = None
    """The time step of the last code taken: none before it, and it itself, is taken again."""


class StaffSession(SQLModel, table=True):
    """A browser in which somebody is signed in; what the browser holds is kept as a hash."""

    __tablename__ = "staff_session"
    __table_args__ = (
        UniqueConstraint("token_hash"),
        CheckConstraint("length(token_hash) = 32", name="token_hash"),
        one_of("strength", ("password", "second_factor", "pin")),
        CheckConstraint("(strength = 'pin') = (device_id IS NOT NULL)", name="device_id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    token_hash: bytes = Field(sa_column=Column(LargeBinary(32), nullable=False))
    account_id: int = Field(sa_column=_of_account())
    created: dt.datetime
    last_seen: dt.datetime
    strength: str = Field(max_length=16)
    new_secret: bytes | None = Field(default=None, sa_column=Column(LargeBinary, nullable=True))
    """The encrypted secret of a second factor that is being set up, until a code proves it."""
    device_id: int | None = Field(
        default=None,
        sa_column=Column(
            Integer, ForeignKey("bound_device.id", ondelete="CASCADE"), nullable=True, index=True
        ),
    )
    """The bound device on which a PIN was typed: the session is worth nothing anywhere else."""


class Invitation(SQLModel, table=True):
    """A link with which somebody sets a password, once; the link is kept as a hash."""

    __table_args__ = (
        UniqueConstraint("token_hash"),
        CheckConstraint("length(token_hash) = 32", name="token_hash"),
    )

    id: int | None = Field(default=None, primary_key=True)
    token_hash: bytes = Field(sa_column=Column(LargeBinary(32), nullable=False))
    account_id: int = Field(sa_column=_of_account())
    expires: dt.datetime


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


guard(metadata.tables["event"])


class Job(SQLModel, table=True):
    """Work for later: what, how far, and what went wrong."""

    __table_args__ = (
        one_of("state", ("waiting", "running", "done", "failed")),
        CheckConstraint("attempts >= 0", name="attempts"),
    )

    id: int | None = Field(default=None, primary_key=True)
    kind: str = Field(max_length=32, index=True)
    arguments: str = Field(default="{}", sa_column=Column(Text, nullable=False))
    wave: str | None = Field(default=None, max_length=64, index=True)
    """Code of the wave that it is about, whose runners see the job; none: of the whole installation."""
    ordered_by: str = Field(default="", max_length=200, sa_column_kwargs={"server_default": text("''")})
    state: str = Field(default="waiting", max_length=8, index=True)
    progress: float = 0.0
    attempts: int = 0
    error: str | None = Field(default=None, sa_column=Column(Text, nullable=True))
    created: dt.datetime
    finished: dt.datetime | None = None
