"""Reports, figures and ballots are made by jobs, handed over for some days, and survive a killed worker."""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
import io
import os
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest
from sqlmodel import Session, select

import survey.analysing.documents as making
from survey.jobs.chores import look_after
from survey.jobs.files import SETTING, clear_expired, folder_of, place_of
from survey.jobs.queue import add_job, jobs_of, retry
from survey.jobs.worker import work
from survey.jobs.worker_lock import WorkerBusyError
from survey.results.result_request import ResultRequest
from survey.results.results import write_results
from survey.tables import Ballot, Comment, Event, Job, MadeFile, Wave
from tests.databases import Cast, give_ballot, url_of

WAVE = "two-2026"
# A worker that is killed when it has drawn so many reports.
KILLED = """
import os, signal, sys
import survey.analysing.documents as making
from survey.database import engine_of
from survey.jobs import worker
drawn, pdf = [], making.ENDINGS[".pdf"]
def draw(report, data):
    if len(drawn) == 2:
        os.kill(os.getpid(), signal.SIGKILL)
    drawn.append(1)
    return pdf(report, data)
making.ENDINGS[".pdf"] = draw
worker.work(engine_of(sys.argv[1]), once=True)
"""


@pytest.fixture
def closed(province: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Cast:
    """A wave of three units that is over, and a folder for what is made of it."""
    monkeypatch.setenv(SETTING, str(tmp_path / "made"))
    monkeypatch.setenv("TQDM_DISABLE", "1")
    _fill(province)
    return province


def _fill(cast: Cast) -> None:
    with Session(cast.engine) as session:
        number = 0
        for door in ("two-phone", "two-kiosk", "two-paper"):
            for answers in ("55", "54", "43", "22", "45", "55", "34", "54", "51", "44", "55", "33"):
                number += 1
                give_ballot(session, cast, door, answers, number)
        session.get_one(Wave, cast.waves[WAVE]).state = "closed"
        session.commit()


def order(cast: Cast, kind: str, wave: str | None = WAVE, **told: object) -> int:
    with Session(cast.engine) as session:
        job = add_job(session, kind, wave=wave, ordered_by="an@tinh.example", **told)
        session.commit()
        return job.id or 0


def ended(cast: Cast, number: int) -> Job:
    """Do it; how it ended."""
    for _ in range(100):
        try:
            work(cast.engine, once=True)
            break
        except WorkerBusyError:
            time.sleep(0.05)  # PostgreSQL notices the death of a worker a moment later.
    with Session(cast.engine) as session:
        return session.get_one(Job, number)


def fetched(cast: Cast, number: int) -> bytes:
    """The one file of a job, as it lies there and as the table says."""
    with Session(cast.engine) as session:
        (made,) = session.exec(select(MadeFile).where(MadeFile.job_id == number)).all()
    path = place_of(cast.engine, made)
    assert path is not None
    content = path.read_bytes()
    assert (len(content), hashlib.sha256(content).hexdigest()) == (made.size, made.sha256)
    return content


def names_in(content: bytes) -> set[str]:
    return set(zipfile.ZipFile(io.BytesIO(content)).namelist())


def test_the_reports_of_a_wave_are_one_archive(closed: Cast) -> None:
    number = order(closed, "reports", language="vi")

    job = ended(closed, number)

    assert (job.state, job.error, job.progress) == ("done", None, 1.0)
    names = names_in(fetched(closed, number))
    assert {"manifest.csv", "estimates.xlsx"} <= names
    assert len([name for name in names if name.endswith(".pdf")]) == 3 + 1
    assert len([name for name in names if name.endswith(".html")]) == 3 + 1


def test_those_to_be_signed_come_with_them_where_they_are_wanted(closed: Cast) -> None:
    number = order(closed, "reports", language="en", official=True, issuer="Sở Nội vụ")

    assert ended(closed, number).error is None
    names = names_in(fetched(closed, number))
    assert [name for name in names if name.endswith(".docx")]


def test_the_figures_are_those_of_the_command(closed: Cast, tmp_path: Path) -> None:
    number = order(closed, "exports", what="figures", language="vi")
    request = ResultRequest(waves=(WAVE,), out=tmp_path / "command", separator=";")
    write_results(closed.engine, request, warn=lambda _: None)

    assert ended(closed, number).error is None

    archive = zipfile.ZipFile(io.BytesIO(fetched(closed, number)))
    for name in ("estimates.csv", "changes.csv", "estimates.json"):
        assert archive.read(name) == (tmp_path / "command" / name).read_bytes(), name
    assert "estimates.xlsx" in archive.namelist()


def test_the_ballots_are_one_row_each_without_an_id(closed: Cast) -> None:
    number = order(closed, "exports", what="ballots")

    assert ended(closed, number).error is None

    text = fetched(closed, number).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text), delimiter=";"))
    assert len(rows) == 36
    assert not {"id", "ballot", "time"} & set(rows[0])


