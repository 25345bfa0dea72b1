"""How units, doors and rates are judged from what has come."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlmodel import Session, select

from analysis.weighting.dispositions import OUTCOMES as DISPOSITIONS
from analysis.weighting.dispositions import Dispositions
from analysis.weighting.outcome_rates import outcome_rates
from survey.fieldwork.board import Board, Line, board
from survey.fieldwork.board_file import board_csv
from survey.fieldwork.doors import DoorLine, door_lines
from survey.fieldwork.picking import picked
from survey.fieldwork.responses import NOT_ELIGIBLE, Rate, responses
from survey.fieldwork.silence import Season, working_days
from survey.staff.fieldwork.words_vi import VI
from survey.tables import (
    Batch,
    Case,
    CodeBatch,
    Collector,
    DesignCell,
    Device,
    Frame,
    OneTimeCode,
    Unit,
    Wave,
)
from tests.databases import Cast, give_ballot

WAVE = "two-2026"
NOW = dt.datetime.now(dt.UTC)


def made(cast: Cast, language: str = "vi") -> Board:
    with Session(cast.engine, expire_on_commit=False) as session:
        wave = session.get_one(Wave, cast.waves[WAVE])
        return board(session, wave, None, today=cast.today, now=NOW, language=language)


def line(cast: Cast, code: str) -> Line:
    return next(each for each in made(cast).lines if each.code == code)


def doors(cast: Cast) -> list[DoorLine]:
    with Session(cast.engine, expire_on_commit=False) as session:
        wave = session.get_one(Wave, cast.waves[WAVE])
        found = board(session, wave, None, today=cast.today, now=NOW, language="vi").tallied
        return door_lines(session, wave, None, found, today=cast.today, now=NOW, language="vi")


def give(cast: Cast, door: str, ago: int, n: int = 1, *, start: int = 1, state: str = "c") -> None:
    with Session(cast.engine) as session:
        for number in range(start, start + n):
            give_ballot(
                session, cast, door, "54", number, day=cast.today - dt.timedelta(days=ago), state=state
            )
        session.commit()


def want(cast: Cast, **targets: int) -> None:
    """Targets by unit, with underscores for hyphens."""
    with Session(cast.engine) as session:
        for name, n in targets.items():
            code = name.replace("_", "-")
            session.add(DesignCell(wave_id=cast.waves[WAVE], unit_id=cast.units[code], code=code, drawn=n))
        session.commit()


def test_weekends_raise_no_alarm() -> None:
    friday = dt.date(2026, 10, 2)

    assert working_days(friday + dt.timedelta(days=1), dt.date(2026, 10, 5)) == 0, "on Monday"
    assert working_days(friday + dt.timedelta(days=1), dt.date(2026, 10, 8)) == 3, "on Thursday"


@pytest.mark.parametrize(("state", "days"), [("approved", 0), ("open", 2), ("closed", 0), ("published", 0)])
def test_nobody_is_silent_while_the_wave_does_not_collect(state: str, days: int) -> None:
    monday = dt.date(2026, 10, 5)
    wave = Wave(
        code="w", name="w", questionnaire_id=1, state=state, opens=monday, closes=monday + dt.timedelta(9)
    )

    assert Season.of(wave, monday + dt.timedelta(days=2)).days_without(None) == days


def test_units_without_ballots_come_first_then_silent_ones_then_those_that_fall_short(
    sqlite_province: Cast,
) -> None:
    want(sqlite_province, xa_an_hoa=1000, xa_binh_minh=1000, so_y_te=2)
    give(sqlite_province, "two-phone", 0, 5)
    give(sqlite_province, "two-kiosk", 20, 5, start=10)

    found = picked(made(sqlite_province).lines)

    assert [(each.code, each.standing) for each in found] == [
        ("so-y-te", "none"),
        ("xa-binh-minh", "silent"),
        ("xa-an-hoa", "short"),
    ]
    assert found[2].missing == 1000 - 5 - int(5 / 7 * 30)


def test_a_unit_that_has_enough_is_left_alone_however_long_nothing_came(sqlite_province: Cast) -> None:
    want(sqlite_province, xa_an_hoa=5)
    give(sqlite_province, "two-phone", 20, 5)

    assert line(sqlite_province, "xa-an-hoa").standing == "reached"


def test_drawn_clusters_are_no_ballots_and_the_people_in_them_are(sqlite_province: Cast) -> None:
    with Session(sqlite_province.engine) as session:
        wave = session.get_one(Wave, sqlite_province.waves[WAVE])
        wave.design = "stratified_clusters"
        place = {"wave_id": wave.id, "unit_id": sqlite_province.units["xa-an-hoa"]}
        villages = [DesignCell(code=code, population=9, drawn=2, **place) for code in ("thon-1", "thon-2")]
        session.add_all(villages)
        session.commit()
    assert line(sqlite_province, "xa-an-hoa").target is None

    with Session(sqlite_province.engine) as session:
        for village in session.exec(select(DesignCell).where(DesignCell.wave_id == place["wave_id"])).all():
            below = {"stage": 2, "parent_id": village.id, "code": village.code}
            session.add(DesignCell(population=300, drawn=15, **below, **place))
        session.commit()
    assert line(sqlite_province, "xa-an-hoa").target == 30


def test_the_pace_of_a_young_wave_is_that_of_its_own_days(sqlite_province: Cast) -> None:
    want(sqlite_province, xa_an_hoa=10)
    with Session(sqlite_province.engine) as session:
        wave = session.get_one(Wave, sqlite_province.waves[WAVE])
        wave.opens = sqlite_province.today - dt.timedelta(days=1)
        wave.closes = sqlite_province.today + dt.timedelta(days=4)
        session.commit()
    give(sqlite_province, "two-phone", 0, 4)

    found = line(sqlite_province, "xa-an-hoa")

    assert (found.standing, found.missing) == ("on_time", 0), "two a day, four days to go, six to come"


def test_only_finished_ballots_count_towards_the_target(sqlite_province: Cast) -> None:
    want(sqlite_province, xa_an_hoa=4)
    for number, state in enumerate("cfpx", start=1):
        give(sqlite_province, "two-phone", 0, start=number, state=state)

    total = made(sqlite_province).total

    assert (total.sum.collected, total.sum.flagged) == (2, 1)
    assert (total.sum.partial, total.sum.excluded, total.sum.came) == (1, 1, 4)
    assert total.share == 0.5


def test_the_target_is_the_people_that_are_drawn_else_what_the_doors_say(
    sqlite_province: Cast,
) -> None:
    with Session(sqlite_province.engine) as session:
        wave, units = sqlite_province.waves[WAVE], sqlite_province.units
        session.get_one(Wave, wave).design = "stratified_clusters"
        first = DesignCell(wave_id=wave, unit_id=units["xa-an-hoa"], code="a", population=9, drawn=3)
        session.add(first)
        session.flush()
        session.add(
            DesignCell(
                wave_id=wave, unit_id=units["xa-an-hoa"], code="a", stage=2, parent_id=first.id, drawn=40
            )
        )
        session.get_one(Collector, sqlite_province.collectors["two-phone"]).target = 7
        session.get_one(Collector, sqlite_province.collectors["two-kiosk"]).target = 8
        session.commit()

    found = {each.code: each.target for each in made(sqlite_province).lines}

    assert found == {"xa-an-hoa": 40, "xa-binh-minh": 8, "so-y-te": None}


def test_units_are_found_by_name_without_marks_by_code_and_by_kind(sqlite_province: Cast) -> None:
    lines = made(sqlite_province).lines

    assert [each.code for each in picked(lines, wanted="AN hoa")] == ["xa-an-hoa"]
    assert [each.code for each in picked(lines, wanted="so-y")] == ["so-y-te"]
    assert [each.code for each in picked(lines, kind="department")] == ["so-y-te"]
    assert picked(lines, wanted="không có") == []


def test_a_door_without_ballots_comes_before_one_whose_tablet_is_silent(sqlite_province: Cast) -> None:
    give(sqlite_province, "two-kiosk", 0)
    give(sqlite_province, "two-paper", 0, start=2)
    with Session(sqlite_province.engine) as session:
        session.add(
            Device(
                collector_id=sqlite_province.collectors["two-kiosk"],
                pin_hash="x",
                cookie_hash=b"k" * 32,
                paired_on=sqlite_province.today,
                heard=NOW - dt.timedelta(hours=26),
                waiting=31,
            )
        )
        session.commit()

    found = [(each.mode, each.state, each.needs_somebody) for each in doors(sqlite_province)]

    assert found == [("phone", "unused", True), ("kiosk", "lost", True), ("paper", "taking", False)]


def test_every_rate_names_what_it_is_divided_by(sqlite_province: Cast) -> None:
    cast = sqlite_province
    with Session(cast.engine) as session:
        codes = CodeBatch(
            collector_id=cast.collectors["two-phone"], made_on=cast.today, made=10, key_mark=b"m" * 8
        )
        over = CodeBatch(
            collector_id=cast.collectors["two-phone"],
            made_on=cast.today,
            made=5,
            left_over=1,
            key_mark=b"m" * 8,
        )
        frame = Frame(wave_id=cast.waves[WAVE], source="x")
        session.add_all([codes, over, frame])
        session.add(
            Batch(
                collector_id=cast.collectors["two-paper"],
                day=cast.today,
                issued=20,
                returned=15,
                spoiled=2,
                missing=3,
            )
        )
        session.flush()
        assert codes.id and frame.id
        for number in range(7):
            session.add(OneTimeCode(code_hash=bytes([number]) * 32, batch_id=codes.id))
        for number, outcome in enumerate(("completed", "refused", "moved", "open"), start=1):
            session.add(
                Case(
                    frame_id=frame.id,
                    number=number,
                    description="x",
                    role="drawn",
                    outcome=outcome,
                    visits=number,
                )
            )
        session.add(Case(frame_id=frame.id, number=9, description="x", role="reserve"))
        session.commit()
    give(cast, "two-kiosk", 0, 3)
    give(cast, "two-kiosk", 0, start=9, state="p")

    with Session(cast.engine) as session:
        found = responses(session, made(cast), None)

    assert found.rates == [
        Rate("phone", "codes", 15, 3 + 4),
        Rate("paper", "issued", 20, 15),
        Rate("interviewer", "cases", 4, 1),
        Rate("interviewer", "eligible", 3, 1),
        Rate("kiosk", "came", 4, 3),
    ]
    assert found.visits and found.visits.visits == 1 + 2 + 3 + 4
    assert found.uncounted == ["kiosk"]
    counted = Dispositions.of(["completed", "refused", "moved", "unknown"])
    assert found.rates[3].share == outcome_rates(counted).response_rate_1


def test_what_is_not_eligible_is_so_in_the_analysis_too() -> None:
    assert {name for name, group in DISPOSITIONS.items() if group == "not_eligible"} == set(NOT_ELIGIBLE)


def test_the_table_is_for_a_spreadsheet_and_runs_nothing(sqlite_province: Cast) -> None:
    with Session(sqlite_province.engine) as session:
        session.get_one(Unit, sqlite_province.units["xa-an-hoa"]).name = '=HYPERLINK("x";"y")'
        session.commit()
    want(sqlite_province, xa_an_hoa=3)
    give(sqlite_province, "two-phone", 0)
    found = made(sqlite_province)

    text = board_csv(found, picked(found.lines, sort="name"), VI.columns, VI.modes, VI.kinds)

    rows = text.split("\r\n")
    assert rows[0].startswith("đợt;lúc đếm;mã đơn vị;") and rows[0].endswith(
        ";Máy tại nơi tiếp nhận;Điện thoại;Giấy"
    )
    (own,) = [row for row in rows if "xa-an-hoa" in row]
    assert "\"'=HYPERLINK(" in own and ";3;1;0,3333;" in own
