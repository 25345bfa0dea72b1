"""From answer codes to states: which codes are valid, and what each is worth."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analysis.design import Bools, Floats
from analysis.tally import Matrix

NO_OPINION = ord("?")
NOT_ASKED = ord("-")

States = NDArray[np.uint8]


@dataclass(frozen=True)
class Coding:
    """How one item's codes are read: its position in the answer string, and the code's number.

    `values` maps a valid code to 1 (satisfied) or 0, or to its own number for a mean score.
    `options` are all codes offered, in order, valid or not.
    """

    position: int
    values: dict[str, float]
    options: str


@dataclass(frozen=True)
class Coded:
    """Answers of n ballots to J items as small numbers, item by item.

    `state` (J × n): 0 where there is no valid answer, else the place of the answer's worth in the
    item's row of `worth` (J × S), whose first column stands for no answer and holds 0.
    `not_asked` (J × n) or None where everybody was asked everything.
    """

    state: States
    worth: Floats
    not_asked: Bools | None

    @property
    def n_states(self) -> int:
        """S, with the state of no valid answer."""
        return int(self.worth.shape[1])

    def value(self, rows: slice | NDArray[np.intp]) -> Floats:
        """Worth of the answers of some ballots (J × rows); 0 where there is none."""
        state = self.state[:, rows]
        if (self.worth == self.worth[0]).all():
            return np.asarray(self.worth[0][state])
        return np.take_along_axis(self.worth, state.astype(np.intp), axis=1)

    def take(self, rows: NDArray[np.intp]) -> Coded:
        """The same items, ballots in another order."""
        missing = None if self.not_asked is None else self.not_asked[:, rows]
        return Coded(self.state[:, rows], self.worth, missing)


def coded(answers: Matrix, codings: Sequence[Coding]) -> Coded:
    """Read the answers of n ballots (n × positions, ASCII) by the codings of J items.

    Examples
    --------
    >>> coding = Coding(0, {"1": 0.0, "5": 1.0}, "15?")
    >>> coded(np.array([[49], [53], [63]], np.uint8), [coding]).state.tolist()
    [[1, 2, 0]]
    """
    worths = [np.unique(list(coding.values.values())) for coding in codings]
    worth = np.zeros((len(codings), 1 + max(len(each) for each in worths)))
    state = np.empty((len(codings), len(answers)), dtype=np.uint8)
    asked = True
    for number, (coding, each) in enumerate(zip(codings, worths, strict=True)):
        worth[number, 1 : len(each) + 1] = each
        place = np.zeros(256, dtype=np.uint8)
        for code, value in coding.values.items():
            place[ord(code)] = 1 + np.searchsorted(each, value)
        column = answers[:, coding.position]
        np.take(place, column, out=state[number])
        asked = asked and not (column == NOT_ASKED).any()
    if asked:
        return Coded(state, worth, None)
    columns = answers[:, [coding.position for coding in codings]]
    return Coded(state, worth, np.ascontiguousarray((columns == NOT_ASKED).T))
