"""The frame of a draw: the file's rows, what tells them apart, and in which order they stand."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from survey.files.reading import read_table
from survey.files.table import MissingColumnError, NumberError, Table
from survey.planning.plan import refuse_doubled
from survey.planning.requests import DrawRequest

ADDED = "design_"
"""How the columns begin that a draw adds to the frame's own."""


class TakenColumnError(MissingColumnError):
    """The frame has columns of the names that the draw writes."""


@dataclass(frozen=True)
class Frame:
    """A table of everybody who can be drawn; `keys` tell its rows apart, whatever their order."""

    table: Table
    keys: list[str]
    sha256: str

    def __len__(self) -> int:
        return len(self.table)

    def labels(self, name: str | None) -> list[str] | None:
        """A column without blanks; None where none is named."""
        return None if name is None else self.table.filled(name)

    def numbers(self, name: str | None) -> NDArray[np.float64] | None:
        """A column of numbers; None where none is named."""
        return None if name is None else np.array(self.table.numbers(name))

    def order(self, names: Sequence[str]) -> NDArray[np.float64] | None:
        """The rank of each row when sorted by some columns, equal rows with equal ranks."""
        if not names:
            return None
        columns = [_sortable(self.table, name) for name in names]
        rows = list(zip(*columns, strict=True))
        ranks = {row: float(rank) for rank, row in enumerate(sorted(set(rows)))}
        return np.array([ranks[row] for row in rows])

    def of_stratum(self, name: str, stratum: str) -> dict[str, float]:
        """The number of each stratum from a column in which all its rows agree."""
        found: dict[str, float] = {}
        for row, label, value in zip(
            self.table.rows, self.table.filled(stratum), self.table.numbers(name), strict=True
        ):
            if found.setdefault(label, value) != value:
                raise NumberError(
                    f"the rows of stratum {label!r} differ; {self.table.source}, column {name!r}, row {row}; "
                    "give one number a stratum"
                )
        return found


def read_frame(request: DrawRequest) -> Frame:
    """The frame of a request; rows that stand twice are refused, with their numbers."""
    table = read_table(request.file, sheet=request.sheet)
    taken = [name for name in table.names if name.startswith(ADDED)]
    if taken:
        raise TakenColumnError(
            f"the draw writes columns of these names itself ({', '.join(taken[:5])}); {table.source}; rename "
            "them, or draw from the frame before it was drawn from"
        )
    if request.id is None:
        keys = [_digest(row) for row in zip(*table.columns.values(), strict=True)]
        if len(set(keys)) < len(keys):
            _refuse_alike(table, keys)
    else:
        keys = table.filled(request.id)
        refuse_doubled(table, keys, f"key of column {request.id!r}")
    return Frame(table, keys, hashlib.sha256(request.file.read_bytes()).hexdigest())


def _digest(cells: Sequence[str]) -> str:
    return hashlib.sha256("\x1f".join(cells).encode()).hexdigest()[:20]


def _refuse_alike(table: Table, keys: list[str]) -> None:
    shown = ["/".join(cells)[:60] for cells in zip(*table.columns.values(), strict=True)]
    by_key = dict(zip(keys, shown, strict=True))
    refuse_doubled(
        table, [f"{by_key[key]} ({key[:6]})" for key in keys], "row; --id can name what tells them apart"
    )


def _sortable(table: Table, name: str) -> list[float] | list[str]:
    """A column as numbers where every cell is one, else as text."""
    try:
        return list(table.numbers(name))
    except NumberError:
        return table.filled(name)
