"""How units handled their cases in a period: read, entered, corrected, imported."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from sqlmodel import Session, col, select

from survey.files.merging import Merge
from survey.files.rows import Faults, Row, rows_of
from survey.files.table import Table
from survey.keys import id_of
from survey.tables import CaseStatistics, Unit
from survey.units.numbers_read import count
from survey.units.units_in_reach import Reach
from survey.waves.events import append

COUNTS = ("received", "solved", "on_time", "late")
NEEDED, OPTIONAL = ("unit", "period_from", "period_to", *COUNTS), ("apologies",)
FIELDS = ("period_from", "period_to", *COUNTS, "apologies")


def cases_of(session: Session, unit_id: int) -> list[CaseStatistics]:
    """All of a unit, the latest period first."""
    asked = select(CaseStatistics).where(CaseStatistics.unit_id == unit_id)
    return list(session.exec(asked.order_by(col(CaseStatistics.period_from).desc())))


def read_cases(row: Row, *, today: dt.date) -> dict[str, Any]:
    """What a row of a file or a form says of one period.

    Raises
    ------
    RowError: a cell cannot be right; `RowsError` where several cannot.
    """
    faults, said = Faults(), {"apologies": 0}
    days: dict[str, dt.date] = {}
    for name in ("period_from", "period_to"):
        with faults.gathered():
            days[name] = row.day(name)
    for name in (*COUNTS, *(("apologies",) if row.has("apologies") else ())):
        with faults.gathered():
            said[name] = count(row, name)
    faults.refuse()
    with faults.gathered():
        _check_period(row, days["period_from"], days["period_to"], today)
    if said["on_time"] + said["late"] > said["solved"]:
        what = f"on time and late are {said['on_time'] + said['late']}, solved are {said['solved']}"
        with faults.gathered():
            raise row.error("solved", what, "on time and late together are not more than solved")
    faults.refuse()
    return {**days, **said}


def enter_cases(
    session: Session, unit: Unit, row: Row, *, by: str, today: dt.date, replaces: CaseStatistics | None = None
) -> CaseStatistics:
    """Write a period, or correct the one that it replaces; the audit log keeps the old and the new.

    Raises
    ------
    RowError: a cell cannot be right, or the period overlaps another one.
    """
    said, unit_id = read_cases(row, today=today), id_of(unit)
    others = [each for each in cases_of(session, unit_id) if each is not replaces]
    _check_overlap(row, said["period_from"], said["period_to"], others)
    found = replaces or CaseStatistics(unit_id=unit_id, **said)
    before = {name: getattr(found, name) for name in FIELDS} if replaces else {}
    for name, value in said.items():
        setattr(found, name, value)
    if before == said:
        return found
    session.add(found)
    session.flush()
    action = "case_statistics.change" if replaces else "case_statistics.new"
    append(session, by, action, f"unit {unit_id}", {"before": before, "after": said} if before else said)
    return found


def merge_cases(session: Session, file: Table, *, reach: Reach, today: dt.date) -> Merge[CaseStatistics]:
    """Write the periods of a file into the caller's transaction.

    Raises
    ------
    RowError, ColumnError: something in the file cannot be right.
    """
    faults = Faults()
    cases = Merge(session, CaseStatistics, ("unit_id", "period_from", "period_to"))
    known: dict[int, list[CaseStatistics]] = {}
    for each in cases.known.values():
        known.setdefault(each.unit_id, []).append(each)
    for row in rows_of(file, needed=NEEDED, optional=OPTIONAL):
        with faults.gathered():
            said = read_cases(row, today=today)
            unit_id = id_of(reach.unit(row, "unit", said["period_to"]))
            first, last = said.pop("period_from"), said.pop("period_to")
            if "apologies" not in row.cells:
                said.pop("apologies")
            others = known.setdefault(unit_id, [])
            same = (first, last)
            _check_overlap(row, *same, [x for x in others if (x.period_from, x.period_to) != same])
            found = cases.put(row, "unit", (unit_id, first, last), **said)
            if found not in others:
                others.append(found)
    faults.refuse()
    session.flush()
    return cases


def _check_period(row: Row, first: dt.date, last: dt.date, today: dt.date) -> None:
    if last < first:
        raise row.error("period_to", f"{last} is before {first}", "correct one of the two days")
    if last > today:
        raise row.error("period_to", f"{last} is still to come", "enter periods that are over")
    if first.year < 1990:
        raise row.error("period_from", f"{first} is long ago", "correct the year")


def _check_overlap(row: Row, first: dt.date, last: dt.date, others: Iterable[CaseStatistics]) -> None:
    """Overlapping periods would count cases twice in a report."""
    for each in others:
        if each.period_from <= last and first <= each.period_to:
            what = f"the period overlaps {each.period_from} to {each.period_to}"
            raise row.error("period_from", what, "correct that one, or enter another period")
