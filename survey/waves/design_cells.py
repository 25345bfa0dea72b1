"""The sampling design of a wave from a file: strata or drawn clusters, how many there are, how many drawn."""

from __future__ import annotations

from collections import Counter, defaultdict
from pathlib import Path

from sqlmodel import Session

from survey.files.merging import Merge
from survey.files.rows import Row, rows_of
from survey.keys import id_of
from survey.tables import DesignCell, Wave
from survey.units.units import UnitError, unit_on
from survey.waves.wave_states import WaveStateError

OPEN_STATES = ("draft", "approved", "open", "closed")
KEYS = ("unit_id", "stage", "code")


def import_cells(session: Session, wave: Wave, path: Path) -> Counter[str]:
    """Write the cells of a wave into the caller's transaction; how many were new, changed, unchanged.

    Columns: unit, code; and, where there is something to say, stratum, stage, parent, population, drawn.
    A row of stage 2 names in `parent` the code of its cell of stage 1.

    Raises
    ------
    WaveStateError: the wave has no design to describe, or is frozen.
    RowError, ColumnError: something in the file cannot be right.
    """
    _check_wave(wave)
    optional = ("stratum", "stage", "parent", "population", "drawn")
    cells = Merge(session, DesignCell, KEYS, wave_id=id_of(wave))
    rows = rows_of(path, needed=("unit", "code"), optional=optional)
    for row in sorted(rows, key=_stage):
        _cell(session, cells, wave, row)
    session.flush()
    if wave.design == "stratified_clusters":
        _check_strata(cells)
    return cells.count


def _check_wave(wave: Wave) -> None:
    if wave.design == "voluntary":
        raise WaveStateError(
            f"volunteers are no draw, so there are no cells; wave {wave.code}; plan the wave with --design"
        )
    if wave.state not in OPEN_STATES:
        raise WaveStateError(
            f"the wave is {wave.state} and its design is fixed; wave {wave.code}; plan a new wave"
        )


def _cell(session: Session, cells: Merge[DesignCell], wave: Wave, row: Row) -> None:
    code = row.code("unit")
    try:
        unit_id = id_of(unit_on(session, code, wave.opens))
    except UnitError as error:
        raise row.error(
            "unit", f"no unit {code!r} on {wave.opens}", "correct it, or import the unit"
        ) from error
    population = row.whole("population") if row.has("population") else None
    drawn = row.whole("drawn") if row.has("drawn") else None
    if population is not None and drawn is not None and drawn > population:
        raise row.error("drawn", f"{drawn} of {population} cannot be drawn", "correct one of the two")
    session.flush()
    cells.put(
        row,
        "code",
        (unit_id, _stage(row), row.text("code", longest=64)),
        stratum=row.text("stratum", longest=120) if row.has("stratum") else "",
        parent_id=_parent(cells, row),
        population=population,
        drawn=drawn,
    )


def _parent(cells: Merge[DesignCell], row: Row) -> int | None:
    """The cell one stage up: of the same unit, else the only one of this code."""
    stage = _stage(row)
    if not row.has("parent"):
        if stage > 1:
            raise row.error("parent", "a later stage hangs below an earlier one", "name the cell above")
        return None
    code = row.text("parent", longest=64)
    above = [each for each in cells.known.values() if each.code == code and each.stage == stage - 1]
    if len(above) != 1:
        what = f"{len(above)} cells of stage {stage - 1} bear the code {code!r}"
        raise row.error("parent", what, "give every cell of a stage a code of its own")
    return id_of(above[0])


def _stage(row: Row) -> int:
    stage = row.whole("stage") if row.has("stage") else 1
    if stage < 1:
        raise row.error("stage", "stages are counted from 1", "write 1 for what was drawn first")
    return stage


def _check_strata(cells: Merge[DesignCell]) -> None:
    """Of a stratum, N and n are the same in every row, and n rows stand in the file."""
    strata: dict[str, list[DesignCell]] = defaultdict(list)
    for cell in cells.known.values():
        if cell.stage == 1:
            strata[cell.stratum].append(cell)
    for name, members in strata.items():
        row = next((found for each in members if (found := cells.row_of(each))), None)
        if row is None:
            continue
        if len({(each.population, each.drawn) for each in members}) > 1:
            what = f"the rows of stratum {name!r} differ in population or drawn"
            raise row.error("population", what, "give the stratum's own two numbers in each of its rows")
        if members[0].drawn not in (None, len(members)):
            what = f"{members[0].drawn} drawn in stratum {name!r}, but {len(members)} listed"
            raise row.error("drawn", what, "list every drawn cluster, one a row")
