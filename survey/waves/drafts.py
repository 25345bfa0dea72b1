"""The plan of a wave while it is a draft: what is wrong with it, field by field, and changing it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from sqlmodel import Session, select

from survey.files.rows import is_code
from survey.keys import id_of
from survey.tables import StoredQuestionnaire, Unit, Wave
from survey.units.units import UnitError, unit_on
from survey.waves.events import append
from survey.waves.questionnaires_store import find
from survey.waves.wave_states import WaveStateError

Plan = Mapping[str, Any]
"""The fields of a wave by name; `questionnaire` is CODE@VERSION and `host` the code of a unit, or empty."""
COPIED = (
    *("name", "kind", "design", "grace_days", "plan_number", "legal_basis", "counted_as", "target"),
    *("display_limit", "reliable_limit", "results_address", "results_month", "contact", "feedback_channel"),
    "simulated",
)
"""What the next wave takes over from the last one."""
DATED = ("opens", "closes", "keep_until")
LONGEST_CODE = 64
LEAST = {"grace_days": 0, "display_limit": 1, "reliable_limit": 1, "target": 1}
OWN = (*COPIED, *DATED)
"""What stands in the row of a wave as it stands in a plan."""


def faults(session: Session, plan: Plan, *, wave: Wave | None = None) -> dict[str, str]:
    """What is wrong, by field; the code of a wave that is there already is not looked at."""
    found: dict[str, str] = {}
    if wave is None:
        found |= _code(session, str(plan.get("code", "")))
    if not plan.get("name"):
        found["name"] = "no_name"
    if _questionnaire(session, plan) is None:
        found["questionnaire"] = "no_questionnaire"
    return found | _days(plan) | _numbers(plan) | _host(session, plan)


def change(session: Session, wave: Wave, plan: Plan, *, by: str) -> list[str]:
    """Write the plan into a wave; the names of what was changed, which the audit log keeps.

    Raises
    ------
    WaveStateError: the wave is no draft any more.
    """
    refuse_approved(wave)
    row, host = _questionnaire(session, plan), plan.get("host")
    said = {name: plan.get(name) for name in OWN}
    said["questionnaire_id"] = id_of(row) if row else wave.questionnaire_id
    said["host_id"] = id_of(unit_on(session, host, plan["opens"])) if host else None
    changed = [name for name, value in said.items() if getattr(wave, name) != value]
    for name in changed:
        setattr(wave, name, said[name])
    if changed:
        wrote(session, wave, by=by)
        names = [name.removesuffix("_id") for name in changed]
        append(session, by, "wave.change", f"wave {wave.code}", {"changed": names})
    return changed


def wrote(session: Session, wave: Wave, *, by: str) -> None:
    """Remember who had a hand in the plan last: somebody else approves it."""
    wave.changed_by = by
    session.add(wave)


def refuse_approved(wave: Wave) -> None:
    """Refuse to change a plan that was approved.

    Raises
    ------
    WaveStateError: the wave is no draft.
    """
    if wave.state != "draft":
        raise WaveStateError(
            f"the wave is {wave.state} and its plan stands; wave {wave.code}; plan another wave",
            "no_draft",
        )


def plan_of(session: Session, wave: Wave) -> dict[str, Any]:
    """The plan of a wave that is there, to be changed."""
    row = session.get_one(StoredQuestionnaire, wave.questionnaire_id)
    host = session.get(Unit, wave.host_id) if wave.host_id else None
    said = {name: getattr(wave, name) for name in OWN}
    named = {"code": wave.code, "host": host.code if host else ""}
    return {**said, **named, "questionnaire": f"{row.code}@{row.version}"}


def next_plan(session: Session, wave: Wave) -> dict[str, Any]:
    """What the wave after this one starts from: all but its code and its days."""
    return {**plan_of(session, wave), "code": "", **dict.fromkeys(DATED)}


def _code(session: Session, code: str) -> dict[str, str]:
    if not is_code(code) or len(code) > LONGEST_CODE:
        return {"code": "no_code"}
    taken = session.exec(select(Wave.id).where(Wave.code == code)).first() is not None
    return {"code": "code_taken"} if taken else {}


def _days(plan: Plan) -> dict[str, str]:
    opens, closes, keep_until = (plan.get(name) for name in DATED)
    found = {name: "no_day" for name, day in (("opens", opens), ("closes", closes)) if day is None}
    if opens is None or closes is None:
        return found
    if closes < opens:
        return {"closes": "closes_first"}
    last = closes + dt.timedelta(days=plan.get("grace_days") or 0)
    return {"keep_until": "kept_too_short"} if keep_until and keep_until <= last else {}


def _numbers(plan: Plan) -> dict[str, str]:
    found = {}
    for name, least in LEAST.items():
        value = plan.get(name)
        if name != "target" if value is None else value < least:
            found[name] = "no_number"
    if not found and plan["reliable_limit"] < plan["display_limit"]:
        return {"reliable_limit": "limits_crossed"}
    return found


def _host(session: Session, plan: Plan) -> dict[str, str]:
    if not plan.get("host") or plan.get("opens") is None:
        return {}
    try:
        unit_on(session, plan["host"], plan["opens"])
    except UnitError:
        return {"host": "no_host"}
    return {}


def _questionnaire(session: Session, plan: Plan) -> StoredQuestionnaire | None:
    code, _, version = str(plan.get("questionnaire") or "").partition("@")
    return find(session, code, version or None) if code else None
