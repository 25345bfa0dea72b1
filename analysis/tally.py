"""Counts of answer codes by cell, from answer strings or from columns: one pass, no floats."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from analysis.design import Ints

Matrix = NDArray[np.uint8]
"""Answers of n ballots: one row a ballot, one column a position, each byte an ASCII code."""

CHUNK = 65_536
"""Rows counted at a time: the working copy stays in the processor's cache."""


class AnswersError(ValueError):
    """Answer strings of different lengths, or with a character outside the code."""


def matrix(strings: Sequence[str]) -> Matrix:
    """Answer strings of equal length as a byte matrix (n × positions)."""
    lengths = {len(string) for string in strings}
    if len(lengths) > 1:
        raise AnswersError(
            f"answer strings have lengths {sorted(lengths)}; one questionnaire version has one length"
        )
    joined = "".join(strings)
    if not joined.isascii():
        raise AnswersError("an answer string holds a character that is not ASCII; encode the answers first")
    data = np.frombuffer(joined.encode("ascii"), dtype=np.uint8)
    return data.reshape(len(strings), lengths.pop() if lengths else 0)


def tally(answers: Matrix, cell: Ints, n_cells: int, codes: str) -> Ints:
    """Count each code in each cell.

    Parameters
    ----------
    answers : uint8 (n × J) ASCII codes
    cell : int (n,) cell of each ballot, 0 … n_cells − 1
    codes : the characters to count, each once; any other character is counted under a last column

    Returns
    -------
    int (n_cells × J × len(codes) + 1): counts. Cells add: merged units are the sum of their cells.
    """
    n_items, width = answers.shape[1], len(codes) + 1
    place = np.full(256, len(codes), dtype=np.uint8)
    place[np.frombuffer(codes.encode("ascii"), dtype=np.uint8)] = np.arange(len(codes), dtype=np.uint8)
    counts = np.zeros((n_items, n_cells * width), dtype=np.int64)
    for start in range(0, len(answers), CHUNK):
        base = cell[start : start + CHUNK] * width
        block = np.ascontiguousarray(place[answers[start : start + CHUNK]].T)
        for item in range(n_items):
            counts[item] += np.bincount(base + block[item], minlength=n_cells * width)
    return counts.reshape(n_items, n_cells, width).transpose(1, 0, 2)
