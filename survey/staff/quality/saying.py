"""How the quality desk words what it shows: evidence, days, numbers, names of units and doors."""

from __future__ import annotations

import datetime as dt
from typing import Any

from werkzeug import Response

from survey import dates
from survey.quality.desk import evidence
from survey.staff import pages
from survey.staff.quality.messages import SPOKEN, QualityWords
from survey.tables import Collector, QualityFlag, Unit, Wave


def said() -> QualityWords:
    """The words of this area."""
    return SPOKEN[pages.words_here().language]


def page(template: str, *, errors: dict[str, str] | None = None, **context: Any) -> Response:
    """A page of this area, with its words and its ways of saying numbers."""
    more: dict[str, Any] = {
        "said": said(),
        "number": number,
        "unit_name": unit_name,
        "door_name": door_name,
        "day": day,
        "proof": proof,
        "rule_name": rule_name,
    }
    return pages.page(f"quality/{template}", errors=errors, **more, **context)


def number(value: float, decimals: int = 0) -> str:
    """A number in the language of the page."""
    # A worker that serves citizens has not read how reports write numbers until staff ask for a page.
    from reports import style

    language = pages.words_here().language
    return style.count(int(value), language) if not decimals else style.number(value, language, decimals)


def day(when: dt.date) -> str:
    """A day in the language of the page."""
    return dates.written(when, pages.words_here().language)


def unit_name(unit: Unit) -> str:
    """The name of a unit in the language of the page."""
    return (unit.name_en if pages.words_here().language == "en" else None) or unit.name


def door_name(door: Collector) -> str:
    """A door: its mode, and its label or number."""
    mode = said().modes[door.mode]
    return f"{mode}, {door.label}" if door.label else said().numbered.format(mode=mode, n=door.id)


def rule_name(rule: str) -> str:
    """The name of a rule; its code where nobody has named it."""
    return said().rules.get(rule, rule)


def proof(flag: QualityFlag) -> str:
    """The evidence in words."""
    numbers = evidence(flag)
    shown = {name: _plain(value) for name, value in numbers.items()}
    shown["day"] = day(flag.day) if flag.day else "–"
    known = said().proof
    is_one = "lowest" in shown and shown["lowest"] == shown["highest"]
    wanted = known.get(f"{flag.rule}_alike" if is_one else flag.rule) or known.get(flag.rule) or known[""]
    return wanted.format_map(_Shown(shown))


class _Shown(dict[str, str]):
    """A number that an older screening did not store is a dash."""

    def __missing__(self, _key: str) -> str:
        return "–"


def _plain(value: float) -> str:
    return number(value) if value == int(value) else number(value, 2)


def wave_state(wave: Wave) -> str:
    """The state of a wave in words."""
    return said().states[wave.state]
