"""A column of names: units, waves, breakdowns, in the order in which a Vietnamese reader expects them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analysis.collation import sort_key
from analysis.design import Ints, numbered


@dataclass(frozen=True)
class Column:
    """Names of one column, in a reader's order, and each row's number among them."""

    names: tuple[str, ...]
    code: Ints

    @classmethod
    def of(cls, values: Sequence[str]) -> Column:
        """The column with its distinct names sorted as a Vietnamese reader expects."""
        found, inverse = distinct(values)
        order = sorted(range(len(found)), key=lambda number: sort_key(found[number]))
        rank = np.empty(len(found), dtype=np.int64)
        rank[order] = np.arange(len(found))
        return cls(tuple(found[number] for number in order), rank[inverse])

    def take(self, rows: NDArray[np.intp]) -> Column:
        return Column(self.names, self.code[rows])


def distinct(values: Sequence[str]) -> tuple[list[str], Ints]:
    """Distinct names in order of code points, and each value's place among them; numbers as texts.

    Examples
    --------
    >>> names, code = distinct(["b", "a", "b"])
    >>> names, code.tolist()
    (['a', 'b'], [1, 0, 1])
    """
    column: object = values
    if isinstance(column, np.ndarray) and column.dtype.kind in "iu":
        numbers, code = numbered(column)
        return [str(number) for number in numbers.tolist()], code
    # A dictionary reads a long list of few names faster than sorting it does.
    place = {name: number for number, name in enumerate(sorted(set(values)))}
    return [str(name) for name in place], np.fromiter(map(place.__getitem__, values), np.int64, len(values))
