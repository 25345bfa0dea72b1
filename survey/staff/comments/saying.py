"""How the comments desk words what it shows."""

from __future__ import annotations

from typing import Any

from werkzeug import Response

from questionnaires.model import Questionnaire
from survey.comments.faults import CommentError
from survey.comments.themes import themes
from survey.staff import pages
from survey.staff.comments.messages import SPOKEN, CommentWords
from survey.staff.quality.saying import day, number, unit_name
from survey.staff.quality.saying import said as quality_said
from survey.staff.visit import here
from survey.tables import StoredQuestionnaire, Wave
from survey.waves.questionnaires_store import load_stored


def said() -> CommentWords:
    """The words of this area."""
    return SPOKEN[pages.words_here().language]


def page(template: str, *, errors: dict[str, str] | None = None, **context: Any) -> Response:
    """A page of this area, with its words and its ways of saying numbers."""
    more: dict[str, Any] = {
        "said": said(),
        "number": number,
        "day": day,
        "unit_name": unit_name,
        "states": quality_said().states,
    }
    return pages.page(f"comments/{template}", errors=errors, **more, **context)


def problem(error: CommentError) -> str:
    """Why something was not done."""
    return said().problems[error.problem].format(part=error.part)


def questions(wave: Wave) -> dict[str, str]:
    """The questions that are answered in words, by their codes."""
    stored = here().session.get_one(StoredQuestionnaire, wave.questionnaire_id)
    form: Questionnaire = load_stored(stored)
    language = pages.words_here().language
    spoken = language if language in form.languages else form.languages[0]
    return {item.code: form.sentence(item, spoken) for item in form.items if item.kind == "text"}


def theme_options() -> list[tuple[str, str]]:
    """The themes as choices, none first."""
    return [("", said().no_theme), *((each, each) for each in themes(here().session))]
