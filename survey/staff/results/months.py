"""The months of a continuous rating: each unit for itself, never beside another one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from flask import request
from werkzeug import Response

from survey.accounts.access import needs
from survey.files.slugs import slug
from survey.results.months.calendar import enough, printed
from survey.results.months.finding import Months, find_months, lines_of
from survey.staff import pages
from survey.staff.frame import staff
from survey.staff.results.files import sent
from survey.staff.results.messages import said
from survey.staff.results.months_words import months_said
from survey.staff.results.ratings import HOSTS, RATED, rating
from survey.staff.results.waves import WAVE
from survey.staff.visit import here
from survey.tables import Unit, Wave

FIELDS = tuple(
    "wave unit month kind code label n_valid estimate low high level method reliable suppressed "
    "simulated".split()
)
"""Columns of the file."""
Lines = Mapping[str, list[dict[str, Any]]]


@dataclass(frozen=True)
class Row:
    """A month in the table."""

    month: str
    name: str
    cells: tuple[str, ...]
    """n, figure and interval; none where too few answered."""


@staff.get(f"{WAVE}/months")
@needs(*HOSTS, *RATED)
def results_months(code: str) -> Response:
    """The units of a rating, in the order of their names."""
    seen = rating(code)
    return _page("months.html", seen=seen)


@staff.get(f"{WAVE}/months/<int:number>")
@needs(*HOSTS, *RATED)
def results_months_unit(code: str, number: int) -> Response:
    """One unit, month by month."""
    seen = rating(code)
    unit, language = seen.unit(number), pages.words_here().language
    found = find_months(here().session, seen.wave)
    lines = lines_of(here().session, found, number, language)
    chosen = request.args.get("month", "")
    chosen = chosen if chosen in lines else next(reversed(list(lines)), "")
    return _page(
        "months_unit.html",
        seen=seen,
        unit=unit,
        found=found,
        rows=[_row(month, found, lines) for month in found.done],
        picture=_picture(unit, found, lines, language),
        heads=_heads(found, language),
        chosen=chosen,
        chosen_name=printed(chosen) if chosen else "",
        details=lines.get(chosen, ()),
        enough=enough(seen.wave),
    )


@staff.get(f"{WAVE}/months/<int:number>/months.csv")
@needs(*HOSTS, *RATED)
def results_months_file(code: str, number: int) -> Response:
    """The same as a file."""
    from survey.analysing.lines import csv_bytes

    seen = rating(code)
    unit = seen.unit(number)
    found = find_months(here().session, seen.wave)
    lines = lines_of(here().session, found, number, pages.words_here().language)
    content = csv_bytes(FIELDS, _file(seen.wave, unit, found, lines), separator=";")
    return sent(content, f"{slug(seen.wave.code)}-{slug(unit.name)}-months.csv")


def _page(template: str, **context: Any) -> Response:
    return pages.page(f"results/{template}", said=said(), months=months_said(), **context)


def _head(found: Months, lines: Lines, month: str) -> dict[str, Any] | None:
    """The line that a month is told by; None where too few answered."""
    return next((each for each in lines.get(month, ()) if each["code"] == found.headline), None)


def _row(month: str, found: Months, lines: Lines) -> Row:
    head = _head(found, lines, month)
    return Row(month, printed(month), () if head is None else tuple(head["printed"]))


def _heads(found: Months, language: str) -> tuple[str, ...]:
    from reports import style, words

    level = style.confidence(0.95, language)
    return (
        words.say("head_n", language),
        words.say(f"head_{found.measure}", language),
        months_said().interval.format(level=level),
    )


def _picture(unit: Unit, found: Months, lines: Lines, language: str) -> Any:
    from reports.months import Measured, Month, drawn

    months = []
    for month in found.done:
        head = _head(found, lines, month)
        told = {} if head is None else {"value": head["estimate"], "low": head["low"], "high": head["high"]}
        months.append(Month(printed(month), told=head["printed"][1] if head else "", **told))
    return drawn(months, unit.name, Measured(found.measure, found.ends, language))


def _file(wave: Wave, unit: Unit, found: Months, lines: Lines) -> Iterator[dict[str, Any]]:
    for month in found.done:
        own = {"wave": wave.code, "unit": unit.name, "month": month, "simulated": wave.simulated}
        if month not in lines:
            empty = dict.fromkeys(FIELDS) | {"code": found.headline, "suppressed": "hidden"}
            yield empty | own
        for line in lines.get(month, ()):
            yield {field: line.get(field) for field in FIELDS} | own
