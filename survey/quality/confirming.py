"""The second person: confirming what another proposed, refusing it, and putting ballots back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, func, select, update
from sqlmodel import Session, col

from survey.ballots.suspicion import NOTED_BY
from survey.keys import id_of
from survey.quality.faults import DecisionError
from survey.quality.ledger import hold, read_reason, settle_states
from survey.tables import Exclusion, Wave
from survey.waves.events import append

SAME = ("rule", "collector_id", "reason", "proposed_by", "confirmed_by", "day", "status", "ended_by",
        "ended_because")  # fmt: skip
"""What lines of the ledger have in common that were decided in one go."""


@dataclass(frozen=True)
class Lot:
    """Lines of the ledger that were decided together; called by the number of their first."""

    first: int
    ballots: int
    rule: str
    collector_id: int | None
    reason: str
    proposed_by: str
    confirmed_by: str | None
    day: dt.date
    status: str
    ended_by: str | None
    ended_because: str | None


def lots(
    session: Session,
    wave: Wave,
    *,
    statuses: tuple[str, ...] = (),
    first: int | None = None,
    limit: int | None = None,
    offset: int = 0,
) -> list[Lot]:
    """The ledger of a wave, gathered; what the doors noted and nobody took up is not among it."""
    shared = [col(getattr(Exclusion, name)) for name in SAME]
    asked = select(func.min(col(Exclusion.id)), func.count(), *shared).where(_of(wave, statuses))
    asked = asked.group_by(*shared)
    if first is not None:
        asked = asked.having(func.min(col(Exclusion.id)) == first)
    asked = asked.order_by(func.min(col(Exclusion.id)).desc()).limit(limit).offset(offset)
    return [_lot(row) for row in session.execute(asked)]


def count_lots(session: Session, wave: Wave, *, statuses: tuple[str, ...] = ()) -> int:
    """How many there are."""
    shared = [col(getattr(Exclusion, name)) for name in SAME]
    asked = select(*shared).where(_of(wave, statuses)).group_by(*shared)
    return session.execute(select(func.count()).select_from(asked.subquery())).scalar() or 0


def confirm(session: Session, wave: Wave, first: int, *, by: str) -> int:
    """Set aside what another proposed; how many ballots.

    Raises
    ------
    DecisionError: the wave is frozen, nothing of the kind waits, or the proposal is one's own.
    """
    hold(session, wave)
    lot = _lot_of(session, wave, first, "proposed")
    if lot.proposed_by.casefold() == by.casefold():
        raise DecisionError("own")
    return _change(session, wave, lot, "confirm", by, {"status": "confirmed", "confirmed_by": by})


def refuse(session: Session, wave: Wave, first: int, reason: str, *, by: str) -> int:
    """Leave in what somebody proposed to set aside.

    Raises
    ------
    DecisionError: the wave is frozen, nothing of the kind waits, or no reason is given.
    """
    ended = {"status": "kept", "ended_by": by, "ended_because": read_reason(reason)}
    hold(session, wave)
    return _change(session, wave, _lot_of(session, wave, first, "proposed"), "refuse", by, ended)


def reverse(session: Session, wave: Wave, first: int, reason: str, *, by: str) -> int:
    """Put ballots back that were set aside.

    Raises
    ------
    DecisionError: the wave is frozen, nothing of the kind was set aside, or no reason is given.
    """
    ended = {"status": "reversed", "ended_by": by, "ended_because": read_reason(reason)}
    hold(session, wave)
    return _change(session, wave, _lot_of(session, wave, first, "confirmed"), "reverse", by, ended)


def _of(wave: Wave, statuses: tuple[str, ...]) -> ColumnElement[bool]:
    noted = and_(col(Exclusion.proposed_by) == NOTED_BY, col(Exclusion.status) == "proposed")
    here = and_(col(Exclusion.wave_id) == id_of(wave), ~noted)
    return and_(here, col(Exclusion.status).in_(statuses)) if statuses else here


def _lot_of(session: Session, wave: Wave, first: int, status: str) -> Lot:
    """The lines that were decided with this one, as long as they stand so."""
    row = session.get(Exclusion, first)
    if row is None or row.wave_id != wave.id or row.status != status or row.proposed_by == NOTED_BY:
        raise DecisionError("gone")
    session.refresh(row)
    same = {name: getattr(row, name) for name in SAME}
    if same["status"] != status:
        raise DecisionError("gone")
    n = session.execute(select(func.count()).where(_alike(wave, same))).scalar() or 0
    return Lot(first, n, **same)


def _alike(wave: Wave, same: Mapping[str, Any]) -> ColumnElement[bool]:
    alike = [col(getattr(Exclusion, name)).is_not_distinct_from(value) for name, value in same.items()]
    return and_(col(Exclusion.wave_id) == id_of(wave), *alike)


def _change(session: Session, wave: Wave, lot: Lot, deed: str, by: str, values: Mapping[str, Any]) -> int:
    same = {name: getattr(lot, name) for name in SAME}
    session.execute(update(Exclusion).where(_alike(wave, same)).values(**values))
    # Afterwards they are known by what did not change; a ballot too many does no harm, the ledger decides.
    kept = {name: same[name] for name in ("rule", "collector_id", "reason", "proposed_by", "day")}
    settle_states(session, wave, select(col(Exclusion.ballot_id)).where(_alike(wave, kept)))
    said = {"rule": lot.rule, "door": lot.collector_id, "ballots": lot.ballots}
    append(session, by, f"quality.{deed}", f"wave {wave.code}", said)
    return lot.ballots


def _lot(row: Row[Any]) -> Lot:
    first, ballots, *shared = tuple(row)
    return Lot(first, ballots, *shared)
