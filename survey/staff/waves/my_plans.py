"""The action plan of a rated unit: what is done after a wave, who answers for it, until when."""

from __future__ import annotations

from flask import abort, request
from werkzeug import Response

from survey.keys import LARGEST
from survey.staff.visit import here
from survey.staff.waves.common import back, day_asked, draw, said, text_of, turn
from survey.staff.waves.deeds import reason
from survey.staff.waves.my_waves import rated
from survey.tables import Action, Unit, Wave
from survey.tables.workflow import ACTION_STATES
from survey.waves.action_plans import add_action, change_action, may_plan
from survey.waves.wave_states import WaveStateError


def add_to_plan(code: str, number: int) -> Response:
    """The form for one line more."""
    wave, unit = rated(code, number)
    if not may_plan(wave):
        abort(404)
    return _page(wave, unit, None, {}, request.form)


def add_to_plan_now(code: str, number: int) -> Response:
    """Add the line."""
    turn()
    found, (wave, unit), errors = here(), rated(code, number), dict[str, str]()
    body, owner = text_of("body", 500, errors, "no_text"), text_of("owner", 120, errors, "no_owner")
    due = day_asked("due", errors)
    if due is not None and not errors:
        try:
            add_action(found.session, wave, unit, body, owner, due, by=found.by, today=found.today)
        except WaveStateError as refusal:
            errors[""] = reason(refusal)
    if errors:
        return _page(wave, unit, None, errors, request.form)
    found.session.commit()
    return back("my_unit", "action", code=code, number=number)


def change_plan(code: str, number: int, line: int) -> Response:
    """The form with a line as it stands."""
    wave, unit = rated(code, number)
    row = _line(wave, unit, line)
    return _page(wave, unit, row, {}, {**row.model_dump(), "due": row.due.isoformat()})


def change_plan_now(code: str, number: int, line: int) -> Response:
    """Write the line anew."""
    turn()
    found, (wave, unit), errors = here(), rated(code, number), dict[str, str]()
    row = _line(wave, unit, line)
    body, owner = text_of("body", 500, errors, "no_text"), text_of("owner", 120, errors, "no_owner")
    due, state = day_asked("due", errors), request.form.get("state", "")
    if state not in ACTION_STATES:
        errors["state"] = said().problems["no_choice"]
    if due is None or errors:
        return _page(wave, unit, row, errors, request.form)
    change_action(
        found.session,
        wave,
        row,
        body=body,
        owner=owner,
        due=due,
        state=state,
        by=found.by,
        today=found.today,
    )
    found.session.commit()
    return back("my_unit", "action", code=code, number=number)


def _line(wave: Wave, unit: Unit, number: int) -> Action:
    """A line of this unit after this wave; any other is not there."""
    row = here().session.get(Action, number) if number <= LARGEST else None
    return row if row is not None and (row.wave_id, row.unit_id) == (wave.id, unit.id) else abort(404)


def _page(wave: Wave, unit: Unit, row: Action | None, errors: dict[str, str], given: object) -> Response:
    states = [(each, said().action_states[each]) for each in ACTION_STATES]
    return draw("action.html", wave=wave, unit=unit, row=row, errors=errors, given=given, states=states)
