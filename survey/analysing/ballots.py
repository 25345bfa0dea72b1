"""The ballots of a file with their design, in the file's order or in one that no order of rows changes."""

from __future__ import annotations

from dataclasses import dataclass, replace

from analysis.design import Design
from analysis.tally import Matrix
from analysis.weighting.weighted import Weighted
from questionnaires.model import Questionnaire
from survey.analysing import adjusting, sample
from survey.analysing.encode import encode
from survey.analysing.request import Request
from survey.files.reading import read_table
from survey.files.table import Table

QUALITY = ("seconds", "mode", "collector", "interviewer", "batch", "serial", "day", "hour")
"""Columns that say how a ballot came; each option bears the name of what it holds."""


@dataclass(frozen=True)
class FileBallots:
    """Everything read of a file: `weighted` are the adjustments of the weights, in the order made."""

    table: Table
    drawn: sample.Sample
    answers: Matrix
    design: Design
    weighted: tuple[Weighted, ...]
    notes: tuple[str, ...]


def read_ballots(request: Request, questionnaire: Questionnaire) -> FileBallots:
    """Read a file as a request describes it; with more to compute, its rows are put in a set order."""
    table = read_table(request.file, sheet=request.sheet)
    drawn = sample.sample(table, request)
    encoded = encode(table, questionnaire, dont_know=request.dont_know, missing=request.missing)
    notes = (*table.notes, *encoded.notes, *sample.notes(drawn, request))
    answers = encoded.answers
    _check_columns(table, request)
    if request.also or request.interval or request.reweighted:
        # Sums of floats and draws of chance follow the rows; equal files must give equal figures.
        order = _order(table)
        table, answers = _sorted(table, order), answers[order]
        drawn = sample.sample(table, request)
    design = drawn.design()
    weighted = adjusting.adjusted(design, table, request)
    return FileBallots(table, drawn, answers, weighted[-1].design if weighted else design, weighted, notes)


def _check_columns(table: Table, request: Request) -> None:
    """Refuse blanks and unknown columns while the rows are still in the order of the spreadsheet."""
    for name in (*([request.kind] if request.kind else []), *sample.named(table, request.mix)):
        table.filled(name)
    for optional in QUALITY:
        asked: str | None = getattr(request, optional)
        if asked:
            table.column(asked)


def _order(table: Table) -> list[int]:
    """The rows sorted by all that stands in them."""
    rows = list(zip(*(table.columns[name] for name in sorted(table.columns)), strict=True))
    return sorted(range(len(rows)), key=rows.__getitem__)


def _sorted(table: Table, order: list[int]) -> Table:
    columns = {name: [cells[at] for at in order] for name, cells in table.columns.items()}
    return replace(table, columns=columns, rows=[table.rows[at] for at in order])
