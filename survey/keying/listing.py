"""Batches as they are listed: counted by the database, never a question for each row."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Select, case, func
from sqlmodel import Session, col, select

from survey.tables import Batch, Collector, KeyedBallot, Unit, Wave

AT_A_TIME = 100
STATES = ("open", "keyed", "second_keyed", "closed")


@dataclass(frozen=True)
class Listed:
    """One row."""

    batch: Batch
    wave: Wave
    unit: Unit
    keyed: int


def listed(
    session: Session, seen: Select[tuple[int]], *, state: str = "", page: int = 1
) -> tuple[list[Listed], int]:
    """One page of the batches seen, those that need work first, and how many there are."""
    chosen = [col(Batch.id).in_(seen)] + ([col(Batch.state) == state] if state in STATES else [])
    total = session.exec(select(func.count()).select_from(Batch).where(*chosen)).one()
    keyed = (
        select(func.count()).where(KeyedBallot.batch_id == col(Batch.id)).correlate(Batch).scalar_subquery()
    )
    order = case({name: place for place, name in enumerate(STATES)}, value=col(Batch.state))
    rows = (
        select(Batch, Wave, Unit, keyed)
        .join(Collector, col(Collector.id) == col(Batch.collector_id))
        .join(Wave, col(Wave.id) == col(Collector.wave_id))
        .join(Unit, col(Unit.id) == col(Collector.agency_id))
        .where(*chosen)
        .order_by(order, col(Batch.id).desc())
        .limit(AT_A_TIME)
        .offset((page - 1) * AT_A_TIME)
    )
    return [Listed(*row) for row in session.exec(rows)], total
