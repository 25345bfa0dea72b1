"""A rule on a wave door by door, and the ballots of one door to keep or exclude."""

from __future__ import annotations

import uuid

from flask import request, url_for
from sqlmodel import col, select
from werkzeug import Response
from werkzeug.exceptions import NotFound
from werkzeug.utils import redirect

from questionnaires.answers import positions
from survey.accounts.access import needs
from survey.analysing.columns import column_of
from survey.keys import LARGEST, id_of
from survey.quality import deciding, desk, ledger
from survey.quality.deciding import Decided
from survey.quality.faults import DecisionError
from survey.quality.ledger import Matter
from survey.staff.asked import wave_run
from survey.staff.frame import staff
from survey.staff.paging import paging, whole
from survey.staff.quality import saying
from survey.staff.quality.overview_pages import DESK
from survey.staff.visit import here
from survey.tables import Collector, StoredQuestionnaire, Wave
from survey.waves.questionnaires_store import load_stored

LOOKERS = ("analyst", "approver")
DOOR = f"{DESK}/rules/<rule>/doors/<int:number>"
A_PAGE = 100
DEEDS = {"exclude": deciding.exclude, "keep": deciding.keep}


@staff.get(f"{DESK}/rules/<rule>")
@needs(*LOOKERS)
def quality_rule(code: str, rule: str) -> Response:
    """The doors whose ballots a rule flagged, with the evidence in words."""
    found, wave = here(), wave_run(code, *LOOKERS)
    units = desk.units_flagged(found.session, wave, rule)
    if not units:
        raise NotFound
    wanted = whole(request.args.get("unit", ""))
    unit = wanted if wanted in {number for number, _, _ in units} else None
    part = paging(desk.count_doors(found.session, wave, rule, unit=unit))
    doors = desk.doors_of(found.session, wave, rule, unit=unit, limit=part.size, offset=part.offset)
    return saying.page(
        "rule.html", wave=wave, rule=rule, doors=doors, units=units, unit=unit, part=part
    )  # fmt: skip


@staff.get(DOOR)
@needs(*LOOKERS)
def quality_door(code: str, rule: str, number: int) -> Response:
    """The ballots of one rule and door, and the form that decides about them."""
    wave = wave_run(code, *LOOKERS)
    return _door_page(wave, rule, _door(wave, number), {})


@staff.post(DOOR)
@needs("analyst")
def quality_decide(code: str, rule: str, number: int) -> Response:
    """Keep or exclude ballots, those chosen or all."""
    found, wave = here(), wave_run(code, "analyst")
    door, deed = _door(wave, number), request.form.get("deed", "")
    chosen = None if request.form.get("which") == "all" else _chosen()
    try:
        decided = _decide(Matter(wave, rule, door, chosen), deed)
    except DecisionError as error:
        found.session.rollback()
        return _door_page(wave, rule, door, _wrong(error))
    found.session.commit()
    done = deed if decided.counts_now else "propose"
    at = url_for("staff.quality_door", code=code, rule=rule, number=number, done=done, n=decided.ballots)
    return redirect(at, 303)


def _decide(what: Matter, deed: str) -> Decided:
    found = here()
    if deed not in DEEDS:
        raise DecisionError("deed")
    reason = request.form.get("reason", "")
    return DEEDS[deed](found.session, what, reason, by=found.by, today=found.today)


def _wrong(error: DecisionError) -> dict[str, str]:
    fields = {"no_reason": "reason", "long_reason": "reason", "none": "which", "deed": "deed"}
    return {fields.get(error.problem, ""): saying.said().problems[error.problem]}


def _chosen() -> frozenset[uuid.UUID]:
    return frozenset(found for text in request.form.getlist("ballot") if (found := read_id(text)))


def read_id(text: str) -> uuid.UUID | None:
    """An id as a form brings it back; None for anything else."""
    try:
        return uuid.UUID(text)
    except ValueError:
        return None


def _door(wave: Wave, number: int) -> Collector:
    if number > LARGEST:
        raise NotFound
    asked = select(Collector).where(col(Collector.id) == number, col(Collector.wave_id) == id_of(wave))
    found = here().session.exec(asked).first()
    if found is None:
        raise NotFound
    return found


def _door_page(wave: Wave, rule: str, door: Collector, errors: dict[str, str]) -> Response:
    session = here().session
    flags = desk.flags_of_door(session, wave, rule, door)
    if not flags:
        raise NotFound
    part = paging(desk.count_ballots(session, wave, rule, door), A_PAGE)
    ballots = desk.ballots_of(session, wave, rule, door, limit=part.size, offset=part.offset)
    stored = session.get_one(StoredQuestionnaire, wave.questionnaire_id)
    return saying.page(
        "door.html",
        errors=errors,
        wave=wave,
        rule=rule,
        door=door,
        unit=desk.doors_named(session, [id_of(door)])[id_of(door)][1],
        flags=flags,
        ballots=ballots,
        items=[column_of(each) for each in positions(load_stored(stored))],
        part=part,
        may_decide="analyst" in here().roles and wave.state in ledger.DECIDABLE,
        given=request.form,
        chosen=set(request.form.getlist("ballot")),
        done=request.args.get("done", ""),
        n=whole(request.args.get("n", "")) or 0,
    )
