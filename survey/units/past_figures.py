"""Figures published earlier: read, entered, corrected, imported. Context in reports, never tested."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlmodel import Session, col, select

from survey.files.merging import Merge
from survey.files.rows import Faults, Row, rows_of
from survey.files.table import Table
from survey.keys import id_of
from survey.tables import PastFigure, Unit
from survey.units.numbers_read import count, percent, year
from survey.units.units_in_reach import Reach
from survey.waves.events import append

NEEDED, OPTIONAL = ("unit", "year", "percent", "source"), ("what", "n")
WHAT = ("overall", "access", "procedures", "officials", "outcome", "feedback")
"""The figure of everything, and those of the five factors."""
FIELDS = ("year", "what", "value", "n", "source")


def figures_of(session: Session, unit_id: int) -> list[PastFigure]:
    """All of a unit, the latest year first."""
    asked = select(PastFigure).where(PastFigure.unit_id == unit_id)
    found = session.exec(asked.order_by(col(PastFigure.year).desc()))
    return sorted(found, key=lambda each: (-each.year, _place(each.what)))


def read_figure(row: Row, *, today: dt.date) -> dict[str, Any]:
    """What a row of a file or a form says of one figure.

    Raises
    ------
    RowError: a cell cannot be right; `RowsError` where several cannot.
    """
    faults, said = Faults(), dict.fromkeys(FIELDS)
    said["what"] = "overall"
    with faults.gathered():
        said["year"] = year(row, "year", last=today.year)
    with faults.gathered():
        said["value"] = percent(row, "percent")
    with faults.gathered():
        said["source"] = row.text("source", longest=300)
    if row.has("what"):
        with faults.gathered():
            said["what"] = row.choice("what", WHAT)
    if row.has("n"):
        with faults.gathered():
            said["n"] = _asked(row)
    faults.refuse()
    return said


def enter_figure(
    session: Session, unit: Unit, row: Row, *, by: str, today: dt.date, replaces: PastFigure | None = None
) -> PastFigure:
    """Write a figure, or correct the one that it replaces; the audit log keeps the old and the new.

    Raises
    ------
    RowError: a cell cannot be right, or there is such a figure already.
    """
    said, unit_id = read_figure(row, today=today), id_of(unit)
    same = select(PastFigure).where(
        PastFigure.unit_id == unit_id, PastFigure.year == said["year"], PastFigure.what == said["what"]
    )
    other = session.exec(same).first()
    if other is not None and other is not replaces:
        what = f"a figure of {said['year']} is there already"
        raise row.error("year", what, "correct that one")
    found = replaces or PastFigure(unit_id=unit_id, **said)
    before = {name: getattr(found, name) for name in FIELDS} if replaces else {}
    for name, value in said.items():
        setattr(found, name, value)
    if before == said:
        return found
    session.add(found)
    session.flush()
    action = "past_figure.change" if replaces else "past_figure.new"
    append(session, by, action, f"unit {unit_id}", {"before": before, "after": said} if before else said)
    return found


def merge_figures(session: Session, file: Table, *, reach: Reach, today: dt.date) -> Merge[PastFigure]:
    """Write the figures of a file into the caller's transaction.

    Raises
    ------
    RowError, ColumnError: something in the file cannot be right.
    """
    faults, figures = Faults(), Merge(session, PastFigure, ("unit_id", "year", "what"))
    for row in rows_of(file, needed=NEEDED, optional=OPTIONAL):
        with faults.gathered():
            said = read_figure(row, today=today)
            unit = reach.unit(row, "unit", dt.date(said["year"], 12, 31))
            key = (unit.id, said.pop("year"), said.pop("what"))
            if "n" not in row.cells:
                said.pop("n")
            figures.put(row, "unit", key, **said)
    faults.refuse()
    session.flush()
    return figures


def _asked(row: Row) -> int:
    n = count(row, "n")
    if n < 1:
        raise row.error("n", "nobody was asked", "write how many ballots there were, or leave it blank")
    return n


def _place(what: str) -> int:
    return WHAT.index(what) if what in WHAT else len(WHAT)
