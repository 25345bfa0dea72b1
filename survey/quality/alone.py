"""How many ballots of a unit one person alone may set aside: none, unless the wave says so."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlmodel import Session, col

from survey.keys import id_of
from survey.quality.faults import DecisionError
from survey.quality.ledger import JUDGED, Matter, by_somebody, hold
from survey.tables import Ballot, Collector, Exclusion, QualitySetting, Wave
from survey.waves.events import append


def alone_percent(session: Session, wave: Wave) -> float:
    """Per cent of the ballots of a unit that one person may set aside in this wave."""
    kept = session.get(QualitySetting, id_of(wave))
    return kept.alone_percent if kept else 0.0


def set_alone_percent(session: Session, wave: Wave, percent: float, *, by: str) -> None:
    """Say how many a single person may set aside; only before anything was.

    Raises
    ------
    DecisionError: no share between 0 and 100, the wave is frozen, or somebody has proposed already.
    """
    if not 0 <= percent <= 100:
        raise DecisionError("percent")
    hold(session, wave)
    begun = select(func.count()).where(col(Exclusion.wave_id) == id_of(wave), by_somebody())
    if session.execute(begun).scalar():
        raise DecisionError("begun")
    kept = session.get(QualitySetting, id_of(wave)) or QualitySetting(wave_id=id_of(wave))
    kept.alone_percent = percent
    session.add(kept)
    append(session, by, "quality.setting", f"wave {wave.code}", {"alone_percent": percent})


def may_alone(session: Session, what: Matter, n: int) -> bool:
    """Whether so many more stay within what one person may set aside of the ballots of the unit."""
    percent = alone_percent(session, what.wave)
    if not percent:
        return False
    agency = what.door.agency_id
    doors = select(col(Collector.id)).where(
        col(Collector.wave_id) == id_of(what.wave), col(Collector.agency_id) == agency
    )
    done = select(func.count(func.distinct(col(Exclusion.ballot_id)))).where(
        col(Exclusion.wave_id) == id_of(what.wave),
        col(Exclusion.status) == "confirmed",
        col(Exclusion.confirmed_by).is_(None),
        col(Exclusion.collector_id).in_(doors),
    )
    own = select(func.count()).where(
        col(Ballot.wave_id) == id_of(what.wave),
        col(Ballot.agency_id) == agency,
        col(Ballot.state).in_(JUDGED),
    )
    already, ballots = session.execute(done).scalar() or 0, session.execute(own).scalar() or 0
    return (already + n) * 100 <= percent * ballots
