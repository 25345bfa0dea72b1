"""Files of answers on their way into a wave, what came of them, and questionnaires not yet published."""

from __future__ import annotations

import datetime as dt
import uuid

from sqlalchemy import CheckConstraint, Column, ForeignKey, Integer, LargeBinary, Text
from sqlmodel import Field, SQLModel

from survey.tables.base import BallotId, one_of

IMPORT_STATES = ("uploaded", "checking", "checked", "storing", "stored", "undone")


class DataImport(SQLModel, table=True):
    """One file of answers on its way into a wave; its content is kept until it is stored, a day at most."""

    __tablename__ = "data_import"
    __table_args__ = (
        one_of("state", IMPORT_STATES),
        CheckConstraint("length(file_hash) = 64", name="file_hash"),
        CheckConstraint("ballots >= 0 AND comments >= 0", name="counts"),
    )

    id: int | None = Field(default=None, primary_key=True)
    wave_id: int = Field(foreign_key="wave.id", index=True)
    account_id: int | None = Field(default=None, foreign_key="account.id")
    """Who may see what waits; nobody where a command brought it."""
    brought_by: str = Field(max_length=120)
    file_name: str = Field(max_length=200)
    file_hash: str = Field(max_length=64)
    """SHA-256, so that the same file is known again."""
    state: str = Field(default="uploaded", max_length=8)
    mapping: str = Field(default="", sa_column=Column(Text, nullable=False))
    report: str = Field(default="{}", sa_column=Column(Text, nullable=False))
    """What the last check found, as JSON."""
    ballots: int = 0
    comments: int = 0
    created: dt.datetime
    finished: dt.datetime | None = None
    expires: dt.datetime | None = None
    content: bytes | None = Field(default=None, sa_column=Column(LargeBinary, nullable=True))
    """The file, compressed; gone once it is stored, dropped or expired."""


class ImportDoor(SQLModel, table=True):
    """A door that an import made for its ballots: what came through it came with the import."""

    __tablename__ = "import_door"

    collector_id: int = Field(
        sa_column=Column(Integer, ForeignKey("collector.id", ondelete="CASCADE"), primary_key=True)
    )
    import_id: int = Field(foreign_key="data_import.id", index=True)


class ImportedComment(SQLModel, table=True):
    """A comment that came with an import; forgotten when the comments of the wave are written anew."""

    __tablename__ = "imported_comment"
    __table_args__ = ({"sqlite_with_rowid": False},)

    comment_id: uuid.UUID = Field(
        sa_column=Column(BallotId, ForeignKey("comment.id", ondelete="CASCADE"), primary_key=True)
    )
    import_id: int = Field(foreign_key="data_import.id", index=True)


class FormDraft(SQLModel, table=True):
    """A questionnaire that was uploaded and is not published yet; a revision waits for a second person."""

    __tablename__ = "form_draft"
    __table_args__ = (one_of("state", ("checked", "proposed")),)

    id: int | None = Field(default=None, primary_key=True)
    account_id: int = Field(sa_column=Column(Integer, ForeignKey("account.id"), nullable=False))
    file_name: str = Field(max_length=200)
    body: str = Field(sa_column=Column(Text, nullable=False))
    """The YAML as it was uploaded."""
    revises_id: int | None = Field(default=None, foreign_key="questionnaire.id")
    reason: str = Field(default="", max_length=500)
    """Why the meaning is the same."""
    state: str = Field(default="checked", max_length=8)
    created: dt.datetime
