"""Drawing a page of staff: the frame, the words, the mark of its forms, what is wrong in them."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from flask import g, request, url_for
from jinja2 import Environment, PackageLoader, StrictUndefined
from werkzeug import Response

from survey.citizen import replies
from survey.staff import cookies, form_mark
from survey.staff.assets import assets
from survey.staff.menu import entries_for
from survey.staff.messages import SPOKEN, StaffWords, staff_words

TEMPLATES = Environment(
    loader=PackageLoader("survey.staff"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    auto_reload=False,
)


def page(
    template: str, status: int = 200, *, errors: dict[str, str] | None = None, **context: Any
) -> Response:
    """A page; `errors` has a sentence by the name of the field that it is about."""
    words, found = words_here(), g.get("staff_visit")
    always = {
        "words": words,
        "visit": found,
        "mark": _mark,
        "mark_name": form_mark.FIELD,
        "asset": _asset,
        "address": url_for,
        "other": _in_other_language(words),
        "errors": errors or {},
        "endpoint": request.endpoint,
        "menu": entries_for(found.roles) if found is not None and found.is_signed_in else [],
        "in_area": lambda entry: f"{request.path}/".startswith(f"{entry.path}/"),
    }
    text = TEMPLATES.get_template(template).render({**always, **context})
    return replies.page(text, 422 if errors and status == 200 else status)


def refusal(what: str, status: int, *, lead: str = "") -> Response:
    """A page that says why there is no other, and what to do."""
    words = words_here()
    said = {"title": getattr(words, what), "lead": getattr(words, lead or f"{what}_lead")}
    return page("refusal.html", status, **said)


def expired(next_path: str) -> Response:
    """The session has run out; nothing of what was sent stays, and the way back in stands on the page."""
    return page("expired.html", 401, next_path=next_path)


def words_here() -> StaffWords:
    """The words of the language asked for in the address, else the one remembered, else Vietnamese."""
    wanted = request.args.get("lang", "")
    return staff_words(wanted if wanted in SPOKEN else request.cookies.get(cookies.LANGUAGE, ""))


def at_other_language(endpoint: str) -> tuple[StaffWords, str]:
    """The other language, and another page in it: for a page that only answers a form."""
    other = _other(words_here())
    kept = {name: value for name, value in request.args.items() if name == "next"}
    return other, url_for(endpoint, **kept, lang=other.language)


def _mark() -> str:
    g.staff_has_form = True
    return form_mark.mark_of(g.staff_visit.form_token)


def _asset(name: str) -> str:
    return url_for("staff.asset", name=name, v=assets()[name].version)


def _in_other_language(words: StaffWords) -> tuple[StaffWords, str]:
    """The other language, and this page in it, with all that was asked of it."""
    other = _other(words)
    asked = [(name, value) for name, value in request.args.items(multi=True) if name != "lang"]
    # Not through url_for: a name such as _external in the address would be an order to it.
    query = urlencode([*asked, ("lang", other.language)])
    return other, f"{url_for(request.endpoint or 'staff.home', **(request.view_args or {}))}?{query}"


def _other(words: StaffWords) -> StaffWords:
    return next(each for each in SPOKEN.values() if each is not words)
