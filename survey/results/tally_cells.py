"""Counts of answer codes by cell (agency, design cell, mode) of one wave; cells add."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from analysis.tally import Matrix, tally
from questionnaires.answers import codebook
from questionnaires.model import Questionnaire

Counts = NDArray[np.int32]


class Cell(NamedTuple):
    """Where ballots stand; `design_cell_id` is 0 for those in no cell of a design."""

    agency_id: int
    design_cell_id: int
    mode: str


@dataclass(frozen=True)
class Tallies:
    """Counts (cells × positions × codes + others) and how many ballots each cell has."""

    wave: str
    codes: str
    cells: tuple[Cell, ...]
    ballots: NDArray[np.int64]
    counts: Counts

    def merged(self, into: Mapping[int, int]) -> Tallies:
        """The tallies of merged units: cells of the old agencies added to those of the new."""
        return self._added(
            [cell._replace(agency_id=into.get(cell.agency_id, cell.agency_id)) for cell in self.cells]
        )

    def by_agency(self) -> Tallies:
        """One cell an agency."""
        return self._added([Cell(cell.agency_id, 0, "") for cell in self.cells])

    def of(self, agency_id: int) -> Counts:
        """Counts (positions × codes + others) of one agency; all zero where it has no ballots."""
        rows = [number for number, cell in enumerate(self.cells) if cell.agency_id == agency_id]
        return np.asarray(self.counts[rows].sum(axis=0, dtype=np.int32))

    def _added(self, cells: Sequence[Cell]) -> Tallies:
        place = {cell: number for number, cell in enumerate(sorted(set(cells)))}
        rows = [place[cell] for cell in cells]
        counts = np.zeros((len(place), *self.counts.shape[1:]), np.int32)
        ballots = np.zeros(len(place), np.int64)
        np.add.at(counts, rows, self.counts)
        np.add.at(ballots, rows, self.ballots)
        return replace(self, cells=tuple(place), ballots=ballots, counts=counts)


def codes_of(questionnaire: Questionnaire) -> str:
    """Every character that any position may hold, in order."""
    return "".join(sorted(frozenset().union(*codebook(questionnaire))))


class Counter:
    """Counts that grow chunk by chunk; memory depends on the cells, not on the ballots."""

    def __init__(self, width: int, codes: str) -> None:
        self.codes = codes
        self.place: dict[Cell, int] = {}
        self.counts = np.zeros((0, width, len(codes) + 1), np.int32)

    def add(self, parts: Sequence[tuple[Cell, Matrix]]) -> None:
        """Count the answers of some cells."""
        if not parts:
            return
        local = {cell: number for number, cell in enumerate(dict.fromkeys(cell for cell, _ in parts))}
        numbers = np.array([local[cell] for cell, _ in parts])
        answers = np.concatenate([matrix for _, matrix in parts])
        row = np.repeat(numbers, [len(matrix) for _, matrix in parts])
        counted = tally(answers, row, len(local), self.codes)
        rows = self._rows(local)
        self.counts[rows] += counted.astype(np.int32)

    def result(self, wave: str) -> Tallies:
        """What was counted, cells in order."""
        cells = sorted(self.place)
        counts = self.counts[[self.place[cell] for cell in cells]]
        # Every ballot has one character at every position.
        ballots = counts[:, 0].sum(axis=1, dtype=np.int64) if counts.shape[1] else np.zeros(0, np.int64)
        return Tallies(wave, self.codes, tuple(cells), ballots, counts)

    def _rows(self, cells: Mapping[Cell, int]) -> list[int]:
        fresh = [cell for cell in cells if cell not in self.place]
        if fresh:
            self.place |= {cell: len(self.place) + number for number, cell in enumerate(fresh)}
            more = np.zeros((len(fresh), *self.counts.shape[1:]), np.int32)
            self.counts = np.concatenate([self.counts, more])
        return [self.place[cell] for cell in cells]
