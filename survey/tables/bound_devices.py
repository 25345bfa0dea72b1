"""Computers on which staff sign in with a PIN: each bound to one unit by its browser, and the PINs."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import CheckConstraint, Column, ForeignKey, Integer, LargeBinary, UniqueConstraint
from sqlmodel import Field, SQLModel


class BoundDevice(SQLModel, table=True):
    """A browser of an office, or a code that waits to be typed into one; secrets are kept as hashes."""

    __tablename__ = "bound_device"
    __table_args__ = (
        UniqueConstraint("code_hash"),
        UniqueConstraint("token_hash"),
        CheckConstraint("code_hash IS NULL OR length(code_hash) = 32", name="code_hash"),
        CheckConstraint("token_hash IS NULL OR length(token_hash) = 32", name="token_hash"),
        CheckConstraint("(code_hash IS NULL) = (code_expires IS NULL)", name="code_expires"),
        CheckConstraint("code_hash IS NULL OR token_hash IS NULL", name="code_or_token"),
        CheckConstraint(
            "revoked IS NULL OR (code_hash IS NULL AND token_hash IS NULL)", name="revoked_holds_nothing"
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    unit_id: int = Field(foreign_key="unit.id", index=True)
    """Whose people it offers: those with a role on the unit or below it."""
    label: str = Field(max_length=120)
    created: dt.datetime
    code_hash: bytes | None = Field(default=None, sa_column=Column(LargeBinary(32), nullable=True))
    code_expires: dt.datetime | None = None
    token_hash: bytes | None = Field(default=None, sa_column=Column(LargeBinary(32), nullable=True))
    """Of what the browser holds, once the code was typed into it."""
    last_used: dt.datetime | None = None
    revoked: dt.datetime | None = None


class StaffPin(SQLModel, table=True):
    """The PIN of an account; it opens nothing but on a bound device."""

    __tablename__ = "staff_pin"
    __table_args__ = (CheckConstraint("attempts >= 0", name="attempts"),)

    account_id: int = Field(
        sa_column=Column(Integer, ForeignKey("account.id", ondelete="CASCADE"), primary_key=True)
    )
    pin_hash: str = Field(max_length=200)
    attempts: int = 0
    """Wrong ones in a row; with so many it opens nothing until the password was typed."""
