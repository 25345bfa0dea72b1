"""Collectors, the doors ballots come through: made with a token that only its holder ever sees."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func
from sqlmodel import Session, col, select

from survey import dates
from survey.keys import id_of
from survey.tables import Ballot, Collector, DesignCell, Procedure, Unit, Wave
from survey.units.procedures import procedure_of
from survey.units.units import unit_on
from survey.waves.events import append
from survey.waves.tokens import hash_token, new_token
from survey.waves.waves import day_within, wave_of

__all__ = ["CollectorError", "Wanted", "hash_token", "listed", "make", "new_collector", "revoke"]

CLOSED_STATES = ("closed", "frozen", "review", "results_approved", "published")


class CollectorError(ValueError):
    """A collector that cannot be made, found or revoked as asked."""


@dataclass(frozen=True)
class Wanted:
    """A door as it is ordered: everything by its code."""

    wave: str
    agency: str
    service_point: str | None = None
    mode: str = "phone"
    layout: str = "phone"
    procedure: str | None = None
    cell: str | None = None
    label: str = ""
    target: int | None = None


def new_collector(
    session: Session,
    *,
    wave: Wave,
    agency: Unit,
    service_point: Unit | None = None,
    mode: str = "phone",
    layout: str = "phone",
    procedure: Procedure | None = None,
    cell: DesignCell | None = None,
    label: str = "",
    target: int | None = None,
) -> tuple[Collector, str]:
    """A new door of a wave, and its token: the only time that the token is seen.

    Raises
    ------
    CollectorError: the wave is over, or the design cell belongs to another wave.
    """
    if wave.state in CLOSED_STATES:
        raise CollectorError(f"this wave collects no more; wave {wave.code}; name a wave that is not closed")
    if cell is not None and cell.wave_id != wave.id:
        raise CollectorError(
            f"this design cell belongs to another wave; {cell.code}; name a cell of {wave.code}"
        )
    token = new_token()
    collector = Collector(
        token_hash=hash_token(token),
        wave_id=id_of(wave),
        agency_id=id_of(agency),
        service_point_id=id_of(service_point or agency),
        mode=mode,
        layout=layout,
        procedure_id=procedure.id if procedure else None,
        design_cell_id=cell.id if cell else None,
        label=label,
        target=target,
    )
    session.add(collector)
    session.flush()
    return collector, token


def make(session: Session, wanted: Wanted, *, by: str) -> tuple[Collector, str]:
    """A new door from codes, as the command gives them; the audit log never sees the token.

    Raises
    ------
    WaveError, UnitError, ProcedureError, CollectorError: a code that nothing bears.
    """
    wave = wave_of(session, wanted.wave)
    day = day_within(wave, dates.today())
    agency = unit_on(session, wanted.agency, day)
    collector, token = new_collector(
        session,
        wave=wave,
        agency=agency,
        service_point=unit_on(session, wanted.service_point, day) if wanted.service_point else None,
        mode=wanted.mode,
        layout=wanted.layout,
        procedure=procedure_of(session, wanted.procedure) if wanted.procedure else None,
        cell=_cell(session, wave, agency, wanted.cell) if wanted.cell else None,
        label=wanted.label,
        target=wanted.target,
    )
    detail = {"wave": wave.code, "agency": agency.code, "mode": wanted.mode}
    append(session, by, "collector.new", f"collector {collector.id}", detail)
    return collector, token


def revoke(session: Session, number: int, *, day: dt.date, by: str) -> Collector:
    """Shut a door for good; shut twice, the first day stays.

    Raises
    ------
    CollectorError: there is no such collector.
    """
    collector = session.get(Collector, number)
    if collector is None:
        raise CollectorError(f"there is no collector {number}; hailong collector list shows them all")
    if collector.revoked_on is None:
        collector.revoked_on = day
        session.add(collector)
        append(session, by, "collector.revoke", f"collector {number}", {"day": day.isoformat()})
    return collector


def listed(session: Session, wave_code: str | None = None) -> list[tuple[Any, ...]]:
    """Number, wave, agency, mode, layout, ballots, day of revocation and label of every door."""
    statement = (
        select(  # type: ignore[call-overload]
            Collector.id,
            Wave.code,
            Unit.code,
            Collector.mode,
            Collector.layout,
            func.count(col(Ballot.id)),
            Collector.revoked_on,
            Collector.label,
        )
        .join(Wave, col(Wave.id) == Collector.wave_id)
        .join(Unit, col(Unit.id) == Collector.agency_id)
        .outerjoin(Ballot, col(Ballot.collector_id) == Collector.id)
        .group_by(Collector.id, Wave.code, Unit.code)
        .order_by(Collector.id)
    )
    if wave_code is not None:
        statement = statement.where(Wave.id == wave_of(session, wave_code).id)
    return [tuple(row) for row in session.execute(statement)]


def _cell(session: Session, wave: Wave, agency: Unit, code: str) -> DesignCell:
    """The cell of a code: the only one, or the only one of the agency."""
    found = select(DesignCell).where(DesignCell.wave_id == wave.id, DesignCell.code == code)
    cells = list(session.exec(found))
    own = [each for each in cells if each.unit_id == agency.id]
    for candidates in (cells, own):
        if len(candidates) == 1:
            return candidates[0]
    what = (
        f"{len(cells)} design cells bear the code {code!r}" if cells else f"there is no design cell {code!r}"
    )
    raise CollectorError(f"{what}; --cell; load the design with hailong wave cells, every code once")
