"""The waves whose results may be seen, and what there is to be seen of one."""

from __future__ import annotations

from typing import Any

from werkzeug import Response

from survey.accounts.access import needs
from survey.publishing import PUBLISHED, is_on
from survey.results.stored.finding import find
from survey.staff import pages
from survey.staff.frame import staff
from survey.staff.results.messages import said
from survey.staff.results.months_words import months_said
from survey.staff.results.ratings import ratings_in_sight
from survey.staff.results.sight import RUN, SEE, Sight, in_sight, sight
from survey.staff.visit import here

WAVE = "/results/<code>"


@staff.get("/results")
@needs(*SEE)
def results() -> Response:
    """Every wave with results."""
    return result_page("list.html", seen=in_sight(), ratings=ratings_in_sight(), months=months_said())


@staff.get(WAVE)
@needs(*SEE)
def results_wave(code: str) -> Response:
    """The units of a wave with results, and the ways to the comparison and the whole."""
    seen = sight(code)
    found = seen.found()
    if found.state != "ready":
        return not_ready(seen, found.state)
    return result_page("wave.html", seen=seen, units=seen.units(found), public=_public(seen))


def _public(seen: Sight) -> str:
    """The state of the public page of a published wave, ordered when first looked for; else ""."""
    if not (seen.runs and is_on() and seen.wave.state == PUBLISHED):
        return ""
    return find(here().session, seen.wave, public=True).state


def result_page(
    template: str, *, status: int = 200, errors: dict[str, str] | None = None, **context: Any
) -> Response:
    """A page of this area, in its own words."""
    return pages.page(f"results/{template}", status, errors=errors, said=said(), run_roles=RUN, **context)


def not_ready(seen: Sight, state: str) -> Response:
    """The figures are being computed, or could not be; nothing is computed here."""
    return result_page("waiting.html", status=503 if state == "failed" else 202, seen=seen, state=state)
