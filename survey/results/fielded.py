"""Waves as the results need them: with the questionnaire they were fielded with, oldest first."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import Engine
from sqlmodel import Session

from questionnaires.model import Questionnaire
from survey.keys import id_of
from survey.tables import StoredQuestionnaire, Wave
from survey.waves.questionnaires_store import load_stored
from survey.waves.waves import wave_of


@dataclass(frozen=True)
class Fielded:
    """A wave and its questionnaire; the rows are cut loose from the database."""

    wave: Wave
    stored: StoredQuestionnaire
    questionnaire: Questionnaire
    keeps: frozenset[int]
    """Ids of the questionnaire and of the versions that it revises without a change of meaning."""
    days: tuple[dt.date, dt.date] | None = None
    """The first and the last day whose ballots are read; None: all of them."""

    @property
    def id(self) -> int:
        return id_of(self.wave)

    @property
    def code(self) -> str:
        return self.wave.code


def fielded(engine: Engine, codes: Sequence[str]) -> tuple[Fielded, ...]:
    """The waves of these codes in the order in which they opened; a code said twice counts once.

    Raises
    ------
    WaveError: there is no wave of this code.
    """
    with Session(engine, expire_on_commit=False) as session:
        waves = {code: wave_of(session, code) for code in codes}
        found = [fielded_in(session, wave) for wave in waves.values()]
        session.expunge_all()
    return tuple(sorted(found, key=lambda each: (each.wave.opens, each.wave.closes, each.id)))


def fielded_in(session: Session, wave: Wave) -> Fielded:
    """A wave as the results need it, in the caller's transaction."""
    stored = session.get_one(StoredQuestionnaire, wave.questionnaire_id)
    return Fielded(wave, stored, load_stored(stored), frozenset(_kept(session, stored)))


def _kept(session: Session, stored: StoredQuestionnaire) -> Iterator[int]:
    """The versions of one series, from this one back; a revision that nobody approved keeps no series."""
    yield id_of(stored)
    if stored.revises_id is not None and stored.revision_approved_by:
        yield from _kept(session, session.get_one(StoredQuestionnaire, stored.revises_id))
