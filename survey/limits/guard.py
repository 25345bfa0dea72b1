"""The limits as the application asks for them: by address before anything else, then at a door."""

from __future__ import annotations

from flask import Flask, request
from markupsafe import escape
from werkzeug import Response

from survey import current
from survey.ballots import api
from survey.citizen import replies
from survey.citizen.messages import SPOKEN
from survey.citizen.pages import message_page
from survey.limits.messages import limit_words

FREE = frozenset({"/healthz", "/readyz"})
"""Whoever watches over the server asks often, and is to be answered."""


def register(app: Flask) -> None:
    """Ask for the address before every request."""
    app.before_request(_too_often)


def _too_often() -> Response | None:
    """The coarse limit: nothing is looked up for whoever is over it."""
    if request.path in FREE or request.path.startswith("/assets/"):
        return None
    wait = current.limits().wait_from(request.remote_addr)
    if not wait:
        return None
    return api.too_often(wait) if request.path.startswith(api.PREFIX) else wait_page(wait)


def wait_page(seconds: int) -> Response:
    """Ask a person to come again later."""
    language = request.accept_languages.best_match(SPOKEN) or next(iter(SPOKEN))
    texts = {each: escape(limit_words(each).wait) for each in SPOKEN}
    return replies.page(message_page(None, texts, language), 429, retry_seconds=seconds)
