"""The page on which work is ordered: reports, figures, ballots, the destruction of what is past its day."""

from __future__ import annotations

from typing import Any

from flask import request, url_for
from sqlmodel import Session, col, select
from werkzeug import Response
from werkzeug.utils import redirect

from survey.accounts.access import needs
from survey.codes.retention import due_codes
from survey.jobs.queue import add_job
from survey.jobs.seen import runs_everything
from survey.keys import id_of
from survey.staff import pages
from survey.staff.fieldwork.job_pages import DOERS, FETCHERS
from survey.staff.fieldwork.messages import said
from survey.staff.frame import staff
from survey.staff.visit import Visit, here
from survey.tables import Job, Unit, Wave
from survey.waves.events import append
from survey.waves.retention import due
from survey.waves.seen import waves_run
from survey.waves.shown import shows_figures

ORDERS: dict[str, dict[str, Any]] = {
    "reports": {"kind": "reports"},
    "reports official": {"kind": "reports", "official": True},
    "exports figures": {"kind": "exports", "what": "figures"},
    "exports ballots": {"kind": "exports", "what": "ballots"},
}
"""What can be ordered of a wave."""
RETENTION = "retention"
LANGUAGES = ("vi", "en")


@staff.get("/jobs/new")
@needs(*FETCHERS)
def order_job() -> Response:
    """The form."""
    return _form({})


@staff.post("/jobs/new")
@needs(*FETCHERS)
def order_job_now() -> Response:
    """Order it, unless the figures of the wave may not be seen yet."""
    found, words = here(), said()
    what, language = request.form.get("what", ""), request.form.get("language", "")
    wave = next((each for each in _waves(found) if each.code == request.form.get("wave", "")), None)
    errors = {}
    if what not in ORDERS:
        errors["what"] = words.problems["what"]
    if wave is None:
        errors["wave"] = words.problems["wave"]
    elif not shows_figures(wave, runs_it=True):
        errors["wave"] = words.problems["sealed"]
    if language not in LANGUAGES:
        errors["language"] = words.problems["language"]
    if errors or wave is None:
        return _form(errors)
    told = {"language": language, **ORDERS[what]}
    if told.get("official"):
        told["issuer"] = _host(found.session, wave)
    return _ordered(found, wave.code, **told)


@staff.get("/jobs/retention")
@needs(*DOERS)
def order_retention() -> Response:
    """What is past its day, and whether it is to be destroyed."""
    found = here()
    if not _is_theirs(found):
        return pages.refusal("missing", 404)
    gone, codes = due(found.session, found.today), due_codes(found.session, found.today)
    return pages.page("fieldwork/retention.html", said=said(), gone=gone, codes=codes)


@staff.post("/jobs/retention")
@needs(*DOERS)
def order_retention_now() -> Response:
    """Order the destruction."""
    found = here()
    return _ordered(found, None, kind=RETENTION) if _is_theirs(found) else pages.refusal("missing", 404)


def _ordered(found: Visit, wave: str | None, *, kind: str, **told: Any) -> Response:
    """Order it with its line in the audit log; what is ordered already is not ordered twice."""
    asked = select(Job).where(Job.kind == kind, Job.wave == wave, col(Job.state) == "waiting")
    job = add_job(found.session, kind, wave=wave, ordered_by=found.by, **told)
    twice = [each for each in found.session.exec(asked) if each.id != job.id]
    if any(each.arguments == job.arguments for each in twice):
        found.session.rollback()
        return redirect(url_for("staff.jobs_list", done="twice"), 303)
    append(found.session, found.by, "job.order", f"job {job.id}", {"kind": kind, "wave": wave, **told})
    found.session.commit()
    return redirect(url_for("staff.jobs_list", done="order"), 303)


def _form(errors: dict[str, str]) -> Response:
    found, words = here(), said()
    return pages.page(
        "fieldwork/order.html",
        said=words,
        errors=errors,
        orders=[(name, words.kinds_of_job[name]) for name in ORDERS],
        waves=[(each.code, each.name) for each in _waves(found)],
        languages=[(each, words.languages[each]) for each in LANGUAGES],
        given=request.form or {"language": pages.words_here().language, **request.args.to_dict()},
    )


def _waves(found: Visit) -> list[Wave]:
    run = waves_run(id_of(found.account), FETCHERS, found.today)
    asked = select(Wave).where(col(Wave.id).in_(run), Wave.state != "draft")
    return list(found.session.exec(asked.order_by(col(Wave.opens).desc())))


def _is_theirs(found: Visit) -> bool:
    """Whether what concerns every wave is for whoever asks."""
    return runs_everything(found.session, id_of(found.account), DOERS, found.today)


def _host(session: Session, wave: Wave) -> str:
    """The body that reports."""
    return session.get_one(Unit, wave.host_id).name if wave.host_id is not None else ""
