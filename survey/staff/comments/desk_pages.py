"""The waves with comments, the desk of one wave with its search, and deeds for many comments at once."""

from __future__ import annotations

import uuid
from typing import Any

from flask import request, url_for
from sqlalchemy import ColumnElement
from sqlmodel import col, select
from werkzeug import Response
from werkzeug.utils import redirect

from survey.accounts.access import needs
from survey.comments import deeds, desk, restricted
from survey.comments.desk import Sought
from survey.comments.faults import CommentError
from survey.comments.personal import suspects
from survey.comments.themes import may_set, themes
from survey.keys import id_of
from survey.results.named_units import large_enough
from survey.staff.asked import wave_run
from survey.staff.comments import saying
from survey.staff.frame import staff
from survey.staff.paging import paging, whole
from survey.staff.quality.looking_pages import read_id
from survey.staff.visit import Visit, here
from survey.tables import Wave
from survey.waves.seen import waves_rated, waves_run
from survey.waves.shown import shows_figures

DESK = "/comments/<code>"
EVERY = ("analyst", "approver", "officer")
FILTERS = ("unit", "item", "theme", "status", "words")
LONGEST_WORDS = 100


@staff.get("/comments")
@needs(*EVERY)
def comment_waves() -> Response:
    """The ways in: the desk and the restricted desk of waves run, what was released of units rated."""
    found = here()
    ways: dict[int, dict[str, Any]] = {}
    for name, wave in _ways(found):
        entry = ways.setdefault(id_of(wave), {"wave": wave, "names": [], "waiting": 0})
        entry["names"].append(name)
    for number, n in restricted.waiting(found.session, list(ways)).items():
        ways[number]["waiting"] = n
    listed = sorted(ways.values(), key=lambda each: (each["wave"].opens, id_of(each["wave"])), reverse=True)
    sets = may_set(found.session, id_of(found.account), ("analyst",), found.today)
    return saying.page("waves.html", listed=listed, sets_themes=sets)


@staff.get(DESK)
@needs("analyst")
def comment_desk(code: str) -> Response:
    """The comments of one wave that fit what is looked for."""
    return _desk(wave_run(code, "analyst"), {})


@staff.post(DESK)
@needs("analyst")
def comment_deed(code: str) -> Response:
    """Do something with many comments, those chosen or all that fit."""
    found, wave = here(), wave_run(code, "analyst")
    deed = request.form.get("deed", "")
    try:
        n, left = _do(found, wave, deed)
    except CommentError as error:
        found.session.rollback()
        field = {"none": "which", "theme": "as"}.get(error.problem, "deed")
        return _desk(wave, {field: saying.problem(error)})
    found.session.commit()
    kept = {name: value for name in FILTERS if (value := request.args.get(name, ""))}
    return redirect(url_for("staff.comment_desk", code=code, done=deed, n=n, left=left, **kept), 303)


def _ways(found: Visit) -> list[tuple[str, Wave]]:
    account, day = id_of(found.account), found.today
    ways = (
        ("desk", waves_run(account, ("analyst",), day)),
        ("restricted", waves_run(account, ("approver",), day)),
        ("released", waves_rated(account, ("officer",), day)),
    )
    listed = [
        (name, wave)
        for name, seen in ways
        for wave in found.session.exec(select(Wave).where(col(Wave.id).in_(seen), Wave.state != "draft"))
    ]
    return [(name, wave) for name, wave in listed if name != "released" or shows_figures(wave, runs_it=False)]


def _do(found: Visit, wave: Wave, deed: str) -> tuple[int, int]:
    which, by = _which(wave), found.by
    if deed == "theme":
        return deeds.sort(found.session, wave, which, request.form.get("as", ""), by=by), 0
    if deed == "release":
        return deeds.release(found.session, wave, which, by=by)
    if deed in deeds.CHANGES:
        return deeds.change(found.session, wave, which, deed, by=by), 0
    raise CommentError("deed")


def _which(wave: Wave) -> list[ColumnElement[bool]]:
    if request.form.get("which") == "all":
        return desk.conditions(wave, _sought())
    numbers = _chosen()
    if not numbers:
        raise CommentError("none")
    return deeds.chosen(wave, numbers)


def _chosen() -> frozenset[uuid.UUID]:
    return frozenset(each for text in request.form.getlist("comment") if (each := read_id(text)))


def _sought() -> Sought:
    asked = {name: request.args.get(name, "").strip()[:LONGEST_WORDS] for name in FILTERS}
    unit = whole(asked["unit"]) if asked["unit"] else None
    return Sought(unit, asked["item"], asked["theme"], asked["status"], asked["words"])


def _desk(wave: Wave, errors: dict[str, str]) -> Response:
    session, sought = here().session, _sought()
    of = desk.count(session, wave, sought)
    part = paging(of)
    found = desk.comments(session, wave, sought, limit=part.size, offset=part.offset)
    units = desk.units(session, wave)
    return saying.page(
        "desk.html",
        errors=errors,
        wave=wave,
        sought=sought,
        kept={name: value for name in FILTERS if (value := request.args.get(name, ""))},
        part=part,
        of=of,
        counts=desk.counts(session, wave),
        found=[(comment, unit, bool(suspects(comment.shown or comment.body))) for comment, unit in found],
        named=large_enough(session, wave, {comment.agency_id for comment, _ in found}, roughly=True),
        units=units,
        questions=saying.questions(wave),
        themes=themes(session),
        theme_options=saying.theme_options(),
        given=request.form,
        chosen={str(each) for each in _chosen()},
        done=request.args.get("done", ""),
        n=whole(request.args.get("n", "")) or 0,
        left=whole(request.args.get("left", "")) or 0,
    )
