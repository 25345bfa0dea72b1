"""The form opened through a link that says what the visit was about: shown, and easy to take off."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from survey.ballots.doors import Door
from survey.citizen import form
from survey.codes.messages import CodeWords, code_words
from survey.doors.visit import (
    FIELD,
    FIELD_ITEM,
    LONGEST_CODE,
    PROCEDURE,
    Offered,
    field_of,
    offered_field,
    offered_procedure,
)


@dataclass(frozen=True)
class Visit:
    """The procedure as the page shows it."""

    words: CodeWords
    procedure: Offered


@dataclass(frozen=True)
class Opened:
    """What a link said, of what is in the lists."""

    procedure: Offered | None
    sent: Mapping[str, Sequence[str]]
    """The field, filled in; whoever answers may change it."""


def opened(engine: Engine, door: Door, said: Mapping[str, str]) -> Opened | None:
    """What the address says of the visit; what is in no list is as if it were not said."""
    if not said.keys() & {PROCEDURE, FIELD}:
        return None
    procedure = offered_procedure(engine, door, said.get(PROCEDURE, ""))
    field = offered_field(door.questionnaire, said.get(FIELD, ""))
    if field is None and procedure is not None:
        field = field_of(door.questionnaire, procedure)
    if procedure is None and field is None:
        return None
    return Opened(procedure, {FIELD_ITEM: [field]} if field is not None else {})


def still_offered(engine: Engine, door: Door, sent: Mapping[str, Sequence[str]]) -> Offered | None:
    """The procedure of a form on its way back to who sent it; kept as it is while the list cannot be read."""
    if form.PROCEDURE not in sent:
        return None
    code = "".join(sent[form.PROCEDURE])[:LONGEST_CODE]
    try:
        return offered_procedure(engine, door, code)
    except SQLAlchemyError:
        return Offered(0, code, "", code)


def visit_of(procedure: Offered | None, language: str) -> Visit | None:
    """The procedure as a page of the language shows it."""
    return Visit(code_words(language), procedure) if procedure else None
