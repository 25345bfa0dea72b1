"""The ballots of a file with the columns that say how they came, as the rules on quality take them."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from analysis.quality.ballots import Ballots
from questionnaires.model import Questionnaire, Scale
from survey.analysing.more.material import Material
from survey.analysing.more.table import CannotMakeError
from survey.files.rows import day_of
from survey.files.table import NumberError, Table

Ints = NDArray[np.int64]


def screened(material: Material) -> Ballots:
    """The ballots to be screened; the unit is the area within which interviewers are compared."""
    request, table = material.request, material.ballots.table
    scale, codes = common_scale(material.questionnaire, material.positions, material.numbers_of)
    day = None if request.day is None else _days(table, request.day)
    return Ballots.of(
        material.ballots.answers,
        scale=scale,
        codes=codes,
        area=material.ballots.drawn.unit,
        mode=_labels(table, request.mode),
        collector=_labels(table, request.collector),
        interviewer=_labels(table, request.interviewer),
        batch=_labels(table, request.batch),
        serial=_labels(table, request.serial),
        seconds=None if request.seconds is None else _seconds(table, request.seconds),
        day=day,
        hour=None if request.hour is None else _hours(table, request.hour, day),
    )


def common_scale(
    questionnaire: Questionnaire, positions: Sequence[int], numbers_of: Callable[[Scale], dict[str, float]]
) -> tuple[list[int], str]:
    """Where the items on the commonest scale stand, and its codes from worst to best."""
    each = []
    for item in questionnaire.rated_items:
        numbers = numbers_of(questionnaire.scale_of(item))
        each.append("".join(sorted(numbers, key=numbers.__getitem__)))
    common = Counter(codes for codes in each if len(codes) > 1).most_common(1)
    if not common:
        raise CannotMakeError("no rated item has a scale of numbers; --also quality; leave it out")
    codes = common[0][0]
    places = [place for place, own in zip(positions, each, strict=True) if own == codes]
    return places, codes


def _labels(table: Table, name: str | None) -> list[str] | None:
    return None if name is None else table.column(name)


def _seconds(table: Table, name: str) -> NDArray[np.float64]:
    """Numbers, NaN where the cell is blank: paper carries no time."""
    cells = table.column(name)
    given = [at for at, cell in enumerate(cells) if cell]
    result = np.full(len(cells), np.nan)
    if given:
        rows = [table.rows[at] for at in given]
        result[given] = Table(
            table.source, {name: [cells[at] for at in given]}, rows, table.decimal_comma
        ).numbers(name)
    return result


def _days(table: Table, name: str) -> Ints:
    """Days, as 2026-07-01, 01/07/2026 or whole numbers."""
    cells = table.filled(name)
    read = {cell: _day(cell) for cell in set(cells)}
    _refuse_odd(
        table, name, cells, {cell for cell, day in read.items() if day is None}, "a day, as 2026-07-01"
    )
    return np.array([read[cell] for cell in cells], dtype=np.int64)


def _hours(table: Table, name: str, day: Ints | None) -> Ints:
    """Hours counted through: from a time as 2026-07-01 08:15, or from an hour 0–23 beside the day."""
    cells = table.filled(name)
    read = {cell: _hour(cell) for cell in set(cells)}
    _refuse_odd(
        table,
        name,
        cells,
        {cell for cell, at in read.items() if at is None},
        "an hour, as 8 or 2026-07-01 08:15",
    )
    hours = np.array([read[cell] for cell in cells], dtype=np.int64)
    if (hours > 23).all():
        return hours
    if day is None or (hours > 23).any():
        raise CannotMakeError(
            f"an hour of the day needs its day; {table.source}, column {name!r}; name the day's column with "
            "--day, or give the date with every time"
        )
    return day * 24 + hours


def _day(cell: str) -> int | None:
    found = day_of(cell)
    if found is not None:
        return found.toordinal()
    return int(cell) if cell.isdecimal() else None


def _hour(cell: str) -> int | None:
    if cell.isdecimal():
        return int(cell)
    clock = cell.partition(":")
    if clock[1] and clock[0].isdecimal() and int(clock[0]) < 24:
        return int(clock[0])
    if ":" not in cell:
        return None
    try:
        moment = dt.datetime.fromisoformat(cell)
    except ValueError:
        return None
    return moment.toordinal() * 24 + moment.hour


def _refuse_odd(table: Table, name: str, cells: list[str], odd: set[str], wanted: str) -> None:
    if odd:
        row, cell = min((row, cell) for row, cell in zip(table.rows, cells, strict=True) if cell in odd)
        raise NumberError(
            f"{cell!r} is not {wanted}; {table.source}, column {name!r}, row {row}; "
            "correct it, or leave the option out"
        )
