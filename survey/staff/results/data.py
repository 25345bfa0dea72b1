"""Single ballots for those who run a wave: the files are made by a job, and every download is recorded."""

from __future__ import annotations

from flask import abort, request, url_for
from werkzeug import Response
from werkzeug.utils import redirect

from survey.accounts.access import needs
from survey.files.slugs import slug
from survey.results.stored.finding import BALLOTS, FORMS, ballot_files, document, order_ballots, ordering
from survey.staff.frame import staff
from survey.staff.results.files import sent
from survey.staff.results.sight import RUN, Sight, sight_of_runner
from survey.staff.results.waves import WAVE, not_ready, result_page
from survey.staff.visit import here
from survey.waves.events import append

MAKERS = ("analyst", "approver")
"""Who orders and takes the files; whoever only looks on does not."""


@staff.get(f"{WAVE}/data")
@needs(*RUN)
def results_data(code: str) -> Response:
    """Which files there are."""
    seen = sight_of_runner(code)
    found = seen.found()
    if found.state != "ready":
        return not_ready(seen, found.state)
    session = here().session
    made, state = ballot_files(session, found), ordering(session, seen.wave)
    may = not here().roles.isdisjoint(MAKERS)
    return result_page(
        "data.html", seen=seen, made=made, state=state, may=may, done=request.args.get("done", "")
    )


@staff.post(f"{WAVE}/data")
@needs(*MAKERS)
def results_data_now(code: str) -> Response:
    """Order them."""
    seen = _maker(code)
    if seen.found().state == "ready" and order_ballots(here().session, seen.wave) == "waiting":
        _record(seen, "ballots.order", {})
    return redirect(url_for("staff.results_data", code=code, done="ordered"), 303)


@staff.get(f"{WAVE}/data/<file>")
@needs(*MAKERS)
def results_data_file(code: str, file: str) -> Response:
    """One of them."""
    seen = _maker(code)
    if file not in FORMS:
        abort(404)
    found = seen.found()
    if found.state != "ready":
        return not_ready(seen, found.state)
    body = document(here().session, found, BALLOTS, FORMS[file], "vi")
    if body is None:
        abort(404)
    _record(seen, "ballots.download", {"file": file})
    return sent(body, f"{slug(seen.wave.code)}-{file}")


def _maker(code: str) -> Sight:
    """The wave, if it is run from a unit on which one of these roles is held, and not only looked at."""
    from survey.staff.asked import wave_run

    wave_run(code, *MAKERS)
    return sight_of_runner(code)


def _record(seen: Sight, what: str, detail: dict[str, str]) -> None:
    found = here()
    append(found.session, found.by, what, f"wave {seen.wave.code}", detail)
    found.session.commit()
