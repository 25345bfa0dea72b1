"""What is wrong with single rows: so many are shown, the others are counted."""

from __future__ import annotations

import heapq
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

SHOWN = 20
LONGEST = 40
"""Characters of a cell that are shown."""


class FaultyRowsError(ValueError):
    """Rows that cannot be stored; nothing is."""

    def __init__(self, faults: Faults, source: str) -> None:
        self.faults = faults
        super().__init__(faults.line(source))


@dataclass(frozen=True, order=True)
class Fault:
    """One thing wrong: in which row and column, why, and the cell where it may be shown."""

    row: int
    column: str
    why: str
    value: str = ""
    more: str = ""
    """What would be right, or where else the same stands."""

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


@dataclass
class Faults:
    """The first faults in the order of the rows, and how many there are."""

    number: int = 0
    rows: set[int] = field(default_factory=set)
    """Which rows have one."""
    _largest_first: list[tuple[int, int, Fault]] = field(default_factory=list)

    def add(self, row: int, column: str, why: str, value: str = "", more: str = "") -> None:
        """Count one, and keep it while it is among the first."""
        fault = Fault(row, column, why, value[:LONGEST], more)
        self.number += 1
        self.rows.add(row)
        entry = (-row, -self.number, fault)
        if len(self._largest_first) < SHOWN:
            heapq.heappush(self._largest_first, entry)
        else:
            heapq.heappushpop(self._largest_first, entry)

    def __bool__(self) -> bool:
        return self.number > 0

    @property
    def shown(self) -> list[Fault]:
        """The first of them."""
        return [each[2] for each in sorted(self._largest_first, key=lambda each: (-each[0], -each[1]))]

    @property
    def rest(self) -> int:
        """How many more there are than shown."""
        return self.number - len(self._largest_first)

    def line(self, source: str) -> str:
        """All that is shown in one line, for the command."""
        from survey.importing.fault_words import EN

        told = [told_of(each, EN) for each in self.shown]
        more = f"; and {self.rest} more" if self.rest else ""
        return f"{_counted(self.number)} of {source} not right: {'; '.join(told)}{more}; nothing was stored"


def told_of(fault: Fault, words: Mapping[str, str]) -> str:
    """Where, what and the cure, in the words of a language."""
    said = words[fault.why].format(value=fault.value, more=fault.more)
    where = words["where"] if fault.column else words["where_row"]
    return f"{where.format(row=fault.row, column=fault.column)}: {said}"


def _counted(n: int) -> str:
    return "1 cell" if n == 1 else f"{n} cells"
