"""Waves, their questionnaire and sampling design, and the doors that ballots come through."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import CheckConstraint, Column, LargeBinary, Text, UniqueConstraint
from sqlmodel import Field, SQLModel

from survey.tables.base import in_order, one_of

WAVE_STATES = (
    "draft",
    "approved",
    "open",
    "closed",
    "frozen",
    "review",
    "results_approved",
    "published",
)
DESIGNS = ("voluntary", "every_user", "random_sample", "stratified_clusters")
MODES = ("kiosk", "phone", "paper", "interviewer", "post", "import")
LAYOUTS = ("phone", "counter")


class StoredQuestionnaire(SQLModel, table=True):
    """One version of a questionnaire as it was fielded; immutable once a ballot exists."""

    __tablename__ = "questionnaire"
    __table_args__ = (
        UniqueConstraint("code", "version"),
        one_of("wording", ("own", "official")),
        CheckConstraint("length(meaning) = 64", name="meaning"),
    )

    id: int | None = Field(default=None, primary_key=True)
    code: str = Field(max_length=64)
    version: str = Field(max_length=32)
    languages: str = Field(max_length=64)
    wording: str = Field(max_length=8)
    index_rule: str = Field(max_length=32)
    meaning: str = Field(max_length=64)
    """sha256 of all that could change what an answer means."""
    body: str = Field(sa_column=Column(Text, nullable=False))
    """The YAML as published."""
    revises_id: int | None = Field(default=None, foreign_key="questionnaire.id")
    """The version whose series this one keeps: a revision that changes no meaning."""
    revision_approved_by: str | None = Field(default=None, max_length=120)


class Wave(SQLModel, table=True):
    """One fielding of a questionnaire between two dates."""

    __table_args__ = (
        UniqueConstraint("code"),
        one_of("kind", ("survey", "rating")),
        one_of("design", DESIGNS),
        one_of("state", WAVE_STATES),
        in_order("opens", "closes"),
        CheckConstraint("grace_days >= 0", name="grace_days"),
        CheckConstraint("display_limit >= 1", name="display_limit"),
    )

    id: int | None = Field(default=None, primary_key=True)
    code: str = Field(max_length=64)
    name: str = Field(max_length=200)
    kind: str = Field(default="survey", max_length=8)
    questionnaire_id: int = Field(foreign_key="questionnaire.id", index=True)
    design: str = Field(default="voluntary", max_length=24)
    state: str = Field(default="draft", max_length=20)
    plan_number: str | None = Field(default=None, max_length=64)
    legal_basis: str | None = Field(default=None, max_length=500)
    host_id: int | None = Field(default=None, foreign_key="unit.id")
    """The body that runs the survey and signs its notice."""
    counted_as: str = Field(default="case", max_length=16)
    """What one unit of N is: case, person, household."""
    opens: dt.date
    closes: dt.date
    grace_days: int = 7
    """Days after closing in which devices may still send what was answered before."""
    closed_on: dt.date | None = None
    target: int | None = None
    display_limit: int = 5
    reliable_limit: int = 30
    results_address: str | None = Field(default=None, max_length=200)
    results_month: str | None = Field(default=None, max_length=40)
    contact: str | None = Field(default=None, max_length=200)
    feedback_channel: str | None = Field(default=None, max_length=200)
    keep_until: dt.date | None = None
    """Ballots are destroyed after this day (`hailong retention`)."""
    decision_number: str | None = Field(default=None, max_length=64)
    decided_on: dt.date | None = None
    frozen_hash: str | None = Field(default=None, max_length=64)
    simulated: bool = False
    approved_by: str | None = Field(default=None, max_length=120)
    changed_by: str | None = Field(default=None, max_length=120)
    """Who wrote the plan last; somebody else approves it."""
    rehearsed_since: dt.date | None = None
    """Before it opens, while its doors take test ballots: since when."""
    review_until: dt.date | None = None
    """The last day on which a rated unit may ask for a reconsideration."""
    results_approved_by: str | None = Field(default=None, max_length=120)


class DesignCell(SQLModel, table=True):
    """One stratum or sampled unit of a wave's design, at any stage."""

    __tablename__ = "design_cell"
    __table_args__ = (
        CheckConstraint("stage >= 1", name="stage"),
        CheckConstraint("population IS NULL OR drawn IS NULL OR population >= drawn", name="drawn"),
        UniqueConstraint("wave_id", "unit_id", "stage", "code"),
    )

    id: int | None = Field(default=None, primary_key=True)
    wave_id: int = Field(foreign_key="wave.id", index=True)
    unit_id: int = Field(foreign_key="unit.id")
    stage: int = 1
    parent_id: int | None = Field(default=None, foreign_key="design_cell.id")
    stratum: str = Field(default="", max_length=120)
    code: str = Field(max_length=64)
    population: int | None = None
    drawn: int | None = None


class Collector(SQLModel, table=True):
    """A door: where and how ballots come in. Only the hash of its token is kept."""

    __table_args__ = (
        UniqueConstraint("token_hash"),
        one_of("mode", MODES),
        one_of("layout", LAYOUTS),
        CheckConstraint("length(token_hash) = 32", name="token_hash"),
    )

    id: int | None = Field(default=None, primary_key=True)
    token_hash: bytes = Field(sa_column=Column(LargeBinary(32), nullable=False))
    wave_id: int = Field(foreign_key="wave.id", index=True)
    agency_id: int = Field(foreign_key="unit.id", index=True)
    """Who answers for the case."""
    service_point_id: int = Field(foreign_key="unit.id")
    """Where the citizen went."""
    mode: str = Field(max_length=12)
    layout: str = Field(default="phone", max_length=8)
    procedure_id: int | None = Field(default=None, foreign_key="procedure.id")
    design_cell_id: int | None = Field(default=None, foreign_key="design_cell.id")
    label: str = Field(default="", max_length=120)
    target: int | None = None
    revoked_on: dt.date | None = None
