"""The words behind the answer string, written when a questionnaire is stored: for the view `answer`."""

from __future__ import annotations

from sqlalchemy import CheckConstraint
from sqlmodel import Field, SQLModel


class AnswerPosition(SQLModel, table=True):
    """What one character of the answer string stands for."""

    __tablename__ = "answer_position"
    __table_args__ = (CheckConstraint("number >= 1", name="number"),)

    questionnaire_id: int = Field(foreign_key="questionnaire.id", primary_key=True)
    number: int = Field(primary_key=True)
    """From 1, as `substr(answers, number, 1)` counts."""
    item: str = Field(max_length=64)
    option: str | None = Field(default=None, max_length=1)
    """Of a tick-many item: the option that this character is about."""


class AnswerLabel(SQLModel, table=True):
    """What one character means at one position: a code or a sign, in words."""

    __tablename__ = "answer_label"
    __table_args__ = (CheckConstraint("length(code) = 1", name="code"),)

    questionnaire_id: int = Field(foreign_key="questionnaire.id", primary_key=True)
    number: int = Field(primary_key=True)
    code: str = Field(primary_key=True, max_length=1)
    label: str = Field(max_length=500)
    label_en: str | None = Field(default=None, max_length=500)
