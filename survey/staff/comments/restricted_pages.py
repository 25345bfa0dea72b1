"""The restricted desk: for whoever approves on the host of the wave; every opening is noted."""

from __future__ import annotations

from flask import request, url_for
from werkzeug import Response
from werkzeug.exceptions import NotFound
from werkzeug.utils import redirect

from survey.accounts.access import needs
from survey.comments import restricted
from survey.comments.faults import CommentError
from survey.comments.restricted import Restricted
from survey.staff.asked import wave_run
from survey.staff.comments import saying
from survey.staff.comments.desk_pages import DESK
from survey.staff.frame import staff
from survey.staff.paging import paging
from survey.staff.quality.looking_pages import read_id
from survey.staff.visit import here
from survey.tables import Wave

LIST = f"{DESK}/restricted"
ONE = f"{LIST}/<number>"


@staff.get(LIST)
@needs("approver")
def comment_restricted(code: str) -> Response:
    """What waits, and until when; without the words."""
    found, wave = here(), wave_run(code, "approver")
    part = paging(restricted.count(found.session, wave))
    listed = restricted.restricted(found.session, wave, found.today, limit=part.size, offset=part.offset)
    return saying.page(
        "restricted.html",
        wave=wave,
        listed=listed,
        part=part,
        questions=saying.questions(wave),
        done=request.args.get("done", ""),
    )


@staff.get(ONE)
@needs("approver")
def comment_restricted_one(code: str, number: str) -> Response:
    """The words of one; that they were read stands in the audit log before they are shown."""
    found, wave = here(), wave_run(code, "approver")
    known = read_id(number)
    opened = known and restricted.open_one(found.session, wave, known, found.today, by=found.by)
    if not opened:
        raise NotFound
    found.session.commit()
    return _page(wave, opened, {})


@staff.post(ONE)
@needs("approver")
def comment_restricted_deed(code: str, number: str) -> Response:
    """Record where it was passed on to, or give it back."""
    found, wave = here(), wave_run(code, "approver")
    known = read_id(number)
    one = restricted.find(found.session, wave, known, found.today) if known else None
    if one is None:
        raise NotFound
    deed = "give_back" if request.form.get("deed") == "give_back" else "settle"
    try:
        if deed == "settle":
            restricted.settle(found.session, wave, one, request.form.get("where", ""), by=found.by)
        else:
            restricted.give_back(found.session, wave, one, by=found.by)
    except CommentError as error:
        found.session.rollback()
        return _page(wave, one, {error.problem if error.problem == "where" else "": saying.problem(error)})
    found.session.commit()
    return redirect(url_for("staff.comment_restricted", code=code, done=deed), 303)


def _page(wave: Wave, one: Restricted, errors: dict[str, str]) -> Response:
    return saying.page(
        "restricted_one.html",
        errors=errors,
        wave=wave,
        one=one,
        question=saying.questions(wave).get(one.comment.item, one.comment.item),
        where=request.form.get("where", ""),
    )
