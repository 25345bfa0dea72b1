"""Which units have so many ballots in a wave that what was written about them may be passed on by name."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy import Select, func, select
from sqlmodel import Session, col

from survey.keys import id_of
from survey.tables import Ballot, Tally, Wave
from survey.tables.ballots import COMPLETE, FLAGGED

DECIDED = ("results_approved", "published")
"""States in which the stored counts are known to be the last."""


def large_enough(
    session: Session, wave: Wave, agencies: Collection[int], *, roughly: bool = False
) -> frozenset[int]:
    """Those of some units with as many counted ballots as the display limit of the wave.

    `roughly` by the last counts there are, for whoever runs the wave and only wants to be warned.
    """
    may_tally = roughly or wave.state in DECIDED
    tallied = session.execute(_tallied(wave, agencies)).all() if may_tally else []
    counted = tallied or session.execute(_ballots(wave, agencies)).all()
    return frozenset(agency for agency, n in counted if n >= wave.display_limit)


def _tallied(wave: Wave, agencies: Collection[int]) -> Select[Any]:
    asked = select(col(Tally.agency_id), func.sum(col(Tally.ballots)))
    asked = asked.where(col(Tally.wave_id) == id_of(wave), col(Tally.agency_id).in_(agencies))
    return asked.group_by(col(Tally.agency_id))


def _ballots(wave: Wave, agencies: Collection[int]) -> Select[Any]:
    asked = select(col(Ballot.agency_id), func.count()).where(
        col(Ballot.wave_id) == id_of(wave),
        col(Ballot.agency_id).in_(agencies),
        col(Ballot.state).in_((COMPLETE, FLAGGED)),
    )
    return asked.group_by(col(Ballot.agency_id))
