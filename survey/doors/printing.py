"""Posters, slips and sheets of codes of a door, as PDF."""

from __future__ import annotations

from collections.abc import Sequence

from sqlmodel import Session

from reports.doors.poster import poster
from reports.doors.slips import Slip, slips
from survey import dates
from survey.codes.alphabet import shown
from survey.doors.card import card_of
from survey.doors.links import DoorLink, LinkError, with_code, with_visit
from survey.doors.visit import Offered, offered_field, procedure_at
from survey.tables import StoredQuestionnaire, Wave
from survey.waves.questionnaires_store import load_stored


def poster_of(session: Session, link: DoorLink, *, size: str) -> bytes:
    """The poster of a door."""
    return poster(card_of(session, link, printed=dates.today()), size)


def slips_of(
    session: Session, link: DoorLink, n: int, *, procedure: str | None = None, field: str | None = None
) -> bytes:
    """Slips of a door, all alike; the procedure and the field they are about go into their link.

    Raises
    ------
    LinkError: the procedure or the field is not in the list that the link will be held against.
    """
    known = _procedure(session, link, procedure) if procedure else None
    if field:
        _check_field(session, link, field)
    card = card_of(session, link, printed=dates.today(), procedure=known.name if known else None)
    return slips(card, [Slip(with_visit(link.address, procedure=procedure, field=field))] * n)


def codes_of(session: Session, link: DoorLink, codes: Sequence[str]) -> bytes:
    """A slip for every code; its QR code carries it."""
    card = card_of(session, link, printed=dates.today())
    return slips(card, [Slip(with_code(link.address, code), code) for code in map(shown, codes)])


def _procedure(session: Session, link: DoorLink, code: str) -> Offered:
    door = link.collector
    found = procedure_at(session, code, agency_id=door.agency_id, only=door.procedure_id)
    if found is None:
        raise LinkError(
            f"this door offers no procedure {code!r}; --procedure; give one of its agency: "
            "hailong procedure import"
        )
    return found


def _check_field(session: Session, link: DoorLink, code: str) -> None:
    wave = session.get_one(Wave, link.collector.wave_id)
    questionnaire = load_stored(session.get_one(StoredQuestionnaire, wave.questionnaire_id))
    if offered_field(questionnaire, code) is None:
        raise LinkError(
            f"the questionnaire {questionnaire.code} offers no field {code!r}; --field; correct it"
        )
