"""One import from the files that somebody sent: done in a transaction, which the caller keeps or undoes."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from sqlmodel import Session, select

from survey.accounts.managing import ADMINISTRATOR
from survey.files.csv_file import read_csv_content
from survey.files.rows import Faults
from survey.files.table import Table
from survey.tables import Procedure, Unit
from survey.units.case_figures import merge_cases
from survey.units.changes import Plan, note, plan_of_figures, plan_of_procedures, plan_of_units
from survey.units.past_figures import merge_figures
from survey.units.procedures import merge_procedures
from survey.units.unit_import import Files, merge_units
from survey.units.units_in_reach import Reach, reach_of

Sent = Mapping[str, bytes]
"""The contents by the names of the fields; a file that was not sent is not there."""


@dataclass(frozen=True)
class Importing:
    """Who imports, on which day, and what they may change."""

    session: Session
    reach: Reach
    today: dt.date


Importer = Callable[[Importing, Mapping[str, Table]], Plan]


@dataclass(frozen=True)
class Sort:
    """One sort of import: its files, who may do it, how it is done."""

    files: tuple[str, ...]
    """The first one is needed."""
    roles: tuple[str, ...]
    do: Importer


def _units(who: Importing, tables: Mapping[str, Table]) -> Plan:
    files = Files(tables["units"], tables.get("parents"), tables.get("successions"))
    return plan_of_units(merge_units(who.session, files, reach=who.reach.ids))


def _procedures(who: Importing, tables: Mapping[str, Table]) -> Plan:
    known = {each.code: each.agency_id for each in who.session.exec(select(Procedure))}
    merged = merge_procedures(who.session, tables["procedures"], day=who.today)
    faults = Faults()
    for made in merged.made:
        owners = {made.found.agency_id, known.get(made.found.code, made.found.agency_id)}
        if not owners - {None} <= who.reach.ids or (None in owners and not who.reach.is_top):
            with faults.gathered():
                what = f"{made.found.code!r} is outside the scope"
                raise made.row.error("agency", what, "name a unit in scope, or leave the row out")
    faults.refuse()
    return plan_of_procedures(merged, codes_of(who.session))


def _figures(who: Importing, tables: Mapping[str, Table]) -> Plan:
    merged = merge_figures(who.session, tables["figures"], reach=who.reach, today=who.today)
    return plan_of_figures(merged, codes_of(who.session))


def _cases(who: Importing, tables: Mapping[str, Table]) -> Plan:
    merged = merge_cases(who.session, tables["cases"], reach=who.reach, today=who.today)
    return plan_of_figures(merged, codes_of(who.session))


FIGURE_ROLES = (ADMINISTRATOR, "analyst")
SORTS = {
    "units": Sort(("units", "parents", "successions"), (ADMINISTRATOR,), _units),
    "procedures": Sort(("procedures",), (ADMINISTRATOR,), _procedures),
    "figures": Sort(("figures",), FIGURE_ROLES, _figures),
    "cases": Sort(("cases",), FIGURE_ROLES, _cases),
}


def import_sent(
    session: Session, sort: str, sent: Sent, names: Mapping[str, str], *, account_id: int, today: dt.date
) -> Plan:
    """Write what the files say into the caller's transaction; what was written.

    `names` are those under which the files were sent, for the messages.

    Raises
    ------
    TableError, ColumnError, RowError: something cannot be right; nothing may be kept.
    """
    chosen = SORTS[sort]
    tables = {each: read_csv_content(sent[each], names[each]) for each in chosen.files if each in sent}
    reach = reach_of(session, account_id, chosen.roles, today)
    return chosen.do(Importing(session, reach, today), tables)


def note_import(session: Session, sort: str, plan: Plan, sent: Sent, *, by: str) -> None:
    """The lines of the audit log: which files, how many rows, and what of each unit."""
    detail = {"sha256": {name: hash_of(content) for name, content in sorted(sent.items())}}
    note(session, plan, by=by, action=f"import.{sort}", subject=sort, detail=detail)


def hash_of(content: bytes) -> str:
    """SHA-256 of a file, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def codes_of(session: Session) -> dict[int, str]:
    """The code of each unit by its number."""
    return {number: code for number, code in session.exec(select(Unit.id, Unit.code)) if number is not None}
