"""What stands around the answers of each row: the unit, the day, the language, how it ended."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from sqlmodel import Session, select

from questionnaires.model import Questionnaire
from survey import dates
from survey.accounts.scope import exists_on
from survey.analysing.vocabulary import normal
from survey.ballots.contract import ASSISTED, CLOCKS_DIFFER, LONGEST
from survey.files.rows import day_of
from survey.files.table import Table
from survey.importing.faults import Faults
from survey.importing.mapping import From, Mapping, MappingError
from survey.keys import id_of
from survey.tables import DesignCell, Procedure, Unit, Wave

Found = TypeVar("Found")
COMPLETE = ("complete", "c", "1", "y", "yes", "có", "đủ", "true")
PARTIAL = ("", "partial", "p", "0", "n", "no", "không", "bỏ dở", "false", "incomplete")


@dataclass(frozen=True)
class Place:
    """Where a ballot belongs: the numbers of the door that is made for it."""

    agency_id: int
    service_point_id: int
    procedure_id: int | None
    design_cell_id: int | None


@dataclass(frozen=True)
class Surroundings:
    """By row; a row with a fault has something that is never stored."""

    places: Sequence[Place]
    days: Sequence[dt.date]
    languages: Sequence[str]
    seconds: Sequence[int | None]
    assisted: Sequence[str]
    complete: Sequence[bool]


def surroundings(
    session: Session, wave: Wave, questionnaire: Questionnaire, table: Table, mapping: Mapping, faults: Faults
) -> Surroundings:
    """Read them all.

    Raises
    ------
    MappingError: nothing says which unit a ballot is about, or on which day it was answered.
    """
    for name in ("agency", "day"):
        if getattr(mapping, name) is None:
            raise MappingError(f"nothing says the {name}; {name}; name its column, or one value for all rows")
    reader = _Reader(table, faults)
    languages = {normal(each): each for each in questionnaire.languages}
    by_default = questionnaire.languages[0]
    spoken = ", ".join(questionnaire.languages)
    return Surroundings(
        places=_places(session, wave, reader, mapping),
        days=_days(wave, reader, mapping.day),
        languages=reader.each(
            mapping.language,
            lambda cell: languages.get(normal(cell)) if cell else by_default,
            by_default,
            "no_language",
            spoken,
        ),
        seconds=[
            None if each < 0 else each for each in reader.each(mapping.seconds, _seconds, -1, "no_seconds")
        ],
        assisted=reader.each(mapping.assisted, _assisted, "a", "no_assisted"),
        complete=reader.each(mapping.state, _state, True, "no_state"),
    )


@dataclass(frozen=True)
class _Reader:
    table: Table
    faults: Faults

    def each(
        self,
        source: From | None,
        read: Callable[[str], Found | None],
        default: Found,
        why: str,
        more: str = "",
    ) -> list[Found]:
        """What every cell says, each distinct one read once; where it says nothing sound, a fault."""
        if source is None:
            return [default] * len(self.table)
        cells = self.cells(source)
        known = {cell: read(source.values.get(cell, cell)) for cell in set(cells)}
        if None in known.values():
            for row, cell in zip(self.table.rows, cells, strict=True):
                if known[cell] is None:
                    self.faults.add(row, source.column or "", why, cell, more)
        return [default if (found := known[cell]) is None else found for cell in cells]

    def cells(self, source: From) -> Sequence[str]:
        if source.column is None:
            return [source.value or ""] * len(self.table)
        return self.table.column(source.column)


def _places(session: Session, wave: Wave, reader: _Reader, mapping: Mapping) -> list[Place]:
    units, procedures = _Units(session, wave), _procedures(session)
    twice = reader.faults
    agencies = _units_of(reader, mapping.agency, units, twice)
    points = _units_of(reader, mapping.service_point, units, twice) if mapping.service_point else agencies
    done = reader.each(
        mapping.procedure, lambda cell: procedures.get(cell.casefold()) if cell else 0, 0, "no_procedure"
    )
    cells = _cells(session, wave, reader, mapping, agencies)
    known: dict[tuple[int, int, int, int], Place] = {}
    found = []
    for key in zip(agencies, points, done, cells, strict=True):
        if key not in known:
            known[key] = Place(key[0], key[1] or key[0], key[2] or None, key[3] or None)
        found.append(known[key])
    return found


def _units_of(reader: _Reader, source: From | None, units: _Units, faults: Faults) -> list[int]:
    found = reader.each(source, units.number, 0, "no_unit")
    if source is not None and -1 in found:
        for row, cell, number in zip(reader.table.rows, reader.cells(source), found, strict=True):
            if number < 0:
                faults.add(row, source.column or "", "two_units", cell)
    return found


class _Units:
    """The units of the wave's days by code and by name; -1 for a name that two bear."""

    def __init__(self, session: Session, wave: Wave) -> None:
        # With it comes what no page of a citizen loads.
        from survey.waves.waves import day_within

        day = day_within(wave, dates.today())
        units = session.exec(select(Unit).where(exists_on(Unit, day))).all()
        self.by_code = {unit.code.casefold(): id_of(unit) for unit in units}
        self.by_name: dict[str, int] = {}
        for unit in units:
            for name in {normal(unit.name), normal(unit.name_en or unit.name)}:
                self.by_name[name] = -1 if name in self.by_name else id_of(unit)

    def number(self, cell: str) -> int | None:
        return self.by_code.get(cell.casefold()) or self.by_name.get(normal(cell))


