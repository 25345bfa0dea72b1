"""What the quality desk shows: rules, doors, flags with their evidence, ballots without anything personal."""

from __future__ import annotations

import datetime as dt
import json
import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import defer
from sqlmodel import Session, col

from survey.ballots.suspicion import NOTED_BY
from survey.keys import id_of
from survey.tables import Ballot, Collector, Exclusion, FlaggedBallot, QualityFlag, QualityRun, Unit, Wave

DECISIONS = ("proposed", "confirmed", "kept", "reversed")
EXAMPLES = 3
"""Flags of a door that are told in words; the rest are counted."""


@dataclass(frozen=True)
class OfRule:
    """One rule on a wave: its flags, the ballots they concern, and how many were decided about."""

    rule: str
    flags: int
    ballots: int
    decided: Mapping[str, int]


@dataclass(frozen=True)
class OfDoor:
    """One door under a rule."""

    door: Collector
    unit: Unit
    ballots: int
    undecided: int
    flags: tuple[QualityFlag, ...]
    more: int


@dataclass(frozen=True)
class Looked:
    """A flagged ballot as the desk sees it: answers, day, mode, seconds; who decided what of it."""

    id: uuid.UUID
    answers: str
    day: dt.date
    seconds: int | None
    assisted: str
    state: str
    value: float | None
    decision: str


def run_of(session: Session, wave: Wave) -> QualityRun | None:
    """The last screening; the figures both ways are read only where they are asked for."""
    unread = defer(QualityRun.effect)  # type: ignore[arg-type]
    return session.get(QualityRun, id_of(wave), options=[unread])


def rules_of(session: Session, wave: Wave) -> list[OfRule]:
    """Every rule that flagged something, those with most ballots first."""
    flags = select(col(QualityFlag.rule), func.count()).where(col(QualityFlag.wave_id) == id_of(wave))
    numbers = {rule: n for rule, n in session.execute(flags.group_by(col(QualityFlag.rule)))}
    ballots = select(col(FlaggedBallot.rule), func.count(func.distinct(col(FlaggedBallot.ballot_id))))
    ballots = ballots.where(col(FlaggedBallot.wave_id) == id_of(wave)).group_by(col(FlaggedBallot.rule))
    concerned = {rule: n for rule, n in session.execute(ballots)}
    decided = decisions(session, wave)
    known = sorted({*numbers, *decided}, key=lambda rule: (-concerned.get(rule, 0), rule))
    return [
        OfRule(rule, numbers.get(rule, 0), concerned.get(rule, 0), decided.get(rule, {})) for rule in known
    ]


def decisions(session: Session, wave: Wave) -> dict[str, dict[str, int]]:
    """Lines of the ledger that people wrote, by rule and by how they stand."""
    asked = select(col(Exclusion.rule), col(Exclusion.status), func.count())
    asked = asked.where(col(Exclusion.wave_id) == id_of(wave), _by_people())
    found: dict[str, dict[str, int]] = {}
    for rule, status, n in session.execute(asked.group_by(col(Exclusion.rule), col(Exclusion.status))):
        found.setdefault(rule, {})[status] = n
    return found


def excluded(session: Session, waves: Collection[int]) -> dict[int, int]:
    """Ballots that are excluded by wave, from the ledger: nobody counts a million ballots for a page."""
    asked = select(col(Exclusion.wave_id), func.count(func.distinct(col(Exclusion.ballot_id))))
    asked = asked.where(col(Exclusion.wave_id).in_(waves), col(Exclusion.status) == "confirmed")
    return {wave: n for wave, n in session.execute(asked.group_by(col(Exclusion.wave_id)))}


def doors_of(
    session: Session, wave: Wave, rule: str, *, unit: int | None = None, limit: int, offset: int = 0
) -> list[OfDoor]:
    """The doors with ballots that a rule flagged, those with most first."""
    ballots = func.count(func.distinct(col(FlaggedBallot.ballot_id)))
    asked = select(col(FlaggedBallot.collector_id), ballots)
    asked = asked.where(*_of_rule(wave, rule, unit)).group_by(col(FlaggedBallot.collector_id))
    asked = asked.order_by(ballots.desc(), col(FlaggedBallot.collector_id)).limit(limit).offset(offset)
    rows = {door: n for door, n in session.execute(asked)}
    named, flags = doors_named(session, list(rows)), _flags(session, wave, rule, list(rows))
    done = _done(session, wave, rule, list(rows))
    return [
        OfDoor(*named[door], n, n - done.get(door, 0), *_examples(flags.get(door, [])))
        for door, n in rows.items()
    ]


def _done(session: Session, wave: Wave, rule: str, doors: list[int]) -> dict[int, int]:
    """How many flagged ballots of some doors have been decided about."""
    line = and_(
        col(Exclusion.ballot_id) == col(FlaggedBallot.ballot_id),
        col(Exclusion.rule) == col(FlaggedBallot.rule),
        col(Exclusion.status).in_(("proposed", "confirmed", "kept")),
        _by_people(),
    )
    ballots = func.count(func.distinct(col(Exclusion.ballot_id)))
    asked = select(col(FlaggedBallot.collector_id), ballots).join(Exclusion, line)
    asked = asked.where(*_of_rule(wave, rule, None), col(FlaggedBallot.collector_id).in_(doors))
    return {door: n for door, n in session.execute(asked.group_by(col(FlaggedBallot.collector_id)))}


