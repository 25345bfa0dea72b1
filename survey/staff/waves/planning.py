"""Planning a wave, from the last one or from nothing, and changing the plan while it is a draft."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from flask import request
from sqlmodel import col, select
from werkzeug import Response

from survey.accounts.scope import units_seen
from survey.files.rows import day_of
from survey.keys import id_of
from survey.staff.asked import wave_run
from survey.staff.visit import here
from survey.staff.waves.common import back, draw, held, named, said, text_of, turn, whole_of
from survey.staff.waves.deeds import reason
from survey.tables import StoredQuestionnaire, Unit, UnitParent, Wave
from survey.tables.waves import DESIGNS
from survey.units.units import valid_on
from survey.waves.drafts import OWN, change, faults, next_plan, plan_of
from survey.waves.seen import waves_run
from survey.waves.wave_states import WaveStateError
from survey.waves.waves import new_wave

KINDS, COUNTED = ("survey", "rating"), ("case", "person", "household")
TEXTS = {
    "name": 200,
    "plan_number": 64,
    "legal_basis": 500,
    "contact": 200,
    "feedback_channel": 200,
    "results_address": 200,
    "results_month": 40,
}
DAYS = ("opens", "closes", "keep_until")
NUMBERS = ("grace_days", "display_limit", "reliable_limit", "target")
CHOICES: dict[str, tuple[str, ...]] = {"kind": KINDS, "design": DESIGNS, "counted_as": COUNTED}
FRESH = {
    "kind": "survey",
    "design": "voluntary",
    "counted_as": "case",
    "grace_days": 7,
    "display_limit": 5,
    "reliable_limit": 30,
}
"""Where a wave planned from nothing starts."""


def new_wave_form() -> Response:
    """The form: with the plan of the wave that the address names, or with nothing but the usual numbers."""
    found, code = here(), request.args.get("from", "")
    plan = next_plan(found.session, wave_run(code, "analyst")) if code else FRESH
    return _page(_written(plan), {}, None)


def new_wave_now() -> Response:
    """Plan the wave."""
    turn()
    found = here()
    plan, errors = _read(None)
    if errors:
        return _page(request.form, errors, None)
    given = {name: plan[name] for name in OWN}
    wave = new_wave(
        found.session,
        code=plan["code"],
        questionnaire=plan["questionnaire"],
        host=plan["host"] or None,
        by=found.by,
        **given,
    )
    found.session.commit()
    return back("wave_page", "new", code=wave.code)


def edit_wave(code: str) -> Response:
    """The form with the plan as it stands."""
    wave = wave_run(code, "analyst")
    errors = {} if wave.state == "draft" else {"": said().refusals["no_draft"]}
    return _page(_written(plan_of(here().session, wave)), errors, wave)


def edit_wave_now(code: str) -> Response:
    """Write the plan anew."""
    found, wave = here(), held(code, "analyst")
    plan, errors = _read(wave)
    if not errors:
        try:
            change(found.session, wave, plan, by=found.by)
        except WaveStateError as refusal:
            errors[""] = reason(refusal)
    if errors:
        return _page(request.form, errors, wave)
    found.session.commit()
    return back("wave_page", "edit", code=code)


def _read(wave: Wave | None) -> tuple[dict[str, Any], dict[str, str]]:
    """The plan as it was filled in, and what is wrong with it by field."""
    errors: dict[str, str] = {}
    plan: dict[str, Any] = {name: text_of(name, longest, errors) or None for name, longest in TEXTS.items()}
    plan |= {name: day_of(request.form.get(name, "").strip()) for name in DAYS}
    plan |= {name: whole_of(name) for name in NUMBERS}
    plan |= {name: request.form.get(name, "") for name in (*CHOICES, "host", "questionnaire")}
    plan["code"] = wave.code if wave else request.form.get("code", "").strip()
    plan["simulated"] = "simulated" in request.form
    words = said()
    if request.form.get("keep_until", "").strip() and plan["keep_until"] is None:
        errors["keep_until"] = words.problems["no_day"]
    for name, allowed in CHOICES.items():
        if plan[name] not in allowed:
            errors[name] = words.problems["no_choice"]
    if plan["host"] not in {code for code, _ in _hosts()} | ({""} if _may_lack_host() else set()):
        errors["host"] = words.problems["no_host"]
    for name, why in faults(here().session, plan, wave=wave).items():
        errors.setdefault(name, words.problems[why])
    return plan, errors


def _page(given: Mapping[str, str], errors: dict[str, str], wave: Wave | None) -> Response:
    words = said()
    return draw(
        "plan.html",
        errors=errors,
        given=given,
        wave=wave,
        hosts=_hosts(),
        stored=_stored(),
        earlier=[] if wave else _earlier(),
        choices={
            "kind": [(each, words.kinds[each]) for each in KINDS],
            "design": [(each, words.designs[each]) for each in DESIGNS],
            "counted_as": [(each, words.counted[each]) for each in COUNTED],
        },
    )


def _hosts() -> list[tuple[str, str]]:
    """The units that may run it: those in the scope of the analyst."""
    found = here()
    seen = units_seen(id_of(found.account), ("analyst",), found.today)
    units = select(Unit).where(col(Unit.id).in_(seen), valid_on(Unit, found.today)).order_by(Unit.code)
    return [(each.code, named(each)) for each in found.session.exec(units)]


def _may_lack_host() -> bool:
    """Whether a wave without a host would be theirs: whoever has the top of the tree."""
    found = here()

    seen = units_seen(id_of(found.account), ("analyst",), found.today)
    child = select(UnitParent.unit_id).where(valid_on(UnitParent, found.today))
    top = select(Unit.id).where(col(Unit.id).in_(seen), col(Unit.id).not_in(child))
    return found.session.exec(top.limit(1)).first() is not None


def _stored() -> list[tuple[str, str]]:
    rows = select(StoredQuestionnaire).order_by(StoredQuestionnaire.code, col(StoredQuestionnaire.id).desc())
    return [(f"{row.code}@{row.version}", f"{row.code} {row.version}") for row in here().session.exec(rows)]


def _earlier() -> list[tuple[str, str]]:
    """Waves from which the plan can be taken over."""
    found = here()
    seen = waves_run(id_of(found.account), ("analyst",), found.today)
    rows = select(Wave.code, Wave.name).where(col(Wave.id).in_(seen)).order_by(col(Wave.opens).desc())
    return [(code, name) for code, name in found.session.exec(rows)]


def _written(plan: Mapping[str, Any]) -> dict[str, str]:
    """The plan as it stands in the fields of a form."""
    found = {name: _text(value) for name, value in plan.items()}
    if not plan.get("simulated"):
        found.pop("simulated", None)
    return found


def _text(value: Any) -> str:
    if value is None:
        return ""
    return value.isoformat() if isinstance(value, dt.date) else str(value)
