"""The rehearsal of a wave: begun and ended, with the number of its test ballots."""

from __future__ import annotations

from flask import request
from werkzeug import Response

from survey.staff.visit import here
from survey.staff.waves.common import back, draw, held, may, read
from survey.staff.waves.deeds import reason
from survey.tables import Wave
from survey.waves.rehearsals import BEFORE_OPENING, count_tests, end_rehearsal, start_rehearsal
from survey.waves.wave_states import WaveStateError


def wave_rehearsal(code: str) -> Response:
    """Whether it is being rehearsed, and what has come in."""
    return _page(read(code), {})


def wave_rehearsal_now(code: str) -> Response:
    """Begin it, or end it and purge what came in."""
    found, wave = here(), held(code, "analyst")
    done = "start" if request.form.get("do") == "start" else "end"
    try:
        if done == "start":
            start_rehearsal(found.session, wave, by=found.by, today=found.today)
        else:
            end_rehearsal(found.session, wave, by=found.by)
    except WaveStateError as refusal:
        return _page(wave, {"": reason(refusal)})
    found.session.commit()
    return back("wave_rehearsal", done, code=code)


def _page(wave: Wave, errors: dict[str, str]) -> Response:
    tests = count_tests(here().session, wave)
    return draw(
        "rehearsal.html",
        errors=errors,
        wave=wave,
        tests=tests,
        may_start=wave.state in BEFORE_OPENING,
        may_change=may(wave, "analyst"),
    )
