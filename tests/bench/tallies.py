"""T3: the counting kernel beside one read pass over the same bytes."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import numpy as np

from analysis.tally import tally
from tests.bench.rows import Row, seconds

BALLOTS, ITEMS, UNITS = 4_000_000, 30, 100


def rows() -> Iterator[Row]:
    """Nanoseconds a cell on two threads, and how many read passes that is."""
    random = np.random.default_rng(2026)
    codes = np.frombuffer(b"12345?.", np.uint8)
    answers = codes[random.integers(0, len(codes), (BALLOTS, ITEMS), np.uint8)]
    unit = random.integers(0, UNITS, BALLOTS)
    halves = (slice(0, BALLOTS // 2), slice(BALLOTS // 2, BALLOTS))

    def count(part: slice) -> np.ndarray:
        return tally(answers[part], unit[part], UNITS, "12345?")

    with ThreadPoolExecutor(len(halves)) as pool:
        two = seconds(lambda: sum(pool.map(count, halves)), times=3)
    read = seconds(lambda: answers.max())
    what = f"{BALLOTS:,} ballots x {ITEMS} items x {UNITS} units, 2 threads"
    yield Row("T3 count a cell", "ns", 1.5, two / answers.size * 1e9, what)
    yield Row("T3 count against one read", "x", 17.0, two / read, f"{read * 1e3:.1f} ms a read pass")
