"""A wave goes one way, step by step; freezing fixes its ballots for good."""

from __future__ import annotations

import datetime as dt
import uuid
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, col, select

from survey.tables import Ballot, Event, Job, Wave
from survey.tables.waves import WAVE_STATES
from survey.units.units import UnitError
from survey.waves.questionnaires_store import publish
from survey.waves.wave_states import STEPS, WaveStateError, take
from survey.waves.waves import WaveError, approve, close, counts, freeze, new_wave, open_wave, wave_of
from tests.databases import Cast, give_ballot, settle

OPENS, CLOSES = dt.date(2026, 7, 1), dt.date(2026, 7, 31)
PLAN = {"name": "Đợt tháng 7", "opens": OPENS, "closes": CLOSES, "by": "An"}


@pytest.fixture(autouse=True)
def _no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("survey.waves.waves.DOORS_REMEMBER", 0.0)


@pytest.fixture
def session(sqlite_engine: Engine) -> Session:
    found = Session(sqlite_engine)
    publish(found, "unit-short")
    return found


def planned(session: Session, state: str = "draft", **more: object) -> Wave:
    wave = new_wave(session, code="w", questionnaire="unit-short", **(PLAN | more))
    wave.state = state
    return wave


def closed(cast: Cast, code: str = "two-2026", *, days_ago: int = 40) -> Cast:
    """The cast with a wave that was closed some days ago."""
    with Session(cast.engine) as session:
        wave = wave_of(session, code)
        wave.state, wave.closed_on = "closed", cast.today - dt.timedelta(days=days_ago)
        session.add(wave)
        session.commit()
    return cast


def test_a_wave_walks_from_its_plan_to_its_close(session: Session) -> None:
    wave = planned(session)

    approve(session, wave, by="Lê Duyệt")
    open_wave(session, wave, by="An", today=OPENS)
    close(session, wave, by="An", today=CLOSES)

    assert (wave.state, wave.approved_by, wave.closed_on) == ("closed", "Lê Duyệt", CLOSES)
    assert [(each.actor, each.action) for each in session.exec(select(Event).order_by(col(Event.id)))] == [
        ("An", "wave.new"),
        ("Lê Duyệt", "wave.approve"),
        ("An", "wave.open"),
        ("An", "wave.close"),
    ]


ALLOWED = {(before, name) for name, step in STEPS.items() for before in step.before}


@pytest.mark.parametrize("state", WAVE_STATES)
@pytest.mark.parametrize("step", STEPS)
def test_only_the_listed_steps_can_be_taken(session: Session, state: str, step: str) -> None:
    wave = planned(session, state)

    if (state, step) in ALLOWED:
        take(session, wave, step, by="An")
        assert wave.state == STEPS[step].after
    else:
        with pytest.raises(WaveStateError, match=f"the wave is {state}.*wave w; its? "):
            take(session, wave, step, by="An")
        assert wave.state == state


def test_every_state_can_be_reached_and_nothing_leads_back() -> None:
    order = {state: number for number, state in enumerate(WAVE_STATES)}

    assert {step.after for step in STEPS.values()} == set(WAVE_STATES) - {"draft"}
    assert all(order[before] < order[step.after] for step in STEPS.values() for before in step.before)


@pytest.mark.parametrize(
    ("more", "error", "message"),
    [
        ({"closes": dt.date(2026, 6, 30)}, WaveError, "close on 2026-06-30, before it opens on 2026-07-01"),
        ({"keep_until": CLOSES}, WaveError, "may still come in until 2026-07-31; --keep-until"),
        ({"host": "so-khac"}, UnitError, "no unit 'so-khac'"),
    ],
)
def test_a_plan_that_cannot_be_is_refused(
    session: Session, more: dict[str, object], error: type[ValueError], message: str
) -> None:
    with pytest.raises(error, match=message):
        planned(session, **more)


@pytest.mark.parametrize(
    ("code", "questionnaire", "message"),
    [
        ("w 26", "unit-short", "'w 26' is no code; --code"),
        ("w", "unit-long", "no questionnaire 'unit-long' in the database.*publish it first"),
        ("w", "unit-short@0.1", "no questionnaire 'unit-short@0.1'"),
    ],
)
def test_a_code_that_is_none_is_refused(
    session: Session, code: str, questionnaire: str, message: str
) -> None:
    with pytest.raises(WaveError, match=message):
        new_wave(session, code=code, questionnaire=questionnaire, **PLAN)


def test_a_code_is_taken_once(session: Session) -> None:
    planned(session)

    with pytest.raises(WaveError, match="a wave 'w' already; --code; give another"):
        planned(session)


def test_a_wave_whose_last_day_is_over_is_not_opened(session: Session) -> None:
    wave = planned(session, "approved")

    with pytest.raises(WaveStateError, match="its last day was 2026-07-31"):
        open_wave(session, wave, by="An", today=dt.date(2026, 8, 1))


