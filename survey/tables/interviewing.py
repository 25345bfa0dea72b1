"""Links of interviewers: whose cases of which area a phone holds, and through which door it sends."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import CheckConstraint, Column, LargeBinary, UniqueConstraint
from sqlmodel import Field, SQLModel


class InterviewLink(SQLModel, table=True):
    """The link of one interviewer to their cases of one list; it goes with the list.

    Ballots come through its door, cases name the interviewer: both lead to the same person's work in the
    same area and no further, so an interviewer is given several cases in an area, never one.
    """

    __tablename__ = "interview_link"
    __table_args__ = (
        UniqueConstraint("token_hash"),
        CheckConstraint("length(token_hash) = 32", name="token_hash"),
    )

    id: int | None = Field(default=None, primary_key=True)
    frame_id: int = Field(foreign_key="frame.id", index=True, ondelete="CASCADE")
    fieldworker: str = Field(max_length=32)
    """The interviewer's code, never a name."""
    collector_id: int = Field(foreign_key="collector.id")
    token_hash: bytes = Field(sa_column=Column(LargeBinary(32), nullable=False))
    made_on: dt.date
    revoked_on: dt.date | None = None
