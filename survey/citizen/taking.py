"""What becomes of a form that was sent: through the same contract as a device's ballot, to a page."""

from __future__ import annotations

import datetime as dt

from flask import redirect, request, url_for
from werkzeug import Response
from werkzeug.datastructures import MultiDict

from survey import current, dates
from survey.ballots.contract import (
    Body,
    ContractError,
    Submission,
    ballot_id_day,
    new_ballot_id,
    read_ballot_id,
)
from survey.ballots.doors import Door, standing
from survey.ballots.reception import receive
from survey.ballots.store import Store
from survey.citizen import replies, said
from survey.citizen.form import BALLOT, HONEYPOT, LANGUAGE, PROCEDURE, SHOW, STAMP, BallotForm, form_of
from survey.citizen.form_page import Filled, form_page
from survey.citizen.messages import languages_of, words_of
from survey.citizen.visitor import language_of
from survey.codes.asking import USED, code_of, code_slip
from survey.codes.messages import code_words
from survey.doors.from_link import still_offered
from survey.limits import answered
from survey.limits.messages import limit_words

ONE_DAY = dt.timedelta(days=1)
NOT_STORED, CODE_USED, TOO_OFTEN = 503, 409, 429


def take(store: Store, door: Door, token: str, sent: MultiDict[str, str]) -> Response:
    """Show the form in another language, show what is to be mended, or store the ballot."""
    form = form_of(door.questionnaire)(sent)
    offered = languages_of(door.questionnaire.languages)
    language = language_of(sent.get(LANGUAGE), offered)
    is_right = form.read()
    day = _day(door, form, dates.today())
    if standing(door, dates.today(), answered=day) == "open":
        if SHOW in sent:
            return _form(door, language_of(sent[SHOW], offered), form, status=200)
        if not is_right or code_slip(door, form.sent):
            problem = words_of(language).stale if form.unknown else ""
            return _form(door, language, form, status=422, problem=problem)
    wait = max(current.limits().wait_at_door(token), _wait_of_phone(door, token))
    if wait:
        problem = limit_words(language).wait_to_send.format(seconds=wait)
        return _form(door, language, form, status=TOO_OFTEN, problem=problem, retry=wait)
    try:
        body, ballot = _body(token, form, language, day), form.posted.get(BALLOT, "")
        recorded = receive(store, ballot, body, suspect=lambda *sent: _suspicions(form, *sent))
    except ContractError as refusal:
        return _refused(refusal, door, token, language, form)
    if recorded.status in {200, 201}:
        thanks = redirect(url_for("citizen.thanks", token=token, lang=language), 303)
        return answered.give(thanks, request, token, has_sent=True) if answered.is_for(door) else thanks
    if recorded.status == NOT_STORED:
        return _not_stored(door, language, form)
    if recorded.code == "code_used":
        return _form(door, language, form, status=CODE_USED, problem=code_words(language).used)
    return said.reply(recorded.code, door, language, token)


def _wait_of_phone(door: Door, token: str) -> int:
    is_counted = current.limits().is_on and answered.is_for(door)
    return answered.wait(answered.read(request, token)) if is_counted else 0


def _suspicions(form: BallotForm, door: Door, ballot: Submission) -> tuple[str, ...]:
    filled = ("honeypot",) if form.posted.get(HONEYPOT) else ()
    return (*filled, *current.limits().suspect(door, ballot))


def _refused(refusal: ContractError, door: Door, token: str, language: str, form: BallotForm) -> Response:
    """The page for a ballot that the contract does not take."""
    if refusal.status == 422:
        # No slip of the citizen's: the page is old, or somebody changed it.
        is_old = "id" in refusal.fields
        return _form(door, language, form, status=422, problem=words_of(language).stale, fresh_id=is_old)
    if refusal.code == "not_stored":
        return _not_stored(door, language, form)
    return said.reply(refusal.code, door, language, token)


def _not_stored(door: Door, language: str, form: BallotForm) -> Response:
    problem, retry = words_of(language).not_saved, replies.RETRY_SECONDS["not_stored"]
    return _form(door, language, form, status=NOT_STORED, problem=problem, retry=retry)


def _form(
    door: Door,
    language: str,
    form: BallotForm,
    *,
    status: int,
    problem: str = "",
    fresh_id: bool = False,
    retry: int | None = None,
) -> Response:
    """The form again, with all that was filled in and, but for a strange one, under the same id."""
    ballot = form.posted.get(BALLOT, "")
    if fresh_id or read_ballot_id(ballot) is None:
        ballot = str(new_ballot_id(dates.today()))
    is_mending = status == 422 or form.was_mending
    filled = Filled(
        ballot,
        form.sent,
        form.slips if is_mending else {},
        form.seconds,
        problem,
        form.may_skip,
        code_slip=USED if status == CODE_USED else code_slip(door, form.sent) if is_mending else "",
        procedure=still_offered(current.engine(), door, form.sent),
    )
    return replies.page(form_page(door, language, filled), status, retry_seconds=retry)


def _body(token: str, form: BallotForm, language: str, day: dt.date) -> Body:
    questionnaire, _, version = form.posted.get(STAMP, "").partition(" ")
    return Body(
        collector=token,
        questionnaire=questionnaire,
        version=version,
        day=day,
        language=language,
        state="complete",
        answers=form.closed,
        comments=form.comments,
        seconds=form.seconds,
        code=code_of(form.sent),
        procedure=form.posted.get(PROCEDURE),
    )


def _day(door: Door, form: BallotForm, today: dt.date) -> dt.date:
    """Today; for a page opened before the last midnight of the wave and sent just after it, the last day."""
    known = read_ballot_id(form.posted.get(BALLOT, ""))
    begun = ballot_id_day(known) if known else None
    is_just_over = today - ONE_DAY == door.last_day
    return door.last_day if is_just_over and begun is not None and begun <= door.last_day else today
