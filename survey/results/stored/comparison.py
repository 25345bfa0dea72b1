"""The stored comparison of units as a page or a file asks for it: one kind, an order, a name, two units."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from math import sqrt
from typing import Any

from analysis.figures import Change, Figure
from reports.background import Band, Place
from reports.charts.data import Axis
from reports.charts.peers import MOST
from reports.classes import Classed, classed
from reports.embedding.plain import whole
from reports.official.standing import ExpectedUnit

NAMED = MOST
"""Above this many units the reports of single units show no peers, and neither does this page to theirs."""
TOLERANCE = 1e-9

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Member:
    """One unit among those of its kind."""

    number: int
    name: str
    figure: Figure
    place: Place | None
    tier: str
    why: str
    change: Change | None
    expected: ExpectedUnit | None
    own: bool
    """Whether it belongs to whoever looks; of the others less is told to a rated unit."""

    @property
    def value(self) -> float | None:
        """The overall figure, where it is shown."""
        estimate = self.figure.estimate
        return None if self.figure.suppressed or estimate is None else estimate.value


@dataclass(frozen=True)
class Apart:
    """Two units side by side: their difference with its interval, and whether all pairs together say so."""

    first: Member
    second: Member
    difference: float
    low: float | None
    high: float | None
    differs: bool


@dataclass(frozen=True)
class League:
    """The units of one kind in one wave."""

    told: Mapping[str, Any]
    kind_told: Mapping[str, Any]
    own: frozenset[int]
    runs: bool
    """Whether whoever looks runs the wave; else only what the report of a unit shows."""

    @property
    def kind(self) -> str:
        return str(self.kind_told["kind"])

    @property
    def ranks(self) -> bool:
        """Whether units are ranked at all; volunteers are not."""
        return bool(self.told["ranks"])

    @property
    def measure(self) -> str:
        return str(self.told["measure"])

    @cached_property
    def axis(self) -> Axis:
        found: Axis = whole(Axis, self.kind_told["axis"])
        return found

    @cached_property
    def bands(self) -> tuple[Band, ...]:
        found: tuple[Band, ...] = whole(tuple[Band, ...], self.told["bands"])
        return found

    @property
    def rows(self) -> list[Row]:
        """Every unit that may be seen, as it is stored."""
        rows = list(self.kind_told["rows"])
        if self.runs or self.told["units"] <= NAMED:
            return rows
        return [row for row in rows if row["id"] in self.own]

    def member(self, row: Row) -> Member:
        """A row, read; ranks, tiers and changes of others are not for a rated unit."""
        own = row["id"] in self.own
        shown = self.runs or own
        return Member(
            number=row["id"],
            name=row["name"],
            figure=whole(Figure, row["figure"]),
            place=whole(Place, row["place"]) if shown and row["place"] else None,
            tier=row["tier"] if shown else "",
            why=row["why"],
            change=whole(Change, row["change"]) if shown and row["change"] else None,
            expected=whole(ExpectedUnit, row["expected"]) if self.runs and row["expected"] else None,
            own=own,
        )

    def classed(self, member: Member) -> Classed | None:
        """The class of a unit by the limits that the report prints; volunteers have none."""
        if self.measure != "rate" or not self.ranks or not (self.runs or member.own):
            return None
        return classed(member.figure, self.bands)

    def apart(self, first: int, second: int) -> Apart | None:
        """Two units that may be tested against each other; None where they may not."""
        testing = self.kind_told["testing"]
        rows = {row["id"]: row for row in self.rows}
        if not self.runs or testing is None or first == second or not {first, second} <= set(rows):
            return None
        names = testing["names"]
        a, b = (self.member(rows[number]) for number in (first, second))
        if a.name not in names or b.name not in names or a.value is None or b.value is None:
            return None
        error = _error(testing, names.index(a.name), names.index(b.name))
        return None if error is None else _apart(a, b, error, testing)


def leagues(told: Mapping[str, Any], *, own: Collection[int] = (), runs: bool) -> dict[str, League]:
    """By kind; a rated unit sees its own kind only."""
    every = [League(told, kind, frozenset(own), runs) for kind in told["kinds"]]
    return {
        each.kind: each for each in every if runs or any(row["id"] in own for row in each.kind_told["rows"])
    }


def ordered(rows: Iterable[Row], order: str) -> list[Row]:
    """The rows in one of the orders; what is hidden or for reference comes last.

    They are stored by name, and what is equal keeps that order.
    """
    key = ORDERS[order]
    return list(rows) if key is None else sorted(rows, key=key)


def _shown(row: Row) -> float | None:
    figure = row["figure"]
    if figure.get("suppressed") or not figure.get("reliable"):
        return None
    value = figure["estimate"]["value"]
    return None if value is None else float(value)


def _by_value(row: Row, sign: int) -> tuple[Any, ...]:
    value = _shown(row)
    return _weak(row), sign * (value or 0.0)


def _weak(row: Row) -> int:
    """Ranked, for reference, hidden: three groups that no order mixes."""
    if row["figure"].get("suppressed"):
        return 2
    return 0 if row["figure"].get("reliable") else 1


def _by_change(row: Row) -> tuple[Any, ...]:
    change = row["change"]
    gap = change.get("difference") if change else None
    return gap is None, -(gap or 0.0)


def _by_ballots(row: Row) -> tuple[Any, ...]:
    n = row["figure"]["n_valid"]
    return n is None or bool(row["figure"].get("suppressed")), -(n or 0)


ORDERS: dict[str, Any] = {
    "high": lambda row: _by_value(row, -1),
    "low": lambda row: _by_value(row, 1),
    "name": None,
    "ballots": _by_ballots,
    "change": _by_change,
}
"""How the table can be sorted; the first is for units that are ranked, volunteers stand by name."""
UNRANKED = ("name", "ballots")


def _error(testing: Mapping[str, Any], a: int, b: int) -> float | None:
    se, covariance = testing["se"], testing["covariance"]
    if covariance is None and not testing["independent"]:
        return None
    shared = covariance[a][b] if covariance is not None else 0.0
    return sqrt(max(0.0, se[a] ** 2 + se[b] ** 2 - 2 * shared))


def _apart(a: Member, b: Member, error: float, testing: Mapping[str, Any]) -> Apart:
    assert a.value is not None and b.value is not None
    gap = a.value - b.value
    if not error:
        return Apart(a, b, gap, None, None, False)
    half = testing["quantile"] * error
    critical = testing["critical"]
    differs = critical is not None and abs(gap) / error >= critical - TOLERANCE
    return Apart(a, b, gap, gap - half, gap + half, differs)
