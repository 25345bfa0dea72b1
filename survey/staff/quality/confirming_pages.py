"""The second person's list, and the ledger as a page and as a file."""

from __future__ import annotations

from collections.abc import Callable

from flask import request, url_for
from werkzeug import Response
from werkzeug.exceptions import NotFound
from werkzeug.utils import redirect

from survey.accounts.access import needs
from survey.accounts.named import names_of
from survey.quality import confirming, desk, ledger
from survey.quality.faults import DecisionError
from survey.staff.asked import wave_run
from survey.staff.frame import staff
from survey.staff.paging import paging, whole
from survey.staff.quality import saying
from survey.staff.quality.overview_pages import DESK, READERS
from survey.staff.visit import here
from survey.tables import Wave

SECONDS = ("analyst", "approver")

DEEDS: dict[str, Callable[[Wave, int], int]] = {
    "confirm": lambda wave, first: confirming.confirm(here().session, wave, first, by=here().by),
    "refuse": lambda wave, first: confirming.refuse(here().session, wave, first, _reason(), by=here().by),
    "reverse": lambda wave, first: confirming.reverse(here().session, wave, first, _reason(), by=here().by),
}


@staff.get(f"{DESK}/proposals")
@needs(*SECONDS)
def quality_proposals(code: str) -> Response:
    """What waits for a second person."""
    return _page("proposals.html", wave_run(code, *SECONDS), {}, statuses=("proposed",))


@staff.post(f"{DESK}/proposals")
@needs(*SECONDS)
def quality_confirm(code: str) -> Response:
    """Confirm or refuse what another proposed."""
    return _do(code, "proposals.html", ("confirm", "refuse"), ("proposed",), "staff.quality_proposals")


@staff.get(f"{DESK}/ledger")
@needs(*READERS)
def quality_ledger(code: str) -> Response:
    """Who decided what, by which rule and why."""
    return _page("ledger.html", wave_run(code, *READERS), {})


@staff.post(f"{DESK}/ledger")
@needs(*SECONDS)
def quality_reverse(code: str) -> Response:
    """Put ballots back into the results."""
    return _do(code, "ledger.html", ("reverse",), (), "staff.quality_ledger")


@staff.get(f"{DESK}/ledger.csv")
@needs(*READERS)
def quality_ledger_file(code: str) -> Response:
    """The ledger ballot by ballot, internal."""
    # What writes files knows of reports; a worker that serves citizens has not read it until then.
    from survey.quality.ledger_file import to_csv

    wave = wave_run(code, *READERS)
    made = Response(to_csv(here().session, wave, saying.said().modes), mimetype="text/csv")
    made.headers["Content-Disposition"] = f'attachment; filename="{wave.code}-ledger.csv"'
    return made


def _do(
    code: str, template: str, deeds: tuple[str, ...], statuses: tuple[str, ...], endpoint: str
) -> Response:
    found, wave = here(), wave_run(code, *SECONDS)
    deed, first = request.form.get("deed", ""), whole(request.form.get("lot", ""))
    if deed not in deeds or first is None:
        raise NotFound
    try:
        n = DEEDS[deed](wave, first)
    except DecisionError as error:
        found.session.rollback()
        field = f"reason-{first}" if error.problem.endswith("reason") else ""
        problems = {field: saying.said().problems[error.problem]}
        return _page(template, wave, problems, statuses=statuses)
    found.session.commit()
    return redirect(url_for(endpoint, code=code, done=deed, n=n), 303)


def _page(template: str, wave: Wave, errors: dict[str, str], *, statuses: tuple[str, ...] = ()) -> Response:
    session = here().session
    part = paging(confirming.count_lots(session, wave, statuses=statuses))
    lots = confirming.lots(session, wave, statuses=statuses, limit=part.size, offset=part.offset)
    doors = desk.doors_named(session, [each.collector_id for each in lots if each.collector_id])
    decidable = wave.state in ledger.DECIDABLE
    return saying.page(
        template,
        errors=errors,
        wave=wave,
        lots=lots,
        people=names_of(
            session, (by for each in lots for by in (each.proposed_by, each.confirmed_by, each.ended_by))
        ),
        doors=doors,
        part=part,
        may_decide=decidable and bool(set(SECONDS) & here().roles),
        decidable=decidable,
        given=request.form,
        done=request.args.get("done", ""),
        n=whole(request.args.get("n", "")) or 0,
    )


def _reason() -> str:
    return request.form.get("reason", "")
