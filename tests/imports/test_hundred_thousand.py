"""A hundred thousand rows: one bad one stores nothing, mended they load at once, undone they leave nothing."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pytest
from sqlalchemy import delete, insert, select

from survey.importing.faults import FaultyRowsError
from survey.importing.runs import run_of
from survey.importing.undoing import undo
from survey.tables import metadata
from tests.databases import Cast
from tests.imports.cast import brought, everything, many, rows_in

pytestmark = pytest.mark.soak

ROWS, BAD = 100_000, 61_803
BALLOT = metadata.tables["ballot"]
Made = TypeVar("Made")


def timed(work: Callable[[], Made]) -> tuple[Made, float]:
    began = time.perf_counter()
    made = work()
    return made, time.perf_counter() - began


def bare_insert(cast: Cast) -> float:
    """The same rows once more by a bare executemany, in a transaction that is taken back."""
    with cast.engine.connect() as connection:
        rows = [dict(each) for each in connection.execute(select(BALLOT)).mappings()]
        connection.execute(delete(BALLOT))
        _, seconds = timed(lambda: connection.execute(insert(BALLOT), rows))
        connection.rollback()
    return seconds


def test_a_hundred_thousand_rows_all_or_nothing_and_back(province: Cast, tmp_path: Path) -> None:
    from sqlmodel import Session

    before = everything(province.engine)
    with pytest.raises(FaultyRowsError, match=f"row {BAD}, column 'A2': '7'"):
        brought(province, many(province, tmp_path / "bad.csv", ROWS, bad=BAD))
    assert everything(province.engine) == before

    found, seconds = timed(lambda: brought(province, many(province, tmp_path / "good.csv", ROWS)))
    assert (found.ballots, found.comments) == (ROWS, ROWS // 10)
    assert len(rows_in(province.engine, "ballot")) == ROWS
    bare = bare_insert(province)

    with Session(province.engine) as session:
        _, back = timed(lambda: (undo(session, run_of(session, found.number), by="test"), session.commit()))
    assert everything(province.engine) == before
    print(
        f"{province.engine.dialect.name}: {ROWS} rows with {found.comments} comments imported in {seconds:.1f} s, "
        f"{seconds / bare:.1f} times a bare executemany of the ballots ({bare:.1f} s); undone in {back:.1f} s"
    )
    assert seconds < 60
