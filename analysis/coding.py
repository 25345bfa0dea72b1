"""From answer codes to states: which codes are valid, and what each is worth."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from analysis.design import Bools, Floats
from analysis.tally import Matrix

NO_OPINION = ord("?")
NOT_ASKED = ord("-")
SIGNS = b".-?*#"
"""No answer, not asked, no opinion, two marks, illegible."""
UNKNOWN = 255
"""The state of a letter that is neither a code of the item nor a sign."""
STRETCH = 8_192
"""Ballots read at a time."""

States = NDArray[np.uint8]


class CodeError(ValueError):
    """A letter that is no code of the item it stands for."""


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

    The state of an answer is 0 where it is not valid, else the place of its worth in the item's row of
    `worth` (J × S), whose first column stands for no answer and holds 0. `answers` (n × positions) are
    the letters, `columns` the items' positions and `places` (J × 256) the state of each letter.

    Examples
    --------
    >>> found = coded(np.frombuffer(b"51?", np.uint8).reshape(3, 1), [Coding(0, {"1": 0.0, "5": 1.0}, "15?")])
    >>> found.worth[0, found.states(0, 1)[0]].tolist(), found.n_states, found.not_asked
    ([1.0, 0.0, 0.0], 3, None)
    """

    answers: Matrix
    columns: tuple[int, ...]
    places: States
    worth: Floats

    @cached_property
    def state(self) -> States:
        """The states of all items (J × n), kept: a working copy as large as the answers."""
        return self.states(0, len(self.columns))

    @cached_property
    def not_asked(self) -> Bools | None:
        """Who was not asked an item (J × n); None where everybody was asked everything."""
        # One look at all letters is quicker than picking the items' columns.
        if not any((part == NOT_ASKED).any() for part in np.array_split(self.answers, 32)):
            return None
        return np.ascontiguousarray((self.answers[:, list(self.columns)] == NOT_ASKED).T)

    @property
    def n_states(self) -> int:
        """S, with the state of no valid answer."""
        return int(self.worth.shape[1])

    def states(self, first: int, last: int) -> States:
        """The states of some items (items × n), made anew unless all are kept.

        Raises
        ------
        CodeError: a letter that is no code of the item, nor a sign.
        """
        if "state" in self.__dict__:
            return self.state[first:last]
        columns = self.columns[first:last]
        state = np.empty((len(columns), len(self.answers)), dtype=np.uint8)
        # A stretch of ballots at a time stays in the processor's cache.
        for start in range(0, len(self.answers), STRETCH):
            part = self.answers[start : start + STRETCH]
            for number, column in enumerate(columns):
                out = state[number, start : start + len(part)]
                np.take(self.places[first + number], part[:, column], out=out)
                if out.max() == UNKNOWN:
                    self._refuse(first + number)
        return state

    def _refuse(self, item: int) -> None:
        letters = self.answers[:, self.columns[item]]
        odd = letters[self.places[item][letters] == UNKNOWN]
        codes = bytes(np.flatnonzero(self.places[item] != UNKNOWN).astype(np.uint8)).decode("ascii")
        raise CodeError(
            f"{chr(odd[0])!r} at position {self.columns[item]} of an answer string ({len(odd)} ballots) is "
            f"no code of that item, nor a sign ({' '.join(codes)}); correct it, or add it to the scale"
        )

    def value(self, rows: slice | NDArray[np.intp]) -> Floats:
        """Worth of the answers of some ballots (J × rows); 0 where there is none."""
        state = self.state[:, rows]
        if (self.worth == self.worth[0]).all():
            return np.asarray(self.worth[0][state])
        return np.take_along_axis(self.worth, state.astype(np.intp), axis=1)


def coded(answers: Matrix, codings: Sequence[Coding]) -> Coded:
    """Read the answers of n ballots by the codings of J items.

    Parameters
    ----------
    answers : uint8 (n × positions), ASCII codes; codings : for each item its position and its codes

    Raises
    ------
    CodeError: an item at a position that the answers do not have; later, where the states are asked for,
        a letter that is no code of its item.

    Examples
    --------
    >>> coding = Coding(0, {"1": 0.0, "5": 1.0}, "15?")
    >>> coded(np.array([[49], [53], [63]], np.uint8), [coding]).state.tolist()
    [[1, 2, 0]]
    """
    missing = [each.position for each in codings if not 0 <= each.position < answers.shape[1]]
    if missing:
        raise CodeError(
            f"an item stands at position {missing[0]} of answers {answers.shape[1]} long; correct its coding"
        )
    worths = [np.unique(list(coding.values.values())) for coding in codings]
    worth = np.zeros((len(codings), 1 + max(len(each) for each in worths)))
    places = np.full((len(codings), 256), UNKNOWN, dtype=np.uint8)
    for number, (coding, each) in enumerate(zip(codings, worths, strict=True)):
        worth[number, 1 : len(each) + 1] = each
        places[number, list(SIGNS + coding.options.encode("ascii"))] = 0
        for code, value in coding.values.items():
            places[number, ord(code)] = 1 + np.searchsorted(each, value)
    return Coded(answers, tuple(coding.position for coding in codings), places, worth)


def scores(item: str, codes: Sequence[str], error: type[ValueError] = ValueError) -> dict[str, float]:
    """The number of each answer code, for a mean score; refuses letters.

    Parameters
    ----------
    item : its name in the message; codes : those that count; error : what is raised

    Examples
    --------
    >>> scores("q1", ["1", "2"])
    {'1': 1.0, '2': 2.0}
    """
    letters = [code for code in codes if not code.isdecimal()]
    if letters:
        raise error(
            f"item {item}: code {letters[0]} has no number for a mean score; "
            "set `counts: false`, or choose another index_rule"
        )
    return {code: float(code) for code in codes}
