"""What is said where there is no form: which status, which sentence, in the reader's language first."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Response, request, url_for
from markupsafe import Markup, escape

from survey import dates
from survey.ballots.doors import Door
from survey.citizen import replies
from survey.citizen.messages import SPOKEN, Words, languages_of
from survey.citizen.notices import closed_text, not_open_text
from survey.citizen.pages import message_page
from survey.doors.visit import FIELD, PROCEDURE
from survey.limits import answered
from survey.limits.messages import limit_words

STATUS = {
    "unknown_door": 404,
    "not_open": 503,
    "revoked": 410,
    "wave_closed": 410,
    "deleted": 410,
    "other_body": 409,
    "elsewhere": 403,
    "too_large": 413,
    "not_stored": 503,
}
AGAIN = frozenset({"other_body", "deleted"})
"""Where another form can be filled in."""
SENTENCES: dict[str, Callable[[Words], str]] = {
    "unknown_door": lambda words: words.unknown,
    "revoked": lambda words: words.revoked,
    "deleted": lambda words: words.deleted,
    "other_body": lambda words: words.sent_already,
    "elsewhere": lambda words: words.elsewhere,
    "too_large": lambda words: words.too_large,
    "not_stored": lambda words: words.busy,
}


def reply(code: str, door: Door | None, language: str, token: str = "") -> Response:
    """The page for one of the codes of STATUS."""
    offered = languages_of(door.questionnaire.languages) if door else tuple(SPOKEN)
    spoken = [each for each in offered if each in SPOKEN] or list(SPOKEN)
    texts = {each: _text(code, door, SPOKEN[each]) for each in spoken}
    link = another_visit(door, language, token) if door and token and code in AGAIN else ""
    text = message_page(door, texts, language, link)
    return replies.page(text, STATUS[code], retry_seconds=replies.RETRY_SECONDS.get(code))


def answered_already(door: Door, language: str, token: str) -> Response:
    """That this phone has sent a form here today, with the way to another one."""
    offered = languages_of(door.questionnaire.languages)
    texts = {each: escape(limit_words(each).answered) for each in offered}
    return replies.page(message_page(door, texts, language, another_visit(door, language, token)))


def another_visit(door: Door, language: str, token: str) -> str:
    """The address of a form for another visit, with what the link that was opened says of it."""
    query: dict[str, Any] = {name: request.args[name] for name in (PROCEDURE, FIELD) if name in request.args}
    if answered.is_for(door):
        query[answered.AGAIN] = "1"
    return url_for("citizen.ask", token=token, lang=language, **query)


def _text(code: str, door: Door | None, words: Words) -> Markup:
    if door and code == "wave_closed":
        return closed_text(door, words)
    if door and code == "not_open":
        return not_open_text(door, words, dates.today())
    return escape(SENTENCES[code](words))
