"""The list of batches, one batch with what is to be done next, and its two steps that need no form."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import request, url_for
from werkzeug import Response
from werkzeug.utils import redirect

from survey.accounts.access import needs
from survey.keying import rates, second
from survey.keying.batches import keyed_in
from survey.keying.errors import KeyingError
from survey.keying.listing import AT_A_TIME, STATES, listed
from survey.keying.resolving import open_case
from survey.keying.seen import JUDGES, KEYERS, READERS, batch_seen, batches_seen
from survey.keys import id_of
from survey.staff import pages
from survey.staff.frame import staff
from survey.staff.keying.asked import Place, place_of, said_here, sentence
from survey.staff.visit import Visit, here

BATCH = "/keying/<int:number>"
MOST_PAGES = 1000

DEEDS: dict[str, Callable[[Visit, Place], None]] = {
    "finish": lambda found, place: second.finish_first(found.session, place.batch, found.key, by=found.by),
    "close": lambda found, place: second.close(found.session, place.batch, by=found.by),
}


@staff.get("/keying")
@needs(*READERS)
def keying_list() -> Response:
    """Every batch in scope, a hundred on a page."""
    found, state = here(), request.args.get("state", "")
    page = min(max(request.args.get("page", 1, type=int), 1), MOST_PAGES)
    seen = batches_seen(id_of(found.account), READERS, found.today)
    rows, total = listed(found.session, seen, state=state, page=page)
    return pages.page(
        "keying/list.html",
        said=said_here(),
        rows=rows,
        state=state if state in STATES else "",
        states=("", *STATES),
        number=page,
        last=max(1, -(-total // AT_A_TIME)),
        may_make=bool(set(KEYERS) & found.roles),
        done=request.args.get("done", ""),
    )


@staff.get(BATCH)
@needs(*READERS)
def keying_batch(number: int) -> Response:
    """One batch: what was counted, what was keyed, what comes next."""
    return _batch_page(place_of(number, *READERS), {})


@staff.post(f"{BATCH}/<any(finish,close):deed>")
@needs(*KEYERS)
def keying_deed(number: int, deed: str) -> Response:
    """End the first keying, or close the batch."""
    found, place = here(), place_of(number, *KEYERS)
    try:
        DEEDS[deed](found, place)
    except KeyingError as error:
        found.session.rollback()
        return _batch_page(place_of(number, *KEYERS), {"": sentence(error)})
    found.session.commit()
    return redirect(url_for("staff.keying_batch", number=number, done=deed), 303)


def _batch_page(place: Place, errors: dict[str, str]) -> Response:
    found = here()
    session, account = found.session, id_of(found.account)
    stands = second.progress(session, place.batch)
    mine = second.waiting_for(session, place.batch, account) if stands.waiting else []
    case = None
    if stands.differing and set(JUDGES) & found.roles:
        case = open_case(session, place.batch, place.questionnaire(session), account)
    keyed = keyed_in(session, place.batch)
    return pages.page(
        "keying/batch.html",
        errors=errors,
        said=said_here(),
        place=place,
        stands=stands,
        keyed=keyed,
        mine=len(mine),
        may=_may(found, place, stands, keyed, has_own=bool(mine), has_case=case is not None),
        rate=rates.shown(rates.of_batch(session, place.batch), pages.words_here().language),
        done=request.args.get("done", ""),
    )


def _may(
    found: Visit, place: Place, stands: second.Progress, keyed: int, *, has_own: bool, has_case: bool
) -> dict[str, Any]:
    """What this account can do with the batch now."""
    state = place.batch.state
    keys = bool(set(KEYERS) & found.roles) and _is_keyer(found, place)
    return {
        # Also when all are keyed: a form is corrected by keying its number again.
        "key": keys and state == "open",
        "counts": keys and state == "open",
        "finish": keys and state == "open" and keyed == place.batch.returned,
        "second": keys and state == "keyed" and has_own,
        "resolve": has_case,
        "close": keys and state == "second_keyed" and stands.is_settled,
    }


def _is_keyer(found: Visit, place: Place) -> bool:
    """Whether the roles that key reach this batch, not only those that read."""
    seen = batch_seen(found.session, place.number, id_of(found.account), KEYERS, found.today)
    return seen is not None
