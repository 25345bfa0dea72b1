"""The addresses of samples with who may ask for them; what answers is loaded when it is first asked for.

A worker that serves citizens loads these addresses too, and must not load statistics.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any, NamedTuple

from werkzeug import Response

from survey.accounts.access import needs
from survey.staff.frame import staff
from survey.staff.uploads import takes_file

DRAWERS = ("analyst",)
LEADERS = ("analyst", "supervisor")
"""They see households, since they lead those who visit them."""
READERS = (*LEADERS, "auditor")
"""They see counts."""
SAMPLE = "/samples/<code>"
CASE, LINK = f"{SAMPLE}/cases/<int:number>", f"{SAMPLE}/links/<int:number>"


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
    Route("GET", "/samples", READERS, "overview_pages", "samples"),
    Route("GET", SAMPLE, READERS, "overview_pages", "sample"),
    Route("GET", f"{SAMPLE}/draw", DRAWERS, "draw_pages", "sample_draw"),
    Route("POST", f"{SAMPLE}/draw", DRAWERS, "draw_pages", "sample_draw_now", mib=3),
    Route("GET", f"{SAMPLE}/cases", LEADERS, "case_pages", "sample_cases"),
    Route("GET", CASE, LEADERS, "case_pages", "sample_case"),
    Route("POST", CASE, LEADERS, "case_pages", "sample_case_now"),
    Route("GET", f"{SAMPLE}/give", LEADERS, "giving_pages", "sample_give"),
    Route("POST", f"{SAMPLE}/give", LEADERS, "giving_pages", "sample_give_now"),
    Route("GET", f"{SAMPLE}/interviewers", READERS, "giving_pages", "sample_interviewers"),
    Route("GET", LINK, LEADERS, "giving_pages", "sample_link"),
    Route("POST", LINK, LEADERS, "giving_pages", "sample_link_now"),
    Route("GET", f"{SAMPLE}/rechecks", READERS, "recheck_pages", "sample_rechecks"),
    Route("POST", f"{SAMPLE}/rechecks", LEADERS, "recheck_pages", "sample_rechecks_now"),
)


def _add(route: Route) -> None:
    @needs(*route.roles)
    def answer(**named: Any) -> Response:
        module = import_module(f"survey.staff.samples.{route.module}")
        found: Response = getattr(module, route.name)(**named)
        return found

    view = takes_file(route.mib)(answer) if route.mib else answer
    staff.add_url_rule(route.path, route.name, view, methods=[route.method])


for _each in ROUTES:
    _add(_each)
