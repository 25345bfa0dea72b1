"""The page on which everybody starts: who is signed in, with which roles on which units."""

from __future__ import annotations

from flask import request
from werkzeug import Response

from survey.accounts.access import signed_in
from survey.accounts.people import held
from survey.keys import id_of
from survey.staff import pages
from survey.staff.frame import staff
from survey.staff.visit import here


@staff.get("")
@signed_in
def home() -> Response:
    """Who am I, and what may I do."""
    found = here()
    rows = held(found.session, id_of(found.account), found.today)
    return pages.page("home.html", rows=rows, done=request.args.get("done", ""))
