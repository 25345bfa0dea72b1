"""One row of the table of speeds: a goal, what was measured beside its floors and peers, whether it is met."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """`ours` against `goal` in `measure`; `beside` says what ours was held against in the same run.

    Smaller is better, unless `at_least` says that larger is. Without a goal the row only tells a figure;
    without a figure `beside` says why it could not be measured.
    """

    name: str
    measure: str
    goal: float | None
    ours: float | None
    beside: str
    at_least: bool = False

    @property
    def ratio(self) -> float | None:
        """Ours in units of the goal."""
        return self.ours / self.goal if self.ours is not None and self.goal else None

    @property
    def met(self) -> bool | None:
        """Whether the goal is reached; None where there is no goal or no figure."""
        if self.ours is None or self.goal is None:
            return None
        return self.ours >= self.goal if self.at_least else self.ours <= self.goal


def median(values: Iterable[float]) -> float:
    """The one in the middle, the higher of two."""
    ordered = sorted(values)
    return ordered[len(ordered) // 2]


def seconds(work: Callable[[], object], *, times: int = 5, warm: bool = True) -> float:
    """The median of several runs after one that does not count."""
    if warm:
        work()
    return median(_once(work) for _ in range(times))


def side_by_side(
    *works: Callable[[], object], times: int = 5, repeat: int = 1, warm: bool = True
) -> list[float]:
    """The median seconds of each work, run in turns, so that a busy moment meets them all."""
    for work in works if warm else ():
        work()
    rounds = [[_once(work, repeat) for work in works] for _ in range(times)]
    return [median(each) for each in zip(*rounds, strict=True)]


def _once(work: Callable[[], object], repeat: int = 1) -> float:
    gc.collect()
    start = time.perf_counter()
    for _ in range(repeat):
        work()
    return (time.perf_counter() - start) / repeat


def table(rows: Iterable[Row]) -> str:
    """The rows for a person at a terminal."""
    head = f"{'row':<46}{'goal':>9}{'ours':>9}{'ratio':>7}  met  in; held against"
    return "\n".join([head, *(line(row) for row in rows)])


def line(row: Row) -> str:
    """One row; what is not known is a dash."""
    sign = "" if row.goal is None else ">=" if row.at_least else "<="
    goal = "–" if row.goal is None else f"{sign} {row.goal:g}"
    met = {True: "yes", False: "NO", None: "–"}[row.met]
    return f"{row.name:<46}{goal:>9}{_number(row.ours):>9}{_number(row.ratio):>7}  {met:<4} {row.measure}; {row.beside}"


def _number(value: float | None) -> str:
    if value is None:
        return "–"
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.3g}" if abs(value) < 1 else f"{value:.2f}"
