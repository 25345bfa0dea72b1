"""The pages for staff who pair a tablet or look after its queue."""

from __future__ import annotations

import json

from flask import Request, Response
from jinja2 import Environment, PackageLoader, StrictUndefined

from survey.citizen import replies
from survey.devices.messages import SPOKEN, device_words, for_script
from survey.devices.worker import address_of

TEMPLATES = Environment(
    loader=PackageLoader("survey.devices"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    auto_reload=False,
)


def language_here(request: Request) -> str:
    """The language asked for in the address, else the tablet's, else Vietnamese."""
    wanted = request.args.get("lang", "")
    return wanted if wanted in SPOKEN else request.accept_languages.best_match(SPOKEN) or "vi"


def pair_page(language: str, problem: str = "", status: int = 200) -> Response:
    """The page that asks for a pairing code; `problem` names the sentence that says what went wrong."""
    words = device_words(language)
    said = getattr(words, problem) if problem else ""
    page = TEMPLATES.get_template("pair.html").render(
        words=words, spoken=list(SPOKEN.values()), problem=said, asset=address_of
    )
    return replies.page(page, status)


def staff_page(language: str) -> Response:
    """The page with the queue of this tablet; everything on it is drawn on the tablet itself."""
    words = device_words(language)
    page = TEMPLATES.get_template("staff.html").render(
        words=words, spoken_words=json.dumps(for_script(words), ensure_ascii=False), asset=address_of
    )
    return replies.page(page)
