"""A batch over the workers of a Dask cluster: the same files, and plain words where there is no cluster."""

from __future__ import annotations

import os
import signal
import socket
import sys
import time
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from threading import Timer

import pytest
from distributed import LocalCluster

import survey.analysing.documents as making
import survey.batch.cluster as clusters
from survey.batch.cluster import ClusterError, cluster
from survey.batch.records import MANIFEST, Journal, Record
from survey.batch.running import LostWorkerError, UnfitWorkerError, run_batch
from survey.cli import run
from tests.batch.test_restart import contents, words
from tests.batch.test_running import BAD, failing

WORKERS, CALLS = 2, 40
HERE = "HAILONG_TEST_HERE"
"""A variable that the test has and its workers have not."""
read: list[int] = []
"""How often this process was handed what a test hands over."""


class Heavy:
    """Something that notices that it was sent."""

    def __init__(self) -> None:
        self.unit = "Sở Nội vụ"

    def __setstate__(self, state: dict[str, str]) -> None:
        self.__dict__.update(state)
        read.append(1)


def counted(heavy: Heavy, task: int) -> tuple[Record, ...]:
    time.sleep(0.01)
    return (Record(f"{task}.pdf", heavy.unit, str(len(read)), str(os.getpid()), "", "", ""),)


def ending_its_process_once(mark: Path, task: int) -> tuple[Record, ...]:
    if task == BAD and not mark.exists():
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return (Record(f"{task}.pdf", "", "", "", "", "", ""),)


def in_a_folder_of_its_own(task: int) -> tuple[Record, ...]:
    raise UnfitWorkerError("a worker does not see the folder")


def napping(task: int) -> tuple[Record, ...]:
    time.sleep(0.2)
    return (Record(f"{task}.pdf", "", "", "", "", "", ""),)


def version_by_environment() -> str:
    return os.environ.get(HERE, "0.0.2")


def at_home() -> LocalCluster:
    return LocalCluster(
        n_workers=WORKERS,
        threads_per_worker=1,
        processes=True,
        host="127.0.0.1",
        dashboard_address="127.0.0.1:0",
        memory_limit=0,
    )


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """A small cluster on this machine alone."""
    with at_home() as made:
        yield made.scheduler_address


