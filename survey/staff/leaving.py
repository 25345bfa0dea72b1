"""Leaving: this session, or all of them."""

from __future__ import annotations

from flask import request, url_for
from werkzeug import Response
from werkzeug.utils import redirect

from survey.accounts import sessions
from survey.accounts.access import half_signed_in
from survey.keys import id_of
from survey.staff import cookies, pages
from survey.staff.frame import staff
from survey.staff.visit import here
from survey.waves.events import append


@staff.post("/sign-out")
@half_signed_in
def sign_out() -> Response:
    """End this session."""
    found = here()
    sessions.end(found.session, found.token)
    found.session.commit()
    return _gone()


@staff.get("/sign-out-everywhere")
@half_signed_in
def sign_out_everywhere() -> Response:
    """Ask whether it is meant."""
    return pages.page("sign_out_all.html")


@staff.post("/sign-out-everywhere")
@half_signed_in
def sign_out_everywhere_now() -> Response:
    """End every session of the account."""
    found = here()
    number = id_of(found.account)
    sessions.end_all(found.session, number)
    append(found.session, found.by, "account.sign_out_everywhere", f"account {number}", {})
    found.session.commit()
    return _gone()


def _gone() -> Response:
    return cookies.take(redirect(url_for("staff.sign_in"), 303), request, "session")
