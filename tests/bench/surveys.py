"""V: shares of every item and unit of a clustered survey, against other survey software and bare counting."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from threading import Event, Thread

import numpy as np

from analysis.by_unit import ItemsByUnit, items_by_unit
from analysis.coding import Coding
from analysis.design import Design
from analysis.ranking.sets import rank_sets
from analysis.summary import summarise
from analysis.tally import Matrix
from tests.bench import figures
from tests.bench.heap import own_memory
from tests.bench.peers_surveys import (
    Survey,
    samplics_numbers,
    samplics_shares,
    svy_numbers,
    svy_sample,
    svy_shares,
)
from tests.bench.rows import Row, median, side_by_side

ITEMS, UNITS, PSUS, STRATA = 30, 100, 3000, 300
SMALL, LARGE = 100_000, 1_000_000
LARGE_ITEMS = 2
"""Items that the slower program is timed with on the large file; 30 would take it minutes."""
RANKED, DRAWS = 3000, 1000
CODES = np.frombuffer(b"12345?.", np.uint8)


@dataclass(frozen=True)
class Simulated:
    """Simulated answers with the columns of their design, in memory."""

    answers: Matrix
    survey: Survey

    @classmethod
    def of(cls, n: int) -> Simulated:
        """n ballots in PSUs of 300 strata of 100 units, with lognormal weights."""
        random = np.random.default_rng(2026)
        answers = CODES[random.choice(7, (n, ITEMS), p=[0.02, 0.04, 0.1, 0.45, 0.34, 0.03, 0.02])]
        psu = random.integers(0, PSUS, n)
        y = np.where(np.isin(answers, CODES[5:]), np.nan, answers >= ord("4"))
        weight = random.lognormal(0, 0.5, n)
        return cls(answers, Survey(y, weight, psu // (PSUS // STRATA), psu, psu // (PSUS // UNITS)))

    def design(self) -> Design:
        """Strata, clusters and weights."""
        survey = self.survey
        return Design.of(len(survey.psu), weight=survey.weight, stratum=survey.stratum, psu=[survey.psu])

    def ours(self) -> ItemsByUnit:
        """Shares, errors, intervals and covariances, the design built anew."""
        codings = [Coding(j, {c: float(c in "45") for c in "12345"}, "12345?") for j in range(ITEMS)]
        return items_by_unit(self.answers, codings, self.design(), self.survey.unit)  # type: ignore[arg-type]


def rows() -> Iterator[Row]:
    """Ratios to svy, samplics and bincount, seconds of ranks, memory."""
    yield from _small(Simulated.of(SMALL))
    yield from _large(Simulated.of(LARGE))
    yield _ranks()


def _small(simulated: Simulated) -> Iterator[Row]:
    sample = svy_sample(simulated.survey, ITEMS)
    ours = median(_seconds(simulated.ours) for _ in range(5))
    start = time.perf_counter()
    theirs = svy_shares(sample, ITEMS)
    svy = time.perf_counter() - start
    apart = _apart(simulated.ours(), svy_numbers(theirs[0]))
    beside = f"{SMALL:,} x {ITEMS} x {UNITS}; {ours * 1e3:.0f} ms, svy {svy:.1f} s; se apart by {apart:.0e}"
    yield Row("V1 shares by unit against svy", "x faster", 30, svy / ours, beside, at_least=True)
    start = time.perf_counter()
    found = samplics_shares(simulated.survey, 0)
    samplics = (time.perf_counter() - start) * ITEMS
    apart = _apart(simulated.ours(), samplics_numbers(found))
    beside = f"{SMALL:,} ballots; samplics {samplics:.0f} s, from 1 item of {ITEMS}; se apart by {apart:.0e}"
    yield Row("V2 shares by unit against samplics", "x faster", 300, samplics / ours, beside, at_least=True)


def _large(simulated: Simulated) -> Iterator[Row]:
    flat = simulated.answers
    ours, floor, columns = side_by_side(
        simulated.ours,
        lambda: np.bincount(flat.ravel()),
        lambda: [np.bincount(flat[:, j]) for j in range(ITEMS)],
        times=7,
    )
    beside = f"{LARGE:,} x {ITEMS} x {UNITS}; {ours * 1e3:.0f} ms; bincount {floor * 1e3:.0f}, by column {columns * 1e3:.0f}"
    yield Row("V3 shares by unit against one bincount", "x", 4, ours / floor, beside)
    memory = _memory(simulated.ours) / flat.nbytes
    yield Row(
        "V4 memory added to the answers", "x matrix", 3, memory, f"{flat.nbytes / 1e6:.0f} MB of answers"
    )
    sample = svy_sample(simulated.survey, LARGE_ITEMS)
    start = time.perf_counter()
    svy_shares(sample, LARGE_ITEMS)
    svy = (time.perf_counter() - start) / LARGE_ITEMS * ITEMS
    beside = f"{LARGE:,} ballots; svy {svy:.0f} s, from {LARGE_ITEMS} items of {ITEMS} in one call"
    yield Row("V5 shares by unit against svy, large", "x faster", 300, svy / ours, beside, at_least=True)
    figures.ITEMS = ITEMS
    form, unit = figures.questionnaire(), [f"Unit {u}" for u in simulated.survey.unit.tolist()]
    all_figures = _seconds(lambda: summarise(form, flat, design=simulated.design(), unit=unit))
    yield Row(
        "V6 every figure and test of it", "s", 1, all_figures, f"{LARGE:,} ballots, factors and indices too"
    )


def _ranks() -> Row:
    random = np.random.default_rng(3)
    value, se = random.normal(0.8, 0.05, RANKED), random.uniform(0.01, 0.04, RANKED)
    ours = _seconds(lambda: rank_sets(value, se, draws=DRAWS))
    return Row("V7 rank sets of 3,000 units", "s", 15, ours, f"{DRAWS:,} draws, step-down, simultaneous")


def _apart(ours: ItemsByUnit, theirs: dict[str, tuple[float, float]]) -> float:
    """Largest relative difference of the standard errors of the first item."""
    pairs = [(ours.se[place, 0], theirs[name][1]) for place, name in enumerate(ours.units)]
    return max(abs(a / b - 1) for a, b in pairs)


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _memory(work: Callable[[], object]) -> int:
    """Bytes that some work adds at most to what the process holds."""
    work()
    end, seen = Event(), [own_memory()]

    def look() -> None:
        while not end.wait(0.002):
            seen.append(own_memory())

    watch = Thread(target=look)
    watch.start()
    work()
    end.set()
    watch.join()
    return max(seen) - seen[0]
