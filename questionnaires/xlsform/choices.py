"""The sheet choices: lists of answers, and which of them are scales because their author says so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from questionnaires.xlsform.sheets import Problems, Row

COLUMN = "hailong_answer"
MARKS = ("positive", "outside", "no_opinion")
"""What an answer is: it counts as satisfied, stands outside the base, or is "no opinion"."""


@dataclass(frozen=True)
class Choices:
    """One list of answers."""

    rows: tuple[Row, ...]

    @property
    def is_scale(self) -> bool:
        """Whether the author marked what counts as satisfied, or "no opinion"."""
        return any(row.get(COLUMN) in ("positive", "no_opinion") for row in self.rows)

    @property
    def options(self) -> list[Row]:
        """The answers that are stored under their own code."""
        return [row for row in self.rows if row.get(COLUMN) != "no_opinion"]

    def listed(self) -> list[dict[str, Any]]:
        """The answers as a questionnaire writes them."""
        return [
            {"code": row.get("name"), "label": row.text("label")}
            | ({"counts": False} if row.get(COLUMN) == "outside" else {})
            for row in self.options
        ]

    def scale(self) -> dict[str, Any]:
        """The same as a scale that several questions share."""
        silent = [row.text("label") for row in self.rows if row.get(COLUMN) == "no_opinion"]
        positive = sorted(row.get("name") for row in self.rows if row.get(COLUMN) == "positive")
        made: dict[str, Any] = {"positive": positive} if positive else {}
        return made | ({"no_opinion": silent[0]} if silent else {}) | {"options": self.listed()}


def choices_of(rows: Sequence[Row], problems: Problems) -> Mapping[str, Choices]:
    """The lists by name."""
    lists: dict[str, list[Row]] = {}
    for row in rows:
        name = row.get("list_name")
        if not name:
            problems.add(row.at("list_name"), "it belongs to no list", "write the name of the list")
        lists.setdefault(name, []).append(row)
        _check(row, problems)
    for found in lists.values():
        silent = [row for row in found if row.get(COLUMN) == "no_opinion"]
        for row in silent[1:]:
            problems.add(row.at(COLUMN), 'a list has one answer "no opinion"', "mark one of them only")
    return {name: Choices(tuple(found)) for name, found in lists.items()}


def _check(row: Row, problems: Problems) -> None:
    mark, name = row.get(COLUMN), row.get("name")
    if mark and mark not in MARKS:
        problems.add(row.at(COLUMN), f"it cannot be {mark!r}", f"use {', '.join(MARKS)} or leave it empty")
    is_code = len(name) == 1 and name.isascii() and (name.isdigit() or name.isupper())
    if mark != "no_opinion" and not is_code:
        cure = "use one character, 0-9 or A-Z, or mark it no_opinion"
        problems.add(row.at("name"), f"the code of an answer cannot be {name!r}", cure)
