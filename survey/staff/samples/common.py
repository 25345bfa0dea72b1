"""What the pages of samples share: who may what, the wave and the words, and how numbers are written."""

from __future__ import annotations

from typing import Any

from flask import request, url_for
from werkzeug import Response
from werkzeug.utils import redirect

from survey.files.texts import fault, tidy
from survey.interviewing.assigning import FEW
from survey.keys import id_of
from survey.staff import pages
from survey.staff.asked import wave_run
from survey.staff.fieldwork.showing import Shown
from survey.staff.paging import whole
from survey.staff.samples.messages import SampleWords
from survey.staff.samples.words_en import EN
from survey.staff.samples.words_vi import VI
from survey.staff.visit import here
from survey.tables import Unit, Wave
from survey.waves.events import wait_for_turn
from survey.waves.seen import waves_run

SPOKEN = {"vi": VI, "en": EN}


def said() -> SampleWords:
    """The words of this page."""
    return SPOKEN[pages.words_here().language]


def drawn(template: str, *, errors: dict[str, str] | None = None, **context: Any) -> Response:
    """A page of this area."""
    shared = {
        "said": said(),
        "shown": Shown(pages.words_here().language),
        "named": named,
        "given": request.form,
        "done": request.args.get("done", ""),
        "few": FEW,
    }
    return pages.page(f"samples/{template}", errors=errors, **{**shared, **context})


def named(unit: Unit) -> str:
    """The name of a unit in the language of the page."""
    is_english = pages.words_here().language == "en"
    return unit.name_en if is_english and unit.name_en else unit.name


def held(code: str, *roles: str) -> Wave:
    """The wave, for somebody who is about to change its sample: nobody else is at a deed until the end."""
    session = here().session
    session.commit()
    wait_for_turn(session)
    session.expire_all()
    return wave_run(code, *roles)


def may(wave: Wave, *roles: str) -> bool:
    """Whether whoever asks holds one of the roles on this wave."""
    found = here()
    if not set(roles) & found.roles:
        return False
    seen = waves_run(id_of(found.account), roles, found.today)
    return wave.id in set(found.session.execute(seen).scalars())


def back(endpoint: str, **values: Any) -> Response:
    """To a page that can be bookmarked."""
    return redirect(url_for(f"staff.{endpoint}", **values), 303)


def number_of(name: str, errors: dict[str, str]) -> int | None:
    """A whole number of the form; None where nothing was written, or something else, which is an error."""
    text = request.form.get(name, "").strip()
    number = whole(text)
    if text and number is None:
        errors[name] = said().errors["no_number"]
    return number


def text_of(name: str, longest: int, errors: dict[str, str], missing: str = "") -> str:
    """A text of the form, tidied; what is wrong with it goes into `errors`."""
    text = tidy(request.form.get(name, ""))
    if len(text) > longest:
        errors[name] = said().errors["too_long"].format(n=longest)
    elif fault(text) is not None:
        errors[name] = said().errors["no_text"]
    elif missing and not text:
        errors[name] = said().errors[missing]
    return text
