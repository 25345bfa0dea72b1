"""T5: a national day counted into stored tallies, and the tallies of every unit read and ranked."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Engine

from analysis.interval import quantile_z, wilson
from analysis.tally import tally
from survey.results.tallies import load_tallies, store_tallies
from tests.bench.cast import ITEMS, WAVE, fill, many, settle, workplace
from tests.bench.rows import Row, seconds

BALLOTS, UNITS = 120_000, 3_300


def rows() -> Iterator[Row]:
    """Seconds for both, with the share of the kernel and of reading alone."""
    ballots = many(BALLOTS, ITEMS, UNITS)
    with workplace() as folder:
        place = settle(folder, units=UNITS)
        fill(place, ballots)
        fold = seconds(lambda: store_tallies(place.engine, WAVE), times=3)
        kernel = seconds(lambda: tally(ballots.answers, ballots.unit, UNITS, "12345?"), times=3)
        rank = seconds(lambda: ranked(place.engine), times=7)
        read = seconds(lambda: load_tallies(place.engine, WAVE), times=7)
    what = f"{BALLOTS:,} ballots x {ITEMS} from SQLite into {UNITS:,} rows; counting alone {kernel:.2f} s"
    yield Row("T5 fold a national day into tallies", "s", 0.3, fold, what)
    what = (
        f"{UNITS:,} units by the rate of one item, with Wilson intervals; reading alone {read * 1e3:.0f} ms"
    )
    yield Row("T5 read and rank every unit", "ms", 50, rank * 1e3, what)


def ranked(engine: Engine, item: int = 0) -> list[tuple[float, tuple[float, float], int]]:
    """Rate and interval of one item for every unit, the best first."""
    tallies = load_tallies(engine, WAVE).by_agency()
    levels = [tallies.codes.index(code) for code in "12345"]
    counts = tallies.counts[:, item, levels]
    quantile = quantile_z(0.95)
    found = [
        (good / n, wilson(good / n, n, quantile), cell.agency_id)
        for cell, good, n in zip(
            tallies.cells, counts[:, 3:].sum(axis=1).tolist(), counts.sum(axis=1).tolist(), strict=True
        )
        if n
    ]
    return sorted(found, reverse=True)
