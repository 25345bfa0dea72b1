"""A batch that was killed half-way and started again ends as one that was not."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

import survey.analysing.documents as making
from survey.batch.earlier import left_parts
from survey.batch.files import sha256_of
from survey.batch.records import JOURNAL, MANIFEST, Journal, Record, read_records
from survey.cli import run
from tests.survey.cast import FORM, Sheet, ballots

UNITS, BEFORE_THE_KILL = 40, 30
PATIENCE = 60.0


def sheet(units: int = UNITS) -> Sheet:
    """Ballots of many small communes, in two waves."""
    made = ballots(units * 20)
    for number, row in enumerate(made.rows):
        row[0] = f"Xã số {number // 2 % units:03d}"
    return made


def words(folder: Path, out: str, *more: str, units: int = UNITS) -> list[str]:
    """The command on these ballots."""
    (folder / "form.yaml").write_text(FORM, encoding="utf-8")
    file = sheet(units).csv(folder / "ballots.csv")
    given = ["--questionnaire", str(folder / "form.yaml"), "--unit", "unit", "--wave", "wave"]
    return ["analyse", str(file), *given, "--out", str(folder / out), *more]


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def inodes(folder: Path) -> dict[str, int]:
    """Which file on the disk each name means, so that one taken over is told from one drawn anew."""
    return {path.relative_to(folder).as_posix(): path.stat().st_ino for path in folder.rglob("*.pdf")}


def until(condition: Iterator[object]) -> object:
    """Ask until the answer is true."""
    end = time.monotonic() + PATIENCE
    for found in condition:
        if found:
            return found
        assert time.monotonic() < end, "it took too long"
        time.sleep(0.01)
    raise AssertionError


def killed(folder: Path, jobs: str) -> tuple[Path, list[psutil.Process]]:
    """Start the command and kill it half-way; the part that it left, and the processes it had started."""
    process = subprocess.Popen(
        [sys.executable, "-m", "survey.cli", *words(folder, "out", "--jobs", jobs)],
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
        stderr=subprocess.DEVNULL,
    )

    def journal() -> Iterator[object]:
        while True:
            assert process.poll() is None, "it ended before it could be killed"
            found = list(folder.glob(f".out-*.part/reports/{JOURNAL}"))
            yield found and found[0].read_text("utf-8").count("\n") >= BEFORE_THE_KILL and found[0]

    path = until(journal())
    assert isinstance(path, Path)
    children = psutil.Process(process.pid).children(recursive=True)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    return path.parent.parent, children


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_killed_batch_started_again_ends_with_the_same_manifest(tmp_path: Path, jobs: str) -> None:
    part, children = killed(tmp_path, jobs)
    before = inodes(part / "reports")
    noted = {each for each in read_records(part / "reports" / JOURNAL) if each.endswith(".pdf")}
    assert run(words(tmp_path, "undisturbed", "--jobs", "1")) == 0

    assert run(words(tmp_path, "out", "--jobs", jobs)) == 0

    out, undisturbed = tmp_path / "out", tmp_path / "undisturbed"
    after = inodes(out / "reports")
    assert contents(out) == contents(undisturbed)
    assert (out / "reports" / MANIFEST).read_bytes() == (undisturbed / "reports" / MANIFEST).read_bytes()
    assert BEFORE_THE_KILL // 2 <= len(noted) < len(after)
    assert {name for name in before if before[name] == after[name]} >= noted
    assert not list(tmp_path.glob(".out-*"))
    assert not psutil.wait_procs(children, timeout=10)[1], "a worker outlived its killed parent"


def test_a_file_that_was_changed_since_is_made_again(tmp_path: Path) -> None:
    assert run(words(tmp_path, "out", units=3)) == 0
    whole = contents(tmp_path / "out")
    first = inodes(tmp_path / "out")
    torn = tmp_path / "out" / "reports" / "2026" / "xa-so-001.pdf"
    torn.write_bytes(torn.read_bytes()[:-100])
    (tmp_path / "out" / "reports" / "2026" / "xa-so-002.html").unlink()

    assert run(words(tmp_path, "out", "--force", units=3)) == 0

    again = inodes(tmp_path / "out")
    assert contents(tmp_path / "out") == whole
    assert {name for name in first if again[name] != first[name]} == {
        "reports/2026/xa-so-001.pdf",
        "reports/2026/xa-so-002.pdf",
    }


def test_other_figures_make_every_report_again(tmp_path: Path) -> None:
    assert run(words(tmp_path, "out", units=3)) == 0
    first = contents(tmp_path / "out")

    assert run(words(tmp_path, "out", "--force", "--level", "0.9", units=3)) == 0

    again = contents(tmp_path / "out")
    assert set(first) == set(again)
    assert not [name for name in first if first[name] == again[name] and name.endswith((".pdf", ".html"))]


def test_the_bytes_do_not_depend_on_the_number_of_processes(tmp_path: Path) -> None:
    for jobs in ("1", "2", "3"):
        assert run(words(tmp_path, jobs, "--jobs", jobs, units=6)) == 0

    one = contents(tmp_path / "1")
    assert sum(name.endswith((".pdf", ".html")) for name in one) == 2 * 2 * 7
    assert contents(tmp_path / "2") == one
    assert contents(tmp_path / "3") == one


def test_the_manifest_names_every_file_and_what_is_in_it(tmp_path: Path) -> None:
    assert run(words(tmp_path, "out", units=3)) == 0

    reports = tmp_path / "out" / "reports"
    records = read_records(reports / MANIFEST)
    files = {name for name in contents(reports) if name != MANIFEST}
    assert set(records) == files
    assert list(records) == sorted(records)
    assert all(sha256_of(reports / name) == each.sha256 for name, each in records.items())
    assert {(each.unit, each.wave) for each in records.values()} == {
        (unit, wave) for unit in ("", "Xã số 000", "Xã số 001", "Xã số 002") for wave in ("2025", "2026")
    }


def test_one_unit_that_fails_is_named_and_the_rest_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    real = making.to_pdf

    def failing(report: making.Report, data: bytes) -> bytes:
        if report.name == "Xã số 001":
            raise ValueError("its name does not fit on the page")
        return real(report)

    with monkeypatch.context() as patch:
        patch.setattr(making, "to_pdf", failing)
        status = run(words(tmp_path, "out", units=3))
    said = capsys.readouterr().err
    first = inodes(tmp_path / "out")
    assert run(words(tmp_path, "out", "--force", units=3)) == 0
    assert run(words(tmp_path, "undisturbed", units=3)) == 0

    assert status == 1
    assert "no report of Xã số 001 (2026/xa-so-001): ValueError: its name does not fit on the page" in said
    assert "2 of 8 reports could not be made, the others were" in said
    assert "--force: only what is missing is made" in said
    assert not [name for name in first if "xa-so-001" in name] and len(first) == 6
    assert first.items() <= inodes(tmp_path / "out").items()
    assert contents(tmp_path / "out") == contents(tmp_path / "undisturbed")


def test_a_living_run_is_left_alone_and_so_is_another_folders(tmp_path: Path) -> None:
    record = Record("a.pdf", "", "", "0" * 64, "", "", "")
    living, other = tmp_path / ".out-abcdefgh.part", tmp_path / ".out-2-abcdefgh.part"
    dead = tmp_path / ".out-a_b1c2d3.part"
    for folder in (dead, other):
        with Journal(folder) as journal:
            journal.add([record])
            kept = journal.path.read_bytes()
        (folder / JOURNAL).write_bytes(kept + b"torn")

    with Journal(living) as journal:
        journal.add([record])
        found = left_parts(tmp_path / "out")

    assert found == (dead,)
    assert read_records(dead / JOURNAL) == {"a.pdf": record}
