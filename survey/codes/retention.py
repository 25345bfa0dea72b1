"""The codes of a wave that is over: counted as left over, and deleted."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import ColumnElement, delete, func
from sqlmodel import Session, col, select

from survey.keys import id_of
from survey.tables import CodeBatch, Collector, OneTimeCode, Wave
from survey.waves.events import append

TAKING = ("draft", "approved", "open", "closed")
"""States of a wave whose codes may still be brought, in the last one for the days of grace only."""


@dataclass(frozen=True)
class DueCodes:
    """The codes of one wave that nobody can bring any more."""

    wave: Wave
    codes: int


def due_codes(session: Session, day: dt.date) -> list[DueCodes]:
    """What is past its day on a day, wave by wave."""
    waiting = (
        select(Collector.wave_id, func.count())
        .join(CodeBatch, col(CodeBatch.collector_id) == Collector.id)
        .join(OneTimeCode, col(OneTimeCode.batch_id) == CodeBatch.id)
        .group_by(col(Collector.wave_id))
        .order_by(col(Collector.wave_id))
    )
    found = [DueCodes(session.get_one(Wave, wave), n) for wave, n in session.execute(waiting)]
    return [each for each in found if _is_over(each.wave, day)]


def destroy_codes(session: Session, what: DueCodes, *, day: dt.date, by: str) -> None:
    """Delete them in the caller's transaction; how many were left over stays with their batch."""
    for batch in session.exec(select(CodeBatch).where(_of(what.wave))):
        rows = col(OneTimeCode.batch_id) == id_of(batch)
        left = session.exec(select(func.count()).select_from(OneTimeCode).where(rows)).one()
        if batch.left_over is None:
            batch.left_over = left
        session.add(batch)
        session.execute(delete(OneTimeCode).where(rows))
    detail = {"day": day.isoformat(), "codes": what.codes}
    append(session, by, "retention.codes", f"wave {what.wave.code}", detail)


def _of(wave: Wave) -> ColumnElement[bool]:
    doors = select(Collector.id).where(Collector.wave_id == id_of(wave))
    return col(CodeBatch.collector_id).in_(doors)


def _is_over(wave: Wave, day: dt.date) -> bool:
    """Whether no ballot can come in any more."""
    last = min(wave.closes, wave.closed_on or wave.closes) + dt.timedelta(days=wave.grace_days)
    return wave.state not in TAKING or day > last
