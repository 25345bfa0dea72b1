"""How the work on a sample stands: counts of a wave, of its interviewers, and of some of its lists."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, Select, case, func, select
from sqlmodel import Session, col

from survey.keys import id_of
from survey.tables import Case, Frame, Wave


@dataclass
class Count:
    """Cases of a list, of an interviewer, or of a wave."""

    drawn: int = 0
    reserves: int = 0
    nobodys: int = 0
    """Drawn ones that nobody was given."""
    visits: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)
    """Of drawn ones and of reserves that were visited: what rates are made of."""
    chosen: int = 0
    """To be checked again."""
    findings: Counter[str] = field(default_factory=Counter)

    @property
    def completed(self) -> int:
        return self.outcomes["completed"]

    @property
    def cases(self) -> int:
        return self.outcomes.total()

    @property
    def open(self) -> int:
        return self.outcomes["open"]

    @property
    def lost(self) -> int:
        """Ended otherwise than with an interview."""
        return self.cases - self.completed - self.open

    @property
    def checked(self) -> int:
        return self.findings.total()


@dataclass(frozen=True)
class Standing:
    """A wave, and its interviewers in the order of their codes."""

    total: Count
    people: dict[str, Count]


def standing(session: Session, wave: Wave) -> Standing:
    """Count all cases of a wave."""
    total, people = Count(), dict[str, Count]()
    asked = _grouped(col(Case.fieldworker)).where(col(Frame.wave_id) == id_of(wave))
    for who, *rest in session.execute(asked):
        _add(total, who, *rest)
        if who:
            _add(people.setdefault(who, Count()), who, *rest)
    return Standing(total, dict(sorted(people.items())))


def counts_of(session: Session, frames: Collection[int]) -> dict[int, Count]:
    """Count the cases of some lists."""
    found = {number: Count() for number in frames}
    asked = _grouped(col(Case.frame_id), col(Case.fieldworker)).where(col(Case.frame_id).in_(frames))
    for number, who, *rest in session.execute(asked):
        _add(found[number], who, *rest)
    return found


def people_in(session: Session, wave: Wave) -> Sequence[str]:
    """The codes of the interviewers of a wave."""
    asked = (
        select(col(Case.fieldworker))
        .join(Frame, col(Frame.id) == col(Case.frame_id))
        .where(col(Frame.wave_id) == id_of(wave), col(Case.fieldworker).is_not(None))
        .distinct()
        .order_by(col(Case.fieldworker))
    )
    return [who for who in session.execute(asked).scalars() if who]


def counts_by_wave(session: Session, waves: Iterable[Wave]) -> dict[int, tuple[int, int, int]]:
    """Of each wave with a sample: how many lists, drawn cases, completed ones."""
    numbers = [id_of(wave) for wave in waves]
    drawn = func.sum(case((col(Case.role) == "drawn", 1), else_=0))
    done = func.sum(case((col(Case.outcome) == "completed", 1), else_=0))
    asked = (
        select(col(Frame.wave_id), func.count(func.distinct(col(Frame.id))), drawn, done)
        .outerjoin(Case, col(Case.frame_id) == col(Frame.id))
        .where(col(Frame.wave_id).in_(numbers))
        .group_by(col(Frame.wave_id))
    )
    return {wave: (lists, int(n), int(completed)) for wave, lists, n, completed in session.execute(asked)}


def _grouped(*by: ColumnElement[Any]) -> Select[Any]:
    """Cases counted by these and by how they stand."""
    groups = (
        *by,
        col(Case.role),
        col(Case.outcome),
        col(Case.visits),
        col(Case.recheck),
        col(Case.recheck_finding),
    )
    counted: Select[Any] = select(*groups, func.count()).select_from(Case)
    return counted.join(Frame, col(Frame.id) == col(Case.frame_id)).group_by(*groups)


def _add(
    to: Count,
    who: str | None,
    role: str,
    outcome: str,
    visits: int,
    chosen: bool,
    finding: str | None,
    n: int,
) -> None:
    to.drawn += n * (role == "drawn")
    to.reserves += n * (role == "reserve")
    to.nobodys += n * (role == "drawn" and not who)
    to.visits += n * visits
    to.chosen += n * bool(chosen)
    if role == "drawn" or visits:
        to.outcomes[outcome] += n
    if finding:
        to.findings[finding] += n
