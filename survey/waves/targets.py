"""Whom a wave rates: units, or procedures of theirs, each with its population N and its target n."""

from __future__ import annotations

import csv
import io
import tempfile
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple
from zipfile import BadZipFile, ZipFile

from sqlalchemy import Select, delete, func
from sqlmodel import Session, col, select

from survey.files.reading import read_table
from survey.files.table import TableError
from survey.keys import id_of
from survey.tables import Collector, DesignCell, Procedure, Unit, Wave, WaveTarget
from survey.units.units import valid_on
from survey.waves.design_cells import import_cells
from survey.waves.drafts import refuse_approved, wrote
from survey.waves.events import append

COLUMNS = ("unit", "procedure", "population", "target")
LARGEST = 10**9
MOST_UNPACKED = 64 * 1024 * 1024
"""Bytes of a workbook once it is unpacked."""
LONGEST_TOLD = 60
"""Characters of a wrong cell that are shown."""
WITH_CELLS = ("random_sample", "every_user")
"""Designs in which a unit is itself one cell of the draw; what is drawn in stages is loaded from a file."""
ALL = "all"
"""The code of the cell of a unit that is rated as a whole."""

Key = tuple[int, int | None]


class Numbers(NamedTuple):
    """How many there are, and how many ballots are aimed at."""

    population: int | None
    target: int | None


@dataclass(frozen=True)
class Fault:
    """What is wrong in a row, as the spreadsheet counts them; 0 where it is the file as a whole."""

    row: int
    column: str
    why: str
    value: str = ""


@dataclass
class Reading:
    """The list as it would be, and what stands in the way."""

    wanted: dict[Key, Numbers] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)


def read_targets(
    session: Session, wave: Wave, path: Path, units: Select[tuple[int]], *, margin: float | None = None
) -> Reading:
    """Read a list; a blank target is worked out from N at this margin (a rate), or stays blank without one.

    `units` are those that may be named: others are as if they were not there.
    """
    try:
        if _unpacks_to_much(path):
            return Reading(faults=[Fault(0, "", "too_large")])
        table = read_table(path)
    except (TableError, ValueError, BadZipFile) as error:
        return Reading(faults=[Fault(0, "", "unreadable", str(error))])
    strange = [name for name in table.names if name not in COLUMNS]
    if "unit" not in table.names or strange:
        return Reading(faults=[Fault(0, "", "columns", ", ".join(strange))])
    known = select(Unit.code, Unit.id).where(valid_on(Unit, wave.opens), col(Unit.id).in_(units))
    reader = _Reader(
        {code: number or 0 for code, number in session.exec(known)},
        {code: number or 0 for code, number in session.exec(select(Procedure.code, Procedure.id))},
        margin,
    )
    for index, row in enumerate(table.rows):
        reader.take(row, {name: table.columns[name][index] for name in table.names})
    return reader.reading


def compared(session: Session, wave: Wave, wanted: Mapping[Key, Numbers]) -> Counter[str]:
    """How many rows would be new, changed, unchanged, removed."""
    before = {key: Numbers(row.population, row.target) for key, row in _rows(session, wave).items()}
    count = Counter("new" if key not in before else _same(before[key], to) for key, to in wanted.items())
    count["removed"] = len(before.keys() - wanted.keys())
    return count


def put_targets(session: Session, wave: Wave, wanted: Mapping[Key, Numbers], *, by: str) -> Counter[str]:
    """Put this list in place of the one that is there, with the cells of the design that follow from it.

    Raises
    ------
    WaveStateError: the plan was approved.
    """
    refuse_approved(wave)
    count, rows = compared(session, wave, wanted), _rows(session, wave)
    for key in rows.keys() - wanted.keys():
        session.delete(rows[key])
    for (unit, procedure), numbers in wanted.items():
        row = rows.get((unit, procedure))
        if row is None:
            row = WaveTarget(wave_id=id_of(wave), unit_id=unit, procedure_id=procedure)
        row.population, row.target = numbers
        session.add(row)
    session.flush()
    if wave.design in WITH_CELLS:
        _put_cells(session, wave)
    wrote(session, wave, by=by)
    append(session, by, "wave.targets", f"wave {wave.code}", dict(count))
    return count


def targets_of(
    session: Session, wave: Wave, *, first: int = 0, most: int | None = None
) -> list[tuple[WaveTarget, Unit, Procedure | None]]:
    """The list, or a part of it, by unit and procedure."""
    found = _listed(select(WaveTarget, Unit, Procedure), wave).offset(first).limit(most)
    return [(row, unit, procedure) for row, unit, procedure in session.execute(found)]


