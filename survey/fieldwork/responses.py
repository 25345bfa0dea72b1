"""Response rates as far as the data go: each with what it is divided by, none where nothing was counted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import Select, func, select
from sqlmodel import Session, col

from survey.fieldwork.board import Board
from survey.fieldwork.counted import Agencies
from survey.keys import id_of
from survey.tables import Batch, Case, CodeBatch, Collector, Frame, OneTimeCode, Wave

Of = Literal["codes", "issued", "cases", "eligible", "came"]
ON_SCREEN = ("kiosk", "phone")
NOT_ELIGIBLE = ("moved", "not_eligible")
"""Outcomes of cases that do not belong to the survey; of one still open nobody knows."""


@dataclass(frozen=True)
class Rate:
    """One rate: of which people, through which mode; what was counted and what it is divided by."""

    mode: str
    of: Of
    """The denominator: codes given out, papers issued, drawn cases, those of them that count, ballots that
    came."""
    n: int
    done: int

    @property
    def share(self) -> float | None:
        """None where there is nothing to divide by."""
        return self.done / self.n if self.n else None


@dataclass(frozen=True)
class Visits:
    """Of drawn households: how often they were visited, and what has become of them."""

    visits: int
    outcomes: dict[str, int]


@dataclass(frozen=True)
class Responses:
    """All that is known."""

    rates: list[Rate]
    visits: Visits | None
    uncounted: list[str]
    """Modes of which nobody knows how many could have answered."""


def responses(session: Session, board: Board, agencies: Agencies) -> Responses:
    """The rates of a board.

    Households are told to those who run the wave: one household may be asked about several units.
    """
    wave = board.wave
    rates = [*_codes(session, wave, agencies), *_papers(session, wave, agencies)]
    visits = _visits(session, wave) if agencies is None else None
    if visits is not None:
        rates += _cases(visits)
    known = {each.mode for each in rates}
    rates += [
        Rate(mode, "came", n, done) for mode, (n, done) in board.sent.items() if n and mode in ON_SCREEN
    ]
    uncounted = [mode for mode in board.modes if mode not in known and mode in ON_SCREEN]
    return Responses(rates, visits, uncounted)


def _of(wave: Wave, agencies: Agencies) -> Select[Any]:
    doors: Select[Any] = select(col(Collector.id)).where(col(Collector.wave_id) == id_of(wave))
    return doors if agencies is None else doors.where(col(Collector.agency_id).in_(agencies))


def _codes(session: Session, wave: Wave, agencies: Agencies) -> list[Rate]:
    """A code is gone when it was used; of codes deleted after the end it is kept how many were left over."""
    waiting = (
        select(col(OneTimeCode.batch_id), func.count().label("n"))
        .group_by(col(OneTimeCode.batch_id))
        .subquery()
    )
    left = func.coalesce(col(CodeBatch.left_over), waiting.c.n, 0)
    asked = (
        select(col(Collector.mode), func.sum(col(CodeBatch.made)), func.sum(left))
        .join(Collector, col(Collector.id) == CodeBatch.collector_id)
        .outerjoin(waiting, waiting.c.batch_id == col(CodeBatch.id))
        .where(col(CodeBatch.collector_id).in_(_of(wave, agencies)))
        .group_by(col(Collector.mode))
    )
    return [Rate(mode, "codes", int(made), int(made - rest)) for mode, made, rest in session.execute(asked)]


def _papers(session: Session, wave: Wave, agencies: Agencies) -> list[Rate]:
    asked = (
        select(col(Collector.mode), func.sum(col(Batch.issued)), func.sum(col(Batch.returned)))
        .join(Collector, col(Collector.id) == Batch.collector_id)
        .where(col(Batch.collector_id).in_(_of(wave, agencies)))
        .group_by(col(Collector.mode))
    )
    return [Rate(mode, "issued", int(n), int(back)) for mode, n, back in session.execute(asked)]


def _visits(session: Session, wave: Wave) -> Visits | None:
    frames = select(col(Frame.id)).where(col(Frame.wave_id) == id_of(wave))
    used = (col(Case.role) == "drawn") | (col(Case.visits) > 0)
    asked = (
        select(col(Case.outcome), func.count(), func.sum(col(Case.visits)))
        .where(col(Case.frame_id).in_(frames), used)
        .group_by(col(Case.outcome))
    )
    rows = session.execute(asked).all()
    if not rows:
        return None
    return Visits(sum(int(visits) for _, _, visits in rows), {outcome: n for outcome, n, _ in rows})


def _cases(visits: Visits) -> list[Rate]:
    """Completed of all drawn, and AAPOR's response rate 1: of those that are or may be eligible."""
    done, cases = visits.outcomes.get("completed", 0), sum(visits.outcomes.values())
    eligible = cases - sum(visits.outcomes.get(each, 0) for each in NOT_ELIGIBLE)
    return [Rate("interviewer", "cases", cases, done), Rate("interviewer", "eligible", eligible, done)]
