"""A table's columns as the answer matrix: one byte a ballot and position, every odd cell collected."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from questionnaires.answers import NO_ANSWER, Position, positions
from questionnaires.model import Item, Questionnaire
from survey.analysing import columns, routing, vocabulary
from survey.analysing.request import RequestError
from survey.analysing.vocabulary import Vocabulary
from survey.files.table import Table

SHOWN = 10


class BadCellsError(ValueError):
    """Cells that say something no answer of their item is."""


class ClashError(RequestError):
    """A word for no opinion or no answer is also a counted answer of a rated item."""


@dataclass(frozen=True)
class Encoded:
    """The answer matrix (n × positions, ASCII codes) and remarks on what was set aside."""

    answers: NDArray[np.uint8]
    notes: tuple[str, ...]


@dataclass(frozen=True)
class _Bad:
    row: int
    column: str
    value: str
    allowed: str


def encode(
    table: Table, questionnaire: Questionnaire, *, dont_know: Sequence[str] = (), missing: Sequence[str] = ()
) -> Encoded:
    """Encode every item column of `table`; refuse missing columns and cells outside the scale."""
    places = positions(questionnaire)
    columns.refuse_missing(table, questionnaire, places)
    _refuse_clashes(questionnaire, (*dont_know, *missing))
    answers = np.full((len(table), len(places)), ord(NO_ANSWER), np.uint8)
    bad: list[_Bad] = []
    n_bad = 0
    for number, place in enumerate(places):
        name = columns.column_of(place)
        if name not in table.columns:
            continue
        item = questionnaire.item(place.item)
        words = _words(questionnaire, item, place, dont_know, missing)
        codes = _codes(table.columns[name], words)
        odd = {cell for cell, code in codes.items() if code is None}
        if odd:
            found = _odd_cells(table, name, odd, _allowed(questionnaire, item, place))
            n_bad += len(found)
            bad += found[:SHOWN]
        else:
            answers[:, number] = _column(table.columns[name], codes)
    if n_bad:
        raise BadCellsError(_message(table.source, bad, n_bad))
    remarks = columns.notes(table, questionnaire, places)
    remarks += routing.settle(answers, questionnaire, places, absent=columns.absent(table, places))
    return Encoded(answers, remarks)


def _refuse_clashes(questionnaire: Questionnaire, words: Sequence[str]) -> None:
    for item in questionnaire.rated_items:
        found = vocabulary.clashes(questionnaire.scale_of(item), words)
        if found:
            raise ClashError(
                f"{found[0]} cannot mean no opinion or no answer: it is an answer of item {item.code}; "
                f"--dont-know, --missing; take it out there, or out of the scale of {questionnaire.code}"
            )


def _words(
    questionnaire: Questionnaire,
    item: Item,
    place: Position,
    dont_know: Iterable[str],
    missing: Iterable[str],
) -> Vocabulary:
    scale = questionnaire.scale_of(item)
    if place.option is None:
        return vocabulary.of_scale(scale, dont_know=dont_know, missing=missing)
    option = next(each for each in scale.options if each.code == place.option)
    return vocabulary.of_tick(option, dont_know=dont_know, missing=missing)


def _codes(column: list[str], words: Vocabulary) -> dict[str, int | None]:
    """The byte of every distinct cell; None where no answer is meant."""
    return {cell: ord(code) if (code := words.get(vocabulary.normal(cell))) else None for cell in set(column)}


def _column(column: list[str], codes: dict[str, int | None]) -> NDArray[np.uint8]:
    return np.fromiter(map(codes.__getitem__, column), np.uint8, len(column))


def _allowed(questionnaire: Questionnaire, item: Item, place: Position) -> str:
    if place.option is not None:
        return "1 0"
    return vocabulary.allowed(questionnaire.scale_of(item).options)


def _odd_cells(table: Table, name: str, odd: set[str], allowed: str) -> list[_Bad]:
    cells = zip(table.rows, table.columns[name], strict=True)
    return [_Bad(row, name, cell, allowed) for row, cell in cells if cell in odd]


def _message(source: str, bad: list[_Bad], n_bad: int) -> str:
    first = sorted(bad, key=lambda each: each.row)[:SHOWN]
    cells = ", ".join(f"row {each.row} column {each.column}: {each.value[:40]!r}" for each in first)
    more = f", and {n_bad - len(first)} more" if n_bad > len(first) else ""
    scales = {each.allowed: each.column for each in reversed(first)}
    cure = ", ".join(f"{codes} ({column})" for codes, column in sorted(scales.items()))
    plural = "s are" if n_bad > 1 else " is"
    return (
        f"{n_bad} cell{plural} not an answer; {source}, {cells}{more}; "
        f"allowed: {cure}, a label of the questionnaire, or blank; "
        "--dont-know and --missing name other codes of the file"
    )
