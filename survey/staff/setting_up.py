"""Setting up the second factor, and changing the password."""

from __future__ import annotations

from flask import request, url_for
from markupsafe import Markup
from werkzeug import Response
from werkzeug.utils import redirect

from survey import current
from survey.accounts import attempts, invitations, passwords, second_factor
from survey.accounts.access import half_signed_in, not_by_pin, signed_in
from survey.accounts.passwords import PasswordError
from survey.accounts.sessions import Kept, Strength
from survey.keys import id_of
from survey.staff import cookies, pages
from survey.staff.frame import staff
from survey.staff.visit import Visit, here


@staff.get("/second-factor/set-up")
@not_by_pin
@half_signed_in
def set_up() -> Response:
    """The square code for the app, and the form that proves it was read."""
    if here().account.totp_secret is not None:
        return redirect(url_for("staff.home"), 303)
    return _set_up_page({})


@staff.post("/second-factor/set-up")
@not_by_pin
@half_signed_in
def set_up_now() -> Response:
    """Keep the second factor, and show the recovery codes, once."""
    found = here()
    if found.account.totp_secret is not None or found.kept is None:
        return redirect(url_for("staff.home"), 303)
    code = request.form.get("code", "")
    begun = second_factor.set_up(found.session, found.key, found.kept, code, now=found.now)
    if begun is None:
        return _set_up_page({"code": pages.words_here().wrong_code})
    found.session.commit()
    found.hold(begun.token)
    page = pages.page("recovery.html", codes=begun.recovery_codes)
    return cookies.give(page, request, "session", begun.token)


@staff.get("/password")
@not_by_pin
@signed_in
def change() -> Response:
    """The form for a new password."""
    return pages.page("password.html")


@staff.post("/password")
@not_by_pin
@signed_in
def change_now() -> Response:
    """Change the password; every other session ends, this one begins anew."""
    found = here()
    errors = _problems_of_change(found)
    if errors:
        return pages.page("password.html", errors=errors)
    made = passwords.hash_password(request.form.get("password", ""))
    strength: Strength = "second_factor" if _kept(found).row.strength == "second_factor" else "password"
    token = invitations.set_password(
        found.session, found.account, made, by=found.by, now=found.now, strength=strength
    )
    found.session.commit()
    response = redirect(url_for("staff.home", done="password"), 303)
    return cookies.give(response, request, "session", token)


def _set_up_page(errors: dict[str, str]) -> Response:
    # Slow to load, and only this page draws one.
    import segno

    found = here()
    secret = second_factor.new_secret(found.session, found.key, _kept(found))
    found.session.commit()
    drawn = segno.make(second_factor.address_of(secret, found.account.email), error="m")
    square = Markup(
        drawn.svg_inline(border=4, light="#fff", omitsize=True, svgclass="square", lineclass=None)
    )
    groups = " ".join(secret[start : start + 4] for start in range(0, len(secret), 4))
    return pages.page("set_up.html", errors=errors, square=square, secret=groups)


def problems_of_old_password(found: Visit) -> dict[str, str]:
    """Whoever changes how they sign in types the password once more; a wrong one is counted."""
    words, number = pages.words_here(), id_of(found.account)
    known = found.account.password_hash
    if wait := current.limits().wait_to_sign_in(request.remote_addr):
        return {"": words.wait.format(n=wait)}
    is_claimed = attempts.claim(found.session, number, now=found.now)
    found.session.commit()
    if not is_claimed or not passwords.is_right(request.form.get("old", ""), known):
        return {"old": words.problems["wrong_password"]}
    attempts.give_back(found.session, number)
    found.session.commit()
    return {}


def _problems_of_change(found: Visit) -> dict[str, str]:
    words, password = pages.words_here(), request.form.get("password", "")
    if errors := problems_of_old_password(found):
        return errors
    if password != request.form.get("again", ""):
        return {"again": words.problems["not_the_same"]}
    try:
        passwords.check(password, found.account.email)
    except PasswordError as error:
        return {"password": words.problems[error.problem]}
    return {}


def _kept(found: Visit) -> Kept:
    if found.kept is None:
        raise TypeError("nobody is signed in here; give the page a need of access")
    return found.kept
