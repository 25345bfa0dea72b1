"""Which jobs an account sees: those of the waves it runs, and at the top of the tree those of no wave."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from sqlalchemy import ColumnElement, and_, or_, select
from sqlmodel import Session, col

from survey.tables import Job, Wave
from survey.waves.seen import is_at_top, waves_run


def jobs_seen(account_id: int, roles: Collection[str], day: dt.date) -> ColumnElement[bool]:
    """The condition that a job is seen."""
    codes = select(col(Wave.code)).where(col(Wave.id).in_(waves_run(account_id, roles, day)))
    of_none = and_(col(Job.wave).is_(None), is_at_top(account_id, roles, day))
    return or_(col(Job.wave).in_(codes), of_none)


def runs_everything(session: Session, account_id: int, roles: Collection[str], day: dt.date) -> bool:
    """Whether what concerns the whole installation is for this account."""
    return bool(session.execute(select(is_at_top(account_id, roles, day))).scalar())
