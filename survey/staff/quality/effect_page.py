"""The index with and without what was excluded, side by side; internal, and once the wave has closed."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from werkzeug import Response

from survey.accounts.access import needs
from survey.keys import id_of
from survey.quality import desk
from survey.staff import pages
from survey.staff.asked import wave_run
from survey.staff.frame import staff
from survey.staff.paging import paging
from survey.staff.quality import saying
from survey.staff.quality.overview_pages import DESK
from survey.staff.visit import here
from survey.tables import StoredQuestionnaire
from survey.waves.shown import shows_figures

if TYPE_CHECKING:
    from survey.quality.effect import Both, Value

FIGURES = ("analyst", "approver")


@staff.get(f"{DESK}/effect")
@needs(*FIGURES)
def quality_effect(code: str) -> Response:
    """Both ways, the whole first, then unit by unit."""
    # Statistics are read when they are asked for, and not by every worker that serves citizens.
    from survey.quality.effect import read_effect

    session, wave = here().session, wave_run(code, *FIGURES)
    is_shown = shows_figures(wave, runs_it=True)
    run = desk.run_of(session, wave)
    kept = json.loads(run.effect) if is_shown and run and run.effect else []
    part = paging(max(len(kept) - 1, 0))
    whole, units = kept[:1], kept[1:][part.offset : part.offset + part.size]
    now = desk.excluded(session, [id_of(wave)]).get(id_of(wave), 0)
    stored = session.get_one(StoredQuestionnaire, wave.questionnaire_id)
    said = _Said(stored.index_rule == "mean_score")
    return saying.page(
        "effect.html",
        wave=wave,
        is_shown=is_shown,
        lines=list(read_effect([*whole, *units])),
        part=part,
        then=run.excluded if run else 0,
        now=now,
        unit_of_values=saying.said().score if said.is_score else "%",
        value=said.value,
        interval=said.interval,
        shift=said.shift,
    )


class _Said:
    """Figures in the words of the page: rates as per cent, mean scores as they are."""

    def __init__(self, is_score: bool) -> None:
        from reports import style

        self.is_score, self.style = is_score, style
        self.language = pages.words_here().language

    def value(self, found: Value) -> str:
        if found.value is None:
            return "–"
        if self.is_score:
            return self.style.number(found.value, self.language, 2)
        return self.style.percentage(found.value, self.language)

    def interval(self, found: Value) -> str:
        if found.low is None or found.high is None:
            return ""
        if self.is_score:
            ends = [self.style.number(each, self.language, 2) for each in (found.low, found.high)]
        else:
            ends = [self.style.bound(each, self.language) for each in (found.low, found.high)]
        return f"{ends[0]} – {ends[1]}"

    def shift(self, both: Both) -> str:
        before, after = both.kept_in.value, both.left_out.value
        if before is None or after is None:
            return "–"
        if self.is_score:
            return self.style.number(after - before, self.language, 2, signed=True)
        return self.style.points(after - before, self.language, signed=True)
