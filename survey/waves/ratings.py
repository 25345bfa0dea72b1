"""Continuous ratings: waves that run on, whose last day moves."""

from __future__ import annotations

import datetime as dt

from sqlmodel import Session

from survey.tables import Wave
from survey.waves.events import append
from survey.waves.wave_states import WaveStateError


def may_extend(wave: Wave) -> bool:
    """Whether the last day may move: of a rating that takes ballots."""
    return wave.kind == "rating" and wave.state == "open"


def extend(session: Session, wave: Wave, closes: dt.date, *, by: str) -> None:
    """Move the last day of a rating to a later one.

    Raises
    ------
    WaveStateError: it is no open rating, or the day is no later one, or ballots would go before it.
    """
    if not may_extend(wave):
        raise WaveStateError(f"only an open rating runs on; wave {wave.code}; plan the next wave")
    if closes <= wave.closes:
        message = f"{closes} is not after {wave.closes}; wave {wave.code}; give a later day"
        raise WaveStateError(message, "not_later")
    last = closes + dt.timedelta(days=wave.grace_days)
    if wave.keep_until is not None and wave.keep_until <= last:
        message = f"ballots are destroyed after {wave.keep_until}; wave {wave.code}; give an earlier day"
        raise WaveStateError(message, "kept_too_short")
    detail = {"from": wave.closes.isoformat(), "to": closes.isoformat()}
    wave.closes = closes
    session.add(wave)
    append(session, by, "wave.extend", f"wave {wave.code}", detail)