def _examples(flags: list[QualityFlag]) -> tuple[tuple[QualityFlag, ...], int]:
    """The first flags, and how many more there are."""
    return tuple(flags[:EXAMPLES]), max(len(flags) - EXAMPLES, 0)


def count_doors(session: Session, wave: Wave, rule: str, *, unit: int | None = None) -> int:
    """How many doors have ballots that a rule flagged."""
    asked = select(func.count(func.distinct(col(FlaggedBallot.collector_id))))
    return session.execute(asked.where(*_of_rule(wave, rule, unit))).scalar() or 0


def ballots_of(
    session: Session, wave: Wave, rule: str, door: Collector, *, limit: int, offset: int = 0
) -> list[Looked]:
    """The ballots of a rule and door, in an order that tells nothing of when they came."""
    value = func.min(col(FlaggedBallot.value))
    asked = (
        select(Ballot, value)
        .join(FlaggedBallot, col(FlaggedBallot.ballot_id) == col(Ballot.id))
        .where(*_of_door(wave, rule, door))
        .group_by(col(Ballot.id))
        .order_by(value, col(Ballot.day), col(Ballot.answers), col(Ballot.id))
        .limit(limit)
        .offset(offset)
    )
    rows = session.execute(asked).all()
    decided = _decided(session, rule, [ballot.id for ballot, _ in rows])
    return [
        Looked(
            ballot.id,
            ballot.answers,
            ballot.day,
            ballot.seconds,
            ballot.assisted,
            ballot.state,
            measured,
            decided.get(ballot.id, ""),
        )
        for ballot, measured in rows
    ]


def count_ballots(session: Session, wave: Wave, rule: str, door: Collector) -> int:
    """How many there are."""
    asked = select(func.count(func.distinct(col(FlaggedBallot.ballot_id)))).join(
        Ballot, col(Ballot.id) == col(FlaggedBallot.ballot_id)
    )
    return session.execute(asked.where(*_of_door(wave, rule, door))).scalar() or 0


def flags_of_door(session: Session, wave: Wave, rule: str, door: Collector) -> list[QualityFlag]:
    """What was found at a door by a rule."""
    return _flags(session, wave, rule, [id_of(door)]).get(id_of(door), [])


def doors_named(session: Session, numbers: list[int]) -> dict[int, tuple[Collector, Unit]]:
    """Doors with the unit that answers for them."""
    asked = select(Collector, Unit).join(Unit, col(Unit.id) == col(Collector.agency_id))
    found = session.execute(asked.where(col(Collector.id).in_(numbers)))
    return {id_of(door): (door, unit) for door, unit in found}


def units_flagged(session: Session, wave: Wave, rule: str) -> list[tuple[int, str, str | None]]:
    """The units with ballots that a rule flagged: number, name, English name."""
    doors = select(col(FlaggedBallot.collector_id)).where(*_of_rule(wave, rule, None)).distinct()
    agencies = select(col(Collector.agency_id)).where(col(Collector.id).in_(doors))
    asked = select(col(Unit.id), col(Unit.name), col(Unit.name_en)).where(col(Unit.id).in_(agencies))
    return [(number, name, english) for number, name, english in session.execute(asked.order_by(Unit.name))]


def evidence(flag: QualityFlag) -> dict[str, Any]:
    """The numbers that speak for a flag."""
    found: dict[str, Any] = json.loads(flag.evidence)
    return {"ballots": flag.ballots, **found}


def _flags(session: Session, wave: Wave, rule: str, doors: list[int]) -> dict[int, list[QualityFlag]]:
    """By door; a flag on ballots of several doors stands at each of them."""
    at = select(col(FlaggedBallot.flag_id), col(FlaggedBallot.collector_id)).distinct()
    at = at.where(*_of_rule(wave, rule, None), col(FlaggedBallot.collector_id).in_(doors))
    places = at.subquery()
    asked = select(QualityFlag, places.c.collector_id).join(places, places.c.flag_id == col(QualityFlag.id))
    found: dict[int, list[QualityFlag]] = {}
    for flag, door in session.execute(asked.order_by(col(QualityFlag.ballots).desc(), col(QualityFlag.id))):
        found.setdefault(door, []).append(flag)
    return found


def _decided(session: Session, rule: str, ballots: list[uuid.UUID]) -> dict[uuid.UUID, str]:
    """How each stands by its last line of the ledger."""
    asked = select(col(Exclusion.ballot_id), col(Exclusion.status)).where(
        col(Exclusion.ballot_id).in_(ballots), col(Exclusion.rule) == rule, _by_people()
    )
    return {ballot: status for ballot, status in session.execute(asked.order_by(col(Exclusion.id)))}


def _by_people() -> ColumnElement[bool]:
    """Not what a door noted and nobody has taken up."""
    return ~and_(col(Exclusion.proposed_by) == NOTED_BY, col(Exclusion.status) == "proposed")


def _of_rule(wave: Wave, rule: str, unit: int | None) -> list[ColumnElement[bool]]:
    here = [col(FlaggedBallot.wave_id) == id_of(wave), col(FlaggedBallot.rule) == rule]
    if unit is not None:
        doors = select(col(Collector.id)).where(
            col(Collector.wave_id) == id_of(wave), col(Collector.agency_id) == unit
        )
        here.append(col(FlaggedBallot.collector_id).in_(doors))
    return here


def _of_door(wave: Wave, rule: str, door: Collector) -> list[ColumnElement[bool]]:
    return [*_of_rule(wave, rule, None), col(FlaggedBallot.collector_id) == id_of(door)]
