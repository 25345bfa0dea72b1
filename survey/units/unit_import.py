"""Units, their parents and their successions from files: all of it or nothing."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Set
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlmodel import Session

from survey.files.merging import Merge
from survey.files.rows import Faults, Row, rows_of
from survey.files.table import Table
from survey.tables import Unit, UnitParent, UnitSuccession
from survey.tables.units import UNIT_KINDS
from survey.units.reach_checks import check_codes_in_reach, check_links_in_reach
from survey.units.unit_checks import check_codes, check_shares, check_tree

DATA = Path(__file__).parents[1] / "data"
TEMPLATE = DATA / "province-template.csv"
A_DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class Files:
    """The files of one import; the two others are needed only where there is something to say."""

    units: Path | Table
    parents: Path | Table | None = None
    successions: Path | Table | None = None


@dataclass(frozen=True)
class Imported:
    """What an import says of units, of their parents and of what became of them."""

    units: Merge[Unit]
    links: Merge[UnitParent]
    successions: Merge[UnitSuccession]

    @property
    def count(self) -> Counter[str]:
        """How many rows were new, changed, unchanged."""
        return self.units.count + self.links.count + self.successions.count


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
    return merge_units(session, files).count


def merge_units(session: Session, files: Files, *, reach: Set[int] | None = None) -> Imported:
    """The same, and what was new and changed, row by row; with `reach`, nothing but those units is touched.

    Raises
    ------
    RowError, ColumnError: as above; `RowsError` where several rows are wrong.
    """
    faults = Faults()
    units = Merge(session, Unit, ("code", "valid_from"))
    rows = rows_of(
        files.units,
        needed=("code", "kind", "name", "valid_from"),
        optional=("name_en", "valid_to", "parent"),
    )
    for row in rows:
        with faults.gathered():
            _unit(units, row)
    faults.refuse()
    session.flush()
    if reach is not None:
        check_codes_in_reach(units, reach)
    known = check_codes(units)

    links = Merge(session, UnitParent, ("unit_id", "parent_id", "valid_from"))
    for column, row in _parent_rows(rows, files.parents):
        with faults.gathered():
            _parent(links, known, row, column)
    faults.refuse()
    check_tree(links)

    successions = Merge(session, UnitSuccession, ("old_id", "new_id", "day"))
    for row in _succession_rows(files.successions):
        with faults.gathered():
            _succession(successions, known, row)
    faults.refuse()
    check_shares(successions)
    if reach is not None:
        check_links_in_reach(units, links, successions, reach)
    session.flush()
    return Imported(units, links, successions)


def _unit(units: Merge[Unit], row: Row) -> None:
    """A unit; the same code and first day again corrects the rest."""
    start = row.day("valid_from")
    units.put(
        row,
        "code",
        (row.code("code"), start),
        kind=row.choice("kind", UNIT_KINDS),
        name=row.text("name", longest=200),
        **_told(row, name_en=lambda: row.text("name_en", longest=200), valid_to=lambda: _end(row, start)),
    )


def _parent_rows(units: list[Row], parents: Path | Table | None) -> Iterator[tuple[str, Row]]:
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
    links.put(row, column, (below.id, above.id, start), **_told(row, valid_to=lambda: _end(row, start)))


def _succession_rows(path: Path | Table | None) -> Iterable[Row]:
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


def _told(row: Row, **cells: Callable[[], Any]) -> dict[str, Any]:
    """What columns that may be left out say; a blank cell takes a value away, a missing column leaves it."""
    return {name: read() if row.has(name) else None for name, read in cells.items() if name in row.cells}


def _end(row: Row, start: dt.date) -> dt.date:
    end = row.day("valid_to")
    if end < start:
        raise row.error("valid_to", f"{end} is before {start}", "correct one of the two days")
    return end
