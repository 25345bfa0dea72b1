"""The tree of units as of a day: one level at a time, or found by name or code."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from flask import abort, request
from werkzeug import Response

from survey.accounts.access import needs
from survey.keys import id_of
from survey.staff.frame import staff
from survey.staff.units.reached import FIGURES, LARGEST
from survey.staff.units.words import drawn, said_here
from survey.staff.visit import here
from survey.tables.staff import ROLES

LONGEST = 100
"""Characters of what is looked for."""


@dataclass(frozen=True)
class Asked:
    """What the address asks for."""

    day: dt.date
    is_day: bool
    text: str
    under: int
    page: int


@staff.get("/units")
@needs(*ROLES)
def units_tree() -> Response:
    """The units at the top of the scope, those below one, or those that are looked for."""
    from survey.units.browsing import Tree

    found, asked = here(), _asked()
    tree = Tree(found.session, id_of(found.account), ROLES, today=found.today, day=asked.day)
    unit = tree.unit(asked.under) if 0 < asked.under <= LARGEST else None
    if asked.under and unit is None:
        abort(404)
    if asked.text:
        lines = tree.search(asked.text, page=asked.page)
    elif unit:
        lines = tree.below(asked.under, page=asked.page)
    else:
        lines = tree.tops(page=asked.page)
        if len(lines.lines) == 1:
            unit = lines.lines[0].unit
            lines = tree.below(id_of(unit), page=asked.page)
    errors = {} if asked.is_day else {"day": said_here().wrong_day}
    page: Response = drawn(
        "tree.html",
        asked=asked,
        unit=unit,
        way=tree.way_to(unit) if unit and not asked.text else [],
        lines=lines,
        is_administrator=found.is_administrator,
        enters_figures=bool(found.roles & set(FIGURES)),
        done=request.args.get("done", ""),
        errors=errors,
    )
    return page


def _asked() -> Asked:
    from survey.files.rows import day_of

    given = request.args.get("day", "").strip()
    day = day_of(given)
    text = " ".join(request.args.get("q", "")[:LONGEST].replace("\0", " ").split())
    return Asked(day or here().today, day is not None or not given, text, _number("under"), _number("page"))


def _number(name: str) -> int:
    text = request.args.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 10 else 0
