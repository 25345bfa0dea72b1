"""One round: every open door is tried, and how it went is written down, apart from the ballots."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from sqlalchemy import Engine
from sqlmodel import Session, col, delete, select

from survey import dates
from survey.ballots.doors import door_of, standing
from survey.keys import id_of
from survey.tables import Collector, LinkCheck, Wave


class Way(Protocol):
    """How a door is reached."""

    def fault_at(self, collector_id: int) -> str | None:
        """Where the way is blocked; None: a ballot would get through."""
        ...


@dataclass(frozen=True)
class Tried:
    """What came of one door."""

    collector_id: int
    fault: str | None
    milliseconds: int


def check_round(
    engine: Engine, way: Way, *, name: str, every_seconds: int | None = None, wave: str | None = None
) -> Iterator[Tried]:
    """Try every open door in turn; what is said of doors that are shut by now is dropped.

    `every_seconds` says when the next round is to be expected, 0 that none is; None leaves it as it was.
    """
    doors = open_doors(engine, wave)
    if wave is None:
        _forget_others(engine, doors)
    for number in doors:
        begun = time.perf_counter()
        fault = way.fault_at(number)
        tried = Tried(number, fault, round((time.perf_counter() - begun) * 1000))
        _note(engine, tried, name, every_seconds)
        yield tried


def open_doors(engine: Engine, wave: str | None = None) -> list[int]:
    """The doors through which somebody could answer now on a screen."""
    statement = (
        select(Collector)
        .join(Wave, col(Wave.id) == col(Collector.wave_id))
        .where(Wave.state == "open", col(Collector.revoked_on).is_(None))
        .where(col(Collector.mode).in_(("kiosk", "phone", "interviewer")))
        .order_by(col(Collector.id))
    )
    if wave is not None:
        statement = statement.where(Wave.code == wave)
    with Session(engine) as session:
        numbers = [id_of(each) for each in session.exec(statement)]
    today = dates.today()
    found = ((number, door_of(engine, number)) for number in numbers)
    return [number for number, door in found if door is None or standing(door, today) == "open"]


def _note(engine: Engine, tried: Tried, name: str, every_seconds: int | None) -> None:
    now = dt.datetime.now(dt.UTC).replace(microsecond=0)
    with Session(engine) as session:
        row = session.get(LinkCheck, tried.collector_id) or LinkCheck(
            collector_id=tried.collector_id, tried=now, milliseconds=0, way=name
        )
        row.tried, row.way = now, name
        # A look by hand must not silence the alarm of rounds that have stopped.
        row.every_seconds = row.every_seconds if every_seconds is None else every_seconds
        row.fault, row.milliseconds = tried.fault, tried.milliseconds
        row.failures = 0 if tried.fault is None else row.failures + 1
        row.passed = now if tried.fault is None else row.passed
        session.add(row)
        session.commit()


def _forget_others(engine: Engine, doors: list[int]) -> None:
    with Session(engine) as session:
        for row in session.exec(select(LinkCheck)).all():
            if row.collector_id not in doors:
                session.execute(delete(LinkCheck).where(col(LinkCheck.collector_id) == row.collector_id))
        session.commit()
