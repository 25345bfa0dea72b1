"""The waves with their samples, and one sample: how it stands, its rates, its lists, and when they go."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sqlmodel import col, select
from werkzeug import Response

from survey.keys import id_of
from survey.samples.ending import gone
from survey.samples.lists import count_lists, last_day, lists_of
from survey.samples.standing import counts_by_wave, counts_of, standing
from survey.staff.asked import wave_run
from survey.staff.paging import paging
from survey.staff.samples.common import drawn, may
from survey.staff.samples.routes import DRAWERS, LEADERS, READERS
from survey.staff.visit import here
from survey.tables import Wave
from survey.waves.collectors import CLOSED_STATES
from survey.waves.seen import waves_run

if TYPE_CHECKING:
    from collections import Counter


class RateLine(NamedTuple):
    """One rate with what it is made of; the share is that of the house's own function."""

    name: str
    n: int
    of: str
    total: int
    share: float | None


def samples() -> Response:
    """Every wave in scope, the latest first."""
    found = here()
    seen = waves_run(id_of(found.account), READERS, found.today)
    asked = select(Wave).where(col(Wave.id).in_(seen)).order_by(col(Wave.opens).desc(), col(Wave.id).desc())
    waves = list(found.session.exec(asked))
    page = paging(len(waves))
    shown = waves[page.offset : page.offset + page.size]
    return drawn("waves.html", waves=shown, page=page, counts=counts_by_wave(found.session, shown))


def sample(code: str) -> Response:
    """One sample, in numbers."""
    session, wave = here().session, wave_run(code, *READERS)
    total, n_lists = standing(session, wave).total, count_lists(session, wave)
    page = paging(n_lists)
    lists = lists_of(session, wave, first=page.offset, most=page.size)
    counts = counts_of(session, [id_of(frame) for frame, _ in lists])
    leads, is_open = may(wave, *LEADERS), wave.state not in CLOSED_STATES
    return drawn(
        "sample.html",
        wave=wave,
        total=total,
        lists=[(frame, unit, counts[id_of(frame)]) for frame, unit in lists],
        n_lists=n_lists,
        page=page,
        has_units=any(unit for _, unit in lists),
        rates=rates_of(total.outcomes),
        last_day=last_day(session, wave),
        gone=gone(session, wave),
        leads=leads,
        may_draw=is_open and may(wave, *DRAWERS),
        may_give=is_open and leads and total.nobodys > 0,
    )


def rates_of(outcomes: Counter[str]) -> list[RateLine]:
    """The rates of `hailong interview list --rates`, with their parts; none where nobody could answer."""
    # It needs statistics, which workers that serve citizens do not load.
    from analysis.weighting.outcome_rates import outcome_rates
    from survey.interviewing.rates import counted_of

    if not outcomes.total():
        return []
    counted = counted_of(outcomes)
    everybody = counted.eligible + counted.unknown
    if not everybody:
        return []
    rates = outcome_rates(counted)
    asked = counted.interviewed + counted.refusal + counted.other
    parts = {
        "response_rate_1": (counted.complete, "all", everybody),
        "cooperation_rate_1": (counted.complete, "asked", asked),
        "refusal_rate_1": (counted.refusal, "all", everybody),
        "contact_rate_1": (asked, "all", everybody),
    }
    return [
        RateLine(name, round(n), of, round(total), getattr(rates, name))
        for name, (n, of, total) in parts.items()
    ]
