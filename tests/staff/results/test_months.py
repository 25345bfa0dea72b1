"""The pages of a continuous rating: each unit its own months, nobody another's, and no ranks anywhere."""

from __future__ import annotations

import csv
import datetime as dt
import html
import io
import re
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import Engine

from survey import create_app
from survey.jobs.worker import work
from survey.results.months.storing import store_months
from survey.tables.staff import ROLES
from tests.staff.cast import Browser
from tests.staff.results.cast import HOST, TOP, Ministry, ministry
from tests.staff.results.ratings import AN_HOA, BINH_MINH, RATING, with_rating

BASE = f"/staff/results/{RATING}/months"
FIGURE = re.compile(r"\d+,\d+\s*%|\d+\.\d+\s*%|\d+,\d–\d+,\d")


@pytest.fixture
def filled(sqlite_engine: Engine, tmp_path: Path) -> Ministry:
    return with_rating(ministry(sqlite_engine, tmp_path))


@pytest.fixture
def app(filled: Ministry) -> Flask:
    return create_app(filled.engine)


def browser(filled: Ministry, app: Flask, role: str, unit: str) -> Browser:
    made = Browser(app, filled.engine)
    made.hold(filled.who(role, unit).id)
    return made


def page(filled: Ministry, unit: str, file: str = "") -> str:
    return f"{BASE}/{filled.unit(unit)}{file}"


