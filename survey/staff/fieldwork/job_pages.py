"""The page of jobs: what waits, what runs and how far, what failed and why, what can be fetched."""

from __future__ import annotations

import json
from typing import Any

from flask import abort, request, url_for
from sqlalchemy import func
from sqlmodel import col, select
from werkzeug import Response
from werkzeug.utils import redirect

from survey.accounts.access import needs
from survey.jobs.files import files_by_job
from survey.jobs.queue import retry
from survey.jobs.seen import jobs_seen, runs_everything
from survey.keys import LARGEST, id_of
from survey.staff import pages
from survey.staff.fieldwork.messages import said
from survey.staff.fieldwork.paging import AT_A_TIME, Page, stretch
from survey.staff.fieldwork.showing import Shown
from survey.staff.frame import staff
from survey.staff.visit import here
from survey.tables import Job, Wave
from survey.waves.events import append

DOERS = ("analyst", "administrator")
LOOKERS = (*DOERS, "auditor")
FETCHERS = ("analyst",)
"""What is made of answers is for those who analyse them."""


@staff.get("/jobs")
@needs(*LOOKERS)
def jobs_list() -> Response:
    """The jobs of the waves that one runs, the latest first."""
    found = here()
    seen = jobs_seen(id_of(found.account), LOOKERS, found.today)
    total = found.session.exec(select(func.count()).select_from(Job).where(seen)).one()
    start, number, count = stretch(total, request.args.get("page", ""))
    asked = select(Job, Wave).outerjoin(Wave, col(Wave.code) == Job.wave).where(seen)
    rows = found.session.exec(asked.order_by(col(Job.id).desc()).offset(start).limit(AT_A_TIME)).all()
    jobs, may_do = [job for job, _ in rows], bool(found.roles & set(DOERS))
    return pages.page(
        "fieldwork/jobs.html",
        said=said(),
        shown=Shown(pages.words_here().language),
        page=Page([_told(job, wave) for job, wave in rows], number, count, start + 1, total, {}),
        files=files_by_job(found.session, jobs, found.now) if found.roles & set(FETCHERS) else {},
        may_do=may_do,
        may_order=bool(found.roles & set(FETCHERS)),
        sees_all=may_do and runs_everything(found.session, id_of(found.account), DOERS, found.today),
        is_busy=any(job.state in ("waiting", "running") for job in jobs),
        done=request.args.get("done", ""),
    )


@staff.post("/jobs/<int:number>/retry")
@needs(*DOERS)
def retry_job(number: int) -> Response:
    """Put a failed job back into the queue; one that somebody else has put back already stays there."""
    found = here()
    job = job_here(number, *DOERS)
    if job.state != "failed":
        return redirect(url_for("staff.jobs_list", done="not_failed"), 303)
    retry(found.session, number)
    append(found.session, found.by, "job.retry", f"job {number}", {"kind": job.kind, "wave": job.wave})
    found.session.commit()
    return redirect(url_for("staff.jobs_list", done="retry"), 303)


def job_here(number: int, *roles: str) -> Job:
    """The job of a number, if it is seen in these roles; else it is not there."""
    found = here()
    if number > LARGEST:
        abort(404)
    seen = jobs_seen(id_of(found.account), roles, found.today)
    return found.session.exec(select(Job).where(Job.id == number, seen)).first() or abort(404)


def _told(job: Job, wave: Wave | None) -> dict[str, Any]:
    """What the page says of a job."""
    words, given = said(), json.loads(job.arguments)
    what = words.kinds_of_job.get(f"{job.kind} {given['what']}" if "what" in given else job.kind, job.kind)
    if given.get("official"):
        what = words.kinds_of_job["reports official"]
    name, _, rest = (job.error or "").partition(":")
    return {
        "job": job,
        "what": what,
        "language": words.languages.get(str(given.get("language", "")), ""),
        "wave": wave,
        "error": words.errors.get(name, words.errors[""]) if job.error else "",
        "detail": rest.strip() or name,
        "percent": round(job.progress * 100),
    }
