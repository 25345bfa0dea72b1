"""What follows from a merger or a split: for those with a role, for open doors, for series of figures."""

from __future__ import annotations

from dataclasses import dataclass

from sqlmodel import Session, col, func, select

from survey.accounts.scope import holds_on
from survey.keys import id_of
from survey.tables import Collector, Grant, Wave
from survey.units.changes import note
from survey.units.reforms import Reform


@dataclass(frozen=True)
class Effects:
    """Counts of what is touched."""

    moving: int
    """Roles on units that go whole into another one: they hold there too."""
    staying: int
    """Roles on units that are divided: none moves."""
    doors: int
    """Doors of waves that are not over; they go on under the old unit."""
    waves: int
    """Waves in which one of the old units was rated."""
    is_whole: bool


def effects_of(session: Session, reform: Reform) -> Effects:
    """What follows from a reform that was written and not yet kept."""
    olds = {each.found.old_id for each in reform.successions.made}
    whole = {each.found.old_id for each in reform.successions.made if each.found.share == 1}
    grants = select(Grant.unit_id).where(col(Grant.unit_id).in_(olds), holds_on(reform.today))
    held = list(session.exec(grants))
    mine = select(Collector).where(col(Collector.agency_id).in_(olds))
    open_ = mine.join(Wave, col(Wave.id) == Collector.wave_id).where(
        col(Wave.state).in_(("draft", "approved", "open")), col(Collector.revoked_on).is_(None)
    )
    doors = session.exec(select(func.count()).select_from(open_.subquery())).one()
    rated = select(func.count(func.distinct(Collector.wave_id))).where(col(Collector.agency_id).in_(olds))
    return Effects(
        moving=sum(each in whole for each in held),
        staying=sum(each not in whole for each in held),
        doors=doors,
        waves=session.exec(rated).one(),
        is_whole=reform.is_whole,
    )


def note_reform(session: Session, reform: Reform, deed: str, *, by: str) -> None:
    """The lines of the audit log: one for the deed, and those of every unit it touched."""
    codes = {id_of(each): each.code for each in reform.units.known.values()}
    went = [
        f"{codes[each.found.old_id]} → {codes[each.found.new_id]} {each.found.share:.2%}"
        for each in reform.successions.made
    ]
    detail = {"day": reform.day, "went": went}
    note(session, reform.plan, by=by, action=f"unit.{deed}", subject="units", detail=detail)
