"""How the units of one kind stand to one another in one wave, as plain data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Tier = Literal["above", "same", "below"]

MATRIX = 20
"""Up to so many units the pairs fit on a page as a matrix."""


@dataclass(frozen=True)
class MeanOfUnits:
    """The plain mean of the ranked units' figures on one line, its interval, and the two ends."""

    code: str
    value: float
    low: float | None
    high: float | None
    units: int
    least: tuple[str, float]
    most: tuple[str, float]


@dataclass(frozen=True)
class PairCounts:
    """From how many other units one differs, upwards and downwards."""

    unit: str
    above: int
    below: int


@dataclass(frozen=True)
class Pairs:
    """Every two units compared, one family of `tests`; `above` holds (higher, lower), small leagues only."""

    tests: int
    counts: tuple[PairCounts, ...]
    above: frozenset[tuple[str, str]] = frozenset()


@dataclass(frozen=True)
class ExpectedUnit:
    """A unit of the funnel: its size by precision, its figure and the ranges to expect of it."""

    unit: str
    size: float
    value: float
    low: float
    high: float
    far_low: float
    far_high: float
    outside: bool


@dataclass(frozen=True)
class Mixed:
    """A unit whose ballots came otherwise than those of its kind: one mode's share, and the mean share."""

    unit: str
    mode: str
    share: float
    mean: float


@dataclass(frozen=True)
class Standing:
    """The units of a kind that have ballots in a wave, and all comparisons among the reliable ones.

    `ranked` holds the ranked units in their order; `tiers` the tested place of each against the mean of
    the others by line; `left_out` why a unit is in no ranking.
    """

    wave: str | None
    kind: str
    units: tuple[str, ...]
    ranked: tuple[str, ...] = ()
    tiers: Mapping[str, Mapping[str, Tier]] = field(default_factory=dict)
    means: tuple[MeanOfUnits, ...] = ()
    pairs: Pairs | None = None
    expected: tuple[ExpectedUnit, ...] = ()
    target: float | None = None
    left_out: tuple[tuple[str, str], ...] = ()
    mixed: tuple[Mixed, ...] = ()
    all_counted: bool = False
