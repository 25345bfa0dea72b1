"""How much was keyed wrong: one's own for a clerk, everybody's for those who supervise."""

from __future__ import annotations

from flask import request
from werkzeug import Response
from werkzeug.exceptions import NotFound

from survey.accounts.access import needs
from survey.keying import rates
from survey.keying.seen import READERS, batches_seen
from survey.keys import id_of
from survey.staff import pages
from survey.staff.frame import staff
from survey.staff.keying.asked import said_here
from survey.staff.visit import here

MOST_PAGES = 1000
WIDE = ("supervisor", "analyst", "auditor")


@staff.get("/keying/rates")
@needs(*READERS)
def keying_rates() -> Response:
    """A row for each person who keyed."""
    found, language = here(), pages.words_here().language
    account, is_wide = id_of(found.account), bool(set(WIDE) & found.roles)
    seen = batches_seen(account, WIDE if is_wide else READERS, found.today)
    page = max(request.args.get("page", 1, type=int), 1)
    if page > MOST_PAGES:
        raise NotFound
    rows = rates.of_people(found.session, seen, None if is_wide else account, page=page)
    shown = [rates.shown(each, language) for each in rows]
    return pages.page(
        "keying/rates.html",
        said=said_here(),
        rows=shown,
        is_wide=is_wide,
        number=page,
        may_go_on=len(rows) == rates.AT_A_TIME,
    )