def plain(text: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", text)).split())


def rows(text: str) -> dict[str, str]:
    """What the table of months says of each."""
    body = text.split('id="table"')[1].split("</table>")[0].split("<tbody>")[1]
    told = [plain(row) for row in body.split("<tr>")[1:]]
    return {row.split()[0]: row.split(maxsplit=1)[1] for row in told}


def test_an_officer_sees_the_months_of_the_unit_and_those_with_too_few_without_any_figure(
    filled: Ministry, app: Flask
) -> None:
    store_months(filled.engine, RATING)
    officer = browser(filled, app, "officer", AN_HOA)

    reply = officer.get(page(filled, AN_HOA))

    found = rows(reply.text)
    assert list(found) == [f"{month:02}/2025" for month in range(6, 13)]
    assert found["07/2025"] == "chưa đủ 30 phiếu", "29 answered"
    assert FIGURE.search(found["08/2025"]) and found["08/2025"].startswith("30 ")
    assert "không phải mẫu ngẫu nhiên" in reply.text
    assert reply.text.count("<svg") == 2


def test_the_file_says_what_the_page_says_and_no_more(filled: Ministry, app: Flask) -> None:
    store_months(filled.engine, RATING)
    officer = browser(filled, app, "officer", AN_HOA)

    text = officer.get(page(filled, AN_HOA, "/months.csv")).data.decode("utf-8-sig")

    lines = list(csv.DictReader(io.StringIO(text), delimiter=";"))
    few = [line for line in lines if line["month"] == "2025-07"]
    assert [(line["code"], line["suppressed"], line["n_valid"], line["estimate"]) for line in few] == [
        ("overall", "hidden", "", "")
    ]
    overall = {line["month"]: line for line in lines if line["code"] == "overall"}
    shown = rows(officer.get(page(filled, AN_HOA)).text)
    assert {
        f"{month[5:]}/{month[:4]}": f"{100 * float(line['estimate'].replace(',', '.')):.2f}".replace(".", ",")
        for month, line in overall.items()
        if line["estimate"]
    } == {month: FIGURE.findall(told)[0].rstrip("%") for month, told in shown.items() if FIGURE.search(told)}


def test_the_items_of_a_month_can_be_bookmarked(filled: Ministry, app: Flask) -> None:
    store_months(filled.engine, RATING)
    officer = browser(filled, app, "officer", AN_HOA)

    chosen = plain(officer.get(f"{page(filled, AN_HOA)}?month=2025-08").text)
    wrong = plain(officer.get(f"{page(filled, AN_HOA)}?month=2025-07").text)

    assert "Từng nội dung, tháng 08/2025" in chosen
    assert "Từng nội dung, tháng 12/2025" in wrong, "what cannot be shown is as if it had not been asked for"


def test_before_the_job_is_done_the_page_says_so_and_orders_it_once(filled: Ministry, app: Flask) -> None:
    officer = browser(filled, app, "officer", AN_HOA)

    first = officer.get(page(filled, AN_HOA))
    work(filled.engine, once=True)
    second = officer.get(page(filled, AN_HOA))

    assert "Đang tính số liệu" in first.text and not FIGURE.search(plain(first.text))
    assert "Đang tính số liệu" not in second.text and rows(second.text)


def test_the_officer_of_another_unit_finds_nothing(filled: Ministry, app: Flask) -> None:
    store_months(filled.engine, RATING)
    officer = browser(filled, app, "officer", AN_HOA)

    for path in (page(filled, BINH_MINH), page(filled, BINH_MINH, "/months.csv"), f"{BASE}/{2**40}"):
        assert officer.get(path).status_code == 404, path
    assert BINH_MINH not in officer.get(BASE).text and AN_HOA in officer.get(BASE).text


@pytest.mark.parametrize("role", [role for role in ROLES if role != "officer"])
def test_no_other_role_of_another_unit_sees_a_month(filled: Ministry, app: Flask, role: str) -> None:
    store_months(filled.engine, RATING)
    stranger = browser(filled, app, role, "Xã Cát Hải")

    for path in (BASE, page(filled, AN_HOA), page(filled, AN_HOA, "/months.csv")):
        reply = stranger.get(path)
        assert reply.status_code in (403, 404), path
        assert not FIGURE.search(plain(reply.text))


@pytest.mark.parametrize(("role", "status"), [("analyst", 200), ("auditor", 200), ("approver", 403)])
def test_those_who_run_the_rating_see_every_unit_one_at_a_time(
    filled: Ministry, app: Flask, role: str, status: int
) -> None:
    store_months(filled.engine, RATING)
    host = browser(filled, app, role, HOST if role == "analyst" else TOP)

    for path in (BASE, page(filled, AN_HOA), page(filled, BINH_MINH)):
        assert host.get(path).status_code == status
    assert not FIGURE.search(plain(host.get(BASE).text)), "the list of units has no figures"


def test_there_is_no_comparison_no_ranking_and_no_report_of_a_rating(filled: Ministry, app: Flask) -> None:
    analyst = browser(filled, app, "analyst", TOP)
    base = f"/staff/results/{RATING}"

    for rest in (
        "",
        "/compare",
        "/compare/comparison.csv",
        "/whole",
        "/data",
        f"/units/{filled.unit(AN_HOA)}",
    ):
        assert analyst.get(f"{base}{rest}").status_code == 404, rest
    told = plain(analyst.get(page(filled, AN_HOA)).text).lower()
    assert "không dùng để xếp hạng" in told and told.count("xếp hạng") == 1
    assert BINH_MINH.lower() not in told and "bình quân các đơn vị" not in told


def test_a_survey_has_no_months_to_be_seen(filled: Ministry, app: Flask) -> None:
    analyst = browser(filled, app, "analyst", TOP)

    assert analyst.get("/staff/results/w-2026/months").status_code == 404
    assert analyst.get(f"/staff/results/w-2026/months/{filled.unit(AN_HOA)}").status_code == 404


def test_the_ways_to_the_months_stand_where_the_rating_stands(filled: Ministry, app: Flask) -> None:
    officer, analyst = browser(filled, app, "officer", AN_HOA), browser(filled, app, "analyst", TOP)

    assert (
        f'href="{page(filled, AN_HOA)}"'
        in officer.get(f"/staff/my-waves/{RATING}/units/{filled.unit(AN_HOA)}").text
    )
    for who, path in (
        (officer, f"/staff/my-waves/{RATING}"),
        (officer, "/staff/results"),
        (analyst, f"/staff/waves/{RATING}"),
        (analyst, "/staff/results"),
    ):
        assert f'href="{BASE}"' in who.get(path).text, path


def test_whoever_sees_no_months_is_shown_no_way_to_them(filled: Ministry, app: Flask) -> None:
    approver = browser(filled, app, "approver", TOP)

    for path in (f"/staff/waves/{RATING}", "/staff/results"):
        reply = approver.get(path)
        assert reply.status_code == 200 and BASE not in reply.text, path


def test_a_rating_that_never_ended_a_month_says_that_there_are_no_figures(
    filled: Ministry, app: Flask
) -> None:
    today = dt.date.today()
    filled.place.state(RATING, "open", opens=today, closes=today + dt.timedelta(days=40))

    reply = browser(filled, app, "officer", AN_HOA).get(page(filled, AN_HOA))

    assert "Chưa có tháng nào có số liệu" in reply.text
