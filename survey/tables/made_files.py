"""Files that a job has made and that wait to be fetched; they lie in a folder, not in the database."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import CheckConstraint
from sqlmodel import Field, SQLModel


class MadeFile(SQLModel, table=True):
    """One file: from which job, of which wave, until when it is kept."""

    __tablename__ = "made_file"
    __table_args__ = (
        CheckConstraint("size >= 0", name="size"),
        CheckConstraint("length(sha256) = 64", name="sha256"),
    )

    id: int | None = Field(default=None, primary_key=True)
    job_id: int = Field(foreign_key="job.id", index=True)
    name: str = Field(max_length=200)
    """As it is saved by whoever fetches it."""
    size: int
    sha256: str = Field(max_length=64)
    made: dt.datetime
    expires: dt.datetime
