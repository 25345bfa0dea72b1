"""Tablets paired with a door: what they last told of themselves, the codes that pair them, opening hours."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import CheckConstraint, Column, LargeBinary, UniqueConstraint
from sqlmodel import Field, SQLModel

MINUTES_A_DAY = 1440


class Device(SQLModel, table=True):
    """A tablet at a door. No ballot points here: which tablet took a ballot is not kept."""

    __table_args__ = (
        UniqueConstraint("cookie_hash"),
        UniqueConstraint("token_hash"),
        CheckConstraint("cookie_hash IS NULL OR length(cookie_hash) = 32", name="cookie_hash"),
        CheckConstraint("token_hash IS NULL OR length(token_hash) = 32", name="token_hash"),
        CheckConstraint("(paired_on IS NULL) = (cookie_hash IS NULL)", name="paired_on"),
        CheckConstraint("waiting >= 0 AND parked >= 0", name="counts"),
        CheckConstraint("oldest_hours IS NULL OR oldest_hours >= 0", name="oldest_hours"),
        CheckConstraint("battery IS NULL OR (battery >= 0 AND battery <= 100)", name="battery"),
    )

    id: int | None = Field(default=None, primary_key=True)
    collector_id: int = Field(foreign_key="collector.id", index=True)
    label: str = Field(default="", max_length=120)
    pin_hash: str = Field(max_length=200)
    """Of the number with which staff take the queue off the tablet; the tablet gets it too."""
    cookie_hash: bytes | None = Field(default=None, sa_column=Column(LargeBinary(32), nullable=True))
    token_hash: bytes | None = Field(default=None, sa_column=Column(LargeBinary(32), nullable=True))
    """Of the tablet's own token, which leads through its door."""
    paired_on: dt.date | None = None
    revoked_on: dt.date | None = None
    heard: dt.datetime | None = None
    waiting: int = 0
    """Ballots on the tablet that were not sent yet."""
    parked: int = 0
    """Ballots on the tablet that were refused."""
    oldest_hours: int | None = None
    """Age of the oldest ballot not sent, in whole hours: a time of day would tell who answered it."""
    app: str = Field(default="", max_length=16)
    browser: str = Field(default="", max_length=80)
    battery: int | None = None
    charging: bool | None = None


class PairingCode(SQLModel, table=True):
    """A code of six digits that waits to be typed into a tablet; gone when it was."""

    __tablename__ = "pairing_code"
    __table_args__ = (CheckConstraint("attempts >= 0", name="attempts"),)

    code_hash: bytes = Field(sa_column=Column(LargeBinary(32), primary_key=True))
    device_id: int = Field(foreign_key="device.id", index=True)
    expires: dt.datetime
    attempts: int = 0
    """Wrong codes that were typed anywhere while this one waited."""


class OpeningHours(SQLModel, table=True):
    """When a door is open: from and to a minute of the day, on one weekday. No row: always."""

    __tablename__ = "opening_hours"
    __table_args__ = (
        CheckConstraint("weekday >= 1 AND weekday <= 7", name="weekday"),
        CheckConstraint(f"opens >= 0 AND opens < closes AND closes <= {MINUTES_A_DAY}", name="opens_closes"),
    )

    collector_id: int = Field(foreign_key="collector.id", primary_key=True)
    weekday: int = Field(primary_key=True)
    """1 is Monday, 7 Sunday."""
    opens: int = Field(primary_key=True)
    closes: int
