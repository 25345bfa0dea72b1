"""The worker: takes the oldest job that waits, does it, and writes down how it ended."""

from __future__ import annotations

import datetime as dt
import json
import logging
import time
from collections.abc import Callable

from sqlalchemy import Engine, update
from sqlmodel import Session, col, select

from survey.jobs.chores import look_after
from survey.jobs.kinds import KINDS, Task
from survey.jobs.queue import JobError
from survey.jobs.worker_lock import only_worker
from survey.keys import id_of
from survey.tables import Job

PAUSE = 1.0
"""Seconds between two looks at an empty queue."""
TELL_EVERY = 1.0
"""Seconds between two notes of how far a job is."""
MOST_ATTEMPTS = 3
"""A job that took its worker down this often is not tried again by itself."""
log = logging.getLogger(__name__)


def work(engine: Engine, *, once: bool = False, stop: Callable[[], bool] = lambda: False) -> list[int]:
    """Do what waits, in the order in which it was ordered; the numbers of the jobs that were tried.

    With `once` until nothing waits, else until `stop` says so; between the jobs, what is to be done again
    and again.

    Raises
    ------
    WorkerBusyError: another worker is at it.
    """
    tried: list[int] = []
    with only_worker(engine):
        _recover(engine)
        while not stop():
            number = _take(engine)
            if number is not None:
                _run(engine, number)
                tried.append(number)
            elif once:
                break
            else:
                look_after(engine)
                time.sleep(PAUSE)
    return tried


def _take(engine: Engine) -> int | None:
    with Session(engine) as session:
        waiting = select(Job).where(Job.state == "waiting").order_by(col(Job.id)).limit(1)
        job = session.exec(waiting).first()
        if job is None:
            return None
        job.state, job.attempts, job.progress = "running", job.attempts + 1, 0.0
        session.add(job)
        session.commit()
        return id_of(job)


def _run(engine: Engine, number: int) -> None:
    """Do one job; its failure is written down and ends nothing else."""
    with Session(engine) as session:
        job = session.get_one(Job, number)
        kind, arguments, by = job.kind, json.loads(job.arguments), job.ordered_by
    try:
        if kind not in KINDS:
            raise JobError(f"this program knows no jobs of the kind {kind!r}; install the newer hailong")
        KINDS[kind](Task(engine, number, arguments, by, _teller(engine, number)))
    except Exception as error:
        log.error("job %d (%s) failed: %s", number, kind, type(error).__name__)
        _end(engine, number, "failed", error=f"{type(error).__name__}: {error}")
    except BaseException:
        _end(engine, number, "waiting")
        raise
    else:
        _end(engine, number, "done")


def _teller(engine: Engine, number: int) -> Callable[[float], None]:
    """Notes how far a job is, not oftener than once in a while."""
    last = time.monotonic()

    def tell(share: float) -> None:
        nonlocal last
        if time.monotonic() - last >= TELL_EVERY:
            last = time.monotonic()
            _write(engine, number, progress=min(max(share, 0.0), 1.0))

    return tell


def _end(engine: Engine, number: int, state: str, *, error: str | None = None) -> None:
    ended = {} if state == "waiting" else {"finished": dt.datetime.now(dt.UTC)}
    _write(engine, number, state=state, error=error, progress=1.0 if state == "done" else 0.0, **ended)


def _write(engine: Engine, number: int, **values: object) -> None:
    with Session(engine) as session:
        session.execute(update(Job).where(col(Job.id) == number).values(**values))
        session.commit()


def _recover(engine: Engine) -> None:
    """Jobs that a worker left behind: they wait again, unless they took it down too often."""
    with Session(engine) as session:
        for job in session.exec(select(Job).where(Job.state == "running")):
            given_up = job.attempts >= MOST_ATTEMPTS
            job.state, job.progress = "failed" if given_up else "waiting", 0.0
            job.error = f"the worker ended {job.attempts} times while at it" if given_up else None
            session.add(job)
        session.commit()
