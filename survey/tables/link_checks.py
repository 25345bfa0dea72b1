"""Checks of the way through each door, kept apart from the ballots (kiểm tra đường truyền)."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import CheckConstraint
from sqlmodel import Field, SQLModel

from survey.tables.base import one_of

WAYS = ("network", "here")


class LinkCheck(SQLModel, table=True):
    """The last check of one open door, with a ballot of the machine's own that was taken back."""

    __tablename__ = "link_check"
    __table_args__ = (
        one_of("way", WAYS),
        CheckConstraint("failures >= 0 AND milliseconds >= 0 AND every_seconds >= 0", name="counts"),
        CheckConstraint("(fault IS NULL) = (failures = 0)", name="fault"),
    )

    collector_id: int = Field(foreign_key="collector.id", primary_key=True)
    tried: dt.datetime
    passed: dt.datetime | None = None
    """When the way was last free."""
    failures: int = 0
    """In a row."""
    fault: str | None = Field(default=None, max_length=16)
    """Where the way was blocked."""
    milliseconds: int
    way: str = Field(max_length=8)
    """network: through the server's address; here: straight into the database."""
    every_seconds: int = 0
    """How often it is done; 0: only when somebody asks."""
