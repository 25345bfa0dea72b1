"""Counts of answer codes by cell, from answer strings or from columns: one pass, no floats."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from analysis.design import Ints

Matrix = NDArray[np.uint8]
"""Answers of n ballots: one row a ballot, one column a position, each byte an ASCII code."""

CHUNK = 32_768
"""Rows counted at a time: the working copy stays in the processor's cache."""


class AnswersError(ValueError):
    """Answer strings of different lengths, or with a character outside the code."""


def matrix(strings: Sequence[str]) -> Matrix:
    """Answer strings of equal length as a byte matrix (n × positions).

    Raises
    ------
    AnswersError: strings of different lengths; a character outside ASCII.

    Examples
    --------
    >>> matrix(["54", "5?"]).tolist()
    [[53, 52], [53, 63]]
    """
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

    Examples
    --------
    >>> tally(matrix(["54", "5?", "14"]), np.array([0, 0, 1]), 2, "145?").tolist()
    [[[0, 0, 2, 0, 0], [0, 1, 0, 1, 0]], [[1, 0, 0, 0, 0], [0, 1, 0, 0, 0]]]
    """
    width = len(codes) + 1
    place = np.full(256, len(codes), dtype=np.int64)
    place[np.frombuffer(codes.encode("ascii"), dtype=np.uint8)] = np.arange(len(codes))
    counts = np.zeros((n_cells, answers.shape[1], width), dtype=np.int64)
    paired = answers.shape[1] // 2 * 2
    pairs = _pairs(answers[:, :paired], cell, n_cells, place, width)
    counts[:, 0:paired:2] = pairs.sum(axis=3).transpose(1, 0, 2)
    counts[:, 1:paired:2] = pairs.sum(axis=2).transpose(1, 0, 2)
    for item in range(paired, answers.shape[1]):
        alone = np.bincount(cell * width + place[answers[:, item]], minlength=n_cells * width)
        counts[:, item] = alone.reshape(n_cells, width)
    return counts


def _pairs(answers: Matrix, cell: Ints, n_cells: int, place: Ints, width: int) -> Ints:
    """Counts of each pair of neighbouring items (pairs × cells × width × width).

    Two answers are one 16-bit number: half the look-ups, half the counting.
    """
    number = (place[:, None] * width + place).ravel()
    counts = np.zeros((answers.shape[1] // 2, n_cells * width * width), dtype=np.int64)
    codes = np.empty(min(CHUNK, len(answers)), dtype=np.int64)
    for start in range(0, len(answers) if len(counts) else 0, CHUNK):
        base = cell[start : start + CHUNK] * (width * width)
        block = np.ascontiguousarray(answers[start : start + CHUNK]).view(">u2").T.copy()
        used = codes[: len(base)]
        for pair, both in enumerate(block):
            np.take(number, both, out=used, mode="clip")
            np.add(used, base, out=used)
            counts[pair] += np.bincount(used, minlength=counts.shape[1])
    return counts.reshape(len(counts), n_cells, width, width)
