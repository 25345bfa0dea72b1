"""The address of a kiosk: `/k/<token>`."""

from __future__ import annotations

from flask import Blueprint, request
from sqlalchemy.exc import SQLAlchemyError
from werkzeug import Response

from survey import current, dates
from survey.ballots.contract import new_ballot_id
from survey.ballots.doors import Door, find_door, standing
from survey.ballots.misses import not_stored
from survey.citizen import replies, said
from survey.citizen.kiosk_page import fresh_kiosk
from survey.citizen.visitor import language_for

kiosk = Blueprint("kiosk", __name__)

SECONDS_BEFORE_ANOTHER_TRY = "300"
"""A tablet that shows why there is no form looks again by itself: nobody stands there to reload it."""
SECONDS_OF_A_REHEARSAL = "120"


@kiosk.get("/k/<token>")
def attract(token: str) -> Response:
    """The start screen with all that follows it; a door made for phones is no kiosk's."""
    door, today = find_door(current.engine(), token), dates.today()
    if door is None or door.layout != "counter":
        return _said("unknown_door", None)
    stands = standing(door, today)
    if stands != "open":
        return _said(stands, door)
    response = replies.prepared(fresh_kiosk(door, token), str(new_ballot_id(today)))
    if door.rehearsing:
        # What is answered on this page after the rehearsal would be refused: it must not stay on the tablet.
        response.headers["Refresh"] = SECONDS_OF_A_REHEARSAL
    return response


@kiosk.errorhandler(SQLAlchemyError)
def no_database(error: SQLAlchemyError) -> Response:
    """The database does not answer, so it is not even known whose door this is."""
    not_stored(error)
    return _said("not_stored", None)


def _said(code: str, door: Door | None) -> Response:
    response = said.reply(code, door, language_for(request, door))
    response.headers["Refresh"] = SECONDS_BEFORE_ANOTHER_TRY
    return response
