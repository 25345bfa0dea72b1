"""Reading the stored months of a rating: nothing here computes, or reads a ballot."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, col, select

from survey import dates
from survey.keys import id_of
from survey.results.months.calendar import months_due
from survey.results.stored.finding import State, ordered
from survey.results.stored.packing import of_unit, unpack
from survey.tables import Result, ResultDocument, Wave

FORMAT = "hailong-months/1"
SETTINGS = hashlib.sha256(FORMAT.encode()).hexdigest()
KIND = "m "
"""What the kinds of documents about a month begin with."""


@dataclass(frozen=True)
class Months:
    """The months of a rating that are stored, how its figures are measured, and whether more are to come."""

    state: State
    done: tuple[str, ...]
    headline: str = ""
    measure: str = "rate"
    ends: tuple[float, float] = (0.0, 1.0)
    number: int | None = None


def kind_of(month: str) -> str:
    """The kind of a document about a month."""
    return f"{KIND}{month}"


def find_months(session: Session, wave: Wave) -> Months:
    """What is stored; where a month is due that is not, the job that computes it is ordered."""
    due = months_due(wave, dates.today())
    asked = select(Result).where(Result.wave_id == wave.id, Result.settings_hash == SETTINGS)
    row = session.exec(asked).first()
    body: dict[str, Any] = {"months": []} if row is None else json.loads(row.body)
    missing = set(due) - set(body["months"])
    state: State = ordered(session, "months", wave) if missing else "ready"
    if row is None:
        return Months(state, ())
    ends = (body["ends"][0], body["ends"][1])
    return Months(state, tuple(body["months"]), body["headline"], body["measure"], ends, id_of(row))


def lines_of(session: Session, found: Months, unit: int, language: str) -> Mapping[str, list[dict[str, Any]]]:
    """By month the lines of one unit; a month with too few answers has none."""
    if found.number is None:
        return {}
    asked = select(ResultDocument.kind, ResultDocument.body).where(
        ResultDocument.result_id == found.number,
        ResultDocument.subject == of_unit(unit),
        ResultDocument.language == language,
        col(ResultDocument.kind).startswith(KIND),
    )
    told = {kind.removeprefix(KIND): body for kind, body in session.exec(asked)}
    return {month: json.loads(unpack(told[month])) for month in found.done if month in told}
