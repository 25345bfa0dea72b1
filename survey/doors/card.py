"""What is printed about a door, from the database."""

from __future__ import annotations

import datetime as dt

from sqlmodel import Session, select

from reports.doors.card import DoorCard
from survey.citizen.notices import minutes_needed
from survey.doors.links import DoorLink
from survey.keys import id_of
from survey.tables import CodeBatch, StoredQuestionnaire, Unit, Wave
from survey.waves.questionnaires_store import load_stored


def card_of(session: Session, link: DoorLink, *, printed: dt.date, procedure: str | None = None) -> DoorCard:
    """The card of a door; `procedure` is the name of the one that its slips are about."""
    door = link.collector
    wave = session.get_one(Wave, door.wave_id)
    agency, place = (session.get_one(Unit, each) for each in (door.agency_id, door.service_point_id))
    host = session.get(Unit, wave.host_id) if wave.host_id else None
    questionnaire = load_stored(session.get_one(StoredQuestionnaire, wave.questionnaire_id))
    elsewhere = place if place.id != agency.id else None
    asks_code = (
        session.exec(select(CodeBatch.id).where(CodeBatch.collector_id == door.id)).first() is not None
    )
    return DoorCard(
        unit=agency.name,
        unit_en=agency.name_en,
        place=elsewhere.name if elsewhere else None,
        place_en=elsewhere.name_en if elsewhere else None,
        procedure=procedure,
        address=link.address,
        last_day=min(wave.closes, wave.closed_on or wave.closes),
        printed=printed,
        number=id_of(door),
        minutes=minutes_needed(questionnaire),
        host=host.name if host else None,
        host_en=host.name_en if host else None,
        plan=wave.plan_number,
        channel=wave.feedback_channel,
        languages=tuple(each for each in ("vi", "en") if each in questionnaire.languages),
        asks_code=asks_code,
        simulated=wave.simulated,
    )
