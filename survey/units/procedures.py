"""Administrative procedures by field, from a file."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from pathlib import Path

from sqlmodel import Session, select

from survey.files.merging import Merge
from survey.files.rows import Row, rows_of
from survey.keys import id_of
from survey.tables import Procedure
from survey.units.units import UnitError, unit_on


class ProcedureError(ValueError):
    """A procedure that is not there."""


def import_procedures(session: Session, path: Path, *, day: dt.date) -> Counter[str]:
    """Write procedures into the caller's transaction; how many were new, changed, unchanged.

    Columns: code, field, name; and agency, the code on `day` of the unit that answers for it.

    Raises
    ------
    RowError, ColumnError: something in the file cannot be right.
    """
    procedures = Merge(session, Procedure, ("code",))
    for row in rows_of(path, needed=("code", "field", "name"), optional=("agency",)):
        procedures.put(
            row,
            "code",
            (row.code("code", longest=64),),
            field=row.text("field", longest=120),
            name=row.text("name", longest=500),
            agency_id=_agency(session, row, day) if row.has("agency") else None,
        )
    session.flush()
    return procedures.count


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


def _agency(session: Session, row: Row, day: dt.date) -> int:
    code = row.code("agency")
    try:
        return id_of(unit_on(session, code, day))
    except UnitError as error:
        raise row.error("agency", f"no unit {code!r} on {day}", "correct it, or import the unit") from error
