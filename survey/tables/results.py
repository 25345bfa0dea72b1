"""What is derived (tallies, results) and what comes from outside (earlier figures, case statistics)."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import CheckConstraint, Column, LargeBinary, Text, UniqueConstraint
from sqlmodel import Field, SQLModel


class Tally(SQLModel, table=True):
    """Counts of answer codes of one cell (wave × agency × design cell × mode), as packed integers."""

    __table_args__ = (UniqueConstraint("wave_id", "agency_id", "design_cell_id", "mode"),)

    id: int | None = Field(default=None, primary_key=True)
    wave_id: int = Field(foreign_key="wave.id", index=True)
    agency_id: int = Field(foreign_key="unit.id")
    design_cell_id: int = 0
    """0 where the ballots stand in no cell, because NULLs are never equal to each other."""
    mode: str = Field(max_length=12)
    ballots: int
    codes: str = Field(max_length=64)
    counts: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    """int32 little-endian, positions × (codes + others)."""


class Result(SQLModel, table=True):
    """Computed figures of a wave under given settings; fixed at freeze."""

    __table_args__ = (UniqueConstraint("wave_id", "settings_hash"),)

    id: int | None = Field(default=None, primary_key=True)
    wave_id: int = Field(foreign_key="wave.id", index=True)
    settings_hash: str = Field(max_length=64)
    checksum: str = Field(max_length=64)
    body: str = Field(sa_column=Column(Text, nullable=False))
    fixed: bool = False


class ResultDocument(SQLModel, table=True):
    """One report of a stored result as it was computed, ready to be drawn without computing anything."""

    __tablename__ = "result_document"
    __table_args__ = (UniqueConstraint("result_id", "subject", "kind", "language"),)

    id: int | None = Field(default=None, primary_key=True)
    result_id: int = Field(foreign_key="result.id", index=True, ondelete="CASCADE")
    subject: str = Field(max_length=48)
    """Whom it is about: `unit 12`, `kind commune`, `whole`, `province`."""
    kind: str = Field(max_length=12)
    """Which document: `two-page`, `full`, `lines`, `official`."""
    language: str = Field(max_length=2)
    body: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    """Its content as JSON, compressed by zlib."""


class PastFigure(SQLModel, table=True):
    """A figure published earlier, shown as context and never tested."""

    __tablename__ = "past_figure"
    __table_args__ = (
        UniqueConstraint("unit_id", "year", "what"),
        CheckConstraint("value >= 0 AND value <= 1", name="value"),
    )

    id: int | None = Field(default=None, primary_key=True)
    unit_id: int = Field(foreign_key="unit.id")
    year: int
    what: str = Field(default="overall", max_length=64)
    value: float
    n: int | None = None
    source: str = Field(max_length=300)


class CaseStatistics(SQLModel, table=True):
    """How a unit handled its cases in a period."""

    __tablename__ = "case_statistics"
    __table_args__ = (
        UniqueConstraint("unit_id", "period_from", "period_to"),
        CheckConstraint(
            "received >= 0 AND solved >= 0 AND on_time >= 0 AND late >= 0 AND apologies >= 0", name="counts"
        ),
        CheckConstraint("on_time + late <= solved", name="solved"),
    )

    id: int | None = Field(default=None, primary_key=True)
    unit_id: int = Field(foreign_key="unit.id")
    period_from: dt.date
    period_to: dt.date
    received: int
    solved: int
    on_time: int
    late: int
    apologies: int = 0
