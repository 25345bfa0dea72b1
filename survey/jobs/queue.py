"""The table `job` is the queue: work is ordered in the transaction of the deed that needs it."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

from sqlmodel import Session, col, select

from survey.jobs.kinds import KINDS
from survey.tables import Job


class JobError(ValueError):
    """A job that is not there, not known, or not to be tried again."""


def add_job(
    session: Session, kind: str, *, wave: str | None = None, ordered_by: str = "", **arguments: Any
) -> Job:
    """Order a job in the caller's transaction; `wave` is the code of the wave that it is about.

    Raises
    ------
    JobError: nobody knows how to do work of this kind.
    """
    if kind not in KINDS:
        raise JobError(f"there are no jobs of the kind {kind!r}; use one of {', '.join(KINDS)}")
    told = {**arguments, "wave": wave} if wave is not None else arguments
    job = Job(
        kind=kind,
        arguments=json.dumps(told, sort_keys=True, ensure_ascii=False),
        wave=wave,
        ordered_by=ordered_by,
        created=dt.datetime.now(dt.UTC),
    )
    session.add(job)
    session.flush()
    return job


def retry(session: Session, number: int) -> Job:
    """Put a failed job back into the queue.

    Raises
    ------
    JobError: there is no such job, or it has not failed.
    """
    job = session.get(Job, number)
    if job is None:
        raise JobError(f"there is no job {number}; hailong jobs list shows them all")
    if job.state != "failed":
        raise JobError(f"only a failed job is tried again; job {number} is {job.state}; leave it alone")
    job.state, job.attempts, job.error, job.finished = "waiting", 0, None, None
    session.add(job)
    return job


def jobs_of(session: Session) -> list[Job]:
    """Every job, the latest first."""
    return list(session.exec(select(Job).order_by(col(Job.id).desc())))
