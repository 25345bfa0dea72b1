"""A draw on the page: the functions of `hailong draw` and `hailong interview load`, one after the other."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlmodel import Session

from survey.files.reading import read_table
from survey.files.table import Table, UnreadableFileError
from survey.files.xlsx_bounds import Limits
from survey.files.xlsx_file import read_xlsx
from survey.interviewing.loading import Loaded, load
from survey.planning.draw import draw
from survey.samples.wanted import Wanted
from survey.tables import Wave
from survey.waves.design_cells import OPEN_STATES, import_cells
from survey.waves.events import append

ENDINGS = (".csv", ".tsv", ".txt", ".xlsx")
GZIPPED = b"\x1f\x8b"
LIMITS = Limits(unpacked=64 * 1024 * 1024, cells=2_000_000)
"""Of a workbook; it is measured once, when it is sent, and what is read later is that same file."""


@dataclass(frozen=True)
class Sent:
    """A frame as it was sent."""

    name: str
    content: bytes


@dataclass(frozen=True)
class Drawn:
    """What a draw gives, for a page to show before it is kept, and after."""

    wanted: Wanted
    rows: int
    sha256: str
    drawn: int
    reserves: int
    cells: list[dict[str, str]]
    """How many of how many, stratum by stratum or area by area."""
    loaded: Loaded
    has_cells: bool
    """Whether the design of the wave knows them now."""
    notes: list[str]


def read_sent(sent: Sent) -> Table:
    """The frame as a table.

    Raises
    ------
    TableError: it cannot be read.
    """
    with _filed(sent) as path:
        return read_xlsx(path, path.name, limits=LIMITS) if path.suffix == ".xlsx" else read_table(path)


def draw_into(session: Session, wave: Wave, sent: Sent, wanted: Wanted, *, by: str) -> Drawn:
    """Draw, and write the lists of the wave into the caller's transaction; nothing else is kept.

    Raises
    ------
    DrawError, RequestError, TableError: the frame does not give what is wanted.
    LoadError: the wave takes no list, or has one of the same area.
    RowError: the design of the wave cannot hold these cells.
    """
    notes: list[str] = []
    with _filed(sent) as path:
        folder = path.parent / "drawn"
        draw(wanted.request(path, folder), warn=notes.append)
        design: dict[str, Any] = json.loads((folder / "design.json").read_text(encoding="utf-8"))
        has_cells = bool(wanted.unit) and design["wave_design"] == wave.design and wave.state in OPEN_STATES
        if has_cells:
            import_cells(session, wave, folder / "design.csv")
        loaded = load(
            session,
            wave,
            folder,
            describe=wanted.describe,
            area=None,
            source=wanted.source,
            delete_after=None,
            by=by,
            kind=wanted.kind,
        )
        table = read_table(folder / "design.csv")
        cells = [
            dict(zip(table.names, row, strict=True)) for row in zip(*table.columns.values(), strict=True)
        ]
    frame = design["frame"]
    counts = {name: design[name] for name in ("method", "seed", "drawn", "reserves")}
    told = {**counts, "rows": frame["rows"], "sha256": frame["sha256"], "has_cells": has_cells}
    append(session, by, "sample.draw", f"wave {wave.code}", told)
    return Drawn(
        wanted,
        frame["rows"],
        frame["sha256"],
        design["drawn"],
        design["reserves"],
        cells,
        loaded,
        has_cells,
        notes,
    )


@contextmanager
def _filed(sent: Sent) -> Iterator[Path]:
    """The frame in a folder of its own, gone afterwards: a stranger's name must not lead anywhere."""
    ending = next((each for each in ENDINGS if sent.name.lower().endswith(each)), None)
    if ending is None or sent.content.startswith(GZIPPED):
        raise UnreadableFileError(f"frames are sent as CSV or .xlsx; {sent.name}; save it as one of these")
    with tempfile.TemporaryDirectory(prefix="hailong-frame-") as folder:
        path = Path(folder) / f"frame{ending}"
        path.write_bytes(sent.content)
        yield path
