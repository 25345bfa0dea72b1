"""Who sees which counts: those who run a wave all of them, a rated unit its own, anybody else nothing."""

from __future__ import annotations

import csv
import datetime as dt
import io

import pytest
from sqlalchemy import event
from sqlmodel import Session

from survey.fieldwork.counting import recount
from survey.tables import Collector, Unit, UnitParent, Wave
from survey.tables.staff import ROLES
from survey.waves.tokens import hash_token
from tests.accounts.cast import somebody
from tests.databases import give_ballot
from tests.staff.cast import Browser, Office, now

BOARD = "/staff/fieldwork/two-2026"
PAGES = (BOARD, f"{BOARD}/doors", f"{BOARD}/board.csv")
RUNNERS = ("administrator", "analyst", "approver", "supervisor", "auditor")
NAMES = {"xa-an-hoa": "Xã An Hòa", "xa-binh-minh": "Xã Bình Minh", "so-y-te": "Sở Y tế"}


def browser(office: Office, role: str, unit: str) -> Browser:
    who = somebody(
        office.cast.engine, role, unit, email=f"x.{role}@tinh.example", at=now(), factor=role in RUNNERS
    )
    return office.browser(who)


def fill(office: Office) -> None:
    """Seven ballots in one commune, eleven in the other, none elsewhere; one of them set aside."""
    with Session(office.cast.engine) as session:
        for number in range(1, 8):
            give_ballot(session, office.cast, "two-phone", "54", number)
        for number in range(11, 22):
            give_ballot(session, office.cast, "two-kiosk", "54", number, state="x" if number == 11 else "c")
        session.commit()


def table(found: Browser) -> dict[str, dict[str, str]]:
    text = found.get(f"{BOARD}/board.csv").data.decode("utf-8-sig")
    return {row["mã đơn vị"]: row for row in csv.DictReader(io.StringIO(text), delimiter=";")}


@pytest.mark.parametrize("role", RUNNERS)
def test_those_who_run_the_wave_see_every_unit(office: Office, role: str) -> None:
    fill(office)
    found = browser(office, role, "so-noi-vu")

    page = found.get(BOARD)

    assert page.status_code == 200
    assert all(name in page.text for name in NAMES.values())
    assert "Đã thu 17 phiếu" in page.text
    rows = table(found)
    assert {code: row["đã thu"] for code, row in rows.items()} == {
        "xa-an-hoa": "7",
        "xa-binh-minh": "10",
        "so-y-te": "0",
    }
    assert rows["xa-binh-minh"]["bị loại"] == "1"


def test_the_board_speaks_of_the_machine_at_the_counter_as_the_forms_do(office: Office) -> None:
    fill(office)
    found = browser(office, "analyst", "so-noi-vu")

    vi, en = found.get(BOARD).text, found.get(f"{BOARD}?lang=en").text

    assert "Máy tại nơi tiếp nhận" in vi and "Kiosk" not in vi
    assert "Kiosk" in en


@pytest.mark.parametrize("role", ["officer", "analyst", "auditor"])
@pytest.mark.parametrize("is_kept", [True, False])
def test_a_rated_unit_sees_its_own_counts_and_no_other(office: Office, role: str, is_kept: bool) -> None:
    fill(office)
    if is_kept:
        recount(office.cast.engine, "two-2026")
    found = browser(office, role, "xa-an-hoa")

    for path in PAGES:
        page = found.get(path)
        assert page.status_code == 200
        own = path.endswith("doors") or NAMES["xa-an-hoa"] in page.data.decode()
        assert own and NAMES["xa-binh-minh"] not in page.text and NAMES["so-y-te"] not in page.text, path
    assert "Đã thu 7 phiếu" in found.get(BOARD).text
    assert list(table(found)) == ["xa-an-hoa"]
    weeks = found.get(BOARD).text.partition("<details>")[2].partition("</details>")[0]
    assert ">7<" in weeks and ">17<" not in weeks


@pytest.mark.parametrize("role", [role for role in ROLES if role not in (*RUNNERS, "officer")])
def test_clerks_and_interviewers_have_no_board(office: Office, role: str) -> None:
    found = browser(office, role, "so-noi-vu")

    assert {found.get(path).status_code for path in ("/staff/fieldwork", *PAGES)} == {403}


@pytest.mark.parametrize("role", ROLES)
def test_a_unit_that_has_nothing_to_do_with_the_wave_does_not_learn_that_it_is_there(
    office: Office, role: str
) -> None:
    fill(office)
    found = browser(office, role, "phuong-cat-linh")

    for path in PAGES:
        page = found.get(path)
        assert page.status_code in (403, 404)
        assert not any(name in page.text for name in NAMES.values())
        missing = found.get(path.replace("two-2026", "nowhere"))
        assert missing.status_code == page.status_code
    listed = found.get("/staff/fieldwork")
    assert "Đợt khảo sát two-2026" not in listed.text


def test_a_draft_is_for_those_who_run_it(office: Office) -> None:
    with Session(office.cast.engine) as session:
        session.get_one(Wave, office.cast.waves["two-2026"]).state = "draft"
        session.commit()

    assert browser(office, "officer", "xa-an-hoa").get(BOARD).status_code == 404
    assert browser(office, "analyst", "so-noi-vu").get(BOARD).status_code == 200


