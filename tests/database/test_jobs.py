"""Jobs wait in the table, survive the death of a worker, and say what went wrong."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from survey.jobs import kinds, worker
from survey.jobs.kinds import Task
from survey.jobs.queue import JobError, add_job, jobs_of, retry
from survey.jobs.worker import work
from survey.jobs.worker_lock import WorkerBusyError, only_worker
from survey.tables import Job
from tests.databases import url_of

# A worker whose job never ends, to be killed in the middle of it.
ENDLESS = """
import sys, time
from survey.database import engine_of
from survey.jobs import kinds, worker
kinds.KINDS["tally"] = lambda task: (print("at it", flush=True), time.sleep(60))
worker.work(engine_of(sys.argv[1]), once=True)
"""


@pytest.fixture
def done(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Any]]:
    """What the jobs of a test were told; a job about wave `bad` fails."""
    told: list[Any] = []

    def tally(task: Task) -> None:
        if task.wave == "bad":
            raise ValueError("no such wave")
        told.append(task.wave)

    monkeypatch.setitem(kinds.KINDS, "tally", tally)
    yield told


def order(engine: Engine, *waves: str) -> list[int]:
    with Session(engine) as session:
        numbers = [add_job(session, "tally", wave=wave).id for wave in waves]
        session.commit()
    return [number for number in numbers if number]


def job(engine: Engine, number: int) -> Job:
    with Session(engine) as session:
        return session.get_one(Job, number)


def test_jobs_are_done_in_the_order_in_which_they_were_ordered(engine: Engine, done: list[Any]) -> None:
    numbers = order(engine, "a", "b", "c")

    assert work(engine, once=True) == numbers
    assert done == ["a", "b", "c"]
    last = job(engine, numbers[-1])
    assert (last.state, last.progress, last.attempts) == ("done", 1.0, 1)
    assert last.finished


def test_a_failed_job_says_why_stops_nobody_and_can_be_tried_again(engine: Engine, done: list[Any]) -> None:
    bad, good = order(engine, "bad", "good")

    work(engine, once=True)

    assert (job(engine, bad).state, job(engine, bad).error) == ("failed", "ValueError: no such wave")
    assert job(engine, good).state == "done"
    with Session(engine) as session:
        retry(session, bad)
        session.commit()
    assert job(engine, bad).state == "waiting"
    assert work(engine, once=True) == [bad]


def test_only_a_failed_job_is_tried_again(engine: Engine, done: list[Any]) -> None:
    (number,) = order(engine, "a")

    with Session(engine) as session:
        with pytest.raises(JobError, match=f"job {number} is waiting; leave it alone"):
            retry(session, number)
        with pytest.raises(JobError, match="no job 99; hailong jobs list"):
            retry(session, 99)


def test_an_unknown_kind_is_not_ordered(engine: Engine) -> None:
    with Session(engine) as session, pytest.raises(JobError, match="kind 'dance'; use one of tally"):
        add_job(session, "dance")


def test_a_job_is_ordered_with_the_deed_that_needs_it_or_not_at_all(engine: Engine) -> None:
    with Session(engine) as session:
        add_job(session, "tally", wave="a")
        session.rollback()

    with Session(engine) as session:
        assert jobs_of(session) == []


def test_there_is_one_worker_a_database(engine: Engine, done: list[Any]) -> None:
    order(engine, "a")

    with only_worker(engine), pytest.raises(WorkerBusyError, match="another worker is at the jobs"):
        work(engine, once=True)
    assert work(engine, once=True)


def test_a_job_whose_worker_was_killed_is_done_after_the_restart(engine: Engine, done: list[Any]) -> None:
    (number,) = order(engine, "a")
    worker = subprocess.Popen(
        [sys.executable, "-c", ENDLESS, url_of(engine)],
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": "."},
    )
    assert worker.stdout
    with worker.stdout:
        assert worker.stdout.readline() == b"at it\n"
        assert job(engine, number).state == "running"
        worker.send_signal(signal.SIGKILL)
        worker.wait(10)

    assert _work_when_free(engine) == [number]
    assert (job(engine, number).state, job(engine, number).attempts, done) == ("done", 2, ["a"])


def test_a_job_that_takes_its_worker_down_again_and_again_is_given_up(
    engine: Engine, done: list[Any]
) -> None:
    (number,) = order(engine, "a")
    with Session(engine) as session:
        stuck = session.get_one(Job, number)
        stuck.state, stuck.attempts = "running", worker.MOST_ATTEMPTS
        session.add(stuck)
        session.commit()

    assert work(engine, once=True) == []
    assert (job(engine, number).state, job(engine, number).error) == (
        "failed",
        "the worker ended 3 times while at it",
    )


def test_a_worker_that_is_stopped_puts_its_job_back(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setitem(kinds.KINDS, "tally", interrupted)
    (number,) = order(engine, "a")

    with pytest.raises(KeyboardInterrupt):
        work(engine, once=True)
    assert job(engine, number).state == "waiting"


def _work_when_free(engine: Engine) -> list[int]:
    """Work as soon as the database has noticed that the killed worker is gone."""
    for _ in range(100):
        try:
            return work(engine, once=True)
        except WorkerBusyError:
            time.sleep(0.05)
    raise AssertionError("the lock of a dead worker was never let go")
