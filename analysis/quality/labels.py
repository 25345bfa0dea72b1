"""A column of names (batches, interviewers, collectors) as numbers, with room for none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from analysis.design import Bools, Ints
from analysis.quality.settings import QualityError


@dataclass(frozen=True)
class Labels:
    """Names of n ballots: `names` in order, `code` (n,) each ballot's name by number, −1 for none.

    Examples
    --------
    >>> Labels.of(["b", None, "a", "b"], "batch").code.tolist()
    [1, -1, 0, 1]
    """

    names: tuple[str, ...]
    code: Ints

    @classmethod
    def of(cls, labels: Sequence[Any], what: str) -> Labels:
        """Number a column of texts or of whole numbers; None and "" stand for none.

        Raises
        ------
        QualityError : texts and numbers in one column, or something that is neither

        Examples
        --------
        >>> Labels.of([20, 3, 20], "day").names
        ('3', '20')
        """
        column = np.asarray(labels)
        if column.dtype.kind in "iu":
            numbers, code = np.unique(column, return_inverse=True)
            return cls(tuple(str(number) for number in numbers.tolist()), code.astype(np.int64))
        given = ["" if label is None else label for label in labels]
        _check(given, what)
        names = sorted({label for label in given if label != ""})
        place: dict[Any, int] = {name: number for number, name in enumerate(names)} | {"": -1}
        codes = np.fromiter((place[label] for label in given), dtype=np.int64, count=len(given))
        return cls(tuple(str(name) for name in names), codes)

    @property
    def given(self) -> Bools:
        """Who has a name (n,)."""
        return np.asarray(self.code >= 0)

    def rows(self, number: int) -> Ints:
        """The rows that bear one name."""
        return np.flatnonzero(self.code == number)

    def each(self) -> list[Ints]:
        """The rows of every name, in the order of the names."""
        order = np.argsort(self.code, kind="stable")
        ends = np.searchsorted(self.code[order], np.arange(len(self.names) + 1))
        return [order[first:last] for first, last in zip(ends[:-1], ends[1:], strict=True)]

    def or_none(self) -> Labels:
        """The same with the ballots without a name gathered under the name "".

        Examples
        --------
        >>> Labels.of(["b", None], "batch").or_none().code.tolist()
        [1, 0]
        """
        return Labels(("", *self.names), self.code + 1)

    def crossed(self, other: Labels) -> Labels:
        """Every combination that occurs; a ballot without one of the two names has none.

        Examples
        --------
        >>> Labels.of(["a", "a", "b"], "x").crossed(Labels.of([1, 2, 1], "y")).names
        ('a · 1', 'a · 2', 'b · 1')
        """
        both = np.where(self.given & other.given, self.code * max(len(other.names), 1) + other.code, -1)
        found, code = np.unique(both, return_inverse=True)
        without = int(len(found) > 0 and found[0] == -1)
        pairs = [divmod(int(pair), len(other.names)) for pair in found[without:]]
        names = tuple(f"{self.names[one]} · {other.names[two]}" for one, two in pairs)
        return Labels(names, code.astype(np.int64) - without)


def everybody(n: int) -> Labels:
    """One name for all.

    Examples
    --------
    >>> everybody(2).code.tolist()
    [0, 0]
    """
    return Labels(("",), np.zeros(n, dtype=np.int64))


def _check(labels: list[Any], what: str) -> None:
    kinds = {type(label) for label in labels if not (isinstance(label, str) and label == "")}
    texts = {kind for kind in kinds if issubclass(kind, str)}
    numbers = {kind for kind in kinds if issubclass(kind, (int, np.integer)) and kind is not bool}
    if kinds - texts - numbers or (texts and numbers):
        found = ", ".join(sorted(kind.__name__ for kind in kinds))
        raise QualityError(f"{what} mixes or holds {found}; write every label as a text, none as ''")
