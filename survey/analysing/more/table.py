"""A table beside the estimates: its lines, how they were made, and what was left out of it."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from survey.analysing.request import RequestError

Line = dict[str, Any]

COMMON = ("method", "level", "seed", "draws", "warning", "simulated", "note")
"""Columns that every table ends with."""


class CannotMakeError(RequestError):
    """A table was asked for that these ballots or options do not give."""


@dataclass(frozen=True)
class LeftOut:
    """A unit (None: all together) that is not in a table, and the key of the reason."""

    wave: str | None
    unit: str | None
    code: str
    why: str


@dataclass(frozen=True)
class MoreTable:
    """One file: `name`.csv, and the list `name` in estimates.json.

    `fields` are the columns of its own, `note` is the sentence that belongs under it, `settings` hold
    what else made it (for the JSON only).
    """

    name: str
    fields: tuple[str, ...]
    lines: Sequence[Line]
    method: str
    note: str
    level: float | None = None
    seed: int | None = None
    draws: int | None = None
    warning: str = ""
    settings: Mapping[str, Any] = field(default_factory=dict)
    left_out: Sequence[LeftOut] = ()

    @property
    def columns(self) -> tuple[str, ...]:
        """The header of the CSV."""
        return (*self.fields, *COMMON)

    def rows(self, *, simulated: bool) -> list[Line]:
        """Every line with all its columns, in plain numbers, None where there is none."""
        common = {
            "method": self.method,
            "level": self.level,
            "seed": self.seed,
            "draws": self.draws,
            "warning": self.warning or None,
            "simulated": simulated,
            "note": self.note,
        }
        return [
            {
                name: plain((common | line)[name]) if name in line or name in common else None
                for name in self.columns
            }
            for line in self.lines
        ]

    def about(self) -> Line:
        """How the table was made, for the JSON."""
        made = {"table": self.name, "file": f"{self.name}.csv", "lines": len(self.lines)}
        common = {"method": self.method, "level": self.level, "seed": self.seed, "draws": self.draws}
        return made | common | {"warning": self.warning, "note": self.note} | dict(self.settings)


def plain(value: Any) -> Any:
    """Python's own types; None for what is no number."""
    value = value.item() if hasattr(value, "item") else value
    return None if isinstance(value, float) and not math.isfinite(value) else value
