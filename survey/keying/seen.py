"""Which batches of papers an account sees in a role: those of its units, and of the waves it runs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from sqlalchemy import ColumnElement, Select, or_, select
from sqlmodel import Session, col

from survey.accounts.scope import units_seen
from survey.tables import Batch, Collector
from survey.waves.seen import waves_run

KEYERS = ("clerk", "supervisor")
"""They make batches and key them."""
JUDGES = ("supervisor", "analyst")
"""They decide where two keyings differ."""
READERS = ("clerk", "supervisor", "analyst", "auditor")
OF_WAVES = frozenset(("supervisor", "analyst", "auditor"))
"""Roles that also reach the batches of every wave that a unit of theirs runs; a clerk has only its own."""
PAPER_MODES = ("paper", "post")


def batches_seen(account_id: int, roles: Collection[str], day: dt.date) -> Select[tuple[int]]:
    """The ids of the batches, as SQL that fits into any `IN (…)`."""
    return (
        select(col(Batch.id))
        .join(Collector, col(Collector.id) == col(Batch.collector_id))
        .where(_is_seen(account_id, roles, day))
    )


def batch_seen(
    session: Session, number: int, account_id: int, roles: Collection[str], day: dt.date
) -> Batch | None:
    """The batch of a number, if it is seen."""
    seen = batches_seen(account_id, roles, day).where(col(Batch.id) == number)
    found: Batch | None = session.execute(select(Batch).where(col(Batch.id).in_(seen))).scalar_one_or_none()
    return found


def doors_seen(account_id: int, day: dt.date) -> Select[tuple[int]]:
    """The ids of the doors for papers to which an account may give a batch."""
    units = units_seen(account_id, KEYERS, day)
    return select(col(Collector.id)).where(
        or_(col(Collector.agency_id).in_(units), col(Collector.service_point_id).in_(units)),
        col(Collector.mode).in_(PAPER_MODES),
        col(Collector.revoked_on).is_(None),
    )


def _is_seen(account_id: int, roles: Collection[str], day: dt.date) -> ColumnElement[bool]:
    units = units_seen(account_id, roles, day)
    near = or_(col(Collector.agency_id).in_(units), col(Collector.service_point_id).in_(units))
    wide = sorted(OF_WAVES & set(roles))
    return or_(near, col(Collector.wave_id).in_(waves_run(account_id, wide, day))) if wide else near
