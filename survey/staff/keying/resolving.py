"""Where two keyings of a form differ: both shown, a third person decides field by field."""

from __future__ import annotations

from typing import Any

from flask import request, url_for
from werkzeug import Response
from werkzeug.utils import redirect

from questionnaires.cells import NOT_TICKED, SIGNS
from questionnaires.model import Questionnaire, say
from survey.accounts.access import needs
from survey.keying.batches import shown_number
from survey.keying.errors import KeyingError
from survey.keying.resolving import Case, Difference, open_case, resolve
from survey.keying.seen import JUDGES
from survey.keys import id_of
from survey.staff import pages
from survey.staff.frame import staff
from survey.staff.keying.asked import Place, place_of, said_here, sentence, typed
from survey.staff.visit import here


@staff.get("/keying/<int:number>/resolve")
@needs(*JUDGES)
def keying_resolve(number: int) -> Response:
    """The next form that was keyed in two ways."""
    return _page(place_of(number, *JUDGES), {})


@staff.post("/keying/<int:number>/resolve")
@needs(*JUDGES)
def keying_resolve_now(number: int) -> Response:
    """Record what was decided about it."""
    found, place = here(), place_of(number, *JUDGES)
    questionnaire = place.questionnaire(found.session)
    case = open_case(found.session, place.batch, questionnaire, id_of(found.account))
    try:
        if case is None or typed("form") != shown_number(place.batch, case.number):
            raise KeyingError("", "state")
        resolve(
            found.session,
            place.batch,
            questionnaire,
            case,
            {each.field.name: _decided(each) for each in case.differences},
            account_id=id_of(found.account),
            key=found.key,
            by=found.by,
        )
    except KeyingError as error:
        found.session.rollback()
        # Questions are named after their fields in the form.
        field = f"other.{error.field}" if error.field not in ("", "codes") else ""
        return _page(place_of(number, *JUDGES), {field: sentence(error)})
    found.session.commit()
    return redirect(url_for("staff.keying_resolve", number=number, done="resolved"), 303)


def _decided(difference: Difference) -> str:
    """Another sign that was written goes before the choice between the two."""
    name = difference.field.name
    chosen = {"first": difference.first, "second": difference.second}
    return typed(f"other.{name}") or chosen.get(typed(f"chosen.{name}"), "")


def _page(place: Place, errors: dict[str, str]) -> Response:
    found, language = here(), pages.words_here().language
    questionnaire = place.questionnaire(found.session)
    case = open_case(found.session, place.batch, questionnaire, id_of(found.account))
    return pages.page(
        "keying/resolve.html",
        errors=errors,
        said=said_here(),
        place=place,
        form=shown_number(place.batch, case.number) if case else "",
        rows=_rows(case, questionnaire, language) if case else [],
        given=request.form,
        done=request.args.get("done", ""),
    )


def _rows(case: Case, questionnaire: Questionnaire, language: str) -> list[dict[str, Any]]:
    return [
        {
            "item": each.field.name,
            "number": each.field.number,
            "text": questionnaire.sentence(each.field.item, language),
            "first": each.first,
            "second": each.second,
            "first_told": _told(each, each.first, language),
            "second_told": _told(each, each.second, language),
        }
        for each in case.differences
    ]


def _told(difference: Difference, cell: str, language: str) -> str:
    """A cell in words: the answers ticked, or the meaning of the sign."""
    question, signs = difference.field.question, said_here().signs
    if cell[0] in SIGNS:
        return signs[cell[0]]
    answer = question.answer(cell)
    ticked = answer if isinstance(answer, tuple) else (answer,)
    labels = {option.code: say(option.label, language) for option in question.scale.options}
    return ", ".join(labels[code] for code in ticked) or signs[NOT_TICKED]
