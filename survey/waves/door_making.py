"""The doors of a whole wave at once: one for each rated unit or procedure and each mode that has none yet."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import func
from sqlmodel import Session, col, select

from survey.keys import id_of
from survey.tables import Collector, DesignCell, Procedure, Unit, Wave
from survey.waves.collectors import new_collector
from survey.waves.events import append
from survey.waves.targets import ALL, targets_of

MODES = ("phone", "kiosk", "paper", "interviewer")
LAYOUTS = {"kiosk": "counter"}


class MadeDoor(NamedTuple):
    """A door and its token, which is seen only now."""

    collector: Collector
    token: str
    unit: Unit
    procedure: Procedure | None


def make_doors(session: Session, wave: Wave, modes: Sequence[str], *, by: str) -> list[MadeDoor]:
    """Make what is missing; the target of a row stands at its first door.

    Raises
    ------
    CollectorError: the wave is over.
    """
    there = select(Collector).where(Collector.wave_id == id_of(wave), col(Collector.revoked_on).is_(None))
    doors = list(session.exec(there))
    known = {(each.agency_id, each.procedure_id, each.mode) for each in doors}
    aimed = {(each.agency_id, each.procedure_id) for each in doors if each.target is not None}
    cells = _cells(session, wave)
    made: list[MadeDoor] = []
    for row, unit, procedure in targets_of(session, wave):
        key = row.unit_id, row.procedure_id
        for mode in modes:
            if (*key, mode) in known:
                continue
            collector, token = new_collector(
                session,
                wave=wave,
                agency=unit,
                mode=mode,
                layout=LAYOUTS.get(mode, "phone"),
                procedure=procedure,
                cell=cells.get((row.unit_id, procedure.code if procedure else ALL)),
                target=None if key in aimed else row.target,
            )
            aimed.add(key)
            made.append(MadeDoor(collector, token, unit, procedure))
    if made:
        numbers = [id_of(each.collector) for each in made]
        said = {"doors": len(made), "first": numbers[0], "last": numbers[-1], "modes": list(modes)}
        append(session, by, "collector.new_many", f"wave {wave.code}", said)
    return made


def doors_of(
    session: Session, wave: Wave, *, first: int = 0, most: int | None = None
) -> list[tuple[Collector, Unit, Procedure | None]]:
    """The doors of a wave, or a part of them, those in use first."""
    found = (
        select(Collector, Unit, Procedure)
        .join(Unit, col(Unit.id) == col(Collector.agency_id))
        .outerjoin(Procedure, col(Procedure.id) == col(Collector.procedure_id))
        .where(Collector.wave_id == id_of(wave))
        .order_by(col(Collector.revoked_on).is_not(None), Unit.code, col(Collector.id))
        .offset(first)
        .limit(most)
    )
    return [(door, unit, procedure) for door, unit, procedure in session.execute(found)]


def count_doors(session: Session, wave: Wave, *, revoked: bool = False) -> int:
    """How many doors are in use, or were ever made."""
    found = select(func.count()).select_from(Collector).where(Collector.wave_id == id_of(wave))
    return session.exec(found if revoked else found.where(col(Collector.revoked_on).is_(None))).one()


def _cells(session: Session, wave: Wave) -> dict[tuple[int, str], DesignCell]:
    """The cells to which a row of the list leads by itself."""
    found = session.exec(select(DesignCell).where(DesignCell.wave_id == id_of(wave), DesignCell.stage == 1))
    return {(each.unit_id, each.code): each for each in found}
