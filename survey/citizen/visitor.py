"""What a request tells of the person behind it: the language, and whether the page sent it was ours."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlsplit

from flask import Request

from survey.ballots.doors import Door
from survey.citizen.messages import SPOKEN, languages_of


def language_for(request: Request, door: Door | None) -> str:
    """The language asked for in the address; else the phone's, or at a counter the first one."""
    offered = languages_of(door.questionnaire.languages) if door else tuple(SPOKEN)
    wanted = request.args.get("lang")
    if wanted is not None and wanted in offered:
        return wanted
    if door and door.layout == "counter":
        return offered[0]
    return request.accept_languages.best_match(offered) or offered[0]


def language_of(chosen: str | None, offered: Sequence[str]) -> str:
    """A language that a form names, if it is offered."""
    return chosen if chosen is not None and chosen in offered else offered[0]


def is_from_elsewhere(request: Request) -> bool:
    """Whether another site made the browser send this.

    Nothing but the door's token is needed to answer, so this keeps out mischief, not burglars. Old browsers,
    and all of them on plain http, say nothing or "null": these are let in.
    """
    site = request.headers.get("Sec-Fetch-Site")
    if site:
        return site not in {"same-origin", "none"}
    origin = request.headers.get("Origin", "null")
    return origin != "null" and urlsplit(origin).netloc != request.host