def sums_of(session: Session, wave: Wave) -> tuple[int, int | None, int | None]:
    """How many rows the list has, and the sums of N and of n where any is known."""
    sums: Any = func.count(), func.sum(col(WaveTarget.population)), func.sum(col(WaveTarget.target))
    rows, population, target = session.exec(select(*sums).where(WaveTarget.wave_id == id_of(wave))).one()
    return rows, population, target


def as_csv(session: Session, wave: Wave) -> str:
    """The list as a file that can be read again."""
    out = io.StringIO()
    write = csv.writer(out, lineterminator="\n")
    write.writerow(COLUMNS)
    columns: Any = Unit.code, Procedure.code, WaveTarget.population, WaveTarget.target
    write.writerows(session.execute(_listed(select(*columns).select_from(WaveTarget), wave)))
    return out.getvalue()


def _listed(asked: Any, wave: Wave) -> Any:
    """What is asked of the list, joined and in order."""
    return (
        asked.join(Unit, col(Unit.id) == col(WaveTarget.unit_id))
        .outerjoin(Procedure, col(Procedure.id) == col(WaveTarget.procedure_id))
        .where(WaveTarget.wave_id == id_of(wave))
        .order_by(Unit.code, col(Procedure.code), col(WaveTarget.id))
    )


@dataclass
class _Reader:
    units: Mapping[str, int]
    procedures: Mapping[str, int]
    margin: float | None
    reading: Reading = field(default_factory=Reading)

    def take(self, number: int, cells: Mapping[str, str]) -> None:
        """Read one row: into the list, or into the faults."""
        wrong: list[Fault] = []
        code, procedure = cells.get("unit", ""), cells.get("procedure", "")
        if code not in self.units:
            wrong.append(Fault(number, "unit", "no_unit", code[:LONGEST_TOLD]))
        if procedure and procedure not in self.procedures:
            wrong.append(Fault(number, "procedure", "no_procedure", procedure[:LONGEST_TOLD]))
        for column in ("population", "target"):
            if (cell := cells.get(column, "")) and not _is_number(cell):
                wrong.append(Fault(number, column, "no_number", cell[:LONGEST_TOLD]))
        if not wrong:
            key = self.units[code], self.procedures.get(procedure)
            numbers = self._numbers(cells)
            if key in self.reading.wanted:
                wrong.append(Fault(number, "unit", "twice", code))
            elif numbers.population and numbers.target and numbers.target > numbers.population:
                wrong.append(Fault(number, "target", "over_population", str(numbers.target)))
            else:
                self.reading.wanted[key] = numbers
        self.reading.faults += wrong

    def _numbers(self, cells: Mapping[str, str]) -> Numbers:
        population = int(cells["population"]) if cells.get("population") else None
        if cells.get("target"):
            return Numbers(population, int(cells["target"]))
        if population is None or self.margin is None:
            return Numbers(population, None)
        # Statistics take seconds to load, and most pages of a wave need none.
        from analysis.planning.sample_size import sample_size

        return Numbers(population, sample_size(0.5, self.margin, population=population).n_rounded)


def _unpacks_to_much(path: Path) -> bool:
    """Whether a workbook says of itself that it is far larger than any list of units."""
    if path.suffix != ".xlsx":
        return False
    with ZipFile(path) as book:
        return sum(each.file_size for each in book.infolist()) > MOST_UNPACKED


def _is_number(cell: str) -> bool:
    return cell.isascii() and cell.isdigit() and 1 <= int(cell[:12]) <= LARGEST and len(cell) < 12


def _rows(session: Session, wave: Wave) -> dict[Key, WaveTarget]:
    found = session.exec(select(WaveTarget).where(WaveTarget.wave_id == id_of(wave)))
    return {(row.unit_id, row.procedure_id): row for row in found}


def _same(before: Numbers, after: Numbers) -> str:
    return "unchanged" if before == after else "changed"


def _put_cells(session: Session, wave: Wave) -> None:
    """One cell a row, through the same reading as a file of cells; those that no door leads to go first."""
    led = select(Collector.design_cell_id).where(
        Collector.wave_id == id_of(wave), col(Collector.design_cell_id).is_not(None)
    )
    ours = col(DesignCell.wave_id) == id_of(wave)
    session.execute(delete(DesignCell).where(ours, col(DesignCell.id).not_in(led)))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "cells.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            write = csv.writer(file)
            write.writerow(("unit", "code", "population", "drawn"))
            for row, unit, procedure in targets_of(session, wave):
                code = procedure.code if procedure else ALL
                write.writerow((unit.code, code, row.population, row.target))
        import_cells(session, wave, path)
