"""The forms of a batch: making one, and correcting what was counted."""

from __future__ import annotations

import datetime as dt
from typing import Any

from flask import request, url_for
from sqlmodel import col, select
from werkzeug import Response
from werkzeug.utils import redirect

from survey.accounts.access import needs
from survey.keying.batches import TAKING, Counts, Serials, change_counts, new_batch
from survey.keying.errors import KeyingError
from survey.keying.seen import KEYERS, doors_seen
from survey.keys import id_of
from survey.staff import pages
from survey.staff.frame import staff
from survey.staff.keying.asked import Place, place_of, said_here, sentence, typed
from survey.staff.visit import here
from survey.tables import Collector, Unit, Wave

COUNTED = ("issued", "returned", "spoiled", "missing")
LONGEST = 6
"""Digits of a count."""


@staff.get("/keying/new")
@needs(*KEYERS)
def keying_new() -> Response:
    """The form of a new batch."""
    return _new_page({})


@staff.post("/keying/new")
@needs(*KEYERS)
def keying_new_now() -> Response:
    """Make it."""
    found, doors = here(), _doors()
    try:
        door = next((each for each, _, _ in doors if str(each.id) == typed("door")), None)
        if door is None:
            raise KeyingError("door", "door")
        serials = Serials.read(typed("serial_from"), typed("serial_to"))
        counts = _counts()
        batch = new_batch(found.session, door, day=_day(), counts=counts, serials=serials, by=found.by)
    except KeyingError as error:
        found.session.rollback()
        return _new_page({error.field: sentence(error)})
    found.session.commit()
    return redirect(url_for("staff.keying_batch", number=batch.id, done="new"), 303)


@staff.get("/keying/<int:number>/counts")
@needs(*KEYERS)
def keying_counts(number: int) -> Response:
    """The form of the counts."""
    place = place_of(number, *KEYERS)
    given = {name: str(getattr(place.batch, name)) for name in COUNTED}
    return _counts_page(place, given, {})


@staff.post("/keying/<int:number>/counts")
@needs(*KEYERS)
def keying_counts_now(number: int) -> Response:
    """Correct them."""
    found, place = here(), place_of(number, *KEYERS)
    try:
        change_counts(found.session, place.batch, _counts(), by=found.by)
    except KeyingError as error:
        found.session.rollback()
        return _counts_page(place_of(number, *KEYERS), request.form, {error.field: sentence(error)})
    found.session.commit()
    return redirect(url_for("staff.keying_batch", number=number, done="counts"), 303)


def _new_page(errors: dict[str, str]) -> Response:
    language = pages.words_here().language
    doors = [(str(door.id), _label(door, wave, unit, language)) for door, wave, unit in _doors()]
    given = request.form or {"spoiled": "0", "missing": "0", "day": here().today.isoformat()}
    return pages.page("keying/new.html", errors=errors, said=said_here(), doors=doors, given=given)


def _counts_page(place: Place, given: Any, errors: dict[str, str]) -> Response:
    return pages.page("keying/counts.html", errors=errors, said=said_here(), place=place, given=given)


def _doors() -> list[tuple[Collector, Wave, Unit]]:
    """The doors for papers in scope of waves that take ballots."""
    found = here()
    seen = doors_seen(id_of(found.account), found.today)
    rows = (
        select(Collector, Wave, Unit)
        .join(Wave, col(Wave.id) == col(Collector.wave_id))
        .join(Unit, col(Unit.id) == col(Collector.agency_id))
        .where(col(Collector.id).in_(seen), col(Wave.state).in_(TAKING))
        .order_by(col(Wave.id).desc(), col(Unit.name), col(Collector.id))
    )
    return [(door, wave, unit) for door, wave, unit in found.session.exec(rows)]


def _label(door: Collector, wave: Wave, unit: Unit, language: str) -> str:
    name = unit.name_en or unit.name if language == "en" else unit.name
    return " · ".join(each for each in (name, wave.name, door.label) if each)


def _counts() -> Counts:
    values = {}
    for name in COUNTED:
        text = typed(name)
        if not (text.isascii() and text.isdigit() and len(text) <= LONGEST):
            raise KeyingError(name, "whole")
        values[name] = int(text)
    return Counts(**values)


def _day() -> dt.date:
    try:
        return dt.date.fromisoformat(typed("day"))
    except ValueError:
        raise KeyingError("day", "no_day") from None
