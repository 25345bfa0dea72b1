"""The ledger of a wave as a file for the archive, ballot by ballot; no cell of it is run as a formula."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from io import StringIO

from sqlalchemy import and_
from sqlmodel import Session, col, select

from survey.ballots.suspicion import NOTED_BY
from survey.comments.tables import guarded
from survey.tables import Collector, Exclusion, Unit, Wave

COLUMNS = ("ballot", "rule", "reason", "status", "proposed_by", "confirmed_by", "day", "ended_by",
           "ended_because", "unit", "unit_name", "mode", "collection_point")  # fmt: skip


def to_csv(session: Session, wave: Wave, modes: Mapping[str, str]) -> bytes:
    """UTF-8 with a byte-order mark and ";", as spreadsheets in Vietnamese open it; only for inside."""
    text = StringIO(newline="")
    writer = csv.writer(text, delimiter=";")
    writer.writerow(COLUMNS)
    noted = and_(col(Exclusion.proposed_by) == NOTED_BY, col(Exclusion.status) == "proposed")
    asked = (
        select(Exclusion, Collector, Unit)
        .outerjoin(Collector, col(Collector.id) == col(Exclusion.collector_id))
        .outerjoin(Unit, col(Unit.id) == col(Collector.agency_id))
        .where(Exclusion.wave_id == wave.id, ~noted)
        .order_by(col(Exclusion.id))
    )
    for line, door, unit in session.exec(asked):
        writer.writerow([guarded(cell) for cell in _cells(line, door, unit, modes)])
    return text.getvalue().encode("utf-8-sig")


def _cells(line: Exclusion, door: Collector | None, unit: Unit | None, modes: Mapping[str, str]) -> list[str]:
    shared = [str(getattr(line, name) or "") for name in ("ballot_id", *COLUMNS[1:9])]
    named = [unit.code, unit.name] if unit else ["", ""]
    through = [modes[door.mode], door.label or str(door.id)] if door else ["", ""]
    return [*shared, *named, *through]
