"""The waves that can be looked at, one wave rule by rule, and what is set for it."""

from __future__ import annotations

import json

from flask import request, url_for
from sqlmodel import col, select
from werkzeug import Response
from werkzeug.utils import redirect

from survey.accounts.access import needs
from survey.keys import id_of
from survey.quality import alone, desk, ledger, order
from survey.quality.confirming import count_lots
from survey.quality.faults import DecisionError
from survey.staff.asked import wave_run
from survey.staff.frame import staff
from survey.staff.quality import saying
from survey.staff.visit import here
from survey.tables import QualityRun, Wave
from survey.waves.seen import waves_run

READERS = ("analyst", "approver", "auditor")
DESK = "/quality/<code>"


@staff.get("/quality")
@needs(*READERS)
def quality_waves() -> Response:
    """Every wave that a unit in scope runs, with how many of its ballots are excluded."""
    found = here()
    seen = waves_run(id_of(found.account), READERS, found.today)
    asked = select(Wave).where(col(Wave.id).in_(seen), Wave.state != "draft")
    waves = found.session.exec(asked.order_by(col(Wave.opens).desc(), col(Wave.id).desc())).all()
    numbers = [id_of(each) for each in waves]
    runs = select(QualityRun.wave_id, QualityRun.ballots).where(col(QualityRun.wave_id).in_(numbers))
    looked, out = dict(found.session.exec(runs).all()), desk.excluded(found.session, numbers)
    listed = [(wave, looked.get(id_of(wave)), out.get(id_of(wave), 0)) for wave in waves]
    return saying.page("waves.html", listed=listed)


@staff.get(DESK)
@needs(*READERS)
def quality_desk(code: str) -> Response:
    """One wave rule by rule."""
    return _desk(wave_run(code, *READERS), {})


@staff.post(f"{DESK}/screen")
@needs("analyst")
def quality_screen(code: str) -> Response:
    """Have the ballots of a wave screened."""
    found, wave = here(), wave_run(code, "analyst")
    order.order_screening(found.session, wave, by=found.by)
    found.session.commit()
    return redirect(url_for("staff.quality_desk", code=code, done="screen"), 303)


@staff.post(f"{DESK}/setting")
@needs("approver")
def quality_setting(code: str) -> Response:
    """Say how many one person alone may exclude: for whoever approves, not for whoever proposes."""
    found, wave = here(), wave_run(code, "approver")
    try:
        alone.set_alone_percent(found.session, wave, _percent(), by=found.by)
    except DecisionError as error:
        found.session.rollback()
        return _desk(wave_run(code, "approver"), {"percent": saying.said().problems[error.problem]})
    found.session.commit()
    return redirect(url_for("staff.quality_desk", code=code, done="setting"), 303)


def _percent() -> float:
    text = request.form.get("percent", "").strip().replace(",", ".")
    plain = text.replace(".", "", 1)
    return float(text) if plain.isascii() and plain.isdecimal() and len(plain) < 9 else -1.0


def _desk(wave: Wave, errors: dict[str, str]) -> Response:
    found = here()
    run = desk.run_of(found.session, wave)
    return saying.page(
        "desk.html",
        errors=errors,
        wave=wave,
        state=saying.wave_state(wave),
        run=run,
        not_run=sorted(json.loads(run.not_run)) if run else [],
        rules=desk.rules_of(found.session, wave),
        excluded=desk.excluded(found.session, [id_of(wave)]).get(id_of(wave), 0),
        waiting=count_lots(found.session, wave, statuses=("proposed",)),
        percent=alone.alone_percent(found.session, wave),
        typed=request.form.get("percent", ""),
        decidable=wave.state in ledger.DECIDABLE,
        is_ordered=order.is_ordered(found.session, "quality", wave),
        has_failed=order.last_failed(found.session, wave),
        done=request.args.get("done", ""),
    )
