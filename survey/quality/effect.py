"""The overall index with and without the excluded ballots, by the same function as every report."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, func, select
from sqlmodel import col

from analysis.disclosure.suppression import Sum, is_small, protect
from questionnaires.tree import OVERALL
from survey.quality.reading import COMPLETED
from survey.results.answers import COUNTED
from survey.results.fielded import Fielded
from survey.results.result_part import Part
from survey.results.result_request import ResultRequest
from survey.results.results import part_of
from survey.results.series import Series
from survey.results.wave_naming import wave_labels
from survey.results.wave_table import NoBallotsError
from survey.tables import Ballot
from survey.tables.ballots import EXCLUDED


@dataclass(frozen=True)
class Value:
    """The index of a unit one way: respondents, value and interval; none of it where hidden."""

    n: int | None = None
    value: float | None = None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class Both:
    """One line: the unit, None for the whole, with its figures on all ballots and on those that count.

    `hidden` when so few were excluded that the difference would tell what they answered.
    """

    unit: str | None
    excluded: int | None
    kept_in: Value
    left_out: Value
    hidden: bool = False


@dataclass(frozen=True)
class Effect:
    """All lines, the whole first; how many ballots were excluded then."""

    excluded: int
    lines: tuple[Both, ...]

    def as_json(self) -> list[dict[str, Any]]:
        return [asdict(each) for each in self.lines]


def effect_of(engine: Engine, wave: Fielded) -> Effect:
    """Compute both ways; the figures without the excluded are those of the reports."""
    label = wave_labels((wave,))[wave.id]
    left_out, out = _part(engine, wave, COUNTED), _excluded(engine, wave)
    kept_in = _part(engine, wave, COMPLETED) if out else left_out
    if kept_in is None:
        return Effect(0, ())
    names, units = kept_in.table.presentation.names, kept_in.summary.units
    excluded = {names[wave.id, agency]: n for agency, n in out.items()}
    counts = [sum(excluded.values()), *(excluded.get(unit, 0) for unit in units)]
    closed = _closed(counts, wave.wave.display_limit)
    rows = zip((None, *units), counts, closed, strict=True)
    lines = [_line(unit, n, shut, left_out, kept_in, label) for unit, n, shut in rows]
    return Effect(counts[0], tuple(lines))


def read_effect(said: list[dict[str, Any]]) -> Iterator[Both]:
    """The lines as they were stored."""
    for each in said:
        values = {name: Value(**each[name]) for name in ("kept_in", "left_out")}
        yield Both(**{**each, **values})


def _part(engine: Engine, wave: Fielded, states: Sequence[str]) -> Part | None:
    asked = ResultRequest((wave.code,), Path(), provisional=True)
    labels = wave_labels((wave,))
    try:
        return part_of(engine, Series((wave,)), labels, asked, lambda _: None, states=states)
    except NoBallotsError:
        return None


def _excluded(engine: Engine, wave: Fielded) -> dict[int, int]:
    asked = select(col(Ballot.agency_id), func.count())
    asked = asked.where(col(Ballot.wave_id) == wave.id, col(Ballot.state) == EXCLUDED)
    with engine.connect() as connection:
        return {agency: n for agency, n in connection.execute(asked.group_by(col(Ballot.agency_id)))}


def _closed(counts: list[int], limit: int) -> list[bool]:
    """Lines where so few were excluded that two figures would tell their answers, and what tells them."""
    small = is_small(counts, limit)
    units = tuple(range(1, len(counts)))
    closed = protect(counts, small, [Sum(0, units)]) if small.any() and len(units) > 1 else small
    return [bool(each) for each in closed]


def _line(
    unit: str | None, excluded: int, shut: bool, left_out: Part | None, kept_in: Part, label: str
) -> Both:
    without = Value() if left_out is None else _value(left_out, unit, label)
    if shut:
        return Both(unit, None, Value(), without, hidden=True)
    return Both(unit, excluded, _value(kept_in, unit, label), without)


def _value(part: Part, unit: str | None, label: str) -> Value:
    if unit is not None and unit not in part.summary.units:
        return Value(0)
    figure = part.summary.figure(OVERALL, unit=unit, wave=label)
    found = figure.estimate
    return Value(figure.n) if found is None else Value(figure.n, found.value, found.low, found.high)