def test_of_a_door_that_stands_here_and_rates_another_no_ballot_is_told(office: Office) -> None:
    with Session(office.cast.engine) as session:
        door = session.get_one(Collector, office.cast.collectors["two-kiosk"])
        door.service_point_id, door.label = office.cast.units["xa-an-hoa"], "quầy 4"
        session.commit()
    fill(office)

    page = browser(office, "officer", "xa-an-hoa").get(f"{BOARD}/doors").text

    row = page.partition("quầy 4")[2].partition("</tr>")[0]
    assert row and f"{office.cast.today:%d/%m/%Y}" not in row


def test_one_wave_leads_to_its_board_and_several_to_a_list(office: Office) -> None:
    one = browser(office, "officer", "xa-an-hoa").get("/staff/fieldwork")
    several = browser(office, "analyst", "so-noi-vu").get("/staff/fieldwork")

    assert (one.status_code, one.headers["Location"]) == (303, BOARD)
    assert all(f'href="/staff/fieldwork/{code}"' in several.text for code in office.cast.waves)


def test_counts_of_the_worker_are_shown_with_their_time_and_old_ones_are_counted_anew(
    office: Office,
) -> None:
    fill(office)
    found = browser(office, "analyst", "so-noi-vu")
    recount(office.cast.engine, "two-2026", now=now() - dt.timedelta(seconds=90))
    with Session(office.cast.engine) as session:
        give_ballot(session, office.cast, "two-phone", "54", 99)
        session.commit()

    page = found.get(BOARD).text
    assert "Đã thu 17 phiếu" in page and "Số đếm lúc" in page
    recount(office.cast.engine, "two-2026", now=now() - dt.timedelta(minutes=10))
    page = found.get(BOARD).text
    assert "Đã thu 18 phiếu" in page and "Vừa đếm lúc" in page


def test_fifty_units_stand_on_a_page_and_filters_are_kept_on_the_next(office: Office) -> None:
    cast = office.cast
    with Session(cast.engine) as session:
        for number in range(120):
            unit = Unit(
                code=f"xa-{number}", kind="commune", name=f"Xã số {number:03}", valid_from=dt.date(2025, 7, 1)
            )
            session.add(unit)
            session.flush()
            assert unit.id
            session.add(
                UnitParent(unit_id=unit.id, parent_id=cast.units["tinh-mau"], valid_from=dt.date(2025, 7, 1))
            )
            session.add(
                Collector(
                    token_hash=hash_token(f"t{number}"),
                    wave_id=cast.waves["two-2026"],
                    agency_id=unit.id,
                    service_point_id=unit.id,
                    mode="phone",
                )
            )
        session.commit()
    found = browser(office, "analyst", "so-noi-vu")
    asked: list[str] = []
    event.listen(cast.engine, "before_cursor_execute", lambda *of: asked.append(of[2]))

    page = found.get(f"{BOARD}?q=xa+so&kind=commune&sort=name&page=2").text

    assert page.count('<tr><th scope="row">Xã số ') == 50
    assert "Xã số 050" in page and "51–100 trong 120" in page
    assert "page=3&amp;kind=commune&amp;q=xa+so&amp;sort=name" in page
    assert len(asked) < 30, "no statement for each unit"
    for odd in ("-1", "0", "99999999999999999999", "x", "²"):
        assert found.get(f"{BOARD}?page={odd}").status_code == 200


def test_a_board_without_doors_units_or_ballots_says_so(office: Office) -> None:
    with Session(office.cast.engine) as session:
        wave = session.get_one(Wave, office.cast.waves["two-2026"])
        session.add(
            Wave(
                code="empty",
                name="Đợt trống",
                questionnaire_id=wave.questionnaire_id,
                host_id=wave.host_id,
                state="approved",
                opens=wave.opens,
                closes=wave.closes,
            )
        )
        session.commit()
    found = browser(office, "analyst", "so-noi-vu")

    page = found.get("/staff/fieldwork/empty").text

    assert "Chưa thu được phiếu nào." in page and "chưa có đơn vị, điểm thu phiếu hay phiếu nào" in page
    assert "mọi phiếu ở đây là phiếu thử" in page
    assert "Chưa có điểm thu phiếu nào." in found.get("/staff/fieldwork/empty/doors").text


def test_what_is_typed_into_the_search_is_shown_as_text(office: Office) -> None:
    found = browser(office, "analyst", "so-noi-vu")

    page = found.get(f"{BOARD}?q=%22%3E%3Cscript%3E{{{{7*7}}}}%27%3B--").text

    assert "<script>" not in page and "&#34;&gt;&lt;script&gt;{{7*7}}&#39;;--" in page
    assert "Không có đơn vị nào khớp." in page


def test_every_page_answers_on_both_databases(both: Office) -> None:
    fill(both)
    recount(both.cast.engine, "two-2026")
    analyst, officer = browser(both, "analyst", "so-noi-vu"), browser(both, "officer", "xa-an-hoa")

    for path in ("/staff/fieldwork", *PAGES, "/staff/jobs", "/staff/jobs/new"):
        assert analyst.get(path).status_code == 200, path
    assert "Đã thu 17 phiếu" in analyst.get(BOARD).text
    assert "Đã thu 7 phiếu" in officer.get(BOARD).text
    top = browser(both, "administrator", "tinh-mau")
    assert top.get("/staff/jobs/retention").status_code == 200
