"""Numbers of paper ballots are given out once a wave; the audit log remembers every print run."""

from __future__ import annotations

import json
from dataclasses import dataclass

from sqlalchemy import update
from sqlmodel import Session, col, select

from survey.paper.serials import LAST, SerialError, serial_of
from survey.tables import Event, Wave
from survey.waves.events import append

PRINTED = "paper.print"


@dataclass(frozen=True)
class Run:
    """What was printed for whom; the numbers from `first` to `last` were given out."""

    unit: str
    first: int
    last: int


def reserve(
    session: Session, wave: str, *, unit: str, n: int, first: int | None = None, layout: str, by: str
) -> Run:
    """Give out `n` numbers of a wave, from `first` on or after the last ones; the run is in the audit log.

    Two who print at the same time wait for each other.

    Raises
    ------
    SerialError: some of the numbers were given out before, or there are not so many left.
    """
    # It changes nothing, yet holds off others who want numbers of this wave until the end.
    session.execute(update(Wave).where(col(Wave.code) == wave).values(code=wave))
    earlier = runs(session, wave)
    start = first or max((run.last for run in earlier), default=0) + 1
    run = Run(unit, start, start + n - 1)
    _check(run, earlier)
    detail = {"unit": unit, "from": run.first, "to": run.last, "layout": layout}
    append(session, by, PRINTED, f"wave {wave}", detail)
    return run


def runs(session: Session, wave: str) -> list[Run]:
    """Every print run of a wave, the first one first."""
    found = select(Event).where(Event.action == PRINTED, Event.subject == f"wave {wave}")
    told = [json.loads(event.detail) for event in session.exec(found.order_by(col(Event.id)))]
    return [Run(each["unit"], each["from"], each["to"]) for each in told]


def _check(run: Run, earlier: list[Run]) -> None:
    for other in earlier:
        if run.first <= other.last and other.first <= run.last:
            taken = f"{serial_of(other.first)} to {serial_of(other.last)} ({other.unit})"
            raise SerialError(
                f"some of these numbers were printed before, {taken}; --serial-from {run.first}; "
                "leave it out to go on after the last"
            )
    if run.last > LAST:
        raise SerialError(f"numbers end at {LAST}; --n; print fewer, or begin lower with --serial-from")