def test_an_unknown_wave_is_named(session: Session) -> None:
    with pytest.raises(WaveError, match="no wave 'x'; hailong wave list"):
        wave_of(session, "x")


def test_freezing_fixes_a_hash_and_orders_the_tally(province: Cast) -> None:
    closed(province)
    with Session(province.engine) as session:
        give_ballot(session, province, "two-phone", "54", 1)
        give_ballot(session, province, "short-phone", "54", 2)
        session.commit()

    frozen = freeze(province.engine, "two-2026", by="An", today=province.today)

    with Session(province.engine) as session:
        wave, job = wave_of(session, "two-2026"), session.get_one(Job, frozen.job_id)
        assert (wave.state, wave.frozen_hash, frozen.ballots) == ("frozen", frozen.hash, 1)
        assert (job.kind, job.arguments) == ("tally", '{"wave": "two-2026"}')


def test_a_wave_is_not_frozen_while_devices_may_still_send(province: Cast) -> None:
    closed(province, days_ago=7)

    with pytest.raises(WaveStateError, match="devices may still send ballots until .*--early"):
        freeze(province.engine, "two-2026", by="An", today=province.today)
    assert freeze(province.engine, "two-2026", by="An", today=province.today, early=True).ballots == 0


def test_an_open_wave_and_a_frozen_one_are_not_frozen(province: Cast) -> None:
    with pytest.raises(WaveStateError, match="the wave is open"):
        freeze(province.engine, "two-2026", by="An", today=province.today)

    freeze(closed(province).engine, "two-2026", by="An", today=province.today)
    with pytest.raises(WaveStateError, match="the wave is frozen"):
        freeze(province.engine, "two-2026", by="An", today=province.today)


def test_a_freeze_that_was_cut_off_goes_on_where_it_ended(
    province: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    def cut(*_: object) -> str:
        raise RuntimeError("power cut")

    with monkeypatch.context() as patch:
        patch.setattr("survey.waves.waves.hash_of_ballots", cut)
        with pytest.raises(RuntimeError):
            freeze(closed(province).engine, "two-2026", by="An", today=province.today)

    assert len(freeze(province.engine, "two-2026", by="An", today=province.today).hash) == 64


def ballots_of_all_kinds(cast: Cast, *, backwards: bool = False) -> None:
    """The same five ballots, put in from the first or from the last."""
    numbers = (1, 200, 2**120, 2**127, 3)
    with Session(cast.engine) as session:
        for number in reversed(numbers) if backwards else numbers:
            token = "two-phone" if number % 2 else "two-kiosk"
            more = {
                "day": dt.date(2026, 7, 1),
                "seconds": number % 90,
                "weight": 1 / 3,
                "respondent_type": "o",
            }
            give_ballot(session, cast, token, "5?", number, **(more if number > 9 else {"day": OPENS}))
        session.commit()


def test_the_hash_is_the_same_in_both_databases_and_in_any_order(
    sqlite_engine: Engine, postgres_engine: Engine, tmp_path: Path
) -> None:
    hashes = set()
    for backwards, engine in enumerate((sqlite_engine, postgres_engine)):
        cast = closed(settle(engine, tmp_path))
        ballots_of_all_kinds(cast, backwards=bool(backwards))
        hashes.add(freeze(engine, "two-2026", by="An", today=cast.today).hash)

    assert len(hashes) == 1


@pytest.mark.parametrize(
    "change",
    [{"answers": "44"}, {"state": "x"}, {"weight": 2.0}, {"day": dt.date(2026, 7, 2)}, {"seconds": 7}],
)
def test_the_hash_sees_every_change(sqlite_province: Cast, change: dict[str, object]) -> None:
    cast = closed(closed(sqlite_province), "short-2026")
    with Session(cast.engine) as session:
        give_ballot(session, cast, "two-phone", "54", 1)
        session.commit()
    before = freeze(cast.engine, "two-2026", by="An", today=cast.today).hash

    with Session(cast.engine) as session:
        ballot = session.get_one(Ballot, uuid.UUID(int=1))
        for name, value in change.items():
            setattr(ballot, name, value)
        wave = wave_of(session, "two-2026")
        wave.state = "closed"
        session.add_all([ballot, wave])
        session.commit()

    assert freeze(cast.engine, "two-2026", by="An", today=cast.today).hash != before


def test_waves_are_listed_with_their_ballots(province: Cast) -> None:
    with Session(province.engine) as session:
        give_ballot(session, province, "two-phone", "54", 1)

        listed = {wave.code: (row.code, ballots) for wave, row, ballots in counts(session)}

    assert listed == {"two-2026": ("two-items", 1), "short-2026": ("unit-short", 0)}
