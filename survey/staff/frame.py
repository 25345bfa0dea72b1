"""What holds for every page of staff: who may come in, what no cache keeps, what is said in trouble."""

from __future__ import annotations

import logging

from flask import Blueprint, Response, g, request
from sqlalchemy.exc import SQLAlchemyError
from werkzeug import Response as Reply
from werkzeug.exceptions import HTTPException, NotFound

from survey.accounts.access import anybody, signed_in
from survey.accounts.passwords import BusyError
from survey.ballots.misses import kind_of
from survey.citizen import replies
from survey.secret_key import SecretKeyError
from survey.staff import cookies, guard, pages, visit
from survey.staff.assets import assets
from survey.staff.messages import SPOKEN

log = logging.getLogger(__name__)
staff = Blueprint("staff", __name__, url_prefix="/staff")
staff.before_request(guard.let_in)
staff.teardown_request(visit.close)


@staff.get("/assets/<name>")
@anybody
def asset(name: str) -> Response:
    """The style of these pages; citizens' pages know nothing of it."""
    if name not in assets():
        raise NotFound
    return replies.file(assets()[name], request.args.get("v"))


@staff.get("/<path:rest>")
@signed_in
def nowhere(rest: str) -> Response:
    """An address that is none; whoever is not signed in does not even learn that."""
    raise NotFound


@staff.after_request
def manners(response: Response) -> Response:
    """Nothing of this is kept by a cache; a new browser gets what its forms are marked for."""
    if request.endpoint != guard.FILE:
        response.headers["Cache-Control"] = "no-store"
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
    language, found = request.args.get("lang", ""), g.get("staff_visit")
    if language in SPOKEN:
        cookies.give_language(response, request, language)
    if found is not None and found.is_new_form and g.get("staff_has_form"):
        cookies.give(response, request, "form", found.form_token)
    return response


@staff.errorhandler(SQLAlchemyError)
def no_database(error: SQLAlchemyError) -> Reply:
    """The database does not answer."""
    log.error("a page of staff was not answered: %s", kind_of(error))
    return pages.refusal("trouble", 503)


@staff.errorhandler(SecretKeyError)
def no_key(_error: SecretKeyError) -> Reply:
    """Without the key of the installation no form can be trusted, and no second factor read."""
    return pages.refusal("trouble", 503, lead="no_key")


@staff.errorhandler(BusyError)
def busy(_error: BusyError) -> Reply:
    """Too many passwords at once."""
    return pages.refusal("trouble", 503, lead="busy")


@staff.errorhandler(HTTPException)
def not_found(error: HTTPException) -> Reply:
    """What is not there, and what lies outside the scope, look the same; the rest was no form of ours."""
    return pages.refusal("missing" if error.code == 404 else "foreign", error.code or 404)
