"""The counts are those of a straightforward recount, whatever came and whatever became of it."""

from __future__ import annotations

import datetime as dt
from collections import Counter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, delete, event
from sqlmodel import Session, col, select

from survey import dates
from survey.fieldwork.counted import Tallied, is_stale, tallied
from survey.fieldwork.counting import RECENT_DAYS, is_due, recount, recount_due
from survey.tables import Ballot, BallotCount, Collector, CountedWave, Unit, Wave
from tests.databases import Cast, give_ballot

WAVE = "two-2026"
DOORS = ("two-phone", "two-kiosk", "two-paper", "short-phone")
AGENCIES = ("xa-an-hoa", "xa-binh-minh", "so-y-te")
Given = tuple[str, str, int, str]

BALLOTS = st.lists(
    st.tuples(
        st.sampled_from(DOORS), st.sampled_from(AGENCIES), st.integers(-3, 30), st.sampled_from("ccccpfx")
    ),
    max_size=40,
)


def fill(cast: Cast, ballots: list[Given]) -> None:
    """These ballots and no others: each through a door, for a unit, so many days ago, of a state."""
    with Session(cast.engine) as session:
        session.execute(delete(Ballot))
        for number, (door, agency, ago, state) in enumerate(ballots, start=1):
            day = cast.today - dt.timedelta(days=ago)
            ballot = give_ballot(session, cast, door, "54", number, day=day, state=state)
            # What a door says today need not be what it said when the ballot came.
            session.get_one(Ballot, ballot).agency_id = cast.units[agency]
        session.commit()


def straight(cast: Cast, units: set[int] | None = None) -> dict[tuple[int, int], tuple[object, ...]]:
    """Door and unit → collected, flagged, partial, excluded, recent, last day: ballot by ballot."""
    first = cast.today - dt.timedelta(days=RECENT_DAYS - 1)
    found: dict[tuple[int, int], Counter[str]] = {}
    last: dict[tuple[int, int], dt.date] = {}
    with Session(cast.engine) as session:
        for each in session.exec(select(Ballot).where(Ballot.wave_id == cast.waves[WAVE])):
            if units is not None and each.agency_id not in units:
                continue
            key = each.collector_id, each.agency_id
            count = found.setdefault(key, Counter())
            count[each.state] += 1
            count["recent"] += each.state in "cf" and first <= each.day <= cast.today
            last[key] = max(last.get(key, each.day), each.day)
    return {
        key: (n["c"] + n["f"], n["f"], n["p"], n["x"], n["recent"], last[key]) for key, n in found.items()
    }


def told(found: Tallied) -> dict[tuple[int, int], tuple[object, ...]]:
    return {
        key: (each.collected, each.flagged, each.partial, each.excluded, each.recent, each.last_day)
        for key, each in found.by_door.items()
    }


def weeks(cast: Cast) -> dict[dt.date, int]:
    found: Counter[dt.date] = Counter()
    with Session(cast.engine) as session:
        for each in session.exec(select(Ballot).where(Ballot.wave_id == cast.waves[WAVE])):
            if each.state in "cf":
                found[each.day - dt.timedelta(days=each.day.weekday())] += 1
    return dict(found)


def forget(cast: Cast) -> None:
    """As if no worker had ever counted."""
    with Session(cast.engine) as session:
        session.execute(delete(CountedWave))
        session.commit()


def read(cast: Cast, *, units: bool = False, later: dt.timedelta = dt.timedelta()) -> Tallied:
    agencies = select(Unit.id).where(Unit.code == "xa-an-hoa") if units else None
    with Session(cast.engine) as session:
        wave = session.get_one(Wave, cast.waves[WAVE])
        return tallied(session, wave, agencies, dt.datetime.now(dt.UTC) + later)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(BALLOTS, BALLOTS)
def test_the_counts_are_those_of_a_straightforward_recount(
    province: Cast, first: list[Given], then: list[Given]
) -> None:
    """Kept counts after each of two states of the tables, and counts made for the page."""
    for ballots in (first, then):
        fill(province, ballots)
        recount(province.engine, WAVE)

        kept, own = read(province), read(province, units=True)
        assert kept.is_kept and told(kept) == straight(province)
        assert {week: n for week, n in kept.by_week.items() if n} == weeks(province)
        assert told(own) == straight(province, {province.units["xa-an-hoa"]})
        forget(province)
        live = read(province)
        assert not live.is_kept and told(live) == told(kept) and live.by_week == kept.by_week
        assert told(read(province, units=True)) == told(own)


