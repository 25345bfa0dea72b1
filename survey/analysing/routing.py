"""Answers that the routing says were never asked for."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from questionnaires.answers import NO_ANSWER, NOT_ASKED, Position
from questionnaires.model import Questionnaire, Route
from survey.analysing.vocabulary import BLANK

Bytes = NDArray[np.uint8]


def settle(
    answers: Bytes,
    questionnaire: Questionnaire,
    positions: Sequence[Position],
    *,
    absent: Container[str] = (),
) -> tuple[str, ...]:
    """Turn blanks into no answer or not asked, and answers never asked for into not asked, in place.

    A filter without an answer is shut; a filter whose column the file lacks shuts nobody out.
    Returns the remarks: how many answers were never asked for, and where.
    """
    places = _places(positions)
    stray = {}
    for item in questionnaire.items:
        if item.code not in places:
            continue
        columns = places[item.code]
        if item.asked_if is not None and item.asked_if.item not in absent:
            stray[item.code] = _drop(answers, columns, _ruled_out(answers, item.asked_if, places, positions))
        _fill(answers, columns, positions)
    found = {code: n for code, n in stray.items() if n}
    return (_remark(questionnaire, found),) if found else ()


def _places(positions: Sequence[Position]) -> dict[str, list[int]]:
    places: dict[str, list[int]] = {}
    for number, position in enumerate(positions):
        places.setdefault(position.item, []).append(number)
    return places


def _ruled_out(
    answers: Bytes, route: Route, places: Mapping[str, list[int]], positions: Sequence[Position]
) -> NDArray[np.bool_]:
    columns = places[route.item]
    if positions[columns[0]].option is None:
        wanted = np.frombuffer("".join(route.codes).encode(), np.uint8)
        return ~np.isin(answers[:, columns[0]], wanted)
    chosen = [column for column in columns if positions[column].option in route.codes]
    ticked: NDArray[np.bool_] = (answers[:, chosen] == ord("1")).any(axis=1)
    return ~ticked


def _drop(answers: Bytes, columns: list[int], ruled_out: NDArray[np.bool_]) -> int:
    """Mark the ruled-out cells as not asked; the number of ballots that had answered."""
    cells = answers[:, columns]
    silent = np.isin(cells, np.frombuffer((BLANK + NO_ANSWER + NOT_ASKED).encode(), np.uint8))
    answers[:, columns] = np.where(ruled_out[:, None], np.uint8(ord(NOT_ASKED)), cells)
    return int((ruled_out & ~silent.all(axis=1)).sum())


def _fill(answers: Bytes, columns: list[int], positions: Sequence[Position]) -> None:
    """Blanks: no answer; in a tick-many item where something is ticked, an option not ticked."""
    cells = answers[:, columns]
    blank = cells == ord(BLANK)
    if positions[columns[0]].option is not None:
        ticked = (cells == ord("1")).any(axis=1, keepdims=True)
        cells = np.where(blank & ticked, np.uint8(ord("0")), cells)
    answers[:, columns] = np.where(cells == ord(BLANK), np.uint8(ord(NO_ANSWER)), cells)


def _remark(questionnaire: Questionnaire, found: Mapping[str, int]) -> str:
    total = sum(found.values())
    where = ", ".join(f"{code} ({n})" for code, n in found.items())
    first = questionnaire.item(next(iter(found))).asked_if
    rule = f"{next(iter(found))} is asked if {first.item} is {' or '.join(first.codes)}" if first else ""
    return (
        f"{total} answer{'' if total == 1 else 's'} to questions that were not asked ({rule}) "
        f"counted as not asked: {where}"
    )
