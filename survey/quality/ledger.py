"""What the ledger holds: which ballots a decision is about, when it may be written, what follows for them."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, select, update
from sqlmodel import Session, col

from survey.ballots.suspicion import NOTED_BY
from survey.keys import id_of
from survey.quality.faults import DecisionError
from survey.quality.order import order_tally
from survey.tables import Ballot, Collector, Exclusion, FlaggedBallot, Wave
from survey.tables.ballots import COMPLETE, EXCLUDED, FLAGGED

DECIDABLE = ("open", "closed")
"""States of a wave in which its ledger may be written."""
JUDGED = (COMPLETE, FLAGGED, EXCLUDED)
"""Partial ballots never count, so nobody has to set them aside."""
LONGEST = 300

Ids = Select[Any]


@dataclass(frozen=True)
class Matter:
    """What is decided about: ballots of one rule that came through one door; all of them or those chosen."""

    wave: Wave
    rule: str
    door: Collector
    chosen: Collection[uuid.UUID] | None = None

    @property
    def ids(self) -> Ids:
        """The ballots, as SQL that fits into any `IN (…)`; ids that are not of this matter fall out."""
        place = and_(
            col(FlaggedBallot.wave_id) == id_of(self.wave),
            col(FlaggedBallot.rule) == self.rule,
            col(FlaggedBallot.collector_id) == id_of(self.door),
        )
        flagged = select(col(FlaggedBallot.ballot_id)).where(place)
        return (
            flagged if self.chosen is None else flagged.where(col(FlaggedBallot.ballot_id).in_(self.chosen))
        )


def hold(session: Session, wave: Wave) -> None:
    """Nobody freezes the wave while its ledger is written, and nobody writes the ledger of a frozen one.

    Raises
    ------
    DecisionError: the wave is frozen, or does not collect yet.
    """
    # A writing that changes nothing: whoever freezes waits for it, as it waits for whoever froze.
    session.execute(update(Wave).where(col(Wave.id) == id_of(wave)).values(state=Wave.state))
    session.refresh(wave)
    if wave.state not in DECIDABLE:
        raise DecisionError("frozen" if wave.state not in ("draft", "approved") else "not_open")


def settle_states(session: Session, wave: Wave, ids: Ids) -> None:
    """Give ballots the state that the ledger says, and have the counts of the wave made anew."""
    of_ballot = col(Exclusion.ballot_id) == col(Ballot.id)
    is_out = select(col(Exclusion.id)).where(of_ballot, col(Exclusion.status) == "confirmed").exists()
    is_asked = select(col(Exclusion.id)).where(of_ballot, col(Exclusion.status) == "proposed").exists()
    state = case((is_out, EXCLUDED), (is_asked, FLAGGED), else_=COMPLETE)
    here = and_(col(Ballot.wave_id) == id_of(wave), col(Ballot.state).in_(JUDGED), col(Ballot.id).in_(ids))
    session.execute(
        update(Ballot).where(here).values(state=state).execution_options(synchronize_session=False)
    )
    order_tally(session, wave)


def by_somebody() -> ColumnElement[bool]:
    """Not what a door noted and nobody has taken up."""
    return col(Exclusion.proposed_by) != NOTED_BY


def read_reason(text: str) -> str:
    """Why, on one line.

    Raises
    ------
    DecisionError: nothing is said, or too much.
    """
    said = " ".join(text.split())
    if not said:
        raise DecisionError("no_reason")
    if len(said) > LONGEST:
        raise DecisionError("long_reason")
    return said
