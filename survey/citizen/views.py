"""The addresses a citizen opens: the form, thanks, and the files they load."""

from __future__ import annotations

from flask import Blueprint, abort, request
from sqlalchemy.exc import SQLAlchemyError
from werkzeug import Response
from werkzeug.exceptions import RequestEntityTooLarge

from survey import current, dates
from survey.ballots.body import LARGEST
from survey.ballots.contract import new_ballot_id
from survey.ballots.doors import find_door, standing
from survey.ballots.misses import not_stored
from survey.citizen import replies, said, taking
from survey.citizen.assets import assets
from survey.citizen.form_page import Filled, form_page, fresh_form
from survey.citizen.pages import thanks_page
from survey.citizen.visitor import is_from_elsewhere, language_for
from survey.doors.from_link import opened
from survey.limits import answered

citizen = Blueprint("citizen", __name__)


@citizen.get("/s/<token>")
def ask(token: str) -> Response:
    """The form, with an id of its own for every visitor."""
    door, today = find_door(current.engine(), token), dates.today()
    language = language_for(request, door)
    if door is None:
        return said.reply("unknown_door", None, language)
    stands = standing(door, today)
    if stands != "open":
        return said.reply(stands, door, language)
    is_back = answered.is_for(door) and answered.read(request, token) is not None
    # Whoever brings another code is there for another visit.
    if is_back and not door.asks_code and answered.AGAIN not in request.args:
        return said.answered_already(door, language, token)
    ballot, visit = str(new_ballot_id(today)), opened(current.engine(), door, request.args)
    if visit:
        filled = Filled(ballot, visit.sent, procedure=visit.procedure)
        return replies.page(form_page(door, language, filled, is_fresh=True))
    return replies.prepared(fresh_form(door, language), ballot)


@citizen.post("/s/<token>")
def answer(token: str) -> Response:
    """Take a filled form: thanks, or the same form with what is to be mended."""
    request.max_content_length = LARGEST
    door = find_door(current.engine(), token)
    if door is None:
        return said.reply("unknown_door", None, language_for(request, None))
    if is_from_elsewhere(request):
        return said.reply("elsewhere", door, language_for(request, door))
    try:
        sent = request.form
    except RequestEntityTooLarge:
        return said.reply("too_large", door, language_for(request, door))
    return taking.take(current.store(), door, token, sent)


@citizen.get("/s/<token>/thanks")
def thanks(token: str) -> Response:
    """That the answers are recorded; nothing here tells which."""
    door = find_door(current.engine(), token)
    language = language_for(request, door)
    if door is None:
        return said.reply("unknown_door", None, language)
    page = replies.page(thanks_page(door, language, said.another_visit(door, language, token)))
    return answered.give(page, request, token, has_sent=False) if answered.is_for(door) else page


@citizen.get("/assets/<name>")
def asset(name: str) -> Response:
    """A file that the pages load."""
    found = assets().get(name)
    return replies.file(found, request.args.get("v")) if found else abort(404)


@citizen.errorhandler(SQLAlchemyError)
def no_database(error: SQLAlchemyError) -> Response:
    """The database does not answer, so it is not even known whose door this is."""
    not_stored(error)
    return said.reply("not_stored", None, language_for(request, None))
