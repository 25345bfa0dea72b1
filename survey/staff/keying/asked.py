"""What every page of this area needs: the batch that an address names, and the words of its language."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from flask import request
from sqlmodel import Session
from werkzeug.exceptions import NotFound

from questionnaires.model import Questionnaire
from survey.ballots.ballot_id import new_ballot_id
from survey.keying.errors import KeyingError
from survey.keying.seen import batch_seen
from survey.keys import LARGEST, id_of
from survey.staff import pages
from survey.staff.keying.messages import SPOKEN, KeyingWords
from survey.staff.visit import here
from survey.tables import Batch, Collector, StoredQuestionnaire, Unit, Wave
from survey.waves.questionnaires_store import load_stored


@dataclass(frozen=True)
class Place:
    """A batch with what stands around it."""

    batch: Batch
    door: Collector
    wave: Wave
    unit: Unit

    @property
    def number(self) -> int:
        """Of the batch, as in its address."""
        return id_of(self.batch)

    def unit_name(self, language: str) -> str:
        """Whose papers they are."""
        return self.unit.name_en or self.unit.name if language == "en" else self.unit.name

    def questionnaire(self, session: Session) -> Questionnaire:
        """What is asked on the papers."""
        return load_stored(session.get_one(StoredQuestionnaire, self.wave.questionnaire_id))

    def fresh_id(self) -> uuid.UUID:
        """For a ballot keyed without scripts."""
        return new_ballot_id(self.batch.day)


def place_of(number: int, *roles: str) -> Place:
    """The batch of this number, if it lies in the scope of these roles; else it is not there."""
    found = here()
    batch = None
    if number <= LARGEST:
        batch = batch_seen(found.session, number, id_of(found.account), roles, found.today)
    if batch is None:
        raise NotFound
    door = found.session.get_one(Collector, batch.collector_id)
    wave = found.session.get_one(Wave, door.wave_id)
    return Place(batch, door, wave, found.session.get_one(Unit, door.agency_id))


def said_here() -> KeyingWords:
    """The words of this area in the language of the page."""
    return SPOKEN[pages.words_here().language]


def sentence(error: KeyingError) -> str:
    """What is said of a deed that was refused."""
    return said_here().problems[error.code].format(**error.facts)


def typed(name: str) -> str:
    """One field of the form as it was sent."""
    return request.form.get(name, "").strip()
