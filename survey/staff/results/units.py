"""The results of one unit, and of all together: the content of the full report in the frame of staff."""

from __future__ import annotations

from flask import abort
from werkzeug import Response

from survey.accounts.access import needs
from survey.results.stored.finding import document
from survey.results.stored.packing import WHOLE, of_unit
from survey.staff import pages
from survey.staff.frame import staff
from survey.staff.results.sight import RUN, SEE, Sight, sight, sight_of_runner
from survey.staff.results.waves import WAVE, not_ready, result_page
from survey.staff.visit import here

UNIT_FILES = ("report.pdf", "full.pdf", "figures.xlsx", "figures.csv", "changes.csv")
"""What can be downloaded of a unit."""


@staff.get(f"{WAVE}/units/<int:number>")
@needs(*SEE)
def results_unit(code: str, number: int) -> Response:
    """What the answers say about one unit."""
    seen = sight(code)
    unit = seen.unit(number)
    return _page(seen, of_unit(unit.id or 0), number)


@staff.get(f"{WAVE}/whole")
@needs(*RUN)
def results_whole(code: str) -> Response:
    """What they say about all units together."""
    return _page(sight_of_runner(code), WHOLE, None)


def _page(seen: Sight, subject: str, number: int | None) -> Response:
    from survey.staff.results.drawing import drawn

    found = seen.found()
    if found.state != "ready":
        return not_ready(seen, found.state)
    body = document(here().session, found, subject, "full", pages.words_here().language)
    if body is None:
        abort(404)
    return result_page("unit.html", seen=seen, number=number, drawn=drawn(body), files=UNIT_FILES)
