"""Drawing the demonstration's pages from its index; nothing here opens the database."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from flask import url_for
from jinja2 import Environment, PackageLoader, StrictUndefined

from survey.demo.words import LANGUAGES, say

TEMPLATES = Environment(
    loader=PackageLoader("survey.demo"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    auto_reload=False,
)

Index = Mapping[str, Any]
MORE = {"counter": "kiosk", "phone": "poster"}
"""What else a form has: a counter a screen of its own, a phone a poster that leads to it."""


def start_page(index: Index, language: str) -> str:
    """Two forms to try, the reports of every series, and those that are worth a look."""
    groups = {group["code"]: group for group in index["series"]}
    return _render(
        "start.html",
        language,
        title=say("title", language),
        ballots=number(index["ballots"], language),
        doors=[_door(number, door, language) for number, door in enumerate(index["doors"])],
        series=[_series(group, language) for group in index["series"]],
        worth=[_worth(each, groups, language) for each in index["worth"]],
    )


def units_page(group: Index, language: str) -> str:
    """One row a unit, one column a year."""
    return _render(
        "units.html",
        language,
        title=say("list_title", language, series=group["title"][language]),
        years=[wave["year"] for wave in group["waves"]],
        units=[_unit(group, unit, language) for unit in group["units"]],
        start=url_for("demo.start", lang=language),
    )


def missing_page(language: str) -> str:
    """That there is no such page."""
    start = url_for("demo.start", lang=language)
    return _render("missing.html", language, title=say("missing", language), start=start)


def number(n: int, language: str) -> str:
    """9.556 or 9,556."""
    return f"{n:,}".replace(",", ".") if language == "vi" else f"{n:,}"


def _render(template: str, language: str, **values: Any) -> str:
    return TEMPLATES.get_template(template).render(
        language=language,
        languages=LANGUAGES,
        say=partial(_say, language),
        say_in=lambda other, key: say(key, other),
        style=url_for("demo.static", name="demo.css"),
        icon=url_for("citizen.asset", name="icon.svg"),
        **values,
    )


def _say(language: str, key: str, **values: object) -> str:
    return say(key, language, **values)


def _door(number: int, door: Index, language: str) -> dict[str, Any]:
    token, layout = door["token"], door["layout"]
    return {
        "layout": layout,
        "unit": door["unit"][language],
        "address": url_for("citizen.ask", token=token),
        "more": MORE[layout],
        "more_address": {
            "kiosk": url_for("kiosk.attract", token=token),
            "poster": url_for("demo.poster", number=number),
        }[MORE[layout]],
    }


def _series(group: Index, language: str) -> dict[str, Any]:
    code = group["code"]
    return {
        "title": group["title"][language],
        "address": url_for("demo.units", code=code, lang=language),
        "n": len(group["units"]),
        "figures": [
            {"name": name, "address": url_for("demo.figures", code=code, name=name)}
            for name in group["figures"]
        ],
        "waves": [
            {
                "year": wave["year"],
                "ballots": number(wave["ballots"], language),
                "whole": _report(group, wave["whole"], language),
            }
            for wave in group["waves"]
        ],
    }


def _unit(group: Index, unit: Index, language: str) -> dict[str, Any]:
    reports = {wave["year"]: unit["reports"].get(wave["code"]) for wave in group["waves"]}
    return {
        "name": unit["name"],
        "reports": {
            year: _report(group, place, language) if place else None for year, place in reports.items()
        },
    }


def _worth(each: Index, groups: Index, language: str) -> dict[str, Any]:
    report = _report(groups[each["series"]], each["place"], language)
    return {"unit": each["unit"], "why": each["why"], **report}


def _report(group: Index, place: str, language: str) -> dict[str, str]:
    """Where the two forms of a report are, in the reader's language or in Vietnamese."""
    edition = language if language in group["editions"] else "vi"
    address = partial(url_for, "demo.report", code=group["code"], language=edition)
    return {
        "page": address(name=f"{place}.html"),
        "pdf": address(name=f"{place}.pdf"),
        "language": edition,
    }