def test_a_door_that_was_shut_and_one_that_was_moved_keep_what_came(province: Cast) -> None:
    fill(province, [("two-phone", "xa-an-hoa", 5, "c"), ("two-kiosk", "xa-binh-minh", 5, "c")])
    with Session(province.engine) as session:
        session.get_one(Collector, province.collectors["two-phone"]).revoked_on = province.today
        session.get_one(Collector, province.collectors["two-kiosk"]).agency_id = province.units["so-y-te"]
        session.commit()

    recount(province.engine, WAVE)

    assert told(read(province)) == straight(province)
    assert len(straight(province)) == 2


def test_counting_again_writes_only_what_has_changed(province: Cast) -> None:
    fill(province, [("two-phone", "xa-an-hoa", 1, "c"), ("two-kiosk", "xa-binh-minh", 9, "c")])
    assert recount(province.engine, WAVE) == 2
    assert recount(province.engine, WAVE) == 0

    fill(province, [("two-phone", "xa-an-hoa", 1, "c"), ("two-phone", "xa-an-hoa", 1, "c")])
    asked: list[str] = []
    event.listen(province.engine, "before_cursor_execute", lambda *of: asked.append(of[2]))

    assert recount(province.engine, WAVE) == 2
    written = [each for each in asked if "ballot_count" in each and not each.startswith("SELECT")]
    assert len(written) == 2


def test_the_worker_counts_each_wave_once_a_minute_and_no_draft(province: Cast) -> None:
    now = dt.datetime.now(dt.UTC)
    with Session(province.engine) as session:
        session.get_one(Wave, province.waves["short-2026"]).state = "draft"
        session.commit()

    assert recount_due(province.engine, now) == [province.waves[WAVE]]
    assert recount_due(province.engine, now + dt.timedelta(seconds=59)) == []
    assert recount_due(province.engine, now + dt.timedelta(seconds=60)) == [province.waves[WAVE]]


def test_a_wave_that_takes_long_to_count_is_counted_less_often() -> None:
    now = dt.datetime(2026, 10, 1, 5, tzinfo=dt.UTC)
    wave = Wave(code="w", name="w", questionnaire_id=1, state="open", opens=now.date(), closes=now.date())
    slow = CountedWave(wave_id=1, counted=now - dt.timedelta(seconds=90), milliseconds=10_000)

    assert not is_due(wave, slow, now)
    assert not is_stale(wave, slow, now)
    slow.milliseconds = 100
    assert is_due(wave, slow, now)
    assert is_stale(wave, slow, now + dt.timedelta(seconds=60))


@pytest.mark.parametrize("state", ["frozen", "published"])
def test_what_was_counted_before_the_ballots_were_destroyed_stays(province: Cast, state: str) -> None:
    fill(province, [("two-phone", "xa-an-hoa", 1, "c")])
    now = dt.datetime.now(dt.UTC)
    recount_due(province.engine, now)
    with Session(province.engine) as session:
        wave = session.get_one(Wave, province.waves[WAVE])
        wave.state, wave.keep_until = state, dates.today() + dt.timedelta(days=10)
        session.commit()
    later = now + dt.timedelta(days=12)
    with Session(province.engine) as session:
        session.execute(delete(Ballot))
        session.commit()

    assert province.waves[WAVE] not in recount_due(province.engine, later)
    assert sum(each.collected for each in read(province, later=dt.timedelta(days=12)).by_door.values()) == 1


def test_no_counted_row_outlives_its_ballots(engine: Engine, province: Cast) -> None:
    fill(province, [("two-phone", "xa-an-hoa", 1, "c")])
    recount(engine, WAVE)
    fill(province, [])

    recount(engine, WAVE)

    with Session(engine) as session:
        assert session.exec(select(BallotCount).where(col(BallotCount.ballots) > 0)).all() == []
