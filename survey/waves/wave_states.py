"""The states of a wave and the ways between them: the one place that says what may follow what."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import update
from sqlmodel import Session, col

from survey.jobs.queue import add_job
from survey.publishing import is_on
from survey.tables import Wave
from survey.waves.events import append

COMPUTED_AFTER = ("closed", "results_approved")
"""States in which the results of a survey are computed and stored, for pages to read."""


class WaveStateError(ValueError):
    """A step that this wave cannot take now; `why` is the name of the reason, for pages that say it."""

    def __init__(self, message: str, why: str = "not_now") -> None:
        super().__init__(message)
        self.why = why


class TwoPeopleError(WaveStateError):
    """Somebody who would confirm what they did themselves."""


@dataclass(frozen=True)
class Step:
    """One way: from any of these states to that one."""

    before: tuple[str, ...]
    after: str


STEPS: dict[str, Step] = {
    "approve": Step(("draft",), "approved"),
    "open": Step(("approved",), "open"),
    "close": Step(("open",), "closed"),
    "freeze": Step(("closed",), "frozen"),
    "send_for_review": Step(("frozen",), "review"),
    "approve_results": Step(("frozen", "review"), "results_approved"),
    "publish": Step(("results_approved",), "published"),
}
"""Every allowed step; nothing leads back."""
ROLES = dict.fromkeys(STEPS, "analyst") | dict.fromkeys(("approve", "approve_results", "publish"), "approver")
"""Who may take which step."""


def take(session: Session, wave: Wave, step: str, *, by: str, day: dt.date | None = None) -> None:
    """Take a step in the caller's transaction and record who did, on which day.

    Raises
    ------
    WaveStateError: the wave is not in a state from which this step leads.
    """
    way = STEPS[step]
    session.flush()
    if wave.state not in way.before or not _is_first(session, wave, way):
        session.refresh(wave, ["state"])
        raise WaveStateError(
            f"the wave is {wave.state}, and only one that is {' or '.join(way.before)} "
            f"can take the step {step}; wave {wave.code}; {_cure(wave.state)}"
        )
    earlier, wave.state = wave.state, way.after
    session.add(wave)
    detail = {"from": earlier, "to": way.after} | ({"day": day.isoformat()} if day else {})
    append(session, by, f"wave.{step}", f"wave {wave.code}", detail)
    if wave.kind == "survey":
        _order_results(session, wave)


def _order_results(session: Session, wave: Wave) -> None:
    if wave.state in COMPUTED_AFTER:
        add_job(session, "results", wave=wave.code)
    elif wave.state == "published" and is_on():
        add_job(session, "results", wave=wave.code, public=True)


def refuse_the_same(first: str | None, second: str, what: str) -> None:
    """Refuse that one person does both halves of what needs two.

    Raises
    ------
    TwoPeopleError: it is the same one.
    """
    if first == second:
        raise TwoPeopleError(
            f"it needs a second person; {what}; {second} did the first half; ask somebody else",
            "two_people",
        )


def _is_first(session: Session, wave: Wave, way: Step) -> bool:
    """Whether nobody took a step meanwhile; who comes second waits here, and finds the state changed."""
    asked = update(Wave).where(col(Wave.id) == wave.id, col(Wave.state).in_(way.before))
    return session.connection().execute(asked.values(state=wave.state)).rowcount == 1


def _cure(state: str) -> str:
    next_steps = [name for name, way in STEPS.items() if state in way.before]
    return f"its next step is {' or '.join(next_steps)}" if next_steps else "it has no further step"
