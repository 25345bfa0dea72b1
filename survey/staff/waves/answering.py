"""Requests of rated units to look again, and their answers."""

from __future__ import annotations

from flask import abort, request
from werkzeug import Response

from survey.accounts.named import names_of
from survey.keys import LARGEST
from survey.staff.visit import here
from survey.staff.waves.common import back, draw, held, may, read, said, text_of
from survey.staff.waves.deeds import reason
from survey.tables import Reconsideration, Unit, Wave
from survey.tables.workflow import OUTCOMES
from survey.waves.reviews import answer
from survey.waves.wave_states import WaveStateError

LONGEST = 2000


def wave_request(code: str, number: int) -> Response:
    """What was asked, and the answer or the form for it."""
    wave = read(code)
    return _page(wave, _request(wave, number), {})


def answer_request(code: str, number: int) -> Response:
    """Answer it, once."""
    found, wave = here(), held(code, "analyst")
    row, errors = _request(wave, number), dict[str, str]()
    text, outcome = text_of("text", LONGEST, errors, "no_text"), request.form.get("outcome", "")
    if outcome not in OUTCOMES:
        errors["outcome"] = said().problems["no_choice"]
    if not errors:
        try:
            answer(found.session, wave, row, outcome, text, by=found.by, today=found.today)
        except WaveStateError as refusal:
            errors[""] = reason(refusal)
    if errors:
        return _page(wave, row, errors)
    found.session.commit()
    return back("wave_page", "answer", code=code)


def _request(wave: Wave, number: int) -> Reconsideration:
    """A request of this wave; any other is not there."""
    row = here().session.get(Reconsideration, number) if number <= LARGEST else None
    return row if row is not None and row.wave_id == wave.id else abort(404)


def _page(wave: Wave, row: Reconsideration, errors: dict[str, str]) -> Response:
    unit = here().session.get_one(Unit, row.unit_id)
    return draw(
        "request.html",
        errors=errors,
        wave=wave,
        row=row,
        unit=unit,
        people=names_of(here().session, [row.asked_by, row.answered_by]),
        outcomes=[(each, said().outcomes[each]) for each in OUTCOMES],
        may_answer=row.outcome is None and may(wave, "analyst"),
    )
