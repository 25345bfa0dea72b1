"""Rehearsals: before a wave opens its doors take test ballots, which lie apart and are purged."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import delete, func
from sqlmodel import Session, col, select

from survey.keys import id_of
from survey.tables import Collector, TestBallot, Wave
from survey.waves.events import append
from survey.waves.wave_states import WaveStateError

BEFORE_OPENING = ("draft", "approved")
MODES = ("kiosk", "phone")
"""Doors at which people answer for themselves; what is keyed or told is rehearsed on paper."""


def start_rehearsal(session: Session, wave: Wave, *, by: str, today: dt.date) -> None:
    """Let the doors of a wave that is not open yet take test ballots.

    Raises
    ------
    WaveStateError: the wave has been opened, or has no door that could be tried.
    """
    if wave.state not in BEFORE_OPENING:
        raise WaveStateError(
            f"the wave is {wave.state}, so real ballots come in; wave {wave.code}; rehearse the next one"
        )
    doors = select(func.count()).select_from(Collector).where(Collector.wave_id == id_of(wave))
    if not session.exec(
        doors.where(col(Collector.mode).in_(MODES), col(Collector.revoked_on).is_(None))
    ).one():
        message = f"there is no door to try; wave {wave.code}; make its doors first"
        raise WaveStateError(message, "no_doors")
    if wave.rehearsed_since is None:
        wave.rehearsed_since = today
        session.add(wave)
        append(session, by, "rehearsal.start", f"wave {wave.code}", {})


def end_rehearsal(session: Session, wave: Wave, *, by: str) -> int:
    """Take no more test ballots and delete all that there are of this wave; how many."""
    was_rehearsed, wave.rehearsed_since = wave.rehearsed_since is not None, None
    session.add(wave)
    # First nothing more comes in, then what has come in goes.
    session.flush()
    gone = session.connection().execute(delete(TestBallot).where(col(TestBallot.wave_id) == id_of(wave)))
    if was_rehearsed or gone.rowcount:
        append(session, by, "rehearsal.end", f"wave {wave.code}", {"purged": gone.rowcount})
    return gone.rowcount


def count_tests(session: Session, wave: Wave) -> int:
    """How many test ballots a wave has."""
    found = select(func.count()).select_from(TestBallot).where(TestBallot.wave_id == id_of(wave))
    return session.exec(found).one()
