"""From the folder of `hailong draw` to lists of cases, one for each sampling area, with reserves."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from sqlmodel import Session, col, select

from survey.files.reading import read_table
from survey.files.table import EmptyTableError, Table
from survey.keys import id_of
from survey.tables import Case, DesignCell, Frame, Wave
from survey.waves.collectors import CLOSED_STATES
from survey.waves.events import append

SAMPLE, RESERVES, DESIGN = "sample.csv", "reserves.csv", "design.json"
AREAS = ("design_psu_1", "design_stratum")
"""Columns that a draw adds; the first one there tells the areas apart unless somebody names another."""
EVERYBODY = "all"
"""The code of the one cell of a draw without strata."""
LONGEST = 300
DAYS_KEPT = 30
"""A list is destroyed so many days after the last ballot may come."""


class LoadError(ValueError):
    """A sample that cannot be loaded as asked."""


@dataclass
class Loaded:
    """What was loaded, list by list."""

    frames: list[tuple[Frame, int, int]] = field(default_factory=list)
    """Each with how many were drawn, and how many are in reserve."""
    without_cell: list[str] = field(default_factory=list)
    """Areas whose code no design cell of the wave bears."""


def load(
    session: Session,
    wave: Wave,
    folder: Path,
    *,
    describe: Sequence[str],
    area: str | None,
    source: str,
    delete_after: dt.date | None,
    by: str,
    kind: str = "household",
) -> Loaded:
    """Write the lists of a wave into the caller's transaction.

    Raises
    ------
    LoadError: the wave is over, the same list was loaded before, or a household cannot be described.
    TableError: a file or a column is missing.
    """
    if wave.state in CLOSED_STATES:
        raise LoadError(f"this wave collects no more; wave {wave.code}; name a wave that is not closed")
    sample = read_table(folder / SAMPLE)
    area = area or next((name for name in AREAS if name in sample.columns), None)
    drawn = _by_area(sample, describe, area)
    reserves = _reserves(folder, describe, area)
    _refuse_again(session, wave, drawn)
    loaded, day = Loaded(), delete_after or day_after(wave)
    for name, households in drawn.items():
        frame = Frame(
            wave_id=id_of(wave), kind=kind, area=name, source=source, seed=_seed(folder), delete_after=day
        )
        cell = _cell(session, wave, name)
        frame.design_cell_id = cell.id if cell else None
        session.add(frame)
        session.flush()
        spare = reserves.get(name, [])
        session.add_all(_cases(frame, households, spare))
        loaded.frames.append((frame, len(households), len(spare)))
        if cell is None:
            loaded.without_cell.append(name)
    session.flush()
    counts = {"lists": len(drawn), "drawn": sum(map(len, drawn.values())), "delete_after": day.isoformat()}
    append(session, by, "interview.load", f"wave {wave.code}", counts)
    return loaded


def day_after(wave: Wave) -> dt.date:
    """The day after which a list has served its purpose."""
    return wave.closes + dt.timedelta(days=wave.grace_days + DAYS_KEPT)


def _reserves(folder: Path, describe: Sequence[str], area: str | None) -> dict[str, list[str]]:
    """The reserves; a draw without any leaves a file with nothing but its header."""
    try:
        return _by_area(read_table(folder / RESERVES), describe, area)
    except EmptyTableError:
        return {}


def _by_area(table: Table, describe: Sequence[str], area: str | None) -> dict[str, list[str]]:
    """Descriptions of the households, in the file's order, area by area."""
    found: dict[str, list[str]] = {}
    columns = [table.column(name) for name in describe]
    areas = table.filled(area) if area else [""] * len(table)
    for row, name, *cells in zip(table.rows, areas, *columns, strict=True):
        text = ", ".join(cell for cell in cells if cell)
        if not text or len(text) > LONGEST:
            what = "is not described" if not text else f"takes more than {LONGEST} characters"
            raise LoadError(
                f"a household {what}; {table.source}, row {row}; name other columns with --describe"
            )
        found.setdefault(name, []).append(text)
    return found


def _cases(frame: Frame, drawn: Sequence[str], reserves: Sequence[str]) -> Iterator[Case]:
    """Numbered through: the drawn ones first, so that a reserve never stands before one it may replace."""
    listed = [(text, "drawn") for text in drawn] + [(text, "reserve") for text in reserves]
    for number, (text, role) in enumerate(listed, start=1):
        yield Case(frame_id=id_of(frame), number=number, description=text, role=role)


def _refuse_again(session: Session, wave: Wave, areas: dict[str, list[str]]) -> None:
    known = session.exec(select(Frame.area).where(Frame.wave_id == id_of(wave)))
    for name in known:
        if name in areas:
            what = f"the list of area {name!r}" if name else "the list"
            raise LoadError(f"{what} was loaded before; wave {wave.code}; hailong interview list shows it")


def _cell(session: Session, wave: Wave, area: str) -> DesignCell | None:
    """The cell whose people live there: that of the area's code, of the last stage if there are several."""
    mine = select(DesignCell).where(DesignCell.wave_id == id_of(wave), DesignCell.code == (area or EVERYBODY))
    return session.exec(mine.order_by(col(DesignCell.stage).desc())).first()


def _seed(folder: Path) -> int | None:
    path = folder / DESIGN
    if not path.is_file():
        return None
    seed = json.loads(path.read_text(encoding="utf-8")).get("seed")
    return seed if isinstance(seed, int) else None