def test_a_cluster_makes_the_bytes_and_the_manifest_of_one_process(
    address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run(words(tmp_path, "alone", "--json", "--jobs", "1", units=6)) == 0

    def drawn_at_home(report: making.Report, data: bytes) -> bytes:
        raise AssertionError("it was to be drawn by a worker")

    monkeypatch.setattr(making, "to_pdf", drawn_at_home)
    monkeypatch.chdir(tmp_path)
    status = run(words(Path(), "over", "--json", "--executor", address, units=6))

    alone, over = contents(tmp_path / "alone"), contents(tmp_path / "over")
    assert status == 0
    assert over == alone
    assert over[f"reports/{MANIFEST}"].count(b"\n") == 1 + 2 * 7 * 3


def test_a_run_over_a_cluster_takes_over_what_one_process_made(address: str, tmp_path: Path) -> None:
    assert run(words(tmp_path, "out", "--jobs", "1", units=3)) == 0
    before = {path.name: path.stat().st_ino for path in (tmp_path / "out/reports/2026").iterdir()}

    assert run(words(tmp_path, "out", "--force", "--executor", address, units=3)) == 0

    assert {path.name: path.stat().st_ino for path in (tmp_path / "out/reports/2026").iterdir()} == before


def test_each_worker_is_handed_the_material_once(address: str, tmp_path: Path) -> None:
    with Journal(tmp_path) as journal, cluster(address, Heavy()) as over:
        batch = run_batch(list(range(CALLS)), counted, over, journal)

    assert len(batch.records) == CALLS
    assert {each.unit for each in batch.records} == {"Sở Nội vụ"}
    assert {each.wave for each in batch.records} == {"1"}
    assert len({each.sha256 for each in batch.records}) == WORKERS


def test_a_document_that_fails_on_a_worker_stops_no_other(address: str, tmp_path: Path) -> None:
    with Journal(tmp_path) as journal, cluster(address) as over:
        batch = run_batch(list(range(9)), failing, over, journal)

    assert len(batch.records) == 8
    assert [(each.task, str(each.error)) for each in batch.failures] == [(BAD, "no room")]


def test_a_worker_that_cannot_make_them_ends_the_batch(address: str, tmp_path: Path) -> None:
    with (
        Journal(tmp_path) as journal,
        cluster(address) as over,
        pytest.raises(UnfitWorkerError, match="does not see the folder"),
    ):
        run_batch([1, 2, 3], in_a_folder_of_its_own, over, journal)


def test_what_a_killed_worker_was_doing_is_done_by_another(tmp_path: Path) -> None:
    with (
        at_home() as made,
        Journal(tmp_path) as journal,
        cluster(made.scheduler_address, tmp_path / "killed") as over,
    ):
        batch = run_batch(list(range(9)), ending_its_process_once, over, journal)

    assert (tmp_path / "killed").exists()
    assert sorted(each.file for each in batch.records) == [f"{task}.pdf" for task in range(9)]
    assert not batch.failures


def test_a_folder_that_is_not_there_is_not_made_by_a_worker(tmp_path: Path) -> None:
    missing = tmp_path / "elsewhere"
    material = making.Material(missing, None, None, "vi", ())  # type: ignore[arg-type]

    with pytest.raises(UnfitWorkerError) as said:
        making._make(material, making.Task(making.Document("whole", None, None), None))  # type: ignore[arg-type]

    assert str(missing) in str(said.value) and "all workers share" in str(said.value)
    assert not missing.exists()


def test_an_address_at_which_nobody_answers_is_told_with_a_cure(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        silent = f"tcp://127.0.0.1:{free.getsockname()[1]}"

        status = run(words(tmp_path, "out", "--executor", silent, units=3))

    said = capsys.readouterr().err
    assert status == 1
    assert silent in said and "no scheduler answers" in said and "dask scheduler" in said
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("wrong", ["127.0.0.1:8786", "http://127.0.0.1:8786", "tcp://127.0.0.1", "tcp://a:b"])
def test_what_is_no_address_of_a_scheduler_is_refused(wrong: str) -> None:
    with pytest.raises(ClusterError, match="tcp://HOST:PORT"), cluster(wrong):
        pass


def test_a_cluster_without_workers_is_refused() -> None:
    with LocalCluster(n_workers=0, host="127.0.0.1", dashboard_address="127.0.0.1:0", processes=True) as made:
        with pytest.raises(ClusterError, match="the cluster has no workers"), cluster(made.scheduler_address):
            pass


def test_workers_of_another_version_are_refused(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(HERE, "0.0.1")
    monkeypatch.setattr(clusters, "program_version", version_by_environment)

    with pytest.raises(ClusterError) as said, cluster(address):
        pass

    assert "2 of 2 workers have hailong 0.0.2, this is 0.0.1; tcp://127.0.0.1:" in str(said.value)


def test_workers_without_the_program_are_refused(
    address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "not_on_the_workers.py").write_text("def version() -> str:\n    return '1'\n", "utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(clusters, "program_version", import_module("not_on_the_workers").version)

    with pytest.raises(ClusterError, match="a worker cannot run hailong .*ModuleNotFound.*on every worker"):
        with cluster(address):
            pass


def test_a_cluster_that_ends_first_is_told_with_a_cure(tmp_path: Path) -> None:
    with at_home() as made, Journal(tmp_path) as journal, cluster(made.scheduler_address) as over:
        Timer(1, made.close).start()

        with pytest.raises(LostWorkerError, match="the cluster ended before the reports did"):
            run_batch(list(range(100)), napping, over, journal)


def test_without_the_extra_the_command_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)

    status = run(words(tmp_path, "out", "--executor", "tcp://127.0.0.1:8786", units=3))

    said = capsys.readouterr().err
    assert status == 1
    assert "is not installed; --executor; install hailong with the extra cluster" in said
    assert not (tmp_path / "out").exists()


def test_processes_here_and_a_cluster_are_not_asked_for_at_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status = run(words(tmp_path, "out", "--executor", "tcp://127.0.0.1:8786", "--jobs", "2", units=3))

    assert status == 2
    assert "--executor with --jobs" in capsys.readouterr().err
