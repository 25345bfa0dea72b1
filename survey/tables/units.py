"""Units with dated parents and successions, and the procedures they answer for."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field, SQLModel

from survey.tables.base import in_order, one_of

UNIT_KINDS = (
    "country",
    "ministry",
    "province",
    "department",
    "commune",
    "service_centre",
    "branch",
    "vertical_agency",
)


class Unit(SQLModel, table=True):
    """An office that serves or answers; never deleted, only closed."""

    __table_args__ = (
        one_of("kind", UNIT_KINDS),
        UniqueConstraint("code", "valid_from"),
        in_order("valid_from", "valid_to"),
    )

    id: int | None = Field(default=None, primary_key=True)
    code: str = Field(max_length=32, index=True)
    kind: str = Field(max_length=16)
    name: str = Field(max_length=200)
    name_en: str | None = Field(default=None, max_length=200)
    valid_from: dt.date
    valid_to: dt.date | None = None


class UnitParent(SQLModel, table=True):
    """Whom a unit belonged to, from when to when."""

    __tablename__ = "unit_parent"
    __table_args__ = (
        CheckConstraint("unit_id <> parent_id", name="not_its_own"),
        in_order("valid_from", "valid_to"),
    )

    unit_id: int = Field(foreign_key="unit.id", primary_key=True)
    parent_id: int = Field(foreign_key="unit.id", primary_key=True)
    valid_from: dt.date = Field(primary_key=True)
    valid_to: dt.date | None = None


class UnitSuccession(SQLModel, table=True):
    """A merger or a split: which share of the old unit went into the new one, and when."""

    __tablename__ = "unit_succession"
    __table_args__ = (
        CheckConstraint("share > 0 AND share <= 1", name="share"),
        CheckConstraint("old_id <> new_id", name="not_itself"),
    )

    old_id: int = Field(foreign_key="unit.id", primary_key=True)
    new_id: int = Field(foreign_key="unit.id", primary_key=True)
    day: dt.date = Field(primary_key=True)
    share: float = 1.0


class Procedure(SQLModel, table=True):
    """An administrative procedure by field, with the agency that answers for it."""

    __table_args__ = (UniqueConstraint("code"),)

    id: int | None = Field(default=None, primary_key=True)
    code: str = Field(max_length=64)
    field: str = Field(max_length=120, index=True)
    name: str = Field(max_length=500)
    agency_id: int | None = Field(default=None, foreign_key="unit.id")
