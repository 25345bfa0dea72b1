"""The one reader: one statement joins the answer strings of each cell, NumPy counts their bytes."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from sqlalchemy import Connection, Executable, bindparam, func, select
from sqlalchemy.orm import Mapped
from sqlmodel import col

from analysis.tally import Matrix
from questionnaires.answers import positions
from survey.results.fielded import Fielded
from survey.snapshots import snapshot
from survey.tables import Ballot
from survey.tables.ballots import COMPLETE, FLAGGED

__all__ = ["COUNTED", "chunks", "snapshot", "statement"]

COUNTED = (COMPLETE, FLAGGED)
"""Ballots that count: complete ones, and flagged ones until somebody excludes them in the ledger.

Partial ballots never count, because their missing answers are not refusals to answer.
"""
CHUNK_BYTES = {"sqlite": 6_000_000, "postgresql": 16_000_000}
"""Answers read at a time: SQLite sorts best what fits its cache, PostgreSQL works best undisturbed."""
FIRST, LAST = uuid.UUID(int=0), uuid.UUID(int=2**128 - 1)

KEYS: dict[str, Mapped[Any]] = {
    "agency": col(Ballot.agency_id),
    "cell": col(Ballot.design_cell_id),
    "weight": col(Ballot.weight),
    "collector": col(Ballot.collector_id),
    "service_point": col(Ballot.service_point_id),
    "procedure": col(Ballot.procedure_id),
    "respondent_type": col(Ballot.respondent_type),
    "day": col(Ballot.day),
    "language": col(Ballot.language),
    "assisted": col(Ballot.assisted),
    "state": col(Ballot.state),
}
"""By what ballots can be told apart; the id is not among them."""

Days = tuple[dt.date, dt.date]
"""The first and the last."""
Kind = tuple[Any, ...]
"""What ballots of a group have in common: a value for each key."""


class StoredAnswersError(ValueError):
    """Stored answers that are not of the wave's questionnaire."""


@dataclass(frozen=True)
class Group:
    """Answers of the ballots of one kind, one row a ballot."""

    kind: Kind
    answers: Matrix


def statement(keys: Sequence[str], states: Sequence[str] = COUNTED, days: Days | None = None) -> Executable:
    """The statement: for each combination of keys one text, the answer strings one after the other.

    It says the same on SQLite, PostgreSQL and PostgreSQL federated by postgres_fdw.
    Between two ids, so that no text outgrows the memory, however many ballots one cell has.
    """
    columns = [KEYS[name] for name in keys]
    asked = (
        select(*columns, func.aggregate_strings(col(Ballot.answers), ""))
        .where(col(Ballot.wave_id) == bindparam("wave_id"), col(Ballot.state).in_(states))
        .where(col(Ballot.id) > bindparam("after"), col(Ballot.id) <= bindparam("upto"))
        .group_by(*columns)
    )
    return asked if days is None else asked.where(col(Ballot.day).between(*days))


def chunks(
    connection: Connection, fielded: Fielded, keys: Sequence[str], states: Sequence[str] = COUNTED
) -> Iterator[list[Group]]:
    """The counted ballots of a wave, some tens of thousands at a time; a kind may come in several chunks.

    Other `states` than those that count are for the quality desk alone.
    """
    width = len(positions(fielded.questionnaire))
    asked = statement(keys, states, fielded.days)
    for after, upto in _stretches(connection, CHUNK_BYTES[connection.dialect.name] // max(width, 1)):
        rows = connection.execute(asked, {"wave_id": fielded.id, "after": after, "upto": upto})
        yield [Group(tuple(kind), _matrix(text, width, fielded)) for *kind, text in rows]


def _stretches(connection: Connection, ballots: int) -> Iterator[tuple[uuid.UUID, uuid.UUID]]:
    """From which id to which there are so many ballots, of whatever wave."""
    after = FIRST
    end = select(col(Ballot.id)).where(col(Ballot.id) > bindparam("after")).order_by(col(Ballot.id))
    end = end.offset(ballots - 1).limit(1)
    while (upto := connection.execute(end, {"after": after}).scalar()) is not None:
        yield after, upto
        after = upto
    yield after, LAST


def _matrix(text: str, width: int, fielded: Fielded) -> Matrix:
    data = np.frombuffer(text.encode("ascii", "replace"), dtype=np.uint8)
    if not width or len(data) % width:
        raise StoredAnswersError(
            f"answer strings are not {width} characters long; wave {fielded.code}; restore a backup"
        )
    return data.reshape(-1, width)
