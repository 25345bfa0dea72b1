"""The addresses of interviewers: `/i/<token>`, and where their devices tell of visits."""

from __future__ import annotations

import json

from flask import Blueprint, Response, request
from sqlalchemy.exc import SQLAlchemyError

from survey import current, dates
from survey.ballots.contract import new_ballot_id
from survey.ballots.doors import find_door, standing
from survey.ballots.misses import not_stored
from survey.citizen import replies, said
from survey.citizen.visitor import language_for
from survey.interviewing import contact
from survey.interviewing.links import assigned, door_token
from survey.interviewing.page import interview_page

interviewing = Blueprint("interviewing", __name__)

RETRY_SECONDS = {"not_open": 3600, "not_stored": 5}
MESSAGES = {
    "recorded": "The visit is noted.",
    "recorded_before": "The same visit was noted before.",
    "unknown_door": "No interviewer has this link.",
    "other_body": "Another visit was noted under this id; the first version stays.",
    "revoked": "The link is no longer in use.",
    "wave_closed": "The survey is over, and so are its days of grace.",
    "not_open": "The survey has not begun; try again later.",
    "invalid": "The visit will never be noted as it is.",
    "media_type": "The body must be sent as application/json.",
    "not_stored": "The visit could not be noted; nothing was kept; try again later.",
}


@interviewing.get("/i/<token>")
def cases(token: str) -> Response:
    """The households of an interviewer with the form in every language, to be kept on the device.

    After the last day it still opens for the days of grace: the device has to send what it holds.
    """
    today = dates.today()
    found = assigned(current.engine(), token)
    door = find_door(current.engine(), door_token(token)) if found else None
    if found is None or door is None:
        return said.reply("unknown_door", None, language_for(request, None))
    stands = "revoked" if found.is_revoked else standing(door, today, answered=min(today, door.last_day))
    if stands != "open":
        return said.reply(stands, door, language_for(request, door))
    return replies.page(interview_page(door, found, token, str(new_ballot_id(today))))


@interviewing.put("/api/v1/contacts/<contact_id>")
def put_contact(contact_id: str) -> Response:
    """Note one visit; the same one may be sent any number of times."""
    if request.mimetype != "application/json":
        return _reply(415, "media_type")
    told = contact.read_told(request.stream.read(contact.LARGEST + 1))
    if told is None:
        return _reply(422, "invalid")
    return _reply(*contact.take(current.engine(), contact_id, told, today=dates.today()))


@interviewing.errorhandler(SQLAlchemyError)
def no_database(error: SQLAlchemyError) -> Response:
    """The database does not answer; devices try again by themselves."""
    not_stored(error)
    if request.method == "PUT":
        return _reply(503, "not_stored")
    return said.reply("not_stored", None, language_for(request, None))


def _reply(status: int, code: str) -> Response:
    text = json.dumps({"code": code, "message": MESSAGES[code], "fields": {}}) + "\n"
    response = Response(text, status, content_type="application/json", headers={"Cache-Control": "no-store"})
    if code in RETRY_SECONDS:
        response.headers["Retry-After"] = str(RETRY_SECONDS[code])
    return response
