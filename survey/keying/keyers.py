"""Who keyed a batch, by name: for the batch itself and for its hand-over slip."""

from __future__ import annotations

from sqlalchemy import select
from sqlmodel import Session, col

from survey.tables import Account, Batch, KeyedBallot, SecondKeying

LONGEST = 64
"""Characters that a batch keeps of it."""


def first_keyers(session: Session, batch: Batch) -> tuple[str, ...]:
    """Everybody who keyed one of its forms first."""
    return _names(session, KeyedBallot, batch)


def second_keyers(session: Session, batch: Batch) -> tuple[str, ...]:
    """Everybody who keyed one of its forms again."""
    return _names(session, SecondKeying, batch)


def in_short(names: tuple[str, ...]) -> str:
    """As a batch keeps it."""
    return ", ".join(names)[:LONGEST]


def _names(session: Session, table: type[KeyedBallot] | type[SecondKeying], batch: Batch) -> tuple[str, ...]:
    who = col(table.account_id)
    keyers = select(who).where(col(table.batch_id) == batch.id, who.is_not(None))
    found = select(col(Account.name)).where(col(Account.id).in_(keyers)).order_by(col(Account.name))
    return tuple(session.execute(found).scalars())
