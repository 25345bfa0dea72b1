"""Jobs that the quality desk orders: the screening of a wave, and its counts once ballots were set aside."""

from __future__ import annotations

import json

from sqlmodel import Session, select

from survey.jobs.queue import add_job
from survey.tables import Job, Wave
from survey.waves.events import append


def order_screening(session: Session, wave: Wave, *, by: str) -> None:
    """Have a wave screened; one that waits already is not ordered twice."""
    if not is_ordered(session, "quality", wave):
        add_job(session, "quality", wave=wave.code)
        append(session, by, "quality.screen", f"wave {wave.code}", {})


def order_tally(session: Session, wave: Wave) -> None:
    """Have the answers of a wave counted anew."""
    if not is_ordered(session, "tally", wave, states=("waiting",)):
        add_job(session, "tally", wave=wave.code)


def is_ordered(
    session: Session, kind: str, wave: Wave, states: tuple[str, ...] = ("waiting", "running")
) -> bool:
    """Whether a job of this kind waits for this wave, or is being done."""
    said = json.dumps({"wave": wave.code}, sort_keys=True)
    asked = select(Job.state).where(Job.kind == kind, Job.arguments == said)
    return any(state in states for state in session.exec(asked))


def last_failed(session: Session, wave: Wave) -> bool:
    """Whether the last screening that was ordered came to nothing."""
    said = json.dumps({"wave": wave.code}, sort_keys=True)
    asked = select(Job.state, Job.id).where(Job.kind == "quality", Job.arguments == said)
    found = sorted(session.exec(asked), key=lambda row: row[1] or 0)
    return bool(found) and found[-1][0] == "failed"
