"""One comment: strike out, sort, release, hide, hand to the restricted desk."""

from __future__ import annotations

from collections.abc import Callable

from flask import request, url_for
from werkzeug import Response
from werkzeug.exceptions import NotFound
from werkzeug.utils import redirect

from survey.accounts.access import needs
from survey.comments import deeds, desk
from survey.comments.faults import CommentError
from survey.comments.personal import suspects
from survey.results.named_units import large_enough
from survey.staff.asked import wave_run
from survey.staff.comments import saying
from survey.staff.comments.desk_pages import DESK
from survey.staff.frame import staff
from survey.staff.quality.looking_pages import read_id
from survey.staff.visit import here
from survey.tables import Comment, Unit, Wave

ONE = f"{DESK}/one/<number>"


@staff.get(ONE)
@needs("analyst")
def comment_one(code: str, number: str) -> Response:
    """As it was written, and as it would be passed on."""
    wave = wave_run(code, "analyst")
    return _page(wave, *_one(wave, number), {})


@staff.post(ONE)
@needs("analyst")
def comment_one_deed(code: str, number: str) -> Response:
    """Do one thing with it; afterwards its page again, or the desk where it is gone from there."""
    found, wave = here(), wave_run(code, "analyst")
    comment, unit = _one(wave, number)
    deed = request.form.get("deed", "")
    try:
        if deed not in DEEDS:
            raise CommentError("deed")
        DEEDS[deed](wave, comment)
    except CommentError as error:
        found.session.rollback()
        field = {"part": "parts", "no_parts": "parts", "long": "parts", "theme": "as"}.get(error.problem, "")
        return _page(wave, *_one(wave, number), {field: saying.problem(error)})
    found.session.commit()
    if deed == "restrict":
        return redirect(url_for("staff.comment_desk", code=code, done=deed), 303)
    return redirect(url_for("staff.comment_one", code=code, number=number, done=deed), 303)


def parts() -> list[str]:
    """What is to be struck out, one on each line."""
    return [line.strip() for line in request.form.get("parts", "").splitlines() if line.strip()]


def _strike(wave: Wave, comment: Comment) -> None:
    deeds.strike(here().session, wave, comment, parts(), by=here().by)


def _restrict(wave: Wave, comment: Comment) -> None:
    deeds.restrict(here().session, wave, comment, by=here().by, today=here().today)


def _sort(wave: Wave, comment: Comment) -> None:
    which = deeds.chosen(wave, [comment.id])
    deeds.sort(here().session, wave, which, request.form.get("as", ""), by=here().by)


def _release(wave: Wave, comment: Comment) -> None:
    deeds.release(here().session, wave, deeds.chosen(wave, [comment.id]), by=here().by, looked_at=True)


def _change(wave: Wave, comment: Comment) -> None:
    deeds.change(here().session, wave, deeds.chosen(wave, [comment.id]), request.form["deed"], by=here().by)


DEEDS: dict[str, Callable[[Wave, Comment], None]] = {
    "strike": _strike,
    "restrict": _restrict,
    "theme": _sort,
    "release": _release,
    "hide": _change,
    "reopen": _change,
}


def _one(wave: Wave, number: str) -> tuple[Comment, Unit]:
    known = read_id(number)
    found = desk.one(here().session, wave, known) if known else None
    if found is None:
        raise NotFound
    return found


def _page(wave: Wave, comment: Comment, unit: Unit, errors: dict[str, str]) -> Response:
    session = here().session
    session.refresh(comment)
    typed = request.form.get("parts")
    return saying.page(
        "one.html",
        errors=errors,
        wave=wave,
        comment=comment,
        unit=unit,
        is_named=bool(large_enough(session, wave, {comment.agency_id}, roughly=True)),
        question=saying.questions(wave).get(comment.item, comment.item),
        parts="\n".join(suspects(comment.shown or comment.body)) if typed is None else typed,
        theme_options=saying.theme_options(),
        working_days=deeds.WORKING_DAYS,
        done=request.args.get("done", ""),
    )
