"""Work for later: the table `job` is the queue, and one worker at a time takes from it."""

from __future__ import annotations

import datetime as dt
import json
import time
from collections.abc import Callable
from typing import Any

from sqlalchemy import Engine, update
from sqlmodel import Session, col, select

from survey.keys import id_of
from survey.tables import Job
from survey.waves.worker_lock import only_worker

PAUSE = 1.0
"""Seconds between two looks at an empty queue."""
MOST_ATTEMPTS = 3
"""A job that took its worker down this often is not tried again by itself."""


class JobError(ValueError):
    """A job that is not there, not known, or not to be tried again."""


def _tally(engine: Engine, arguments: dict[str, Any]) -> None:
    from survey.results.tallies import store_tallies

    store_tallies(engine, arguments["wave"])


def _import(engine: Engine, arguments: dict[str, Any]) -> None:
    from survey.importing.working import work_on

    work_on(engine, arguments)


def _results(engine: Engine, arguments: dict[str, Any]) -> None:
    from survey.results.stored.storing import store_results

    store_results(engine, arguments["wave"], public=arguments.get("public", False))


def _microdata(engine: Engine, arguments: dict[str, Any]) -> None:
    from survey.results.stored.microdata import store_microdata

    store_microdata(engine, arguments["wave"])


KINDS: dict[str, Callable[[Engine, dict[str, Any]], None]] = {
    "tally": _tally,
    "import": _import,
    "results": _results,
    "microdata": _microdata,
}
"""What can be ordered; each may be run twice without harm, for a worker may die just before its end."""


def add_job(session: Session, kind: str, **arguments: Any) -> Job:
    """Order a job in the caller's transaction.

    Raises
    ------
    JobError: nobody knows how to do work of this kind.
    """
    if kind not in KINDS:
        raise JobError(f"there are no jobs of the kind {kind!r}; use one of {', '.join(KINDS)}")
    job = Job(kind=kind, arguments=json.dumps(arguments, sort_keys=True), created=dt.datetime.now(dt.UTC))
    session.add(job)
    session.flush()
    return job


def work(engine: Engine, *, once: bool = False) -> list[int]:
    """Do what waits, in the order in which it was ordered; the numbers of the jobs that were tried.

    With `once` until nothing waits, else until stopped.

    Raises
    ------
    WorkerBusyError: another worker is at it.
    """
    tried: list[int] = []
    with only_worker(engine):
        _recover(engine)
        while True:
            number = _take(engine)
            if number is not None:
                _run(engine, number)
                tried.append(number)
            elif once:
                return tried
            else:
                time.sleep(PAUSE)


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


def _take(engine: Engine) -> int | None:
    with Session(engine) as session:
        waiting = select(Job).where(Job.state == "waiting").order_by(col(Job.id)).limit(1)
        job = session.exec(waiting).first()
        if job is None:
            return None
        job.state, job.attempts = "running", job.attempts + 1
        session.add(job)
        session.commit()
        return id_of(job)


def _run(engine: Engine, number: int) -> None:
    """Do one job; its failure is written down and ends nothing else."""
    with Session(engine) as session:
        job = session.get_one(Job, number)
        kind, arguments = job.kind, json.loads(job.arguments)
    try:
        if kind not in KINDS:
            raise JobError(f"this program knows no jobs of the kind {kind!r}; install the newer hailong")
        KINDS[kind](engine, arguments)
    except Exception as error:
        _end(engine, number, "failed", error=f"{type(error).__name__}: {error}")
    except BaseException:
        _end(engine, number, "waiting")
        raise
    else:
        _end(engine, number, "done")


def _end(engine: Engine, number: int, state: str, *, error: str | None = None) -> None:
    values: dict[str, Any] = {"state": state, "error": error}
    if state != "waiting":
        values |= {"finished": dt.datetime.now(dt.UTC), "progress": 1.0 if state == "done" else 0.0}
    with Session(engine) as session:
        session.execute(update(Job).where(col(Job.id) == number).values(**values))
        session.commit()


def _recover(engine: Engine) -> None:
    """Jobs that a worker left behind: they wait again, unless they took it down too often."""
    with Session(engine) as session:
        for job in session.exec(select(Job).where(Job.state == "running")):
            given_up = job.attempts >= MOST_ATTEMPTS
            job.state = "failed" if given_up else "waiting"
            job.error = f"the worker ended {job.attempts} times while at it" if given_up else None
            session.add(job)
        session.commit()
