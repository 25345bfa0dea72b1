"""A worker beside a server: one process more, which ends with it and gives way to a worker of its own."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Engine

from survey.jobs.worker import work
from survey.jobs.worker_lock import WorkerBusyError
from survey.secret_key import SecretKeyError, load_key

WAIT = 5.0
"""Seconds between two looks whether the other worker is gone."""
SECONDS_TO_STOP = 5.0
log = logging.getLogger(__name__)


def is_wanted(asked: bool | None) -> bool:
    """As was asked; else where staff can sign in, because nobody else orders anything."""
    if asked is not None:
        return asked
    try:
        load_key()
    except SecretKeyError:
        return False
    return True


@contextmanager
def worker_beside() -> Iterator[None]:
    """Have a worker on the database that HAILONG_DATABASE names, for as long as the server runs."""
    command = [sys.executable, "-m", "survey.jobs.beside"]
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    try:
        yield
    finally:
        process.terminate()
        try:
            process.wait(SECONDS_TO_STOP)
        except subprocess.TimeoutExpired:
            # What it was at waits again when the next worker starts.
            process.kill()
            process.wait()


def work_beside(engine: Engine) -> None:
    """Work while whoever started this lives; wait while another worker is at it, and go on after a fault."""
    parent = os.getppid()

    def is_alone() -> bool:
        return os.getppid() != parent

    while not is_alone():
        try:
            work(engine, stop=is_alone)
        except WorkerBusyError:
            time.sleep(WAIT)
        except Exception as error:
            log.error("the worker stumbled: %s", type(error).__name__)
            time.sleep(WAIT)


if __name__ == "__main__":
    from survey.database import ready_engine

    work_beside(ready_engine())
