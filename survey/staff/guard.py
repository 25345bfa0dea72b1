"""Before every page of staff: whether the request is ours, who asks, and whether this page is for them."""

from __future__ import annotations

from flask import Flask, current_app, request, url_for
from werkzeug import Response
from werkzeug.exceptions import HTTPException
from werkzeug.utils import redirect

from survey.accounts.access import Need, need_of
from survey.staff import cookies, form_mark, pages, visit
from survey.staff.uploads import LARGEST_FORM, largest_of
from survey.staff.visit import Visit

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
NO_NEXT = frozenset(
    f"staff.{name}"
    for name in (
        "sign_in",
        "prove",
        "set_up",
        "asset",
        "invitation",
        "nowhere",
        "bind",
        "sign_in_by_pin",
        "provider",
        "provider_back",
    )
)
FILE = "staff.asset"


def let_in() -> Response | None:
    """Nothing where the page may be shown; else what is shown instead. What says no need is for nobody."""
    request.max_content_length = LARGEST_FORM
    view = current_app.view_functions[request.endpoint or ""]
    need = need_of(view)
    if request.endpoint == FILE:
        return None
    found = visit.begin()
    if largest_of(view) > LARGEST_FORM and _refused(found, need) is None:
        # Nothing of a file is read for somebody who may not send one.
        request.max_content_length = largest_of(view)
    if request.method not in SAFE and not form_mark.is_ours(found.form_token, request):
        return _foreign(found)
    if any("\0" in value for value in request.form.values()):
        return pages.refusal("foreign", 400)
    return _refused(found, need)


def _refused(found: Visit, need: Need | None) -> Response | None:
    if need is None:
        return pages.refusal("forbidden", 403)
    if need.who == "anybody":
        return None
    if found.kept is None:
        return _ended(found) if found.token else _to_sign_in()
    if found.is_by_pin and not need.by_pin:
        return pages.refusal("forbidden", 403, lead="not_by_pin")
    if need.who == "half_signed_in":
        return None
    if found.lacks_code:
        return redirect(_with_next("staff.prove"), 303)
    if found.lacks_factor:
        return redirect(url_for("staff.set_up"), 303)
    if need.roles and not need.roles & found.roles:
        return pages.refusal("forbidden", 403)
    return None


def _foreign(found: Visit) -> Response:
    """A form of somebody whose session has run out is told so; any other is none of ours."""
    return _ended(found) if found.kept is None and found.token else pages.refusal("foreign", 403)


def _ended(_found: Visit) -> Response:
    response = pages.expired(_next())
    return cookies.take(response, request, "session")


def _to_sign_in() -> Response:
    return redirect(_with_next("staff.sign_in"), 303)


def _with_next(endpoint: str) -> str:
    wanted = _next()
    return url_for(endpoint, next=wanted) if wanted else url_for(endpoint)


def _next() -> str:
    """Where to go on to afterwards; a form that was sent is not sent again."""
    is_page = request.method in SAFE and request.endpoint not in NO_NEXT
    return request.full_path.rstrip("?") if is_page else ""


def next_page(app: Flask) -> str:
    """Where the address says to go on to, if it is a page of ours for staff; else the start."""
    return page_or_start(app, request.args.get("next", ""))


def page_or_start(app: Flask, wanted: str) -> str:
    """This page, if it is one of ours for staff; else the start."""
    return wanted if _is_page(app, wanted) else url_for("staff.home")


def _is_page(app: Flask, wanted: str) -> bool:
    """Only a path, and one of those we know: no host, no backslash, nothing that reads otherwise."""
    path = wanted.partition("?")[0]
    if not path.startswith("/staff") or "\\" in wanted or not wanted.isascii() or not wanted.isprintable():
        return False
    try:
        endpoint, _ = app.url_map.bind("").match(path, method="GET")
    except HTTPException:
        return False
    return str(endpoint).startswith("staff.") and endpoint not in NO_NEXT
