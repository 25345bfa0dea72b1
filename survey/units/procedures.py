"""Administrative procedures by field, from a file."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from pathlib import Path

from sqlmodel import Session, select

from survey.accounts.scope import exists_on
from survey.files.merging import Merge
from survey.files.rows import Faults, Row, rows_of
from survey.files.table import Table
from survey.keys import id_of
from survey.tables import Procedure, Unit


class ProcedureError(ValueError):
    """A procedure that is not there."""


def import_procedures(session: Session, file: Path | Table, *, day: dt.date) -> Counter[str]:
    """Write procedures into the caller's transaction; how many were new, changed, unchanged.

    Columns: code, field, name; and agency, the code on `day` of the unit that answers for it.

    Raises
    ------
    RowError, ColumnError: something in the file cannot be right.
    """
    return merge_procedures(session, file, day=day).count


def merge_procedures(session: Session, file: Path | Table, *, day: dt.date) -> Merge[Procedure]:
    """The same, and what was new and changed, row by row.

    Raises
    ------
    RowError, ColumnError: as above; `RowsError` where several rows are wrong.
    """
    faults, procedures = Faults(), Merge(session, Procedure, ("code",))
    agencies = _agencies(session, day)
    for row in rows_of(file, needed=("code", "field", "name"), optional=("agency",)):
        with faults.gathered():
            procedures.put(
                row,
                "code",
                (row.code("code", longest=64),),
                field=row.text("field", longest=120),
                name=row.text("name", longest=500),
                **_answering(agencies, row, day),
            )
    faults.refuse()
    session.flush()
    return procedures


def procedure_of(session: Session, code: str) -> Procedure:
    """The procedure of a code.

    Raises
    ------
    ProcedureError: there is none.
    """
    found = session.exec(select(Procedure).where(Procedure.code == code)).first()
    if found is None:
        raise ProcedureError(
            f"there is no procedure {code!r}; --procedure; import it: hailong procedure import"
        )
    return found


def _agencies(session: Session, day: dt.date) -> dict[str, int]:
    """The units of a day by their codes, asked for once."""
    units = session.exec(select(Unit).where(exists_on(Unit, day)))
    return {each.code: id_of(each) for each in units}


def _answering(agencies: dict[str, int], row: Row, day: dt.date) -> dict[str, int | None]:
    """Who answers for it; a blank cell takes the agency away, a missing column leaves it."""
    if "agency" not in row.cells:
        return {}
    return {"agency_id": _agency(agencies, row, day) if row.has("agency") else None}


def _agency(agencies: dict[str, int], row: Row, day: dt.date) -> int:
    code = row.code("agency")
    if code not in agencies:
        raise row.error("agency", f"no unit {code!r} on {day}", "correct it, or import the unit")
    return agencies[code]
