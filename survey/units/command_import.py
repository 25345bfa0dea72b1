"""Imports of units and procedures from the command line: written, and in the audit log as from the page."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from sqlmodel import Session

from survey.files.table import Table
from survey.units.changes import Plan, plan_of_procedures, plan_of_units
from survey.units.procedures import merge_procedures
from survey.units.unit_import import Files, merge_units
from survey.units.web_import import codes_of, note_import

Sources = Mapping[str, Path | Table | None]
"""The files by the names that the page gives them."""


def bring_units(session: Session, files: Files, *, by: str) -> Counter[str]:
    """Write units into the caller's transaction; how many rows were new, changed, unchanged.

    Raises
    ------
    TableError, ColumnError, RowError: something cannot be right; nothing may be kept.
    """
    merged = merge_units(session, files)
    _note(session, "units", plan_of_units(merged), vars(files), by=by)
    return merged.count


def bring_procedures(session: Session, file: Path, *, day: dt.date, by: str) -> Counter[str]:
    """The same with administrative procedures.

    Raises
    ------
    TableError, ColumnError, RowError: as above.
    """
    merged = merge_procedures(session, file, day=day)
    plan = plan_of_procedures(merged, codes_of(session))
    _note(session, "procedures", plan, {"procedures": file}, by=by)
    return merged.count


def _note(session: Session, sort: str, plan: Plan, sources: Sources, *, by: str) -> None:
    if plan.changes:
        sent = {name: each.read_bytes() for name, each in sources.items() if isinstance(each, Path)}
        note_import(session, sort, plan, sent, by=by)
