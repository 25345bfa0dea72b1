"""Coming in: the password, the second factor, the link that sets a password."""

from __future__ import annotations

from collections import Counter
from typing import Any

from flask import current_app, request, url_for
from sqlalchemy import Engine
from werkzeug import Response
from werkzeug.utils import redirect

from survey import current
from survey.accounts import invitations, pins, second_factor, signing_in
from survey.accounts.access import anybody, half_signed_in
from survey.accounts.passwords import PasswordError
from survey.keys import id_of
from survey.staff import cookies, pages
from survey.staff.device_words import said_here
from survey.staff.frame import staff
from survey.staff.guard import next_page
from survey.staff.provider_words import said_of_provider
from survey.staff.visit import here, provider_of
from survey.tables import Account, Unit


@staff.get("/sign-in")
@anybody
def sign_in() -> Response:
    """The form for address and password."""
    if here().is_signed_in:
        return redirect(next_page(current_app), 303)
    return sign_in_page({})


@staff.post("/sign-in")
@anybody
def sign_in_now() -> Response:
    """Check address and password; what is wrong of the two is not said."""
    words, email = pages.words_here(), request.form.get("email", "")
    if wait := current.limits().wait_to_sign_in(request.remote_addr):
        return too_often(sign_in_page({"": words.wait.format(n=wait)}, 429, email=email), wait)
    token = signing_in.sign_in(engine_alone(), email, request.form.get("password", ""), now=here().now)
    if token is None:
        return sign_in_page({"email": words.wrong}, email=email)
    return hold(redirect(next_page(current_app), 303), token)


@staff.get("/second-factor")
@half_signed_in
def prove() -> Response:
    """The form for the code."""
    if not here().lacks_code:
        return redirect(next_page(current_app), 303)
    return pages.page("second_factor.html")


@staff.post("/second-factor")
@half_signed_in
def prove_now() -> Response:
    """Check the code, or a recovery code in its place."""
    found = here()
    if not found.lacks_code:
        return redirect(next_page(current_app), 303)
    if wait := current.limits().wait_to_sign_in(request.remote_addr):
        return wait_page("second_factor.html", wait)
    token = second_factor.prove(
        engine_alone(), found.key, found.token, request.form.get("code", ""), now=found.now
    )
    if token is None:
        return pages.page("second_factor.html", errors={"code": pages.words_here().wrong_code})
    return hold(redirect(next_page(current_app), 303), token)


@staff.get("/invitation/<token>")
@anybody
def invitation(token: str) -> Response:
    """The form for a password; looking at it does not use the link up."""
    account = invitations.find(here().session, token, now=here().now)
    if account is None:
        return pages.refusal("bad_link", 404)
    return pages.page("invitation.html", email=account.email)


@staff.post("/invitation/<token>")
@anybody
def invitation_accepted(token: str) -> Response:
    """Set the password and use the link up."""
    words, found = pages.words_here(), here()
    account = invitations.find(found.session, token, now=found.now)
    if account is None:
        return pages.refusal("bad_link", 404)
    email, number = account.email, id_of(account)
    if wait := current.limits().wait_to_sign_in(request.remote_addr):
        return wait_page("invitation.html", wait, email=email)
    password = request.form.get("password", "")
    if password != request.form.get("again", ""):
        errors = {"again": words.problems["not_the_same"]}
        return pages.page("invitation.html", errors=errors, email=email)
    try:
        begun = invitations.accept(engine_alone(), token, password, now=found.now)
    except PasswordError as error:
        errors = {"password": words.problems[error.problem]}
        return pages.page("invitation.html", errors=errors, email=email)
    if begun is None:
        return pages.refusal("bad_link", 404)
    return hold(redirect(url_for(_first_page(number)), 303), begun)


def sign_in_page(
    errors: dict[str, str], status: int = 200, *, email: str = "", chosen: int | None = None
) -> Response:
    """The page on which everybody comes in; on a bound device with the names that it offers."""
    found, wanted = here(), request.args.get("next", "")
    context: dict[str, Any] = {"email": email, "chosen": chosen, "wanted": wanted}
    context |= {"said": said_here(), "unit": None, "provider": provider_of(current_app)}
    context |= {"of_provider": said_of_provider(), "other": pages.at_other_language("staff.sign_in")}
    if found.device is not None:
        offered = pins.offered(found.session, found.device, found.today)
        context |= {
            "unit": found.session.get_one(Unit, found.device.unit_id),
            "people": _told_apart(offered),
        }
    return pages.page("sign_in.html", status, errors=errors, **context)


def engine_alone() -> Engine:
    """The database for a transaction of its own; that of the visit ends, or it would be in the way."""
    here().session.rollback()
    return current.engine()


def hold(response: Response, token: str) -> Response:
    """The browser holds the new session, and forgets what its forms were marked for before."""
    return cookies.take(cookies.give(response, request, "session", token), request, "form")


def wait_page(template: str, seconds: int, **context: Any) -> Response:
    """The form again, with how long to wait."""
    said = pages.words_here().wait.format(n=seconds)
    return too_often(pages.page(template, 429, errors={"": said}, **context), seconds)


def too_often(response: Response, seconds: int) -> Response:
    """A page that says to programs too how long to wait."""
    response.headers["Retry-After"] = str(seconds)
    return response


def _first_page(account_id: int) -> str:
    """After a first password on a bound device the PIN comes next."""
    found = here()
    wants_pin = found.device and pins.is_offered(found.session, found.device, account_id, found.today)
    return "staff.pin" if wants_pin else "staff.home"


def _told_apart(accounts: list[Account]) -> list[tuple[int, str]]:
    """By name; of two with the same name also what stands before the @."""
    names = Counter(each.name for each in accounts)
    return [
        (id_of(each), each.name if names[each.name] == 1 else f"{each.name} ({each.email.partition('@')[0]})")
        for each in accounts
    ]
