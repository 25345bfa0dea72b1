"""The page of an interviewer: households and forms in every language, for days without a network."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from survey.ballots.doors import Door
from survey.citizen.form_page import Filled, form_page
from survey.citizen.kiosk_page import Face
from survey.citizen.messages import VI as CITIZEN_VI
from survey.citizen.messages import Words
from survey.citizen.notices import minutes_needed
from survey.citizen.pages import spoken
from survey.devices.worker import address_of
from survey.interviewing.links import Assigned, Household, door_token
from survey.interviewing.messages import VI, interview_words
from survey.interviewing.outcomes import RESULTS, VISITS_WITHOUT_ANYBODY

TEMPLATES = Environment(
    loader=PackageLoader("survey.interviewing"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    auto_reload=False,
)
LOADED = ("ballot.js", "interview-cases.js", "interview-screens.js", "outbox.js", "steps.js")
"""Besides queue.js, which outbox.js asks for."""


def interview_page(door: Door, mine: Assigned, token: str, ballot: str) -> str:
    """The page of one interviewer in one area."""
    return TEMPLATES.get_template("interview.html").render(
        door=door,
        mine=mine,
        words=VI,
        simulated=CITIZEN_VI.simulated,
        asset=address_of,
        imported=LOADED,
        faces=[_face(door, words, ballot) for words in spoken(door)],
        known=json.dumps(_known(door, mine, token), ensure_ascii=False, separators=(",", ":")),
    )


def _known(door: Door, mine: Assigned, token: str) -> dict[str, Any]:
    """What the script has to know; the households are named here and nowhere else on the device."""
    return {
        "link": token,
        "number": mine.link_id,
        "door": door_token(token),
        "area": mine.area,
        "who": mine.fieldworker,
        "lastDay": door.last_day.isoformat(),
        "finals": RESULTS,
        "patience": VISITS_WITHOUT_ANYBODY,
        "cases": [_case(each) for each in mine.households],
        "words": {words.language: _words(door, words) for words in spoken(door)},
    }


def _words(door: Door, words: Words) -> dict[str, Any]:
    own = interview_words(words.language)
    host = door.host_name or door.agency_name
    greeting = own.greeting.format(host=host, minutes=minutes_needed(door.questionnaire))
    return {**asdict(own), "greeting": greeting}


def _case(each: Household) -> dict[str, Any]:
    return {
        "n": each.number,
        "what": each.description,
        "reserve": each.is_reserve,
        "for": each.replaces,
        "seen": [[contact.visit, contact.result] for contact in each.contacts],
    }


def _face(door: Door, words: Words, ballot: str) -> Face:
    frame: dict[str, Any] = {"is_whole": False, "script": "", "imported": (), "is_kiosk": False, "action": ""}
    return Face(words.language, Markup(form_page(door, words.language, Filled(ballot), **frame)))
