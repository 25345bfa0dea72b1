"""From answer codes to numbers: which codes are valid, which count as satisfied."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from analysis.design import Bools, Floats
from analysis.tally import Matrix

NO_OPINION = ord("?")
NOT_ASKED = ord("-")


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
    """Answers as numbers: `value` and `answered`, `asked`, `no_opinion` (rows × items)."""

    value: Floats
    answered: Bools
    asked: Bools
    no_opinion: Bools


def coded(answers: Matrix, codings: tuple[Coding, ...]) -> Coded:
    """Read the answers of n ballots (n × positions, ASCII) by the codings of J items → (n × J)."""
    columns = answers[:, [coding.position for coding in codings]]
    value = np.zeros(columns.shape)
    answered = np.zeros(columns.shape, dtype=bool)
    for number, coding in enumerate(codings):
        number_of, valid = np.zeros(256), np.zeros(256, dtype=bool)
        for code, worth in coding.values.items():
            number_of[ord(code)], valid[ord(code)] = worth, True
        value[:, number] = number_of[columns[:, number]]
        answered[:, number] = valid[columns[:, number]]
    return Coded(value, answered, columns != NOT_ASKED, columns == NO_OPINION)
