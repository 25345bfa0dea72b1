"""The addresses of tablets: pairing, heartbeat, the staff's page, and the worker that works offline."""

from __future__ import annotations

import datetime as dt

from flask import Blueprint, Response, jsonify, request, url_for
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session
from werkzeug import Response as Reply
from werkzeug.utils import redirect

from survey import current
from survey.ballots.misses import not_stored
from survey.devices import beat, cookie
from survey.devices.pages import language_here, pair_page, staff_page
from survey.devices.pairing import find_device, pair
from survey.devices.secret import token_of
from survey.devices.worker import worker

devices = Blueprint("devices", __name__)
LARGEST_FORM = 4096


@devices.get("/k")
def start() -> Reply:
    """Where a tablet starts: the screen of its door, or the page that asks for a pairing code."""
    secret = cookie.secret_of(request)
    with Session(current.engine()) as session:
        found = find_device(session, secret)
        is_revoked = found is not None and found[0].revoked_on is not None
    if found is None or is_revoked:
        return pair_page(language_here(request), "was_revoked" if is_revoked else "")
    return cookie.give(redirect(_screen(secret), 303), secret, request)


@devices.post("/k")
def pair_tablet() -> Reply:
    """Pair this tablet with the door that the code was made for."""
    request.max_content_length = LARGEST_FORM
    language = language_here(request)
    if not cookie.is_own_page(request):
        return pair_page(language, "elsewhere", 403)
    secret = pair(current.engine(), request.form.get("code", ""), now=_now())
    if secret is None:
        return pair_page(language, "wrong_code", 422)
    return cookie.give(redirect(_screen(secret), 303), secret, request)


@devices.post("/k/heartbeat")
def heartbeat() -> Response:
    """Note how a tablet stands; it is told its opening hours and whether it was revoked."""
    if not cookie.is_own_script(request):
        return _json({"state": "elsewhere"}, 403)
    told = beat.read_beat(request.stream.read(beat.LARGEST + 1))
    if told is None:
        return _json({"state": "unreadable"}, 422)
    secret = cookie.secret_of(request)
    status, body = beat.take(current.engine(), secret, told, now=_now())
    response = _json(body, status)
    return cookie.give(response, secret, request) if status == 200 else response


@devices.get("/k/staff")
def staff() -> Response:
    """The page for staff of the place: how many ballots wait on this tablet, and a file of them."""
    return staff_page(language_here(request))


@devices.get("/sw.js")
def service_worker() -> Response:
    """The worker of kiosks, phones and interviewers, with the list of files of this version."""
    return worker()


@devices.errorhandler(SQLAlchemyError)
def no_database(error: SQLAlchemyError) -> Reply:
    """The database does not answer; tablets try again by themselves."""
    not_stored(error)
    if request.path == url_for("devices.heartbeat"):
        return _json({"state": "busy"}, 503)
    return pair_page(language_here(request), "busy", 503)


def _screen(secret: str) -> str:
    return f"/k/{token_of(secret)}"


def _json(body: dict[str, object], status: int) -> Response:
    response = jsonify(body)
    response.status_code = status
    response.headers["Cache-Control"] = "no-store"
    return response


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)
