"""The page of a kiosk: the form in every language at once, so that it lasts for days without a network."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from flask import url_for
from markupsafe import Markup

from survey.ballots.doors import Door
from survey.citizen.assets import assets
from survey.citizen.form_page import GAP, Filled, form_page
from survey.citizen.messages import Words
from survey.citizen.notices import Paragraph, closed_text, time_needed
from survey.citizen.pace import moves_by_tap
from survey.citizen.pages import spoken, told
from survey.citizen.prepared import Prepared
from survey.citizen.screen_messages import screen_words_of

LOADED = ("ballot.js", "device.js", "idle.js", "outbox.js", "steps.js", "tapping.js")
_LINK = re.compile(r"<a [^>]*>(.*?)</a>")


@dataclass(frozen=True)
class Face:
    """The whole page in one language, without its frame."""

    language: str
    face: Markup


@dataclass(frozen=True)
class Greeting:
    """What the screens that nobody has chosen a language for say in one."""

    language: str
    name: str
    text: str
    start: str
    revoked: str
    resting: str
    over: Markup


@lru_cache(maxsize=256)
def fresh_kiosk(door: Door, token: str) -> Prepared:
    """The page of a kiosk's door; without a script it is the plain form, sent to the door itself."""
    first, *others = spoken(door)
    faces = [
        Face(
            words.language, Markup(form_page(door, words.language, Filled(""), **_frame(door, token, words)))
        )
        for words in others
    ]
    frame = {**_frame(door, token, first), "faces": faces, "is_whole": True}
    return Prepared(form_page(door, first.language, Filled(GAP), is_fresh=True, **frame), GAP)


def _frame(door: Door, token: str, words: Words) -> Mapping[str, Any]:
    greetings = [_greeting(door, each) for each in spoken(door)]
    return {
        "script": "kiosk.js",
        "imported": [name for name in LOADED if name in assets()],
        "styles": ("kiosk.css",),
        "action": url_for("citizen.ask", token=token),
        "is_kiosk": True,
        "is_whole": False,
        "by_tap": moves_by_tap(door.questionnaire),
        "has_comment": any(item.kind == "text" for item in door.questionnaire.items),
        "greetings": [each for each in greetings if each.language != words.language],
        "greetings_all": greetings,
        "over": next(each.over for each in greetings if each.language == words.language),
        "told": [_unlinked(paragraph) for paragraph in told(door, words)],
    }


def _greeting(door: Door, words: Words) -> Greeting:
    screens = screen_words_of(words.language)
    time = screens.invite_time.format(time=time_needed(door.questionnaire, words))
    return Greeting(
        words.language,
        words.name,
        f"{screens.invite} {time}",
        screens.start,
        revoked=words.revoked,
        resting=screens.resting,
        over=_unlinked(Paragraph("", closed_text(door, words))).text,
    )


def _unlinked(paragraph: Paragraph) -> Paragraph:
    """Without links: a kiosk has no way back from another site."""
    return Paragraph(paragraph.title, Markup(_LINK.sub(r"\1", paragraph.text)))
