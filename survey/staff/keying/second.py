"""The second keying: the forms chosen for it, keyed by another person who sees nothing of the first."""

from __future__ import annotations

from flask import request, url_for
from werkzeug import Response
from werkzeug.utils import redirect

from survey.accounts.access import needs
from survey.keying.batches import read_number, shown_number
from survey.keying.errors import KeyingError
from survey.keying.second import key_second, waiting_for
from survey.keying.seen import KEYERS
from survey.keys import id_of
from survey.staff import pages
from survey.staff.frame import staff
from survey.staff.keying.asked import Place, place_of, said_here, sentence, typed
from survey.staff.keying.first import in_json, is_script, keying_page
from survey.staff.visit import here


@staff.get("/keying/<int:number>/second")
@needs(*KEYERS)
def keying_second(number: int) -> Response:
    """The next form to be keyed again, or that there is none."""
    return _page(place_of(number, *KEYERS), {})


@staff.post("/keying/<int:number>/second")
@needs(*KEYERS)
def keying_second_now(number: int) -> Response:
    """Keep the second keying of one form."""
    found, place = here(), place_of(number, *KEYERS)
    try:
        code = key_second(
            found.session,
            place.batch,
            place.questionnaire(found.session),
            read_number(place.batch, typed("number")),
            typed("codes"),
            account_id=id_of(found.account),
            key=found.key,
            by=found.by,
        )
    except KeyingError as error:
        found.session.rollback()
        if is_script():
            return in_json(422, error.code, said=sentence(error))
        return _page(place_of(number, *KEYERS), {error.field: sentence(error)})
    found.session.commit()
    if is_script():
        return in_json(200, code)
    return redirect(url_for("staff.keying_second", number=number, done="second"), 303)


def _page(place: Place, errors: dict[str, str]) -> Response:
    found = here()
    waiting = waiting_for(found.session, place.batch, id_of(found.account))
    if not waiting and not errors:
        done = request.args.get("done", "")
        return pages.page("keying/second_none.html", said=said_here(), place=place, done=done)
    numbers = [shown_number(place.batch, each) for each in waiting]
    return keying_page(
        place,
        errors,
        kind="second",
        keyed=0,
        next=numbers[0] if numbers else "",
        numbers=numbers,
        clash=None,
        setting={"numbers": numbers, "of": len(numbers)},
    )
