"""A reader who wants to know what is hidden: integer programming over everything that was published.

He has the summary, knows the questionnaire, and knows how hiding works; in an edition for inside he has the
ballots of every unit as well, only not those of its breakdowns.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array, vstack

from analysis.figures import By, Figure, Summary
from analysis.plan import Plan

Key = tuple[str | None, By]
Name = tuple[object, ...]
REST = "rest"
"""Whoever gave an item no code that is counted: blank, not asked."""
MOST = 5_000
"""More ballots than any file of these tests has."""


@dataclass
class Attacker:
    """Unknown whole numbers and what is known of them.

    `answers` are the counts (cells × items × codes) of the real ballots, of which only those are used that
    were published, and afterwards the bases that were to be hidden.
    """

    plan: Plan
    codes: Sequence[str]
    valid: Sequence[str]
    found: Mapping[tuple[Key, str], Figure]
    keys: Sequence[Key]
    number: dict[Name, int] = field(default_factory=dict)
    rows: list[tuple[dict[int, float], float, float]] = field(default_factory=list)
    tables: list[NDArray[np.float64]] = field(default_factory=list)
    """Tables that agree with all that is known, as far as he has found them."""
    random: np.random.Generator = field(default_factory=lambda: np.random.default_rng(20261122))

    @classmethod
    def of(
        cls, summary: Summary, plan: Plan, by: Mapping[str, Sequence[str]], codes: str, valid: str
    ) -> Attacker:
        """Take down all that is published of a file without waves."""
        breakdowns: list[By] = [
            None,
            *((name, v) for name, values in by.items() for v in sorted(set(values))),
        ]
        keys = [(unit, b) for unit in (None, *summary.units) for b in breakdowns]
        found = {((f.unit, f.by), f.code): f for f in summary.figures}
        made = cls(plan, codes, valid, found, keys)
        for key in keys:
            made._cell(key)
        made._sums(summary.units, by, breakdowns)
        return made

    def known(self, name: Name, value: int) -> None:
        """A number told by somebody."""
        self._row({name: 1.0}, value, value)

    def could_be(self, names: Iterable[Name], enough: int) -> set[int]:
        """Whole numbers that a sum of unknown ones could be, until there are enough of them."""
        cost = self._cost(names)
        values = {round(float(cost @ table)) for table in self.tables}
        for push in (cost, -cost):
            if len(values) < enough:
                values.add(self._found(cost, push))
        for value in range(min(values), max(values)):
            if len(values) < enough and value not in values:
                values.add(self._found(cost, cost, at=value))
        return values - {None}

    def allows(self, names: Sequence[Name], value: int) -> bool:
        """Whether a sum of unknown numbers could be this one."""
        cost = self._cost(names)
        return any(round(float(cost @ table)) == value for table in self.tables) or (
            self._found(cost, cost, at=value) is not None
        )

    def base(self, key: Key, line: int) -> list[Name]:
        """The unknown numbers that add up to the base of a line; the ballots for the line after the last."""
        if line == len(self.plan.codes):
            return [(key, "ballots")]
        if line < len(self.plan.items):
            return [(key, line, code) for code in self.valid]
        return [(key, "any", line)]

    def _cell(self, key: Key) -> None:
        plan = self.plan
        figures = [self.found.get((key, code)) for code in plan.codes]
        ballots: Name = (key, "ballots")
        first = figures[0]
        if first is None:
            self.known(ballots, 0)
        elif first.n is not None:
            self.known(ballots, first.n)
        elif key[1] is None:
            self._row({ballots: 1.0}, 1, np.inf)
        for item in range(len(plan.items)):
            self._item(key, item, figures[item])
        for line, composite in enumerate(plan.composites, len(plan.items)):
            self._any(key, line, composite.columns, figures[line])
        self._not_nobody(key, figures)

    def _item(self, key: Key, item: int, figure: Figure | None) -> None:
        parts = {(key, item, code): 1.0 for code in (*self.codes, REST)}
        self._row({**parts, (key, "ballots"): -1.0}, 0, 0)
        if figure is not None and figure.counts is not None:
            for code, count in figure.counts:
                self.known((key, item, code), count)
            told = dict(figure.counts)
            if figure.dont_know is not None and "?" not in told:
                self.known((key, item, "?"), figure.dont_know)

    def _any(self, key: Key, line: int, columns: Sequence[int], figure: Figure | None) -> None:
        """Who answered any of some items: each of them at least, all of them together at most."""
        own: Name = (key, "any", line)
        self._row({own: 1.0, (key, "ballots"): -1.0}, -np.inf, 0)
        for item in columns:
            self._row({own: 1.0} | {name: -1.0 for name in self.base(key, item)}, 0, np.inf)
        every = [name for item in columns for name in self.base(key, item)]
        self._row({own: 1.0} | dict.fromkeys(every, -1.0), -np.inf, 0)
        for other, inner in enumerate(self.plan.composites, len(self.plan.items)):
            if other != line and set(inner.columns) < set(columns):
                self._within(key, line, columns, other, inner.columns)
        if figure is None or figure.n_valid is None:
            return
        hidden = [item for item in columns if self._is_hidden(key, self.plan.items[item])]
        gone = [name for item in hidden for name in self.base(key, item)]
        self._row({own: 1.0}, figure.n_valid, np.inf)
        self._row({own: 1.0} | dict.fromkeys(gone, -1.0), -np.inf, figure.n_valid)

    def _within(self, key: Key, line: int, columns: Sequence[int], inner: int, items: Sequence[int]) -> None:
        own, part = (key, "any", line), (key, "any", inner)
        self._row({own: 1.0, part: -1.0}, 0, np.inf)
        others = [name for item in columns if item not in items for name in self.base(key, item)]
        self._row({own: 1.0, part: -1.0} | dict.fromkeys(others, -1.0), -np.inf, 0)

    def _not_nobody(self, key: Key, figures: Sequence[Figure | None]) -> None:
        """A line of a unit that is hidden though all that it is part of is shown has somebody to hide."""
        if key[1] is not None or figures[0] is None or figures[0].n is None:
            return
        for line, figure in enumerate(figures):
            above = [
                composite.code
                for place, composite in enumerate(self.plan.composites, len(self.plan.items))
                if place != line and set(self._items(line)) <= set(composite.columns)
            ]
            shut = figure is not None and figure.suppressed == "hidden"
            if shut and not any(self._is_hidden(key, code) for code in above):
                self._row(dict.fromkeys(self.base(key, line), 1.0), 1, np.inf)

    def _items(self, line: int) -> tuple[int, ...]:
        items = len(self.plan.items)
        return (line,) if line < items else self.plan.composites[line - items].columns

    def _is_hidden(self, key: Key, code: str) -> bool:
        figure = self.found.get((key, code))
        return figure is not None and figure.suppressed == "hidden"

    def _sums(self, units: Sequence[str], by: Mapping[str, Sequence[str]], breakdowns: Sequence[By]) -> None:
        for breakdown in breakdowns:
            self._adds_up((None, breakdown), [(unit, breakdown) for unit in units])
        for unit in (None, *units):
            for name in by:
                self._adds_up((unit, None), [(unit, b) for b in breakdowns if b is not None and b[0] == name])

    def _adds_up(self, whole: Key, parts: Sequence[Key]) -> None:
        names: list[Name] = [("ballots",), *(("any", line) for line in self._composites)]
        names += [(item, code) for item in range(len(self.plan.items)) for code in (*self.codes, REST)]
        for name in names:
            self._row({(whole, *name): -1.0} | {(part, *name): 1.0 for part in parts}, 0, 0)

    @property
    def _composites(self) -> range:
        return range(len(self.plan.items), len(self.plan.codes))

    def _row(self, terms: Mapping[Name, float], low: float, high: float) -> None:
        row = {self.number.setdefault(name, len(self.number)): value for name, value in terms.items()}
        self.rows.append((row, low, high))

    def _cost(self, names: Iterable[Name]) -> NDArray[np.float64]:
        cost = np.zeros(len(self.number))
        for name in names:
            cost[self.number[name]] += 1.0
        return cost

    @cached_property
    def _matrix(self) -> csr_array:
        place = np.repeat(np.arange(len(self.rows)), [len(row) for row, _, _ in self.rows])
        column = np.array([number for row, _, _ in self.rows for number in row])
        value = np.array([value for row, _, _ in self.rows for value in row.values()])
        return csr_array((value, (place, column)), shape=(len(self.rows), len(self.number)))

    def _found(
        self, cost: NDArray[np.float64], push: NDArray[np.float64], at: int | None = None
    ) -> int | None:
        """What `cost` is in a table that makes `push` least; None where no table fits."""
        matrix = vstack([self._matrix, csr_array(cost[None])])
        low = np.array([row[1] for row in self.rows] + [-np.inf if at is None else at])
        high = np.array([row[2] for row in self.rows] + [np.inf if at is None else at])
        # A little noise moves the other numbers along, so that one table tells of many.
        noise = 1e-4 * self.random.choice([-1.0, 0.0, 1.0], len(cost))
        found = milp(
            push + noise,
            integrality=np.ones(len(cost)),
            bounds=Bounds(0, MOST),
            constraints=LinearConstraint(matrix, low, high),
            options={"mip_rel_gap": 0.0},
        )
        if found.x is None:
            return None
        self.tables.append(np.round(found.x))
        return round(float(cost @ self.tables[-1]))
