"""The queue in front of SQLite: nobody overtakes, nobody is forgotten, nobody pays for another's row."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import event

from survey.ballots.ballot_rows import Recorded
from survey.ballots.contract import Submission, check, parse_body
from survey.ballots.doors import Door, find_door
from survey.ballots.group_commit import MOST, GroupCommit
from survey.ballots.store import Store
from survey.ballots.turns import FileTurns
from tests.ballots.cast import ballot, fresh_id, stored
from tests.databases import Cast

N = 24


class Slow:
    """A writer that takes its time, so that a queue forms."""

    def __init__(self, seconds: float = 0.002) -> None:
        self.groups: list[list[int]] = []
        self.seconds = seconds

    def commit(self, rows: Sequence[int]) -> list[int]:
        self.groups.append(list(rows))
        time.sleep(self.seconds)
        return [row * 10 for row in rows]


def test_everybody_gets_the_outcome_of_their_own_row() -> None:
    writer = Slow()
    queue: GroupCommit[int, int] = GroupCommit(writer.commit, nullcontext)

    with ThreadPoolExecutor(16) as pool:
        outcomes = list(pool.map(queue.put, range(800)))

    assert outcomes == [row * 10 for row in range(800)]
    assert sorted(row for group in writer.groups for row in group) == list(range(800))
    assert len(writer.groups) < 400, "rows that wait together are written together"


def test_the_queue_is_served_in_order_and_in_groups_of_bounded_size() -> None:
    writer = Slow(0.05)
    queue: GroupCommit[int, int] = GroupCommit(writer.commit, nullcontext)
    threads = [threading.Thread(target=queue.put, args=(row,)) for row in range(MOST + 10)]

    for thread in threads:
        thread.start()
        time.sleep(0.0005)
    for thread in threads:
        thread.join()

    assert [row for group in writer.groups for row in group] == list(range(MOST + 10))
    assert max(map(len, writer.groups)) <= MOST


def test_a_single_writer_waits_for_nobody() -> None:
    queue: GroupCommit[int, int] = GroupCommit(Slow(0).commit, nullcontext)

    assert [queue.put(row) for row in range(3)] == [0, 10, 20]


@pytest.fixture
def door(sqlite_province: Cast) -> Door:
    found = find_door(sqlite_province.engine, "two-phone")
    assert found is not None
    return found


def submission(door: Door, **changes: object) -> Submission:
    content = parse_body(json.dumps(ballot()).encode())
    return replace(check(door, fresh_id(), content), **changes)  # type: ignore[arg-type]


def together(store: Store, door: Door, ballots: list[Submission]) -> list[Recorded]:
    """Record ballots while the file is held, so that they wait for it in one queue."""
    file = store.engine.url.database
    assert file is not None
    with ThreadPoolExecutor(len(ballots)) as pool:
        with FileTurns(Path(file)).turn():
            waiting = [pool.submit(store.record_ballot, door, each) for each in ballots]
            time.sleep(0.2)
        return [each.result() for each in waiting]


def test_ballots_that_wait_together_are_committed_together(sqlite_province: Cast, door: Door) -> None:
    engine, statements = sqlite_province.engine, []
    engine.dispose()
    event.listen(engine, "connect", lambda raw, _record: raw.set_trace_callback(statements.append))

    outcomes = together(Store(engine), door, [submission(door) for _ in range(N)])

    assert {outcome.status for outcome in outcomes} == {201}
    assert stored(engine) == N
    assert 1 <= statements.count("COMMIT") <= 3


def test_one_row_that_the_database_refuses_does_not_spoil_the_others(
    sqlite_province: Cast, door: Door, caplog: pytest.LogCaptureFixture
) -> None:
    ballots = [submission(door) for _ in range(N)]
    ballots[5] = replace(ballots[5], body_hash=b"short")

    outcomes = together(Store(sqlite_province.engine), door, ballots)

    assert [outcome.status for outcome in outcomes] == [201] * 5 + [503] + [201] * (N - 6)
    assert stored(sqlite_province.engine) == N - 1
    assert [record.message for record in caplog.records] == [
        "a ballot was not stored: IntegrityError SQLITE_CONSTRAINT_CHECK"
    ]


def test_copies_of_one_ballot_in_one_group_are_one_row(sqlite_province: Cast, door: Door) -> None:
    one = submission(door, comments=(("words", "tốt"),))
    other = replace(one, body_hash=b"another body...."[:16])

    outcomes = together(Store(sqlite_province.engine), door, [one] * 8 + [other])

    statuses = sorted(outcome.status for outcome in outcomes)
    assert statuses in ([200] * 7 + [201, 409], [201] + [409] * 8)
    assert stored(sqlite_province.engine) == 1
    assert stored(sqlite_province.engine, "comment") <= 1


posix = pytest.mark.skipif(sys.platform == "win32", reason="there SQLite's own lock is the only one")


@posix
def test_who_has_just_written_queues_behind_who_waits(tmp_path: Path) -> None:
    turns, order, stop = FileTurns(tmp_path / "x.db"), [], threading.Event()

    def greedy() -> None:
        while not stop.is_set():
            with turns.turn():
                order.append("greedy")
                time.sleep(0.005)

    thread = threading.Thread(target=greedy)
    thread.start()
    time.sleep(0.03)
    for _ in range(5):
        began = len(order)
        with FileTurns(tmp_path / "x.db").turn():
            order.append("other")
            assert order[began:].count("greedy") <= 2
    stop.set()
    thread.join()

    assert order.count("other") == 5


@posix
def test_the_turn_of_a_killed_process_is_over(tmp_path: Path) -> None:
    hold = (
        "import sys, time, pathlib, survey.ballots.turns as t\n"
        "with t.FileTurns(pathlib.Path(sys.argv[1])).turn(): print('held', flush=True); time.sleep(60)"
    )
    command = [sys.executable, "-c", hold, str(tmp_path / "x.db")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None and process.stdout.readline() == "held\n"
        os.kill(process.pid, signal.SIGKILL)

        with FileTurns(tmp_path / "x.db").turn():
            pass


@posix
def test_a_folder_where_no_lock_can_be_made_is_left_to_sqlite(tmp_path: Path) -> None:
    with FileTurns(tmp_path / "missing" / "x.db").turn():
        pass
