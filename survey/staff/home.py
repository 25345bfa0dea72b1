"""The page on which everybody starts: who is signed in, with which roles on which units."""

from __future__ import annotations

from flask import request
from werkzeug import Response

from survey.accounts import pins
from survey.accounts.access import signed_in
from survey.accounts.people import held
from survey.keys import id_of
from survey.staff import pages
from survey.staff.device_words import said_here
from survey.staff.frame import staff
from survey.staff.visit import here


@staff.get("")
@signed_in
def home() -> Response:
    """Who am I, and what may I do."""
    found = here()
    rows = held(found.session, id_of(found.account), found.today)
    done = request.args.get("done", "")
    offers_pin = found.is_offered_a_pin
    has_pin = offers_pin and pins.has_pin(found.session, id_of(found.account))
    return pages.page(
        "home.html", rows=rows, done=done, said=said_here(), offers_pin=offers_pin, has_pin=has_pin
    )
