"""T1, T2, T4: counting ballots of 30 items where they are stored, beside DuckDB, JSON and a long table."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from analysis.tally import tally
from survey.results.tallies import read_tallies
from survey.results.tally_cells import Tallies
from tests.bench.cast import WAVE, Many, Place, fill, many, settle, size, workplace
from tests.bench.heap import heap_of
from tests.bench.peers_duckdb import duckdb_seconds
from tests.bench.peers_tally import (
    IN_JSON,
    IN_LONG,
    counted_in_python,
    counted_in_sql,
    json_file,
    long_file,
)
from tests.bench.rows import Row, side_by_side

ITEMS, UNITS = 30, 100
PEERS = 100_000
"""Ballots for the peers, which would take minutes for a million; ours is counted on as many beside them."""


def rows() -> Iterator[Row]:
    """The wave of BENCH_SIZE ballots, then a small one beside the textbook."""
    with workplace() as folder:
        yield from _large(folder, size())
    with workplace() as folder:
        yield from _small(folder, min(PEERS, size()))


def _large(folder: Path, n: int) -> Iterator[Row]:
    ballots = many(n, ITEMS, UNITS)
    place = settle(folder, items=ITEMS, units=UNITS)
    fill(place, ballots)
    ours, kernel, read = side_by_side(
        lambda: read_tallies(place.engine, WAVE),
        lambda: tally(ballots.answers, ballots.unit, UNITS, "12345?"),
        ballots.answers.max,
        times=3,
    )
    _same(read_tallies(place.engine, WAVE), place, ballots)
    what = f"{n:,} ballots x {ITEMS} in {ours:.2f} s; kernel in memory {kernel:.2f}, one read pass {read:.3f}"
    peer = duckdb_seconds(folder, ballots)
    if peer is None:
        yield Row("T1 count from SQLite against DuckDB", "x", 2.75, None, f"peer missing: no duckdb; {what}")
    else:
        yield Row("T1 count from SQLite against DuckDB", "x", 2.75, ours / peer, f"{what}; DuckDB {peer:.2f}")
    yield Row("T1 ... against the kernel in memory", "x", None, ours / kernel, what)
    heap = heap_of(place.url, WAVE) / 1e6
    yield Row("T4 memory to count a wave", "MB", 150, heap, f"{n:,} ballots; RssAnon above that before")


def _small(folder: Path, n: int) -> Iterator[Row]:
    ballots = many(n, ITEMS, UNITS)
    place = settle(folder, items=ITEMS, units=UNITS)
    fill(place, ballots)
    as_json = json_file(folder / "json.db", ballots)
    as_long = long_file(folder / "long.db", ballots)
    if not counted_in_sql(as_json, IN_JSON) == counted_in_python(as_json) == counted_in_sql(as_long, IN_LONG):
        raise ValueError("the peers count differently")
    read_tallies(place.engine, WAVE)
    ours, in_sql, in_python, in_long = side_by_side(
        lambda: read_tallies(place.engine, WAVE),
        lambda: counted_in_sql(as_json, IN_JSON),
        lambda: counted_in_python(as_json),
        lambda: counted_in_sql(as_long, IN_LONG),
        times=3,
        warm=False,
    )
    what = f"{n:,} ballots in {ours:.3f} s; JSON in SQL {in_sql:.2f}, in Python {in_python:.2f}, long {in_long:.2f}"
    yield Row("T2 count against JSON in SQL", "x faster", 40, in_sql / ours, what, at_least=True)
    yield Row("T2 count against JSON in Python", "x faster", 7, in_python / ours, what, at_least=True)
    yield Row("T2 count against a long table", "x faster", None, in_long / ours, what, at_least=True)


def _same(found: Tallies, place: Place, ballots: Many) -> None:
    """Hold the counts of the database against those of the matrix."""
    by_hand = tally(ballots.answers, ballots.unit, UNITS, found.codes)
    if any((found.of(unit) != by_hand[number]).any() for number, unit in enumerate(place.units)):
        raise ValueError("the database counts differently from the matrix")
