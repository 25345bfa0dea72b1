"""The head of a unit's report: an annex to Home Affairs' report, with nothing to sign."""

from __future__ import annotations

import re

from reports import style
from reports.content import Annex
from reports.subject import Subject

BLANK = style.FIXED_SPACE * 8
"""Room for what the registry enters after the signature."""
YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def annex(subject: Subject) -> Annex:
    """The head; the year is that of the wave's name, and a blank where the name has none."""
    year, name = year_of(subject.wave), style.plain(subject.unit or "").upper()
    key = "annex_title_year" if year else "annex_title"
    return Annex(
        subject.say("annex_number"),
        subject.say(key, name=name, year=year),
        subject.say("annex_attached", blank=BLANK, year=year or BLANK),
    )


def year_of(wave: str | None) -> str:
    """The year in the name of a wave; "" where it names none, or several."""
    found = set(YEAR.findall(wave or ""))
    return found.pop() if len(found) == 1 else ""
