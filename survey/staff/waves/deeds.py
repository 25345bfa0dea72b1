"""The steps of a wave: asked whether it is meant, then taken by whoever may."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field

from flask import abort, request
from werkzeug import Response

from survey.jobs.queue import add_job
from survey.staff.asked import wave_run
from survey.staff.visit import Visit, here
from survey.staff.waves.common import back, day_asked, draw, held, said, text_of
from survey.tables import Wave
from survey.waves import ratings, reviews, waves
from survey.waves.papers import SHOWN, OpenBatch, OpenPapersError
from survey.waves.wave_states import ROLES, STEPS, WaveStateError

NAMES = {step: step.replace("_", "-") for step in STEPS} | {"send_for_review": "review"}
"""The step of a wave by its name in addresses."""
STEP_OF = {name: step for step, name in NAMES.items()}
REVIEW_DAYS = 10
Errors = dict[str, str]


@dataclass(frozen=True)
class Deed:
    """What the form of a step has, and what is done when it is sent."""

    do: Callable[[Visit, Wave, Errors], None]
    fields: tuple[str, ...] = field(default=())


def _approve(found: Visit, wave: Wave, errors: Errors) -> None:
    waves.approve(found.session, wave, by=found.by)


def _open(found: Visit, wave: Wave, errors: Errors) -> None:
    waves.open_wave(found.session, wave, by=found.by, today=found.today)


def _close(found: Visit, wave: Wave, errors: Errors) -> None:
    waves.close(found.session, wave, by=found.by, today=found.today)


def _freeze(found: Visit, wave: Wave, errors: Errors) -> None:
    """No ballot comes in any more; the hash over all of them is for the worker."""
    waves.shut(found.session, wave, by=found.by, today=found.today, early="early" in request.form)
    add_job(found.session, "freeze", wave=wave.code, by=found.by)


def _review(found: Visit, wave: Wave, errors: Errors) -> None:
    until = day_asked("until", errors)
    if until is not None:
        reviews.send_for_review(found.session, wave, until=until, by=found.by, today=found.today)


def _approve_results(found: Visit, wave: Wave, errors: Errors) -> None:
    number = text_of("number", 64, errors, "no_decision")
    decided_on = day_asked("decided_on", errors)
    if decided_on is None or errors:
        return
    early = "early" in request.form
    reviews.approve_results(
        found.session, wave, number=number, decided_on=decided_on, by=found.by, today=found.today, early=early
    )


def _publish(found: Visit, wave: Wave, errors: Errors) -> None:
    reviews.publish_results(found.session, wave, by=found.by, today=found.today)


def _extend(found: Visit, wave: Wave, errors: Errors) -> None:
    closes = day_asked("closes", errors)
    if closes is not None:
        ratings.extend(found.session, wave, closes, by=found.by)


DEEDS = {
    "approve": Deed(_approve),
    "open": Deed(_open),
    "close": Deed(_close),
    "freeze": Deed(_freeze, ("early_freeze",)),
    "review": Deed(_review, ("until",)),
    "approve-results": Deed(_approve_results, ("number", "decided_on", "early_approval")),
    "publish": Deed(_publish),
    "extend": Deed(_extend, ("closes",)),
}
FIELD_OF = {
    "until_over": "until",
    "day_to_come": "decided_on",
    "not_later": "closes",
    "kept_too_short": "closes",
}
"""Where a refusal is said, if it is about a field."""


def wave_deed(code: str, deed: str) -> Response:
    """Ask whether it is meant."""
    return _page(wave_run(code, _role(deed)), deed, {})


def wave_deed_now(code: str, deed: str) -> Response:
    """Take the step, or say why not."""
    found, wave, errors = here(), held(code, _role(deed)), Errors()
    try:
        DEEDS[deed].do(found, wave, errors)
    except WaveStateError as refusal:
        errors[FIELD_OF.get(refusal.why, "")] = reason(refusal)
    if errors:
        found.session.rollback()
        return _page(wave_run(code, _role(deed)), deed, errors)
    found.session.commit()
    return back("wave_page", deed, code=code)


def reason(refusal: WaveStateError) -> str:
    """A refusal in the words of the page."""
    words = said()
    text = words.refusals.get(refusal.why) or words.problems[refusal.why]
    return text.format(where=_where(refusal.batches)) if isinstance(refusal, OpenPapersError) else text


def _where(batches: list[OpenBatch]) -> str:
    """The first few batches that are not closed."""
    words = said()
    shown = [
        words.batch.format(number=each.number, unit=each.unit, state=words.batch_states[each.state])
        for each in batches[:SHOWN]
    ]
    more = [words.more_batches.format(n=len(batches) - SHOWN)] if len(batches) > SHOWN else []
    return "; ".join(shown + more)


def _role(deed: str) -> str:
    return ROLES.get(STEP_OF.get(deed, ""), "analyst") if deed in DEEDS else abort(404)


def _page(wave: Wave, deed: str, errors: Errors) -> Response:
    today = here().today
    grace = waves.last_of_grace(wave)
    asked = set(DEEDS[deed].fields)
    if not (wave.state == "closed" and today <= grace):
        asked -= {"early_freeze"}
    if not reviews.may_ask(wave, today):
        asked -= {"early_approval"}
    until = today + dt.timedelta(days=REVIEW_DAYS)
    return draw("deed.html", wave=wave, deed=deed, errors=errors, asked=asked, grace=grace, until=until)
