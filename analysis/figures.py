"""What every exit prints: figures, changes, lowest and highest items, already stripped of what is hidden."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal, TypeVar

from analysis.estimate import Estimate

Kind = Literal["item", "overall_item", "factor", "aspect", "overall"]
Hidden = Literal["", "hidden", "empty"]
"""Hidden: too few answered, or it would give away a figure of too few; which of the two is not told."""
Verdict = Literal["", "higher", "lower", "same"]
By = tuple[str, str] | None
"""A breakdown: (column, value); None for the cell as a whole."""


@dataclass(frozen=True)
class Limits:
    """Thresholds: `display` respondents to be shown, `reliable` to be ranked, `width` of the widest interval.

    `public` editions hide complementary cells everywhere, not only in breakdowns, and all that is hidden
    in the edition for inside, whose threshold is `inside`.
    """

    display: int = 5
    reliable: int = 30
    width: float = 0.30
    public: bool = False
    inside: int = 5


@dataclass(frozen=True)
class Figure:
    """One line of a table: who, what, how many, how much; a hidden line carries no number at all."""

    wave: str | None
    unit: str | None
    by: By
    code: str
    kind: Kind
    n: int | None
    n_valid: int | None
    dont_know: int | None
    counts: tuple[tuple[str, int], ...] | None
    estimate: Estimate | None
    suppressed: Hidden = ""
    reliable: bool = False
    others: float | None = None
    versus_others: Verdict = ""
    missing_items: tuple[str, ...] = ()


@dataclass(frozen=True)
class Change:
    """One figure in two waves; `differs` when the difference is more than its margin of error."""

    wave_from: str
    wave_to: str
    unit: str | None
    code: str
    kind: Kind
    value_from: float | None = None
    value_to: float | None = None
    difference: float | None = None
    se: float | None = None
    df: float | None = None
    t: float | None = None
    p: float | None = None
    low: float | None = None
    high: float | None = None
    differs: bool = False
    suppressed: Hidden = ""


@dataclass(frozen=True)
class Lowest:
    """One of a unit's three lowest items; `clearly` when tested below the unit's other items (Holm)."""

    unit: str | None
    wave: str | None
    code: str
    clearly: bool


@dataclass(frozen=True)
class Highest:
    """One of a unit's three highest items; `clearly` when tested above the unit's other items (Holm)."""

    unit: str | None
    wave: str | None
    code: str
    clearly: bool


Place = tuple[str | None, str | None]
"""Unit and wave."""
T = TypeVar("T")


@dataclass(frozen=True)
class Summary:
    """Everything computed from one file or one wave, in print order."""

    figures: tuple[Figure, ...]
    changes: tuple[Change, ...] = ()
    lowest: tuple[Lowest, ...] = ()
    highest: tuple[Highest, ...] = ()
    units: tuple[str, ...] = ()
    waves: tuple[str, ...] = ()
    level: float = 0.95
    index_rule: str = "pooled"
    satisfied: tuple[str, ...] | None = None
    limits: Limits = field(default_factory=Limits)
    voluntary: bool = False
    finite_population: bool = False
    clustered: bool = False
    weighted: bool = False
    stratified: bool = False
    populations: tuple[tuple[str | None, str, int], ...] = ()
    """(wave, unit, N) where the file gives the population of a unit."""

    @cached_property
    def _index(self) -> dict[tuple[str | None, str | None, By, str], Figure]:
        return {(f.wave, f.unit, f.by, f.code): f for f in self.figures}

    def figure(self, code: str, *, unit: str | None, wave: str | None, by: By = None) -> Figure:
        """The figure of one item or group; KeyError when it was never computed."""
        return self._index[wave, unit, by, code]

    @cached_property
    def _of(self) -> dict[Place, tuple[Figure, ...]]:
        return _grouped((f.unit, f.wave, f) for f in self.figures if f.by is None)

    @cached_property
    def _changes(self) -> dict[tuple[str, str | None, str | None], Change]:
        # The first of its kind counts, as in the order of the list.
        return {(c.code, c.unit, c.wave_to): c for c in reversed(self.changes)}

    @cached_property
    def _lowest(self) -> dict[Place, tuple[Lowest, ...]]:
        return _grouped((each.unit, each.wave, each) for each in self.lowest)

    @cached_property
    def _highest(self) -> dict[Place, tuple[Highest, ...]]:
        return _grouped((each.unit, each.wave, each) for each in self.highest)

    @cached_property
    def _populations(self) -> dict[Place, int]:
        return {(unit, wave): n for wave, unit, n in reversed(self.populations)}

    def of(self, *, unit: str | None, wave: str | None) -> tuple[Figure, ...]:
        """All figures of one unit (None: all units together) in print order, without breakdowns."""
        return self._of.get((unit, wave), ())

    def change(self, code: str, *, unit: str | None, wave: str | None) -> Change | None:
        """The change of one figure since the wave before `wave`, if there is one."""
        return self._changes.get((code, unit, wave))

    def lowest_of(self, *, unit: str | None, wave: str | None) -> tuple[Lowest, ...]:
        """The lowest items of one unit, lowest first."""
        return self._lowest.get((unit, wave), ())

    def highest_of(self, *, unit: str | None, wave: str | None) -> tuple[Highest, ...]:
        """The highest items of one unit, highest first; none of them is among its lowest."""
        return self._highest.get((unit, wave), ())

    def population(self, *, unit: str, wave: str | None) -> int | None:
        """N of a unit where it is known."""
        return self._populations.get((unit, wave))


def _grouped(placed: Iterable[tuple[str | None, str | None, T]]) -> dict[Place, tuple[T, ...]]:
    """What is known of each unit in each wave, in the order given."""
    found: dict[Place, list[T]] = {}
    for unit, wave, each in placed:
        found.setdefault((unit, wave), []).append(each)
    return {place: tuple(each) for place, each in found.items()}
