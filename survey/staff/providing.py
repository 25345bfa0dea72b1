"""Coming in through the identity provider of the office, where one is set: there and back."""

from __future__ import annotations

import logging

from flask import current_app, request, url_for
from werkzeug import Response
from werkzeug.utils import redirect

from survey import current
from survey.accounts import provider as ways
from survey.accounts.access import anybody
from survey.accounts.provider import NoAnswerError
from survey.accounts.provider_settings import Provider
from survey.accounts.provider_way import RefusedError
from survey.staff import cookies, pages
from survey.staff.entering import engine_alone, hold, sign_in_page, too_often
from survey.staff.frame import staff
from survey.staff.guard import next_page, page_or_start
from survey.staff.provider_words import said_of_provider
from survey.staff.visit import here, provider_of

log = logging.getLogger(__name__)


@staff.get("/provider")
@anybody
def provider() -> Response:
    """Leave for the provider; what belongs to this way stays sealed in the browser."""
    found = provider_of(current_app)
    if found is None:
        return pages.refusal("missing", 404)
    if wait := current.limits().wait_to_sign_in(request.remote_addr):
        return too_often(sign_in_page({"": pages.words_here().wait.format(n=wait)}, 429), wait)
    try:
        address, kept = ways.leave(
            found, here().key, back_to=_back_to(), next_path=next_page(current_app), now=here().now
        )
    except NoAnswerError as error:
        return _no_answer(found, error)
    return cookies.give(redirect(address, 303), request, "provider", kept)


@staff.get("/provider/back")
@anybody
def provider_back() -> Response:
    """Come back; which of all that can be wrong was wrong is in the log and not on the page."""
    found, visit = provider_of(current_app), here()
    if found is None:
        return pages.refusal("missing", 404)
    if wait := current.limits().wait_to_sign_in(request.remote_addr):
        return too_often(sign_in_page({"": pages.words_here().wait.format(n=wait)}, 429), wait)
    kept, key, held, now = cookies.read(request, "provider"), visit.key, visit.token, visit.now
    try:
        entered = ways.come_back(
            engine_alone(),
            found,
            key,
            kept=kept,
            said=request.args,
            back_to=_back_to(),
            held=held,
            now=now,
        )
    except RefusedError as error:
        log.warning("nobody was signed in by the identity provider: %s", error.reason)
        refused = sign_in_page({"": said_of_provider().refused.format(name=found.name)}, 403)
        return cookies.take(refused, request, "provider")
    except NoAnswerError as error:
        return cookies.take(_no_answer(found, error), request, "provider")
    response = hold(redirect(page_or_start(current_app, entered.next_path), 303), entered.token)
    return cookies.take(response, request, "provider")


def _no_answer(found: Provider, error: NoAnswerError) -> Response:
    log.error("%s", error)
    return sign_in_page({"": said_of_provider().no_answer.format(name=found.name)}, 503)


def _back_to() -> str:
    """Where the provider sends the browser back to; it takes only what was registered with it."""
    return url_for("staff.provider_back", _external=True)
