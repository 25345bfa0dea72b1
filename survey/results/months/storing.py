"""Months of a rating that are over: computed once by a job, stored, and never computed again."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from sqlalchemy import Engine, delete
from sqlmodel import Session, col, select

from survey import dates
from survey.keys import id_of
from survey.results.months.calendar import months_due
from survey.results.months.figures import MonthFigures, figures_of, measured
from survey.results.months.finding import SETTINGS, kind_of
from survey.results.stored.packing import Packed, of_unit, pack_json
from survey.results.stored.writing import write_documents
from survey.tables import Result, ResultDocument
from survey.waves.shown import shows_figures
from survey.waves.waves import wave_of


def store_months(engine: Engine, code: str) -> int:
    """Compute the months of a rating that are due and not stored yet; how many they are.

    What was stored stays: were a month computed again with one ballot more, the two figures together would
    tell what that one says.
    """
    with Session(engine) as session:
        wave = wave_of(session, code)
        if wave.kind != "rating" or not shows_figures(wave, runs_it=False):
            return 0
        due = months_due(wave, dates.today())
        result = _row(session, id_of(wave), engine, code)
        number, done = id_of(result), json.loads(result.body)["months"]
        session.commit()
    wanted = [month for month in due if month not in done]
    for month in wanted:
        _store(engine, number, figures_of(engine, code, month))
    return len(wanted)


def _row(session: Session, wave_id: int, engine: Engine, code: str) -> Result:
    """The row that holds the months of a wave."""
    asked = select(Result).where(Result.wave_id == wave_id, Result.settings_hash == SETTINGS)
    found = session.exec(asked).first()
    if found is None:
        body: dict[str, Any] = {"months": [], **asdict(measured(engine, code))}
        found = Result(wave_id=wave_id, settings_hash=SETTINGS, checksum=SETTINGS, body=json.dumps(body))
        session.add(found)
        session.flush()
    return found


def _store(engine: Engine, number: int, figures: MonthFigures) -> None:
    """The documents in short transactions; the last one says that the month is there."""
    kind = kind_of(figures.month)
    with engine.begin() as connection:
        connection.execute(
            delete(ResultDocument).where(
                col(ResultDocument.result_id) == number, col(ResultDocument.kind) == kind
            )
        )
    write_documents(engine, number, _documents(figures))
    with Session(engine) as session:
        row = session.get_one(Result, number)
        body = json.loads(row.body)
        row.body = json.dumps(body | {"months": sorted({*body["months"], figures.month})})
        session.commit()


def _documents(figures: MonthFigures) -> Iterator[Packed]:
    for unit, spoken in figures.units.items():
        for language, lines in spoken.items():
            yield Packed(of_unit(unit), kind_of(figures.month), language, pack_json(lines))
