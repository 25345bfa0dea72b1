"""Shared computers as administrators see them: listed, a code for a new one, revoked."""

from __future__ import annotations

import datetime as dt

from flask import abort, request, url_for
from werkzeug import Response
from werkzeug.utils import redirect

from survey import dates
from survey.accounts import bound_devices
from survey.accounts.access import needs
from survey.accounts.managing import ADMINISTRATOR
from survey.keys import LARGEST, id_of
from survey.staff import pages
from survey.staff.device_words import said_here
from survey.staff.frame import staff
from survey.staff.visit import here
from survey.tables import BoundDevice, Unit

DEVICES = "/people/devices"
ONE = f"{DEVICES}/<int:number>"


@staff.get(DEVICES)
@needs(ADMINISTRATOR)
def devices_list() -> Response:
    """The computers of the units in scope, with when each was last used."""
    found = here()
    rows = [
        (device, unit, bound_devices.state_of(device, found.now))
        for device, unit in bound_devices.listed(found.session, id_of(found.account), found.today)
    ]
    done = request.args.get("done", "")
    return pages.page("devices/list.html", said=said_here(), rows=rows, moment=_moment, done=done)


@staff.get(f"{DEVICES}/new")
@needs(ADMINISTRATOR)
def device_new() -> Response:
    """The form for one computer more."""
    return _new_page({})


@staff.post(f"{DEVICES}/new")
@needs(ADMINISTRATOR)
def device_new_now() -> Response:
    """Make a code, shown once."""
    found, said = here(), said_here()
    label = bound_devices.read_label(request.form.get("label", ""))
    unit = found.manager.unit(request.form.get("unit", ""))
    errors = {} if label else {"label": said.problems["no_label"]}
    if unit is None:
        return _new_page({**errors, "unit": said.problems["no_unit"]})
    if errors:
        return _new_page(errors)
    made = bound_devices.order(found.session, found.key, unit, label, by=found.by, now=found.now)
    found.session.commit()
    link = url_for("staff.bind", _external=True)
    return pages.page(
        "devices/code.html", said=said, code=made.code, device=made.device, unit=unit, link=link
    )


@staff.get(f"{ONE}/revoke")
@needs(ADMINISTRATOR)
def device_revoke(number: int) -> Response:
    """Ask whether it is meant."""
    device, unit = _device(number)
    return pages.page("devices/revoke.html", said=said_here(), device=device, unit=unit)


@staff.post(f"{ONE}/revoke")
@needs(ADMINISTRATOR)
def device_revoke_now(number: int) -> Response:
    """Take the binding away; done twice it is done once."""
    found, (device, _) = here(), _device(number)
    if device.revoked is None:
        bound_devices.revoke(found.session, device, by=found.by, now=found.now)
        found.session.commit()
    return redirect(url_for("staff.devices_list", done="revoke"), 303)


def _device(number: int) -> tuple[BoundDevice, Unit]:
    """A computer of a unit in scope; any other is not there."""
    found = here()
    if number > LARGEST:
        abort(404)
    one = bound_devices.listed_one(found.session, number, id_of(found.account), found.today)
    return one or abort(404)


def _new_page(errors: dict[str, str]) -> Response:
    units = here().manager.units()
    return pages.page("devices/new.html", errors=errors, said=said_here(), units=units, given=request.form)


def _moment(moment: dt.datetime) -> str:
    """A moment in Vietnam, to the minute."""
    there = moment.astimezone(dates.VIETNAM)
    return f"{dates.written(there.date(), pages.words_here().language)} {there:%H:%M}"
