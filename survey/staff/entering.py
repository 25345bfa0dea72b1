"""Coming in: the password, the second factor, the link that sets a password."""

from __future__ import annotations

from flask import current_app, request, url_for
from sqlalchemy import Engine
from werkzeug import Response
from werkzeug.utils import redirect

from survey import current
from survey.accounts import invitations, second_factor, signing_in
from survey.accounts.access import anybody, half_signed_in
from survey.accounts.passwords import PasswordError
from survey.staff import cookies, pages
from survey.staff.frame import staff
from survey.staff.guard import next_page
from survey.staff.visit import here


@staff.get("/sign-in")
@anybody
def sign_in() -> Response:
    """The form for address and password."""
    if here().is_signed_in:
        return redirect(next_page(current_app), 303)
    return pages.page("sign_in.html", email="")


@staff.post("/sign-in")
@anybody
def sign_in_now() -> Response:
    """Check address and password; what is wrong of the two is not said."""
    words, email = pages.words_here(), request.form.get("email", "")
    if wait := current.limits().wait_to_sign_in(request.remote_addr):
        return _wait("sign_in.html", wait, email=email)
    token = signing_in.sign_in(_engine(), email, request.form.get("password", ""), now=here().now)
    if token is None:
        return pages.page("sign_in.html", errors={"email": words.wrong}, email=email)
    return _hold(redirect(next_page(current_app), 303), token)


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
        return _wait("second_factor.html", wait)
    token = second_factor.prove(
        _engine(), found.key, found.token, request.form.get("code", ""), now=found.now
    )
    if token is None:
        return pages.page("second_factor.html", errors={"code": pages.words_here().wrong_code})
    return _hold(redirect(next_page(current_app), 303), token)


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
    email = account.email
    if wait := current.limits().wait_to_sign_in(request.remote_addr):
        return _wait("invitation.html", wait, email=email)
    password = request.form.get("password", "")
    if password != request.form.get("again", ""):
        errors = {"again": words.problems["not_the_same"]}
        return pages.page("invitation.html", errors=errors, email=email)
    try:
        begun = invitations.accept(_engine(), token, password, now=found.now)
    except PasswordError as error:
        errors = {"password": words.problems[error.problem]}
        return pages.page("invitation.html", errors=errors, email=email)
    if begun is None:
        return pages.refusal("bad_link", 404)
    return _hold(redirect(url_for("staff.home"), 303), begun)


def _engine() -> Engine:
    """The database for a transaction of its own; that of the visit ends, or it would be in the way."""
    here().session.rollback()
    return current.engine()


def _hold(response: Response, token: str) -> Response:
    """The browser holds the new session, and forgets what its forms were marked for before."""
    return cookies.take(cookies.give(response, request, "session", token), request, "form")


def _wait(template: str, seconds: int, **context: str) -> Response:
    said = pages.words_here().wait.format(n=seconds)
    response = pages.page(template, 429, errors={"": said}, **context)
    response.headers["Retry-After"] = str(seconds)
    return response
