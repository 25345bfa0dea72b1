"""Files that jobs make: where they lie, until when, and how they are found again."""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import shutil
from pathlib import Path

from sqlalchemy import Engine
from sqlmodel import Session, col, select

from survey.jobs.kinds import Task
from survey.keys import id_of
from survey.tables import Job, MadeFile

SETTING = "HAILONG_FILES"
KEPT = dt.timedelta(days=7)
CHUNK = 1024 * 1024


def folder_of(engine: Engine) -> Path:
    """The folder that HAILONG_FILES names; else beside the file of the database, else here.

    The server and the worker must see the same one.
    """
    if given := os.environ.get(SETTING):
        return Path(given)
    name = engine.url.database
    is_file = engine.dialect.name == "sqlite" and name and name != ":memory:"
    return Path(f"{name}.files") if is_file else Path("hailong-files")


def workplace(task: Task) -> Path:
    """The folder of one job, for its user alone; what an earlier attempt left there is still there."""
    place = folder_of(task.engine).absolute() / f"job-{task.number}"
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    return place


def hand_over(task: Task, path: Path) -> MadeFile:
    """Let a file in the folder of the job be fetched for some days; done twice, it is one file."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            digest.update(chunk)
    now = dt.datetime.now(dt.UTC)
    with Session(task.engine, expire_on_commit=False) as session:
        asked = select(MadeFile).where(MadeFile.job_id == task.number, MadeFile.name == path.name)
        made = session.exec(asked).first() or MadeFile(
            job_id=task.number, name=path.name, size=0, sha256="", made=now, expires=now
        )
        made.size, made.sha256 = path.stat().st_size, digest.hexdigest()
        made.made, made.expires = now, now + KEPT
        session.add(made)
        session.commit()
    return made


def place_of(engine: Engine, made: MadeFile) -> Path | None:
    """Where a file lies; None where it has been taken away."""
    path = folder_of(engine).absolute() / f"job-{made.job_id}" / made.name
    return path if path.is_file() else None


def clear_expired(engine: Engine, now: dt.datetime) -> int:
    """Take away the files that are past their time, with the folders of their jobs; how many."""
    with Session(engine) as session:
        over = list(session.exec(select(MadeFile).where(col(MadeFile.expires) <= now)))
        for made in over:
            shutil.rmtree(folder_of(engine).absolute() / f"job-{made.job_id}", ignore_errors=True)
            session.delete(made)
        session.commit()
    return len(over)


def files_by_job(session: Session, jobs: list[Job], now: dt.datetime) -> dict[int, list[MadeFile]]:
    """What can still be fetched of each job."""
    numbers = [id_of(job) for job in jobs]
    asked = select(MadeFile).where(col(MadeFile.job_id).in_(numbers), col(MadeFile.expires) > now)
    found: dict[int, list[MadeFile]] = {}
    for made in session.exec(asked.order_by(col(MadeFile.id))):
        found.setdefault(made.job_id, []).append(made)
    return found
