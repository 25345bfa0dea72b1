"""A column of names: units, waves, breakdowns, in the order in which a Vietnamese reader expects them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from analysis.collation import sort_key
from analysis.design import Ints, numbered

MOST_NAMES = 20_000
"""More units, waves or groups than this are refused: their figures would take hours and say nothing."""


class NamesError(ValueError):
    """A column of names that cannot be told apart, or are too many to tell anything of."""


@dataclass(frozen=True)
class Column:
    """Names of one column, in a reader's order, and each row's number among them.

    Examples
    --------
    >>> found = Column.of(["Đống Đa", "Dĩ An", "Đống Đa"])
    >>> found.names, found.code.tolist(), found.place("Đống Đa"), found.take(np.array([1])).code.tolist()
    (('Dĩ An', 'Đống Đa'), [1, 0, 1], 1, [0])
    """

    names: tuple[str, ...]
    code: Ints

    @classmethod
    def of(cls, values: Sequence[str], what: str = "column") -> Column:
        """The column with its distinct names sorted as a Vietnamese reader expects.

        `what` is the column's own name in a refusal, as `distinct`.
        """
        found, inverse = distinct(values, what)
        order = sorted(range(len(found)), key=lambda number: sort_key(found[number]))
        rank = np.empty(len(found), dtype=np.int64)
        rank[order] = np.arange(len(found))
        return cls(tuple(found[number] for number in order), rank[inverse])

    def place(self, name: str) -> int:
        """The number of a name; NamesError when no ballot has it."""
        if name not in self._places:
            known = ", ".join(self.names[:20])
            raise NamesError(f"there are no ballots of {name!r}; choose one of {known}")
        return self._places[name]

    @cached_property
    def _places(self) -> dict[str, int]:
        return {name: number for number, name in enumerate(self.names)}

    def take(self, rows: NDArray[np.intp]) -> Column:
        """The column of some rows, with the names of all."""
        return Column(self.names, self.code[rows])


def distinct(values: Sequence[str], what: str = "column") -> tuple[list[str], Ints]:
    """Distinct names in order of code points, and each value's place among them; numbers as texts.

    Parameters
    ----------
    values : n texts, or n whole numbers; what : the column's own name in a refusal

    Raises
    ------
    NamesError: texts mixed with numbers, a missing name, more than `MOST_NAMES` names.

    Examples
    --------
    >>> names, code = distinct(["b", "a", "b"])
    >>> names, code.tolist()
    (['a', 'b'], [1, 0, 1])
    """
    column: object = values
    if isinstance(column, np.ndarray) and column.dtype.kind in "iu":
        numbers, code = numbered(column)
        _refuse_many(len(numbers), what)
        return [str(number) for number in numbers.tolist()], code
    # A dictionary reads a long list of few names faster than sorting it does.
    found = set(values)
    _refuse_many(len(found), what)
    refuse_mixed(found, what)
    place = {name: number for number, name in enumerate(sorted(found))}
    return [str(name) for name in place], np.fromiter(map(place.__getitem__, values), np.int64, len(values))


def _refuse_many(n: int, what: str) -> None:
    if n > MOST_NAMES:
        raise NamesError(
            f"the {what} has {n} different names, more than {MOST_NAMES}; choose a column with fewer, or "
            "analyse one province at a time"
        )


def refuse_mixed(found: Collection[object], what: str) -> None:
    """Refuse distinct names of which one is missing (None or NaN), or some are texts and some numbers.

    Parameters
    ----------
    found : the distinct names; what : the column's own name in the refusal

    Examples
    --------
    >>> refuse_mixed({"a", 1}, "unit")
    Traceback (most recent call last):
    analysis.names.NamesError: the unit mixes texts ('a') and numbers (1); write every name as a text
    """
    missing = [name for name in found if name is None or name != name]
    if missing:
        raise NamesError(f"the {what} is missing ({missing[0]}) in some rows; fill it in, or leave them out")
    texts = [name for name in found if isinstance(name, str)]
    if texts and len(texts) < len(found):
        number = next(name for name in found if not isinstance(name, str))
        raise NamesError(
            f"the {what} mixes texts ({texts[0]!r}) and numbers ({number!r}); write every name as a text"
        )