def test_a_wave_that_collects_is_not_reported_on(closed: Cast) -> None:
    with Session(closed.engine) as session:
        session.get_one(Wave, closed.waves[WAVE]).state = "open"
        session.commit()

    job = ended(closed, order(closed, "reports"))

    assert job.state == "failed" and (job.error or "").startswith("SealedError: ")
    assert not list(folder_of(closed.engine).rglob("*.zip"))


def test_a_worker_killed_in_the_middle_of_a_batch_is_taken_over_where_it_stood(
    closed: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = order(closed, "reports", language="vi")
    killed = subprocess.run(
        [sys.executable, "-c", KILLED, url_of(closed.engine)],
        env={**os.environ, "PYTHONPATH": "."},
        check=False,
    )
    assert killed.returncode == -signal.SIGKILL
    with Session(closed.engine) as session:
        assert session.get_one(Job, number).state == "running"
    drawn: list[int] = []
    pdf = making.ENDINGS[".pdf"]
    monkeypatch.setitem(making.ENDINGS, ".pdf", lambda report, data: (drawn.append(1), pdf(report, data))[1])

    job = ended(closed, number)

    assert (job.state, job.attempts, job.error) == ("done", 2, None)
    assert len(drawn) == 4 - 2, "two were drawn before the kill"
    assert len([name for name in names_in(fetched(closed, number)) if name.endswith(".pdf")]) == 4
    assert not list(folder_of(closed.engine).rglob("*.part"))


def test_a_failed_job_can_be_tried_again_and_makes_one_file(closed: Cast) -> None:
    number = order(closed, "exports", what="figures")
    with Session(closed.engine) as session:
        session.get_one(Wave, closed.waves[WAVE]).state = "open"
        session.commit()
    assert ended(closed, number).state == "failed"
    with Session(closed.engine) as session:
        session.get_one(Wave, closed.waves[WAVE]).state = "closed"
        retry(session, number)
        session.commit()

    assert ended(closed, number).state == "done"
    assert "estimates.csv" in names_in(fetched(closed, number))


def test_progress_goes_up_and_never_above_the_whole(closed: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("survey.jobs.worker.TELL_EVERY", 0.0)
    number, seen = order(closed, "reports", official=True), []
    pdf = making.ENDINGS[".pdf"]

    def draw(report: object, data: bytes) -> bytes:
        with Session(closed.engine) as session:
            seen.append(session.get_one(Job, number).progress)
        return pdf(report, data)  # type: ignore[arg-type]

    monkeypatch.setitem(making.ENDINGS, ".pdf", draw)

    assert ended(closed, number).state == "done"
    assert seen == sorted(seen) == [0.0, 0.125, 0.25, 0.375]


def test_made_files_go_after_their_time(closed: Cast) -> None:
    number = order(closed, "exports", what="ballots")
    ended(closed, number)
    now = dt.datetime.now(dt.UTC)

    assert clear_expired(closed.engine, now + dt.timedelta(days=6)) == 0
    fetched(closed, number)
    assert clear_expired(closed.engine, now + dt.timedelta(days=8)) == 1
    assert not list(folder_of(closed.engine).iterdir())
    with Session(closed.engine) as session:
        assert session.exec(select(MadeFile)).all() == []


def test_retention_destroys_what_is_past_its_day_and_says_who_ordered_it(closed: Cast) -> None:
    with Session(closed.engine) as session:
        wave = session.get_one(Wave, closed.waves[WAVE])
        wave.keep_until, wave.state = closed.today - dt.timedelta(days=1), "frozen"
        session.commit()

    assert ended(closed, order(closed, "retention", wave=None)).state == "done"

    with Session(closed.engine) as session:
        assert session.exec(select(Ballot)).all() == [] == session.exec(select(Comment)).all()
        (line,) = session.exec(select(Event).where(Event.action == "retention")).all()
    assert line.actor == "an@tinh.example"


def test_a_chore_that_fails_ends_nothing(closed: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[str] = []

    def broken(*_: object) -> None:
        raise OSError("the disk is full")

    def good(*_: object) -> None:
        done.append("good")

    monkeypatch.setattr("survey.jobs.chores.CHORES", (broken, good))

    look_after(closed.engine)

    assert done == ["good"]
    with Session(closed.engine) as session:
        assert jobs_of(session) == []
