"""A worker beside a server: it ends with it, however that ends, and gives way to another."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable

import pytest
from sqlmodel import Session

from survey.jobs.beside import is_wanted
from survey.jobs.queue import add_job
from survey.jobs.worker_lock import WorkerBusyError, only_worker
from survey.secret_key import FILE_SETTING, SETTING
from survey.tables import CountedWave, Job
from tests.accounts.cast import KEY_TEXT
from tests.databases import Cast, url_of

PATIENCE = 20.0
# A server that serves nothing and is killed.
SERVER = """
import time
from survey.jobs.beside import worker_beside
with worker_beside():
    print("serving", flush=True)
    time.sleep(60)
"""


def until(condition: Callable[[], object]) -> None:
    end = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < end, "it took too long"
        time.sleep(0.05)


def is_free(cast: Cast) -> bool:
    try:
        with only_worker(cast.engine):
            return True
    except WorkerBusyError:
        return False


@pytest.mark.parametrize("signalled", [signal.SIGKILL, signal.SIGINT])
def test_it_works_counts_and_ends_with_the_server(sqlite_province: Cast, signalled: signal.Signals) -> None:
    with Session(sqlite_province.engine) as session:
        number = add_job(session, "tally", wave="two-2026").id
        session.commit()
    server = subprocess.Popen(
        [sys.executable, "-c", SERVER],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": ".", "HAILONG_DATABASE": url_of(sqlite_province.engine)},
    )
    assert server.stdout and server.stdout.readline() == b"serving\n"

    def is_done() -> bool:
        with Session(sqlite_province.engine) as session:
            counted = session.get(CountedWave, sqlite_province.waves["two-2026"])
            return session.get_one(Job, number).state == "done" and counted is not None

    until(is_done)
    server.send_signal(signalled)
    server.wait(PATIENCE)
    server.stdout.close()

    until(lambda: is_free(sqlite_province))


def test_it_is_there_where_staff_can_sign_in_or_as_was_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(SETTING, raising=False)
    monkeypatch.setenv(FILE_SETTING, "no-such-file")
    assert not is_wanted(None)
    assert is_wanted(True)

    monkeypatch.setenv(SETTING, KEY_TEXT)
    assert is_wanted(None)
    assert not is_wanted(False)
