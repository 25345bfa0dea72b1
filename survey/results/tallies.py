"""Tallies of a wave: counted from the ballots, stored by a job, read back by pages and reports."""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

import numpy as np
from sqlalchemy import Connection, Engine, delete, insert, select
from sqlmodel import col

from questionnaires.answers import positions
from survey.results.answers import chunks, snapshot
from survey.results.fielded import Fielded, fielded
from survey.results.tally_cells import Cell, Counter, Tallies, codes_of
from survey.tables import Collector, Tally

KEYS = ("collector", "agency", "cell")
"""The collector comes first, because it tells most ballots apart: fewer comparisons in the sort."""
STORED = np.dtype("<i4")


class StoredTallyError(ValueError):
    """Stored counts that do not fit the wave's questionnaire."""


def read_tallies(engine: Engine, wave: str) -> Tallies:
    """Count the ballots of a wave; the memory taken does not grow with their number."""
    (found,) = fielded(engine, [wave])
    counter = Counter(len(positions(found.questionnaire)), codes_of(found.questionnaire))
    with snapshot(engine) as connection, ThreadPoolExecutor(1) as counting:
        modes = _modes(connection, found)
        earlier: Future[None] | None = None
        for groups in chunks(connection, found, KEYS):
            parts = [(_cell(*group.kind, modes=modes), group.answers) for group in groups]
            # One chunk is counted while the database prepares the next, and no more wait in memory.
            if earlier is not None:
                earlier.result()
            earlier = counting.submit(counter.add, parts)
        if earlier is not None:
            earlier.result()
    return counter.result(wave)


def store_tallies(engine: Engine, wave: str) -> int:
    """Count the ballots of a wave and put the counts in place of those stored; the number of cells."""
    (found,) = fielded(engine, [wave])
    tallies = read_tallies(engine, wave)
    rows = [
        {
            "wave_id": found.id,
            **cell._asdict(),
            "ballots": int(ballots),
            "codes": tallies.codes,
            "counts": counts.astype(STORED).tobytes(),
        }
        for cell, ballots, counts in zip(tallies.cells, tallies.ballots, tallies.counts, strict=True)
    ]
    with engine.begin() as connection:
        connection.execute(delete(Tally).where(col(Tally.wave_id) == found.id))
        if rows:
            connection.execute(insert(Tally), rows)
    return len(rows)


def load_tallies(engine: Engine, wave: str) -> Tallies:
    """The stored counts of a wave; no cells where none were stored yet.

    Raises
    ------
    StoredTallyError: the counts are of another questionnaire; store them again.
    """
    (found,) = fielded(engine, [wave])
    codes = codes_of(found.questionnaire)
    shape = len(positions(found.questionnaire)), len(codes) + 1
    asked = select(
        col(Tally.agency_id),
        col(Tally.design_cell_id),
        col(Tally.mode),
        col(Tally.ballots),
        col(Tally.codes),
        col(Tally.counts),
    )
    with engine.connect() as connection:
        found_rows = connection.execute(asked.where(col(Tally.wave_id) == found.id))
        rows: list[tuple[Any, ...]] = sorted(tuple(row) for row in found_rows)
    fits = all(row[4] == codes and len(row[5]) == shape[0] * shape[1] * STORED.itemsize for row in rows)
    if not fits:
        raise StoredTallyError(
            f"the stored counts are of another questionnaire; wave {wave}; count the wave again"
        )
    counts = np.frombuffer(b"".join(row[5] for row in rows), STORED).astype(np.int32)
    cells = tuple(Cell(*row[:3]) for row in rows)
    ballots = np.array([row[3] for row in rows], np.int64)
    return Tallies(wave, codes, cells, ballots, counts.reshape(-1, *shape))


def _modes(connection: Connection, wave: Fielded) -> dict[int, str]:
    doors = select(col(Collector.id), col(Collector.mode)).where(col(Collector.wave_id) == wave.id)
    return {number: mode for number, mode in connection.execute(doors) if number is not None}


def _cell(collector_id: int, agency_id: int, cell_id: int | None, *, modes: dict[int, str]) -> Cell:
    return Cell(agency_id, cell_id or 0, modes[collector_id])
