"""What the pages of waves share: their words, the wave that is asked for, reading fields of a form."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from flask import request, url_for
from werkzeug import Response
from werkzeug.utils import redirect

from reports.style import count
from survey import dates
from survey.files.rows import day_of
from survey.files.texts import fault, tidy
from survey.keys import id_of
from survey.staff import pages
from survey.staff.asked import wave_run
from survey.staff.visit import here
from survey.staff.waves.messages import WaveWords
from survey.staff.waves.routes import READERS
from survey.staff.waves.words_en import EN
from survey.staff.waves.words_vi import VI
from survey.tables import Unit, Wave
from survey.waves.events import wait_for_turn
from survey.waves.seen import waves_run

SPOKEN = {"vi": VI, "en": EN}
ROWS = 200
"""Rows of a list that stand on one page."""


def said() -> WaveWords:
    """The words of this page."""
    return SPOKEN[pages.words_here().language]


def draw(template: str, status: int = 200, **context: Any) -> Response:
    """A page of this area."""
    language = pages.words_here().language
    shown = {
        "said": said(),
        "day": lambda each: dates.written(each, language),
        "n": lambda each: "–" if each is None else count(each, language),
        "moment": moment_in,
        "named": named,
        "given": request.form,
        "done": request.args.get("done", ""),
        "today": here().today,
    }
    return pages.page(f"waves/{template}", status, **{**shown, **context})


def named(unit: Unit) -> str:
    """The name of a unit in the language of the page."""
    is_english = pages.words_here().language == "en"
    return unit.name_en if is_english and unit.name_en else unit.name


def moment_in(moment: dt.datetime) -> str:
    """A moment on the clock of Vietnam."""
    there = moment.astimezone(dates.VIETNAM)
    return f"{dates.written(there.date(), pages.words_here().language)}, {there:%H:%M}"


def read(code: str) -> Wave:
    """The wave, for those who may look at it."""
    return wave_run(code, *READERS)


def turn() -> None:
    """Wait until nobody else is at a deed: what is read from now on stays true until the end of ours."""
    session = here().session
    session.commit()
    wait_for_turn(session)


def held(code: str, role: str) -> Wave:
    """The wave, for somebody with this role who is about to change it: nobody else can until the end."""
    turn()
    return wave_run(code, role)


def may(wave: Wave, role: str) -> bool:
    """Whether whoever asks holds the role on this wave."""
    found = here()
    if role not in found.roles:
        return False
    seen = waves_run(id_of(found.account), (role,), found.today)
    return wave.id in set(found.session.execute(seen).scalars())


@dataclass(frozen=True)
class Sheet:
    """A part of a long list: which, of how many."""

    number: int
    of: int

    @property
    def first(self) -> int:
        """How many rows stand before it."""
        return (self.number - 1) * ROWS


def sheet(rows: int) -> Sheet:
    """The part that the address asks for, or the nearest there is."""
    of = max(1, -(-rows // ROWS))
    asked = request.args.get("page", "1")
    number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 7 else 1
    return Sheet(min(max(number, 1), of), of)


def back(endpoint: str, done: str, **values: Any) -> Response:
    """To a page that can be bookmarked."""
    return redirect(url_for(f"staff.{endpoint}", done=done, **values), 303)


def text_of(name: str, longest: int, errors: dict[str, str], missing: str = "") -> str:
    """A text field, tidied; what is wrong with it goes into `errors`."""
    text = tidy(request.form.get(name, ""))
    if len(text) > longest:
        errors[name] = said().problems["too_long"].format(n=longest)
    elif fault(text) is not None:
        errors[name] = said().problems["no_text"]
    elif missing and not text:
        errors[name] = said().problems[missing]
    return text


def day_asked(name: str, errors: dict[str, str], *, needed: bool = True) -> dt.date | None:
    """A field with a day."""
    written = request.form.get(name, "").strip()
    found = day_of(written)
    if found is None and (needed or written):
        errors[name] = said().problems["no_day"]
    return found


def whole_of(name: str) -> int | None:
    """A field with a whole number; −1 where something else was written, None where nothing was."""
    written = request.form.get(name, "").strip()
    if not written:
        return None
    is_number = written.isascii() and written.isdigit() and len(written) < 10
    return int(written) if is_number else -1
