"""What stored figures were made from, told so that it changes when the figures would."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from typing import Any

from sqlalchemy import func
from sqlmodel import Session, col, select

from survey.keys import id_of
from survey.tables import (
    Action,
    Ballot,
    CaseStatistics,
    Collector,
    Comment,
    DesignCell,
    PastFigure,
    UnitSuccession,
    Wave,
)
from survey.tables.ballots import COMPLETE, FLAGGED
from survey.waves.action_plans import before
from survey.waves.frozen import hash_of_settings
from survey.waves.shown import DECIDED

COUNTED = (COMPLETE, FLAGGED)
EARLIER = 4
"""Waves before the one in question whose figures stand beside its own."""
BESIDE = (CaseStatistics, PastFigure, UnitSuccession)
"""What stands beside the ballots in a full report."""


def waves_beside(session: Session, wave: Wave) -> tuple[Wave, ...]:
    """The waves that are computed together, oldest first: this one and the approved ones of its host before.

    A wave whose ballots were destroyed has no figures any more and is left out.
    """
    counted = select(Ballot.wave_id).where(Ballot.wave_id == Wave.id, col(Ballot.state).in_(COUNTED))
    earlier = (
        select(Wave)
        .where(
            Wave.host_id == wave.host_id,
            Wave.kind == wave.kind,
            col(Wave.opens) < wave.opens,
            col(Wave.state).in_(DECIDED),
            counted.exists(),
        )
        .order_by(col(Wave.opens).desc(), col(Wave.id).desc())
        .limit(EARLIER)
    )
    return (*reversed(session.exec(earlier).all()), wave)


def has_ballots(session: Session, wave: Wave) -> bool:
    """Whether anybody's answers count."""
    one = select(Ballot.id).where(Ballot.wave_id == wave.id, col(Ballot.state).in_(COUNTED)).limit(1)
    return session.exec(one).first() is not None


def stamp_of(session: Session, wave: Wave) -> str:
    """SHA-256 of all that the figures of a wave are made from; of a frozen one no ballot is read."""
    told = [
        *(list(_of_wave(session, each)) for each in waves_beside(session, wave)),
        [session.exec(select(func.count()).select_from(table)).one() for table in BESIDE],
        *_plans(session, wave),
    ]
    text = json.dumps(told, ensure_ascii=False, separators=(",", ":"), default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def _of_wave(session: Session, wave: Wave) -> Iterator[Any]:
    yield hash_of_settings(session, wave)
    yield [wave.state, wave.decision_number, wave.decided_on]
    yield wave.frozen_hash or _ballots(session, wave)
    released = select(func.count()).select_from(Comment)
    yield session.exec(released.where(Comment.wave_id == wave.id, Comment.status == "released")).one()
    for table in (DesignCell, Collector):
        asked = select(func.count(), func.max(table.id)).where(table.wave_id == wave.id)
        yield list(session.exec(asked).one())


def _plans(session: Session, wave: Wave) -> list[Any]:
    """What changes when an action plan written before this wave does; nothing where there is none."""
    length = func.sum(func.length(Action.body) + func.length(Action.owner))
    asked = select(Action.state, func.count(), length, func.max(Action.due), func.max(Action.changed_on))
    asked = asked.join(Wave, col(Wave.id) == col(Action.wave_id)).where(*before(wave))
    return sorted(list(row) for row in session.exec(asked.group_by(col(Action.state))))


def _ballots(session: Session, wave: Wave) -> Any:
    """How many ballots of each state there are, and which are not plainly complete."""
    number = id_of(wave)
    counts = select(Ballot.state, func.count()).where(Ballot.wave_id == number).group_by(col(Ballot.state))
    others = select(Ballot.id, Ballot.state).where(Ballot.wave_id == number, Ballot.state != COMPLETE)
    digest = hashlib.sha256()
    for ballot, state in session.exec(others.order_by(col(Ballot.id))):
        digest.update(ballot.bytes + state.encode())
    return [sorted([state, n] for state, n in session.exec(counts)), digest.hexdigest()]
