"""Ballots, comments and frames past their day: what they are, and their destruction."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, delete, func, insert
from sqlalchemy import select as select_core
from sqlmodel import Session, SQLModel, col, select

from survey.keys import id_of
from survey.tables import (
    Ballot,
    Batch,
    Case,
    Collector,
    Comment,
    Deleted,
    FlaggedBallot,
    Frame,
    KeyedBallot,
    QualityFlag,
    SecondKeying,
    Wave,
)
from survey.waves.events import append

NOT_FROZEN = ("draft", "approved", "open", "closed")


@dataclass(frozen=True)
class Due:
    """What of one wave is past its day."""

    wave: Wave
    ballots: int
    comments: int
    frames: int
    cases: int

    @property
    def loses_figures(self) -> bool:
        """Whether its ballots would go before its figures were fixed."""
        return self.ballots > 0 and self.wave.state in NOT_FROZEN


def due(session: Session, day: dt.date) -> list[Due]:
    """What is past its day on a day, wave by wave; the last day itself is still kept."""
    found = [_due(session, wave, day) for wave in session.exec(select(Wave).order_by(col(Wave.id)))]
    return [each for each in found if each.ballots or each.comments or each.frames]


def destroy(session: Session, what: Due, *, day: dt.date, by: str) -> None:
    """Delete it in the caller's transaction; the ids of the ballots stay, so that none comes back."""
    if session.get_bind().dialect.name == "sqlite":
        # Without it the deleted answers stay readable in the file until their pages are used again.
        session.connection().exec_driver_sql("PRAGMA secure_delete=ON")
    if _is_past(what.wave, day):
        ballots = _of_wave(Ballot, what.wave)
        session.execute(insert(Deleted).from_select(["id"], select(Ballot.id).where(ballots)))
        session.execute(delete(Ballot).where(ballots))
        for table in (SecondKeying, KeyedBallot):
            session.execute(delete(table).where(col(table.batch_id).in_(_batches(what.wave))))
        session.execute(delete(Comment).where(_of_wave(Comment, what.wave)))
        _forget_screening(session, what.wave)
    frames = _frames(what.wave, day)
    session.execute(delete(Case).where(col(Case.frame_id).in_(frames)))
    session.execute(delete(Frame).where(col(Frame.id).in_(frames)))
    counts = {name: getattr(what, name) for name in ("ballots", "comments", "frames", "cases")}
    append(session, by, "retention", f"wave {what.wave.code}", {"day": day.isoformat(), **counts})


def _forget_screening(session: Session, wave: Wave) -> None:
    """The flags and the ids of the ballots under them; the ledger of what was set aside stays."""
    for table in (FlaggedBallot, QualityFlag):
        session.execute(delete(table).where(col(table.wave_id) == id_of(wave)))


def sweep(session: Session) -> None:
    """After the commit: empty SQLite's log too, where the deleted rows still stand, unless it is in use."""
    if session.get_bind().dialect.name == "sqlite":
        session.connection().exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")


def _due(session: Session, wave: Wave, day: dt.date) -> Due:
    past, frames = _is_past(wave, day), _frames(wave, day)
    return Due(
        wave,
        ballots=_count(session, Ballot, _of_wave(Ballot, wave)) if past else 0,
        comments=_count(session, Comment, _of_wave(Comment, wave)) if past else 0,
        frames=_count(session, Frame, col(Frame.id).in_(frames)),
        cases=_count(session, Case, col(Case.frame_id).in_(frames)),
    )


def _is_past(wave: Wave, day: dt.date) -> bool:
    return wave.keep_until is not None and wave.keep_until < day


def _of_wave(table: type[Ballot] | type[Comment], wave: Wave) -> ColumnElement[bool]:
    return col(table.wave_id) == id_of(wave)


def _batches(wave: Wave) -> Select[int | None]:
    """The numbers of the paper batches of a wave."""
    doors = select_core(col(Collector.id)).where(col(Collector.wave_id) == id_of(wave))
    return select_core(col(Batch.id)).where(col(Batch.collector_id).in_(doors))


def _frames(wave: Wave, day: dt.date) -> Select[int | None]:
    """The numbers of the frames of a wave that are past their day."""
    past = col(Frame.delete_after) < day
    return select_core(col(Frame.id)).where(col(Frame.wave_id) == id_of(wave), past)


def _count(session: Session, table: type[SQLModel], condition: ColumnElement[bool]) -> int:
    return session.exec(select(func.count()).select_from(table).where(condition)).one()