def _procedures(session: Session) -> dict[str, int]:
    return {each.code.casefold(): id_of(each) for each in session.exec(select(Procedure))}


def _cells(
    session: Session, wave: Wave, reader: _Reader, mapping: Mapping, agencies: Sequence[int]
) -> list[int]:
    """The design cell of every row: the only one of its code, or the only one of the agency."""
    if mapping.cell is None:
        return [0] * len(reader.table)
    own: dict[tuple[str, int], list[int]] = {}
    every: dict[str, list[int]] = {}
    for cell in session.exec(select(DesignCell).where(DesignCell.wave_id == wave.id)):
        own.setdefault((cell.code.casefold(), cell.unit_id), []).append(id_of(cell))
        every.setdefault(cell.code.casefold(), []).append(id_of(cell))
    found = []
    for row, text, agency in zip(reader.table.rows, reader.cells(mapping.cell), agencies, strict=True):
        code = mapping.cell.values.get(text, text).casefold()
        candidates = every.get(code, [])
        if len(candidates) != 1:
            candidates = own.get((code, agency), [])
        if code and len(candidates) != 1:
            reader.faults.add(row, mapping.cell.column or "", "no_cell", text)
        found.append(candidates[0] if code and len(candidates) == 1 else 0)
    return found


def _days(wave: Wave, reader: _Reader, source: From | None) -> list[dt.date]:
    assert source is not None
    latest = (dates.now() + CLOCKS_DIFFER).date()
    last = min(wave.closes, wave.closed_on or wave.closes)
    found = reader.each(source, read_day, wave.opens, "no_day")
    wrong = {day for day in set(found) if day > latest or not wave.opens <= day <= last}
    if wrong:
        period = f"{wave.opens} – {last}"
        for row, day in zip(reader.table.rows, found, strict=True):
            if day in wrong:
                why = "in_future" if day > latest else "not_in_wave"
                reader.faults.add(row, source.column or "", why, day.isoformat(), period)
    return found


def read_day(cell: str) -> dt.date | None:
    """The day in Vietnam that a cell names, with or without a time of day."""
    plain = day_of(cell)
    if plain is not None:
        return plain
    try:
        moment = dt.datetime.fromisoformat(cell)
    except ValueError:
        return day_of(cell.split(" ")[0].split("T")[0])
    return (moment.astimezone(dates.VIETNAM) if moment.tzinfo else moment).date()


def _seconds(cell: str) -> int | None:
    if not cell:
        return -1
    try:
        number = float(cell.replace(",", "."))
    except ValueError:
        return None
    return min(int(number), LONGEST) if 0 <= number < float("inf") else None


def _assisted(cell: str) -> str | None:
    if not cell:
        return ASSISTED["alone"]
    return ASSISTED.get(cell.casefold()) or (cell.casefold() if cell.casefold() in "ari" else None)


def _state(cell: str) -> bool | None:
    """Whether it is complete: said in a word, or by the day on which it was handed in."""
    word = normal(cell)
    if word in COMPLETE or word in PARTIAL:
        return word in COMPLETE
    return True if read_day(cell) is not None else None
