"""What breaks the comparison of a wave with an earlier one, in words."""

from __future__ import annotations

from flask import request
from sqlmodel import col, select
from werkzeug import Response

from survey.keys import id_of
from survey.results.between_waves import Difference, differences
from survey.staff.asked import wave_run
from survey.staff.visit import here
from survey.staff.waves.common import draw, read, said
from survey.staff.waves.routes import READERS
from survey.tables import Wave
from survey.waves.seen import waves_run


def wave_comparability(code: str) -> Response:
    """Choose an earlier wave, and read what differs."""
    found, wave = here(), read(code)
    seen = waves_run(id_of(found.account), READERS, found.today)
    rows = select(Wave).where(col(Wave.id).in_(seen), Wave.id != wave.id, Wave.opens <= wave.opens)
    earlier = list(found.session.exec(rows.order_by(col(Wave.opens).desc())))
    wanted = request.args.get("with", "")
    before = wave_run(wanted, *READERS) if wanted else (earlier[0] if earlier else None)
    told = differences(found.session, before, wave) if before else []
    return draw(
        "comparability.html",
        wave=wave,
        earlier=[(each.code, each.name) for each in earlier],
        before=before,
        told=[(each, *_values(each)) for each in told],
        breaks=any(each.breaks for each in told),
    )


def _values(each: Difference) -> tuple[str, str]:
    """Both values in the words of the page."""
    words = said()
    named = {"break_design": words.designs, "break_kind": words.kinds, "counted_as": words.counted}
    named["index_rule"] = words.index_rules
    if each.what == "modes":
        before, after = (
            ", ".join(words.modes[mode] for mode in side.split(", ") if mode)
            for side in (each.before, each.after)
        )
        return before or words.none, after
    known = named.get(each.what, {})
    return known.get(each.before, each.before) or words.none, known.get(each.after, each.after) or words.none
