"""Running a batch: what ends it, what does not, and on how many processes it runs."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from survey.batch.pool import WORTH, executor, processes
from survey.batch.records import JOURNAL, Journal, Record, read_records
from survey.batch.running import WINDOW, LostWorkerError, run_batch

BAD = 3


def made(task: int) -> tuple[Record, ...]:
    return (Record(f"{task}.pdf", "", "", "0" * 64, "", "", ""),)


def failing(task: int) -> tuple[Record, ...]:
    if task == BAD:
        raise ValueError("no room")
    return made(task)


def failing_always(task: int) -> tuple[Record, ...]:
    raise ZeroDivisionError(str(task))


def on_a_full_disk(task: int) -> tuple[Record, ...]:
    if task == BAD:
        raise OSError(28, "No space left on device", "x.pdf")
    return made(task)


def dying(task: int) -> tuple[Record, ...]:
    if task == BAD:
        os._exit(9)
    return made(task)


JOBS = pytest.mark.parametrize("jobs", [1, 2])


@JOBS
def test_every_task_is_done_once_and_one_that_fails_stops_no_other(tmp_path: Path, jobs: int) -> None:
    tasks = list(range(WINDOW + 20))
    with Journal(tmp_path) as journal, executor(jobs) as over:
        batch = run_batch(tasks, failing, over, journal)
        noted = read_records(tmp_path / JOURNAL)

    files = sorted(each.file for each in batch.records)
    assert files == sorted(f"{task}.pdf" for task in tasks if task != BAD) == sorted(noted)
    assert [(each.task, str(each.error)) for each in batch.failures] == [(BAD, "no room")]


@JOBS
def test_where_nothing_can_be_made_the_first_error_is_shown(tmp_path: Path, jobs: int) -> None:
    with Journal(tmp_path) as journal, executor(jobs) as over, pytest.raises(ZeroDivisionError):
        run_batch([1, 2], failing_always, over, journal)


@JOBS
def test_a_full_disk_ends_the_batch(tmp_path: Path, jobs: int) -> None:
    with (
        Journal(tmp_path) as journal,
        executor(jobs) as over,
        pytest.raises(OSError, match="No space"),
    ):
        run_batch(list(range(9)), on_a_full_disk, over, journal)


def test_a_process_ended_from_outside_is_told_with_a_cure(tmp_path: Path) -> None:
    with Journal(tmp_path) as journal, executor(2) as over, pytest.raises(LostWorkerError) as said:
        run_batch(list(range(9)), dying, over, journal)

    assert "--jobs 1" in str(said.value)


def told(material: list[str], task: int) -> tuple[Record, ...]:
    return (Record(f"{task}.pdf", *material, *map(str, (os.getpid(), "", "", ""))),)


@JOBS
def test_every_call_begins_with_what_was_handed_over(tmp_path: Path, jobs: int) -> None:
    with Journal(tmp_path) as journal, executor(jobs, ["Sở Nội vụ", "2026"]) as over:
        batch = run_batch(list(range(9)), told, over, journal)

    assert {(each.unit, each.wave) for each in batch.records} == {("Sở Nội vụ", "2026")}
    assert ({each.sha256 for each in batch.records} == {str(os.getpid())}) == (jobs == 1)


def test_few_reports_are_made_in_this_process_unless_more_are_asked_for() -> None:
    assert processes(None, WORTH) == 1
    assert processes(None, 1000 * WORTH) == len(os.sched_getaffinity(0))
    assert processes(3, 1000) == 3
    assert processes(3, 2) == 2
    assert processes(None, 0) == processes(2, 0) == 1
