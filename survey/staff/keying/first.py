"""Keying ballots, one after another: with our script from the keyboard alone, without it as a plain form."""

from __future__ import annotations

import json
from typing import Any

from flask import Response as FlaskResponse
from flask import request, url_for
from werkzeug import Response
from werkzeug.utils import redirect

from survey import current
from survey.accounts.access import needs
from survey.keying.batches import highest, keyed_in, numbers_of, shown
from survey.keying.errors import KeyingError
from survey.keying.first import Form, Outcome, key_first
from survey.keying.seen import KEYERS
from survey.keying.sheet import fields_of, written_items
from survey.keys import id_of
from survey.staff import pages
from survey.staff.frame import staff
from survey.staff.keying.asked import Place, place_of, said_here, sentence, typed
from survey.staff.keying.rows import compared_rows, rows_of, written_rows
from survey.staff.uploads import takes_file
from survey.staff.visit import here

WORDS = "words."
TRY_LATER = frozenset(("not_stored", "not_open"))


@staff.get("/keying/<int:number>/key")
@needs(*KEYERS)
def keying_first(number: int) -> Response:
    """The form for the next ballot."""
    place = place_of(number, *KEYERS)
    if place.batch.state != "open":
        return redirect(url_for("staff.keying_batch", number=number), 303)
    return first_page(place, {})


@staff.post("/keying/<int:number>/key")
@needs(*KEYERS)
@takes_file(1)
def keying_first_now(number: int) -> Response:
    """Store one ballot: for our script in JSON, for a plain form with a page."""
    found, place = here(), place_of(number, *KEYERS)
    if typed("choice") == "keep":
        return redirect(url_for("staff.keying_first", number=number, done="kept"), 303)
    try:
        outcome = key_first(
            current.store(),
            found.session,
            place.batch,
            _form(),
            account_id=id_of(found.account),
            by=found.by,
            now=found.now,
        )
    except KeyingError as error:
        found.session.rollback()
        return refused(place_of(number, *KEYERS), error)
    found.session.commit()
    return _told(place, outcome)


def first_page(place: Place, errors: dict[str, str], **more: Any) -> Response:
    """The page for keying, with what was typed."""
    found = here()
    keyed = keyed_in(found.session, place.batch)
    context = {"keyed": keyed, "next": _next(place), "clash": None, "setting": {"keyed": keyed}, **more}
    return keying_page(place, errors, kind="first", **context)


def keying_page(place: Place, errors: dict[str, str], *, kind: str, **context: Any) -> Response:
    """What first and second keying have in common."""
    said, language = said_here(), pages.words_here().language
    questionnaire = place.questionnaire(here().session)
    setting = {
        "account": id_of(here().account),
        "batch": place.number,
        "kind": kind,
        "url": request.path,
        "day": place.batch.day.isoformat(),
        "hasSerials": place.batch.serial_from is not None,
        "first": numbers_of(place.batch).start,
        "last": numbers_of(place.batch).stop - 1,
        "shownFirst": shown(place.batch, 0),
        "shownLast": shown(place.batch, -1),
        "of": place.batch.returned,
        "said": said.script,
    }
    given = {"setting": {**setting, **context.pop("setting", {})}, "given": request.form, **context}
    return pages.page(
        "keying/key.html",
        errors=errors,
        said=said,
        place=place,
        kind=kind,
        rows=rows_of(questionnaire, language, said),
        written=written_rows(questionnaire, language) if written_items(questionnaire) else [],
        languages=questionnaire.languages,
        ballot=typed("ballot") or str(place.fresh_id()),
        places=sum(field.question.width for field in fields_of(questionnaire)),
        done=request.args.get("done", ""),
        **given,
    )


def is_script() -> bool:
    """Whether our script asks, which reads JSON."""
    return request.accept_mimetypes.best == "application/json"


def in_json(status: int, code: str, **more: Any) -> FlaskResponse:
    """What our script reads."""
    text = json.dumps({"code": code, **more}, ensure_ascii=False)
    return FlaskResponse(text, status, content_type="application/json")


def refused(place: Place, error: KeyingError) -> Response:
    """Say why a ballot was not taken."""
    if is_script():
        return in_json(503 if error.code in TRY_LATER else 422, error.code, said=sentence(error))
    return first_page(place, {error.field: sentence(error)})


def _form() -> Form:
    words = {
        name.removeprefix(WORDS): text.strip()
        for name, text in request.form.items()
        if name.startswith(WORDS) and text.strip()
    }
    return Form(
        ballot_id=typed("ballot"),
        number=typed("number"),
        codes=typed("codes"),
        assisted=typed("assisted"),
        language=typed("language"),
        comments=words,
        instead=typed("choice") == "instead",
    )


def _told(place: Place, outcome: Outcome) -> Response:
    if outcome.code == "number_used":
        return _clash(place, outcome)
    if outcome.code == "not_stored":
        return refused(place, KeyingError("", "not_stored"))
    if is_script():
        return in_json(200, outcome.code, count=keyed_in(here().session, place.batch))
    done = "replaced" if outcome.code == "replaced" else "keyed"
    return redirect(url_for("staff.keying_first", number=place.number, done=done), 303)


def _clash(place: Place, outcome: Outcome) -> Response:
    """The number bears a ballot already: both are shown, and the clerk chooses."""
    questionnaire = place.questionnaire(here().session)
    said = said_here().clash.format(number=typed("number"))
    pairs = compared_rows(questionnaire, outcome.stored, outcome.sent)
    if is_script():
        return in_json(409, outcome.code, said=said, pairs=pairs)
    return first_page(place, {"number": said}, clash=pairs)


def _next(place: Place) -> str:
    """The counter of the next form, where none is printed."""
    if place.batch.serial_from:
        return ""
    return str(min(highest(here().session, place.batch) + 1, place.batch.returned))
