"""What became of units between two waves: which unit came out of which, and whether wholly."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlmodel import Session, col, select

from survey.keys import id_of
from survey.results.fielded import Fielded
from survey.tables import Unit, UnitSuccession


@dataclass(frozen=True)
class Root:
    """A unit of the earlier wave that went into a unit of the later one, wholly or in part."""

    unit_id: int
    whole: bool


@dataclass(frozen=True)
class Formation:
    """A unit of the later wave that was made or changed on the way, on which day, and out of what."""

    unit_id: int
    day: dt.date
    roots: tuple[Root, ...]

    @property
    def is_whole(self) -> bool:
        """Whether it is its predecessors and nothing else, so that their ballots add up to its own."""
        return all(root.whole for root in self.roots)

    @property
    def is_rename(self) -> bool:
        """The same unit under another number."""
        return self.is_whole and len(self.roots) == 1 and self.roots[0].unit_id != self.unit_id


def formations(
    session: Session, before: Fielded, after: Fielded, agencies: Iterable[int]
) -> tuple[Formation, ...]:
    """Those of the agencies of the later wave that were made or changed since the earlier one."""
    day = col(UnitSuccession.day)
    between = select(UnitSuccession).where(day > before.wave.opens, day <= after.wave.closes)
    rows = list(session.exec(between.order_by(day, col(UnitSuccession.old_id))))
    units = select(Unit).where(col(Unit.id).in_({row.new_id for row in rows}))
    change = _Change.of(rows, {id_of(unit): unit.valid_from for unit in session.exec(units)})
    changed = set(agencies) & (set(change.into) | set(change.out))
    return tuple(change.formation(each) for each in sorted(changed))


@dataclass(frozen=True)
class _Change:
    """All successions of a period by the unit they lead into and out of; the first day of the former."""

    into: Mapping[int, Sequence[UnitSuccession]]
    out: Mapping[int, Sequence[UnitSuccession]]
    since: Mapping[int, dt.date]

    @classmethod
    def of(cls, rows: Iterable[UnitSuccession], since: Mapping[int, dt.date]) -> _Change:
        into, out = defaultdict(list), defaultdict(list)
        for row in rows:
            into[row.new_id].append(row)
            out[row.old_id].append(row)
        return cls(dict(into), dict(out), since)

    def formation(self, unit_id: int) -> Formation:
        days = [row.day for row in (*self.into.get(unit_id, ()), *self.out.get(unit_id, ()))]
        found = self._roots(unit_id, unit_id not in self.out, frozenset())
        return Formation(unit_id, max(days), tuple(Root(*each) for each in sorted(found.items())))

    def _roots(self, unit_id: int, whole: bool, seen: frozenset[int]) -> dict[int, bool]:
        """The units that a unit was before the period, and whether each went into it wholly."""
        rows = self.into.get(unit_id, ())
        found: dict[int, bool] = {}
        if not rows or self.since[unit_id] < rows[0].day:
            found[unit_id] = whole
        for row in rows:
            if row.old_id not in seen:
                entire = whole and row.share == 1 and len(self.out[row.old_id]) == 1
                for root, is_whole in self._roots(row.old_id, entire, seen | {unit_id}).items():
                    found[root] = found.get(root, True) and is_whole
        return found
