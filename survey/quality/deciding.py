"""Keep or exclude: proposed by one, confirmed by another, reversible until the wave is frozen.

An exclusion counts once a second person has confirmed it. Where the setting of a wave lets one person
exclude up to x per cent of the ballots of a unit, one that stays within this share counts at once.
Every deed puts the ballots into the state that the ledger then says, in the same transaction.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, String, and_, func, insert, literal, or_, select, update
from sqlmodel import Session, col

from survey.ballots.suspicion import NOTED_BY
from survey.keys import id_of
from survey.quality.alone import may_alone
from survey.quality.faults import DecisionError
from survey.quality.ledger import JUDGED, Ids, Matter, by_somebody, hold, read_reason, settle_states
from survey.tables import Ballot, Exclusion
from survey.waves.events import append

OPEN, STANDS = ("proposed",), ("proposed", "confirmed")


@dataclass(frozen=True)
class Decided:
    """How many ballots a deed concerned, and whether it counts without a second person."""

    ballots: int
    counts_now: bool = True


def exclude(session: Session, what: Matter, reason: str, *, by: str, today: dt.date) -> Decided:
    """Propose that ballots be set aside.

    Raises
    ------
    DecisionError: no reason is given, the wave is frozen, or none of the ballots is still undecided.
    """
    said = read_reason(reason)
    hold(session, what.wave)
    # Whoever names single ballots may think again about those kept; all of a door are those left over.
    again = what.chosen is not None
    n = _count(session, _undecided(what, again=again))
    if not n:
        raise DecisionError("none")
    alone = may_alone(session, what, n)
    status = "confirmed" if alone else "proposed"
    _take_over(session, what, {"reason": said, "proposed_by": by, "status": status, "day": today})
    _add(session, what, said, status, by, today, again=again)
    settle_states(session, what.wave, what.ids)
    _note(session, what, "exclude" if alone else "propose", n, by)
    return Decided(n, counts_now=alone)


def keep(session: Session, what: Matter, reason: str, *, by: str, today: dt.date) -> Decided:
    """Look at ballots and leave them in; what was proposed of them is off the table.

    Raises
    ------
    DecisionError: no reason is given, the wave is frozen, or none of the ballots may be kept.
    """
    said = read_reason(reason)
    hold(session, what.wave)
    waiting = _rows_of(what, OPEN)
    n = _count(session, _undecided(what)) + _count(
        session, select(col(Exclusion.id)).where(waiting, by_somebody())
    )
    if not n:
        raise DecisionError("none")
    session.execute(update(Exclusion).where(waiting).values(status="kept", ended_by=by, ended_because=said))
    _add(session, what, said, "kept", by, today)
    settle_states(session, what.wave, what.ids)
    _note(session, what, "keep", n, by)
    return Decided(n)


def _rows_of(what: Matter, statuses: tuple[str, ...]) -> ColumnElement[bool]:
    return and_(
        col(Exclusion.wave_id) == id_of(what.wave),
        col(Exclusion.rule) == what.rule,
        col(Exclusion.status).in_(statuses),
        col(Exclusion.ballot_id).in_(what.ids),
    )


def _undecided(what: Matter, *, again: bool = False) -> Ids:
    """Ballots of the matter that nobody has decided about by this rule, with `again` those kept too."""
    standing = and_(col(Exclusion.status).in_(STANDS), by_somebody())
    decided = select(col(Exclusion.id)).where(
        col(Exclusion.ballot_id) == col(Ballot.id),
        col(Exclusion.rule) == what.rule,
        standing if again else or_(standing, col(Exclusion.status) == "kept"),
    )
    return select(col(Ballot.id)).where(
        col(Ballot.wave_id) == id_of(what.wave),
        col(Ballot.state).in_(JUDGED),
        col(Ballot.id).in_(what.ids),
        ~decided.exists(),
    )


def _take_over(session: Session, what: Matter, values: dict[str, Any]) -> None:
    """What a door noted becomes the proposal of whoever makes it their own."""
    noted = and_(_rows_of(what, OPEN), col(Exclusion.proposed_by) == NOTED_BY)
    session.execute(update(Exclusion).where(noted).values(**values))


def _add(
    session: Session,
    what: Matter,
    reason: str,
    status: str,
    by: str,
    today: dt.date,
    *,
    again: bool = False,
) -> None:
    """A line of the ledger for every ballot that has none by this rule which stands."""
    there = select(col(Exclusion.id)).where(
        col(Exclusion.ballot_id) == col(Ballot.id),
        col(Exclusion.rule) == what.rule,
        col(Exclusion.status).in_(STANDS if again else (*STANDS, "kept")),
    )
    ended = (by, reason) if status == "kept" else (None, None)
    values = {
        "wave_id": literal(id_of(what.wave)),
        "rule": literal(what.rule),
        "reason": literal(reason),
        "proposed_by": literal(by),
        "day": literal(today),
        "status": literal(status),
        "collector_id": literal(id_of(what.door)),
        "ended_by": literal(ended[0], String()),
        "ended_because": literal(ended[1], String()),
    }
    wanted = select(col(Ballot.id), *values.values()).where(
        col(Ballot.wave_id) == id_of(what.wave),
        col(Ballot.state).in_(JUDGED),
        col(Ballot.id).in_(what.ids),
        ~there.exists(),
    )
    session.execute(insert(Exclusion).from_select(["ballot_id", *values], wanted))


def _note(session: Session, what: Matter, deed: str, n: int, by: str) -> None:
    said = {"rule": what.rule, "door": id_of(what.door), "ballots": n}
    append(session, by, f"quality.{deed}", f"wave {what.wave.code}", said)


def _count(session: Session, asked: Select[Any]) -> int:
    return session.execute(select(func.count()).select_from(asked.subquery())).scalar() or 0
