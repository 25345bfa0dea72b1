"""The page with the form: fresh and prepared for everybody, or as somebody sent it, with what to mend."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from markupsafe import Markup

from questionnaires.model import Questionnaire, say
from survey.ballots.doors import Door
from survey.citizen.drawing import sections_of
from survey.citizen.fields import Slip
from survey.citizen.form import stamp
from survey.citizen.messages import Words, words_of
from survey.citizen.notices import notice, time_needed
from survey.citizen.pages import TEMPLATES, blocks, render, spoken
from survey.citizen.prepared import Prepared
from survey.citizen.screen_messages import screen_words_of
from survey.citizen.slips import Mending, mending
from survey.codes.asking import code_field, with_code
from survey.doors.from_link import visit_of
from survey.doors.visit import Offered
from survey.limits.messages import limit_words

GAP = str(uuid.UUID(int=0))
"""Stands in a prepared page where each visitor's own ballot id goes."""
SLOT = Markup('<b class="n"></b>')
"""Stands in a sentence where a script writes a number."""
ON_PHONES = {"script": "citizen.js", "imported": ("steps.js",), "styles": (), "action": "", "is_kiosk": False}


@dataclass(frozen=True)
class Filled:
    """A form as somebody sent it, on its way back to them."""

    ballot: str
    sent: Mapping[str, Sequence[str]] = field(default_factory=dict)
    slips: Mapping[str, Slip] = field(default_factory=dict)
    seconds: int | None = None
    problem: str = ""
    may_skip: bool = False
    code_slip: str = ""
    """What is wrong with the one-time code: a name of survey.codes.asking."""
    procedure: Offered | None = None
    """The procedure that the link carried."""


@lru_cache(maxsize=256)
def fresh_form(door: Door, language: str) -> Prepared:
    """The form of a door with nothing filled in, prepared for any number of visitors."""
    return Prepared(form_page(door, language, Filled(GAP), is_fresh=True), GAP)


def form_page(
    door: Door,
    language: str,
    filled: Filled,
    *,
    is_fresh: bool = False,
    template: str = "form.html",
    **frame: Any,
) -> str:
    """The form with what was filled in and what is to be mended; `frame` is what a kiosk has otherwise."""
    words, form = words_of(language), door.questionnaire
    code = code_field(door, language, filled.sent, filled.code_slip)
    to_mend = with_code(mending(form, filled.slips, words) if filled.slips else None, code, words)
    name = say(form.title, language)
    context = {"screens": screen_words_of(language), "slot": SLOT, "faces": (), **ON_PHONES, **frame}
    return render(
        template,
        door,
        words,
        **context,
        title=f"{words.error} {name}" if to_mend or filled.problem else name,
        name=name,
        spoken=spoken(door),
        mending=to_mend,
        code=code,
        visit=visit_of(filled.procedure, language),
        problem=filled.problem,
        time=time_needed(form, words),
        notice=notice(door, words),
        questions=_questions(form, words, filled.sent, to_mend) if filled.sent else _blank(form, words),
        leave_empty=limit_words(language).leave_empty,
        stamp=stamp(form),
        seconds="" if filled.seconds is None else filled.seconds,
        ballot=filled.ballot,
        is_fresh=is_fresh,
        may_skip=bool(filled.slips) and filled.may_skip,
    )


@lru_cache(maxsize=128)
def _blank(questionnaire: Questionnaire, words: Words) -> Markup:
    return _questions(questionnaire, words, {}, None)


def _questions(
    questionnaire: Questionnaire, words: Words, sent: Mapping[str, Sequence[str]], to_mend: Mending | None
) -> Markup:
    page = TEMPLATES.get_template("questions.html").render(
        sections=sections_of(questionnaire, words),
        words=words,
        sent=sent,
        slips=to_mend.beside if to_mend else {},
        blocks=blocks(),
    )
    return Markup(page)
