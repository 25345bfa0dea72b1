"""What a link says of the visit: the procedure and the field, each from a closed list."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Engine, select
from sqlmodel import Session, col

from questionnaires.model import Option, Questionnaire
from survey.ballots.doors import Door
from survey.files.texts import tidy
from survey.tables import Procedure

PROCEDURE, FIELD = "p", "f"
"""Names in the address: ?p=CODE of a procedure, ?f=CODE of an option of the item FIELD_ITEM."""
FIELD_ITEM = "field"
LONGEST_CODE = 64


@dataclass(frozen=True)
class Offered:
    """A procedure that somebody may have come for, as the list has it."""

    id: int
    code: str
    field: str
    name: str


def offered_procedure(engine: Engine, door: Door, code: str) -> Offered | None:
    """The procedure of a code, if the office of this door may have dealt with it.

    A door made for one procedure offers that one; any other those of its agency and those of all agencies.
    """
    with Session(engine) as session:
        return procedure_at(session, code, agency_id=door.agency_id, only=door.procedure_id)


def procedure_at(session: Session, code: str, *, agency_id: int, only: int | None) -> Offered | None:
    """The same for a door that is known by its agency and the one procedure it was made for, if any."""
    if not 0 < len(code) <= LONGEST_CODE or "\0" in code:
        return None
    found = session.scalars(select(Procedure).where(col(Procedure.code) == code)).first()
    if found is None or found.id is None:
        return None
    is_offered = found.id == only if only is not None else found.agency_id in {None, agency_id}
    return Offered(found.id, found.code, found.field, found.name) if is_offered else None


def offered_field(questionnaire: Questionnaire, code: str) -> str | None:
    """The code of a field, if the questionnaire asks for it and offers this one."""
    return next((each.code for each in _fields(questionnaire) if each.code == code), None)


def field_of(questionnaire: Questionnaire, procedure: Offered) -> str | None:
    """The option that bears the name of a procedure's field, where there is one."""
    wanted = tidy(procedure.field).casefold()
    named = (each for each in _fields(questionnaire) if each.label.get("vi", "").casefold() == wanted)
    return next((each.code for each in named), None)


def _fields(questionnaire: Questionnaire) -> tuple[Option, ...]:
    item = next((each for each in questionnaire.items if each.code == FIELD_ITEM), None)
    if item is None or item.kind != "single":
        return ()
    return questionnaire.scale_of(item).options
