"""The collection points of a wave: listed, made for the whole list of units, printed once, revoked."""

from __future__ import annotations

from flask import abort, request, url_for
from werkzeug import Response

from survey.doors.links import LinkError, door_link
from survey.doors.printing import poster_of
from survey.keys import LARGEST, id_of
from survey.staff.asked import wave_run
from survey.staff.visit import here
from survey.staff.waves.common import ROWS, back, draw, held, may, read, said, sheet
from survey.tables import Collector, Unit, Wave
from survey.waves.collectors import CLOSED_STATES, CollectorError, revoke
from survey.waves.door_making import MODES, MadeDoor, count_doors, doors_of, make_doors


def wave_doors(code: str) -> Response:
    """Every collection point, those in use first."""
    return _page(read(code), {})


def wave_doors_now(code: str) -> Response:
    """Make what is missing; the links are shown once, on the page that answers."""
    found, wave = here(), held(code, "analyst")
    modes = [mode for mode in MODES if mode in request.form.getlist("modes")]
    if not modes:
        return _page(wave, {"modes": said().no_modes})
    try:
        made = make_doors(found.session, wave, modes, by=found.by)
    except CollectorError:
        return _page(wave, {"": said().refusals["not_now"]})
    found.session.commit()
    return draw("made.html", wave=wave, made=[(each, _link(each)) for each in made])


def revoke_door(code: str, number: int) -> Response:
    """Ask whether it is meant."""
    wave = wave_run(code, "analyst")
    door, unit = _door(wave, number)
    return draw("revoke.html", wave=wave, door=door, unit=unit)


def revoke_door_now(code: str, number: int) -> Response:
    """Shut it for good."""
    found, wave = here(), held(code, "analyst")
    door, _ = _door(wave, number)
    revoke(found.session, id_of(door), day=found.today, by=found.by)
    found.session.commit()
    return back("wave_doors", "revoke", code=code)


def door_poster(code: str, number: int) -> Response:
    """The poster, for whoever still has the link."""
    found, wave = here(), wave_run(code, "analyst")
    door, unit = _door(wave, number)
    try:
        link = door_link(found.session, id_of(door), request.form.get("link", ""))
        content = poster_of(found.session, link, size="A4")
    except (LinkError, CollectorError):
        abort(404)
    name = f"{wave.code}-{unit.code}-{number}.pdf"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, content_type="application/pdf", headers=headers)


def _link(each: MadeDoor) -> str:
    """What its holder opens: people on their phones a form, a tablet the kiosk."""
    endpoint = "kiosk.attract" if each.collector.mode == "kiosk" else "citizen.ask"
    return url_for(endpoint, token=each.token, _external=True)


def _door(wave: Wave, number: int) -> tuple[Collector, Unit]:
    """A door of this wave; any other is not there."""
    session = here().session
    door = session.get(Collector, number) if number <= LARGEST else None
    if door is None or door.wave_id != wave.id:
        abort(404)
    return door, session.get_one(Unit, door.agency_id)


def _page(wave: Wave, errors: dict[str, str]) -> Response:
    session = here().session
    shown = sheet(count_doors(session, wave, revoked=True))
    return draw(
        "doors.html",
        errors=errors,
        wave=wave,
        doors=doors_of(session, wave, first=shown.first, most=ROWS),
        sheet=shown,
        in_use=count_doors(session, wave),
        modes=MODES,
        may_change=wave.state not in CLOSED_STATES and may(wave, "analyst"),
    )
