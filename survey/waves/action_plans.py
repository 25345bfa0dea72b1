"""Action plans: what a rated unit does after a wave, who answers for it, until when, and how far it is."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, select

from survey.keys import id_of
from survey.tables import Action, Unit, Wave
from survey.waves.events import append
from survey.waves.wave_states import WaveStateError

PLANNED_IN = ("results_approved", "published")


class ActionError(WaveStateError):
    """A plan that cannot be written now."""


def may_plan(wave: Wave) -> bool:
    """Whether a unit may write its plan: once it may know the results."""
    return wave.state in PLANNED_IN or (wave.kind == "rating" and wave.state not in ("draft", "approved"))


def add_action(
    session: Session, wave: Wave, unit: Unit, body: str, owner: str, due: dt.date, *, by: str, today: dt.date
) -> Action:
    """One line more.

    Raises
    ------
    ActionError: the results are not approved yet.
    """
    if not may_plan(wave):
        raise ActionError(
            f"a plan follows approved results; wave {wave.code} is {wave.state}; wait for the approval",
            "no_plan_yet",
        )
    row = Action(
        wave_id=id_of(wave),
        unit_id=id_of(unit),
        body=body,
        owner=owner,
        due=due,
        written_by=by,
        changed_on=today,
    )
    session.add(row)
    session.flush()
    append(session, by, "action.new", f"wave {wave.code}", {"number": row.id, "unit": unit.code})
    return row


def change_action(
    session: Session,
    wave: Wave,
    row: Action,
    *,
    body: str,
    owner: str,
    due: dt.date,
    state: str,
    by: str,
    today: dt.date,
) -> list[str]:
    """Write a line anew; the names of what was changed."""
    said = {"body": body, "owner": owner, "due": due, "state": state}
    changed = [name for name, value in said.items() if getattr(row, name) != value]
    if changed:
        for name in changed:
            setattr(row, name, said[name])
        row.written_by, row.changed_on = by, today
        session.add(row)
        detail = {"number": row.id, "changed": changed, "state": state}
        append(session, by, "action.change", f"wave {wave.code}", detail)
    return changed


def actions_of(
    session: Session, wave: Wave, unit_ids: list[int] | None = None, *, most: int | None = None
) -> list[tuple[Action, Unit]]:
    """The lines of a wave, or of some of its units, by unit and day."""
    found = select(Action, Unit).join(Unit, col(Unit.id) == col(Action.unit_id))
    found = found.where(Action.wave_id == id_of(wave))
    if unit_ids is not None:
        found = found.where(col(Action.unit_id).in_(unit_ids))
    return list(session.exec(found.order_by(Unit.code, col(Action.due), col(Action.id)).limit(most)))


def earlier_plan(session: Session, wave: Wave, unit: Unit) -> tuple[Wave, list[Action]] | None:
    """The plan that a unit wrote after the last wave before this one, with that wave; None without any."""
    before = (
        select(Wave)
        .join(Action, col(Action.wave_id) == col(Wave.id))
        .where(Action.unit_id == id_of(unit), Wave.id != wave.id, Wave.opens < wave.opens)
        .order_by(col(Wave.opens).desc(), col(Wave.id).desc())
    )
    last = session.exec(before.limit(1)).first()
    if last is None:
        return None
    return last, [row for row, _ in actions_of(session, last, [id_of(unit)])]


def before(wave: Wave) -> tuple[ColumnElement[bool], ...]:
    """The conditions that a wave is of the same host and kind, and opened before."""
    return (
        col(Wave.kind) == wave.kind,
        col(Wave.host_id) == wave.host_id,
        col(Wave.opens) < wave.opens,
    )
