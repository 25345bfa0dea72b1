"""What was released about the units of an officer, once the results are approved."""

from __future__ import annotations

from werkzeug import Response

from survey.accounts.access import needs
from survey.accounts.scope import units_of
from survey.comments import desk
from survey.keys import id_of
from survey.results.named_units import large_enough
from survey.staff.asked import wave_rated
from survey.staff.comments import saying
from survey.staff.comments.desk_pages import DESK
from survey.staff.frame import staff
from survey.staff.paging import paging
from survey.staff.visit import here
from survey.waves.shown import shows_figures


@staff.get(f"{DESK}/released")
@needs("officer")
def comment_released(code: str) -> Response:
    """By unit and theme; none of a unit with too few ballots."""
    found, wave = here(), wave_rated(code, "officer")
    is_shown = shows_figures(wave, runs_it=False)
    units = units_of(found.session, id_of(found.account), ("officer",), found.today) if is_shown else ()
    named = large_enough(found.session, wave, units) if units else frozenset()
    part = paging(desk.count_released(found.session, wave, named))
    listed = desk.released(found.session, wave, named, limit=part.size, offset=part.offset)
    return saying.page("released.html", wave=wave, is_shown=is_shown, listed=listed, part=part)
