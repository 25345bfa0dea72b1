"""The page about one unit: what it is, what it was, what it answers for, and what was done to it."""

from __future__ import annotations

from flask import request
from werkzeug import Response

from survey.accounts.access import needs
from survey.accounts.managing import ADMINISTRATOR
from survey.keys import id_of
from survey.staff.frame import staff
from survey.staff.units.reached import FIGURES, HISTORY, is_in_scope, numbers_in_scope, unit_here
from survey.staff.units.words import drawn
from survey.staff.visit import here
from survey.tables.staff import ROLES


@staff.get("/units/<int:number>")
@needs(*ROLES)
def unit_page(number: int) -> Response:
    """One unit in scope."""
    from survey.units import unit_facts
    from survey.units.case_figures import cases_of
    from survey.units.past_figures import figures_of

    found, unit = here(), unit_here(number)
    session = found.session
    page: Response = drawn(
        "unit.html",
        unit=unit,
        parents=unit_facts.parents_of(session, number),
        came_from=unit_facts.came_from(session, number),
        went_to=unit_facts.went_to(session, number),
        procedures=unit_facts.procedures_of(session, number),
        doors=unit_facts.doors_of(
            session, number, account_id=id_of(found.account), roles=ROLES, today=found.today
        ),
        figures=figures_of(session, number),
        cases=cases_of(session, number),
        history=unit_facts.history_of(session, number) if is_in_scope(unit, HISTORY) else None,
        linked=numbers_in_scope(),
        enters_figures=is_in_scope(unit, FIGURES),
        reforms=is_in_scope(unit, (ADMINISTRATOR,)),
        done=request.args.get("done", ""),
    )
    return page
