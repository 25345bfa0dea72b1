"""`PUT /api/v1/ballots/<id>`: the way in for devices, and errors that a program can read."""

from __future__ import annotations

import json
from functools import cache

from flask import Blueprint, Flask, Response, request
from werkzeug.exceptions import HTTPException

from survey import current
from survey.ballots.body import LARGEST, parse_body
from survey.ballots.reception import receive
from survey.ballots.refusal import MESSAGES, ContractError

PREFIX = "/api/"
RETRY_SECONDS = {"not_open": 3600, "not_stored": 5}

api = Blueprint("api", __name__, url_prefix=f"{PREFIX}v1")


def register(app: Flask) -> None:
    """Give the application this way in, and its manner of answering programs that lost theirs."""
    app.register_blueprint(api)
    app.register_error_handler(HTTPException, lost)


@api.put("/ballots/<ballot_id>")
def put_ballot(ballot_id: str) -> Response:
    """Take one ballot; the same one may be sent any number of times."""
    if request.mimetype != "application/json":
        raise ContractError(415, "media_type")
    body, limits = parse_body(_raw()), current.limits()
    wait = limits.wait_at_door(body.collector)
    if wait:
        return too_often(wait)
    recorded = receive(current.store(), ballot_id, body, suspect=limits.suspect)
    return _reply(recorded.status, recorded.code)


def _raw() -> bytes:
    """The body, or enough of it to know that it is too large."""
    if (request.content_length or 0) > LARGEST:
        raise ContractError(413, "too_large")
    return request.stream.read(LARGEST + 1)


@api.errorhandler(ContractError)
def refused(error: ContractError) -> Response:
    """Say why a ballot is not taken."""
    return _reply(error.status, error.code, error.fields)


def too_often(seconds: int) -> Response:
    """Ask a program to try again in so many seconds."""
    response = _reply(429, "too_often")
    response.headers["Retry-After"] = str(seconds)
    return response


def lost(error: HTTPException) -> Response | HTTPException:
    """Answer programs in JSON where they lost their way; people get their page."""
    if not request.path.startswith(PREFIX):
        return error
    code = {404: "not_found", 405: "method", 413: "too_large"}.get(error.code or 500, "error")
    return _reply(error.code or 500, code)


def _reply(status: int, code: str, fields: dict[str, str] | None = None) -> Response:
    text = _told(code) if not fields else _json(code, fields)
    response = Response(text, status, content_type="application/json", headers={"Cache-Control": "no-store"})
    if status == 503:
        response.headers["Retry-After"] = str(RETRY_SECONDS.get(code, RETRY_SECONDS["not_stored"]))
    return response


@cache
def _told(code: str) -> str:
    return _json(code, {})


def _json(code: str, fields: dict[str, str]) -> str:
    return json.dumps({"code": code, "message": MESSAGES[code], "fields": fields}) + "\n"
