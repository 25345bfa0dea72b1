"""Units, their parents and their successions from files: all of it or nothing."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from sqlmodel import Session

from survey.files.merging import Merge
from survey.files.rows import Row, rows_of
from survey.tables import Unit, UnitParent, UnitSuccession
from survey.tables.units import UNIT_KINDS
from survey.units.unit_checks import check_codes, check_shares, check_tree

DATA = Path(__file__).parents[1] / "data"
TEMPLATE = DATA / "province-template.csv"
A_DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class Files:
    """The files of one import; the two others are needed only where there is something to say."""

    units: Path
    parents: Path | None = None
    successions: Path | None = None


def shipped() -> dict[str, Files]:
    """The lists of units that come with the program, by name."""
    names = [path.stem.removesuffix("-successions") for path in sorted(DATA.glob("units-*-successions.csv"))]
    return {
        name.removeprefix("units-"): Files(
            DATA / f"{name}.csv", DATA / f"{name}-parents.csv", DATA / f"{name}-successions.csv"
        )
        for name in names
    }


def import_units(session: Session, files: Files) -> Counter[str]:
    """Write what the files say into the caller's transaction; how many rows were new, changed, unchanged.

    Raises
    ------
    RowError, ColumnError: something cannot be right; nothing of this transaction may be kept.
    """
    units = Merge(session, Unit, ("code", "valid_from"))
    rows = rows_of(
        files.units,
        needed=("code", "kind", "name", "valid_from"),
        optional=("name_en", "valid_to", "parent"),
    )
    for row in rows:
        _unit(units, row)
    session.flush()
    known = check_codes(units)

    links = Merge(session, UnitParent, ("unit_id", "parent_id", "valid_from"))
    for column, row in _parent_rows(rows, files.parents):
        _parent(links, known, row, column)
    check_tree(links)

    successions = Merge(session, UnitSuccession, ("old_id", "new_id", "day"))
    for row in _succession_rows(files.successions):
        _succession(successions, known, row)
    check_shares(successions)
    session.flush()
    return units.count + links.count + successions.count


def _unit(units: Merge[Unit], row: Row) -> None:
    """A unit; the same code and first day again corrects the rest."""
    start = row.day("valid_from")
    units.put(
        row,
        "code",
        (row.code("code"), start),
        kind=row.choice("kind", UNIT_KINDS),
        name=row.text("name", longest=200),
        name_en=row.text("name_en", longest=200) if row.has("name_en") else None,
        valid_to=_end(row, start),
    )


def _parent_rows(units: list[Row], parents: Path | None) -> Iterator[tuple[str, Row]]:
    """Every row that names a parent, with the column of the unit below."""
    yield from (("code", row) for row in units if row.has("parent"))
    if parents:
        needed = ("unit", "parent", "valid_from")
        yield from (("unit", row) for row in rows_of(parents, needed=needed, optional=("valid_to",)))


def _parent(links: Merge[UnitParent], known: dict[str, list[Unit]], row: Row, column: str) -> None:
    """Whom a unit belonged to, from when to when."""
    start = row.day("valid_from")
    below, above = _on(known, row, column, start), _on(known, row, "parent", start)
    if below is above:
        raise row.error("parent", "the unit cannot be its own parent", "name the unit above it")
    links.put(row, column, (below.id, above.id, start), valid_to=_end(row, start))


def _succession_rows(path: Path | None) -> Iterable[Row]:
    return rows_of(path, needed=("old", "new", "day"), optional=("share",)) if path else ()


def _succession(successions: Merge[UnitSuccession], known: dict[str, list[Unit]], row: Row) -> None:
    """What became of a unit; the old one is looked up on the day before, for both may bear one code."""
    day = row.day("day")
    old, new = _on(known, row, "old", day - A_DAY), _on(known, row, "new", day)
    if old is new:
        raise row.error("new", f"this unit did not begin on {day}", "end the old one the day before")
    successions.put(row, "old", (old.id, new.id, day), share=row.share("share") if row.has("share") else 1.0)


def _on(known: dict[str, list[Unit]], row: Row, column: str, day: dt.date) -> Unit:
    """The unit that a cell names, as of a day."""
    code = row.code(column)
    for unit in known.get(code, ()):
        if unit.valid_from <= day and (unit.valid_to is None or day <= unit.valid_to):
            return unit
    if code not in known:
        raise row.error(column, f"there is no unit {code!r}", "add it to the file of units")
    raise row.error(column, f"there was no unit {code!r} on {day}", "correct the day or the unit's dates")


def _end(row: Row, start: dt.date) -> dt.date | None:
    if not row.has("valid_to"):
        return None
    end = row.day("valid_to")
    if end < start:
        raise row.error("valid_to", f"{end} is before {start}", "correct one of the two days")
    return end
