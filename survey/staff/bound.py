"""On a shared computer: binding it, signing in with a PIN, and setting the PIN."""

from __future__ import annotations

from flask import current_app, request, url_for
from werkzeug import Response
from werkzeug.utils import redirect

from survey import current
from survey.accounts import bound_devices, pins
from survey.accounts.access import anybody, not_by_pin, signed_in
from survey.accounts.pins import PinError
from survey.keys import id_of
from survey.staff import cookies, pages
from survey.staff.device_words import said_here
from survey.staff.entering import engine_alone, hold, sign_in_page, too_often, wait_page
from survey.staff.frame import staff
from survey.staff.guard import next_page
from survey.staff.paging import whole
from survey.staff.setting_up import problems_of_old_password
from survey.staff.visit import here


@staff.get("/bind")
@anybody
def bind() -> Response:
    """The form for a binding code."""
    return pages.page("devices/bind.html", said=said_here())


@staff.post("/bind")
@anybody
def bind_now() -> Response:
    """Bind this browser; which codes wait is not said."""
    said, found = said_here(), here()
    if wait := current.limits().wait_to_sign_in(request.remote_addr):
        return wait_page("devices/bind.html", wait, said=said)
    token = bound_devices.bind(engine_alone(), found.key, request.form.get("code", ""), now=found.now)
    if token is None:
        return pages.page("devices/bind.html", errors={"code": said.problems["no_code"]}, said=said)
    return cookies.give_device(redirect(url_for("staff.sign_in"), 303), request, token)


@staff.post("/sign-in/pin")
@anybody
def sign_in_by_pin() -> Response:
    """Check a PIN; without a bound device there is no such page."""
    found, said = here(), said_here()
    device, number = found.device, whole(request.form.get("person", ""))
    if device is None:
        return pages.refusal("missing", 404)
    if wait := current.limits().wait_to_sign_in(request.remote_addr):
        return too_often(sign_in_page({"": pages.words_here().wait.format(n=wait)}, 429), wait)
    device_id, typed = id_of(device), request.form.get("pin", "")
    token = pins.sign_in(engine_alone(), found.key, device_id, number or 0, typed, now=found.now)
    if token is None:
        return sign_in_page({"pin": said.wrong_pin}, chosen=number)
    response = hold(redirect(next_page(current_app), 303), token)
    # It lives for long from now on again.
    return cookies.give_device(response, request, cookies.read(request, "bound"))


@staff.get("/pin")
@not_by_pin
@signed_in
def pin() -> Response:
    """The form for a PIN, on a bound device for those whom it offers."""
    return _pin_page({}) if here().is_offered_a_pin else pages.refusal("missing", 404)


@staff.post("/pin")
@not_by_pin
@signed_in
def pin_now() -> Response:
    """Keep the PIN, once the password was typed again."""
    found = here()
    if not found.is_offered_a_pin:
        return pages.refusal("missing", 404)
    errors = _problems_of_pin() or problems_of_old_password(found)
    if errors:
        return _pin_page(errors)
    made = pins.hash_pin(found.key, id_of(found.account), request.form.get("pin", ""))
    pins.keep(found.session, found.account, made)
    found.session.commit()
    return redirect(url_for("staff.home", done="pin"), 303)


def _problems_of_pin() -> dict[str, str]:
    said, typed = said_here(), request.form.get("pin", "")
    try:
        pins.check(typed)
    except PinError as error:
        return {"pin": said.problems[error.problem]}
    if typed != request.form.get("again", ""):
        return {"again": said.problems["not_the_same"]}
    return {}


def _pin_page(errors: dict[str, str]) -> Response:
    return pages.page("devices/pin.html", errors=errors, said=said_here())
