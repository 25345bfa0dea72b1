"""The addresses of waves with who may ask for them; what answers is loaded when it is first asked for.

A worker that serves citizens loads these addresses too, and must not load statistics or report writing.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any, NamedTuple

from werkzeug import Response

from survey.accounts.access import needs
from survey.staff.frame import staff
from survey.staff.uploads import takes_file

READERS = ("administrator", "analyst", "approver", "auditor")
ANALYST, OFFICER = ("analyst",), ("officer",)
STEPPERS = ("analyst", "approver")
"""Whoever takes steps; which of them takes which is for `survey.waves.wave_states` to say."""
WAVE, UNIT = "/waves/<code>", "/my-waves/<code>/units/<int:number>"
DEED = f"{WAVE}/<any(approve,open,close,freeze,review,'approve-results',publish,extend):deed>"
DOOR, REQUEST = f"{WAVE}/doors/<int:number>", f"{WAVE}/requests/<int:number>"
LINE = f"{UNIT}/plan/<int:line>"


class Route(NamedTuple):
    """One address: how it is asked, who may, and the function of a module of this area that answers."""

    method: str
    path: str
    roles: tuple[str, ...]
    module: str
    name: str
    mib: int = 0
    """Of a file that its form may bring."""


ROUTES = (
    Route("GET", "/waves", READERS, "listing", "waves_list"),
    Route("GET", WAVE, READERS, "listing", "wave_page"),
    Route("GET", "/waves/new", ANALYST, "planning", "new_wave_form"),
    Route("POST", "/waves/new", ANALYST, "planning", "new_wave_now"),
    Route("GET", f"{WAVE}/edit", ANALYST, "planning", "edit_wave"),
    Route("POST", f"{WAVE}/edit", ANALYST, "planning", "edit_wave_now"),
    Route("GET", DEED, STEPPERS, "deeds", "wave_deed"),
    Route("POST", DEED, STEPPERS, "deeds", "wave_deed_now"),
    Route("GET", f"{WAVE}/units", READERS, "units", "wave_units"),
    Route("POST", f"{WAVE}/units", ANALYST, "units", "wave_units_now", mib=4),
    Route("GET", f"{WAVE}/doors", READERS, "doors", "wave_doors"),
    Route("POST", f"{WAVE}/doors", ANALYST, "doors", "wave_doors_now"),
    Route("GET", f"{DOOR}/revoke", ANALYST, "doors", "revoke_door"),
    Route("POST", f"{DOOR}/revoke", ANALYST, "doors", "revoke_door_now"),
    Route("POST", f"{DOOR}/poster", ANALYST, "doors", "door_poster"),
    Route("GET", f"{WAVE}/rehearsal", READERS, "rehearsing", "wave_rehearsal"),
    Route("POST", f"{WAVE}/rehearsal", ANALYST, "rehearsing", "wave_rehearsal_now"),
    Route("GET", f"{WAVE}/comparability", READERS, "comparing", "wave_comparability"),
    Route("GET", "/waves/size", READERS, "sizing", "wave_size"),
    Route("GET", REQUEST, READERS, "answering", "wave_request"),
    Route("POST", REQUEST, ANALYST, "answering", "answer_request"),
    Route("GET", "/my-waves", OFFICER, "my_waves", "my_waves"),
    Route("GET", "/my-waves/<code>", OFFICER, "my_waves", "my_wave"),
    Route("GET", UNIT, OFFICER, "my_waves", "my_unit"),
    Route("GET", f"{UNIT}/ask", OFFICER, "my_waves", "ask_again"),
    Route("POST", f"{UNIT}/ask", OFFICER, "my_waves", "ask_again_now"),
    Route("GET", f"{UNIT}/plan", OFFICER, "my_plans", "add_to_plan"),
    Route("POST", f"{UNIT}/plan", OFFICER, "my_plans", "add_to_plan_now"),
    Route("GET", LINE, OFFICER, "my_plans", "change_plan"),
    Route("POST", LINE, OFFICER, "my_plans", "change_plan_now"),
)


def _add(route: Route) -> None:
    @needs(*route.roles)
    def answer(**named: Any) -> Response:
        found: Response = getattr(import_module(f"survey.staff.waves.{route.module}"), route.name)(**named)
        return found

    view = takes_file(route.mib)(answer) if route.mib else answer
    staff.add_url_rule(route.path, route.name, view, methods=[route.method])


for _each in ROUTES:
    _add(_each)
