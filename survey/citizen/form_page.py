"""The page with the form: fresh and prepared for everybody, or as somebody sent it, with what to mend."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

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
from survey.citizen.slips import Mending, mending

GAP = str(uuid.UUID(int=0))
"""Stands in a prepared page where each visitor's own ballot id goes."""


@dataclass(frozen=True)
class Filled:
    """A form as somebody sent it, on its way back to them."""

    ballot: str
    sent: Mapping[str, Sequence[str]] = field(default_factory=dict)
    slips: Mapping[str, Slip] = field(default_factory=dict)
    seconds: int | None = None
    problem: str = ""
    may_skip: bool = False


@lru_cache(maxsize=256)
def fresh_form(door: Door, language: str) -> Prepared:
    """The form of a door with nothing filled in, prepared for any number of visitors."""
    return Prepared(form_page(door, language, Filled(GAP), is_fresh=True), GAP)


def form_page(door: Door, language: str, filled: Filled, *, is_fresh: bool = False) -> str:
    """The form with what was filled in and what is to be mended."""
    words, form = words_of(language), door.questionnaire
    to_mend = mending(form, filled.slips, words) if filled.slips else None
    name = say(form.title, language)
    return render(
        "form.html",
        door,
        words,
        title=f"{words.error} {name}" if to_mend or filled.problem else name,
        name=name,
        spoken=spoken(door),
        mending=to_mend,
        problem=filled.problem,
        time=time_needed(form, words),
        notice=notice(door, words),
        questions=_questions(form, words, filled.sent, to_mend) if filled.sent else _blank(form, words),
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
