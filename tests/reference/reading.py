"""The folder of reference numbers: its files of cases, and the tables that the cases are about."""

from __future__ import annotations

import csv
import gzip
import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from analysis.design import Bools, Floats

Case = dict[str, Any]
EMPTY = ("", "NA")


class CannotRun(Exception):
    """A case, a file or a folder that does not say what is needed to run it."""


@dataclass(frozen=True)
class Folder:
    """A folder of cases with its `inputs`; `data` is where paths that begin with "data:" start."""

    path: Path
    data: Path

    def files(self) -> list[Path]:
        """The files of cases, by name."""
        found = sorted(self.path.glob("*.json"))
        if not found:
            raise CannotRun(f"{self.path} holds no JSON file; name a folder in the format of its README")
        return found

    def table(self, name: str) -> Table:
        """An input file, plain or compressed."""
        inside = self.data / name[5:] if name.startswith("data:") else self.path / "inputs" / name
        if not inside.is_file():
            raise CannotRun(f"there is no file {inside}; DATA says where paths with data: start")
        return _table(inside)


def cases_of(path: Path, *statistics: str) -> list[Case]:
    """The cases of a file, those of some statistics or all."""
    try:
        found: list[Case] = json.loads(path.read_text(encoding="utf-8"))["cases"]
    except (ValueError, KeyError, TypeError) as problem:
        raise CannotRun(f"{path.name} is not a file of cases: {problem}") from problem
    return [case for case in found if not statistics or case["statistic"] in statistics]


def cases(reference: Path, name: str, *statistics: str) -> list[Case]:
    """The cases of one file of the folder that HAILONG_REFERENCE names."""
    return cases_of(reference / "golden" / f"{name}.json", *statistics)


class Table:
    """A table of texts: columns by name, as labels or as numbers."""

    def __init__(self, columns: dict[str, list[str]], n: int) -> None:
        self.columns = columns
        self.n = n
        self._numbers: dict[str, Floats] = {}

    def texts(self, name: str) -> list[str]:
        """A column as it is written."""
        if name not in self.columns:
            raise CannotRun(f"there is no column {name!r}; the columns are {', '.join(self.columns)}")
        return self.columns[name]

    def numbers(self, name: str) -> Floats:
        """A column as numbers; NaN where the cell is empty."""
        if name not in self._numbers:
            cells = [cell if cell not in EMPTY else "nan" for cell in self.texts(name)]
            try:
                self._numbers[name] = np.array(cells, dtype=float)
            except ValueError as problem:
                raise CannotRun(f"column {name!r} is not numeric: {problem}") from problem
        return self._numbers[name]

    def labels(self, name: str, joint: str = "|") -> list[str]:
        """A column, the row number for "1", or the combination of columns that "a:b" names.

        A note in brackets after the name is no part of it; with a note, only columns that exist count.
        """
        if name in self.columns:
            return self.columns[name]
        if name == "1":
            return [str(row) for row in range(self.n)]
        bare, _, note = name.partition(" (")
        parts = [part.strip() for part in bare.split(":")]
        named = [part for part in parts if part in self.columns] if note else parts
        return [joint.join(row) for row in zip(*(self.texts(part) for part in named), strict=True)]

    def known(self, name: str) -> Bools:
        """Where a column, or every part of "a:b", is filled in."""
        parts = [name] if name in self.columns else name.split(":")
        filled = [[cell not in EMPTY for cell in self.texts(part)] for part in parts]
        return np.asarray(np.all(filled, axis=0))

    def take(self, keep: Bools) -> Table:
        """Some of the rows."""
        rows = np.flatnonzero(keep)
        columns = {name: [cells[row] for row in rows] for name, cells in self.columns.items()}
        return Table(columns, len(rows))


@cache
def _table(path: Path) -> Table:
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8-sig", newline="") as lines:
        header, *rows = [row for row in csv.reader(lines) if row]
    ragged = next((number for number, row in enumerate(rows, 2) if len(row) != len(header)), None)
    if ragged is not None:
        raise CannotRun(f"{path.name}, line {ragged}, has not one cell for each of {len(header)} columns")
    columns = {name: [row[place] for row in rows] for place, name in enumerate(header)}
    return Table(columns, len(rows))


def ordered(labels: Sequence[str]) -> list[str]:
    """Different labels in sorted order, numbers by size."""
    distinct = sorted(set(labels))
    try:
        return sorted(distinct, key=float)
    except ValueError:
        return distinct
