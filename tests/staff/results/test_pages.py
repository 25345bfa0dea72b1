"""The pages of results: the figures of the reports, printed alike everywhere, for those allowed."""

from __future__ import annotations

import csv
import html
import io
import re
from xml.etree import ElementTree

import pytest
from docx import Document
from flask import Flask
from openpyxl import load_workbook
from pypdf import PdfReader
from sqlmodel import Session, select

from reports.measures import Printer
from reports.scoped import scoped_css
from survey.jobs.worker import work
from survey.results.stored.microdata import microdata, store_microdata
from survey.staff.assets import assets
from survey.tables import Event, Job
from tests.staff.cast import Browser
from tests.staff.results.cast import COMMUNES, HOST, NEW, OLD, TOP, Ministry

AN_HOA, BINH_MINH, FEW, HEALTH = "Xã An Hòa", "Xã Bình Minh", "Xã Giang", "Sở Y tế"
PAGE = f"/staff/results/{NEW}"


def browser(filled: Ministry, app: Flask, role: str = "analyst", unit: str = TOP) -> Browser:
    made = Browser(app, filled.engine)
    made.hold(filled.who(role, unit).id)
    return made


def rows_of(text: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.decode("utf-8-sig")), delimiter=";"))


def docx_text(content: bytes) -> str:
    return "\n".join(each.text for each in Document(io.BytesIO(content)).paragraphs)


def number(text: str) -> float:
    return float(text.replace(",", "."))


def plain(page: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())


def test_the_figures_of_the_page_are_those_of_the_pdf_the_csv_and_the_workbook(
    filled: Ministry, app: Flask
) -> None:
    filled.store(NEW)
    analyst, unit = browser(filled, app), f"{PAGE}/units/{filled.unit(AN_HOA)}"
    page = plain(analyst.get(unit).text)

    lines = [row for row in rows_of(analyst.get(f"{unit}/figures.csv").data) if row["estimate"]]
    two = "".join(
        each.extract_text() for each in PdfReader(io.BytesIO(analyst.get(f"{unit}/report.pdf").data)).pages
    )
    full = PdfReader(io.BytesIO(analyst.get(f"{unit}/full.pdf").data))
    sheet = load_workbook(io.BytesIO(analyst.get(f"{unit}/figures.xlsx").data))["estimates"]

    printed = [Printer("rate", "vi").value(number(row["estimate"])) for row in lines]
    assert len(printed) > 4
    assert [each for each in printed if each not in page or each not in two] == []
    assert len(full.pages) > 2
    assert {row[0].value for row in sheet.iter_rows(min_row=5)} == {NEW}
    in_sheet = {
        cell.value for row in sheet.iter_rows(min_row=5) for cell in row if isinstance(cell.value, float)
    }
    assert {round(number(row["estimate"]), 9) for row in lines} <= {round(each, 9) for each in in_sheet}


def test_the_comparison_and_its_csv_say_what_the_page_of_each_unit_says(filled: Ministry, app: Flask) -> None:
    filled.store(NEW)
    analyst = browser(filled, app)

    page = plain(analyst.get(f"{PAGE}/compare?kind=commune").text)
    rows = {
        row["unit"]: row for row in rows_of(analyst.get(f"{PAGE}/compare/comparison.csv?kind=commune").data)
    }

    assert set(rows) == set(COMMUNES)
    for name in (AN_HOA, BINH_MINH):
        own = plain(analyst.get(f"{PAGE}/units/{filled.unit(name)}").text)
        value = Printer("rate", "vi").value(number(rows[name]["estimate"]))
        assert value in page and value in own
        assert f"xếp thứ {rows[name]['rank']}/{rows[name]['ranked']}" in own
        assert f"{rows[name]['rank_low']}–{rows[name]['rank_high']}" in own
    assert rows[FEW]["estimate"] == rows[FEW]["n_valid"] == rows[FEW]["rank"] == ""


def test_on_the_screen_numbers_have_no_leading_zero_and_one_place_is_no_range(
    filled: Ministry, app: Flask
) -> None:
    filled.store(NEW)
    analyst = browser(filled, app)

    for kind in ("commune", "department"):
        page = html.unescape(analyst.get(f"{PAGE}/compare?kind={kind}").text).replace("\xa0", " ")
        report = plain(docx_text(analyst.get(f"{PAGE}/compare/report.docx?kind={kind}").data))

        told = page.partition('<p class="lead">')[2].partition("<form")[0]
        assert re.search(r"\b[1-9] đơn vị", told) and not re.search(r"\b0[1-9]\b", told), told
        assert re.search(r"\b0[1-9] đơn vị", report), "the printed report keeps them"
        assert not re.search(r"từ (\d+) đến \1\b", page + report)


def test_departments_and_communes_never_stand_in_one_table(filled: Ministry, app: Flask) -> None:
    filled.store(NEW)
    analyst = browser(filled, app)

    communes = analyst.get(f"{PAGE}/compare?kind=commune").text
    departments = analyst.get(f"{PAGE}/compare?kind=department").text

    assert AN_HOA in communes and HEALTH not in communes
    assert HEALTH in departments and AN_HOA not in departments
    assert analyst.get(f"{PAGE}/compare?kind=galaxy").text.count("<tr") == communes.count("<tr")


@pytest.mark.parametrize("order", ["high", "low", "name", "ballots", "change"])
def test_the_table_is_sorted_as_asked_and_weak_units_never_lead(
    filled: Ministry, app: Flask, order: str
) -> None:
    filled.store(NEW)

    page = browser(filled, app).get(f"{PAGE}/compare?kind=commune&order={order}").text

    names = re.findall(r'<th scope="row"><a [^>]+>([^<]+)</a>', page)
    assert sorted(names) == sorted(COMMUNES)
    if order in ("high", "low"):
        assert names[-2:] == ["Phường Én", FEW]
    if order == "name":
        assert names == ["Phường Én", AN_HOA, BINH_MINH, "Xã Cát Hải", "Xã Đông Sơn", FEW]
    if order == "ballots":
        assert names[:2] == [AN_HOA, BINH_MINH]


def test_two_units_are_told_apart_only_where_the_report_tells_them_apart(
    filled: Ministry, app: Flask
) -> None:
    filled.store(NEW)
    a, b = filled.unit(AN_HOA), filled.unit(BINH_MINH)

    page = plain(browser(filled, app).get(f"{PAGE}/compare?kind=commune&unit={a}&unit={b}").text)

    official = filled.place.folder / "out"
    assert "Chưa phân biệt được." in page or "hiệu chỉnh Holm" in page
    assert "khoảng tin cậy 95% từ" in page
    assert not official.exists()


@pytest.mark.parametrize(
    "units", ["unit={few}&unit={a}", "unit={a}", "unit={a}&unit=99999999999", "unit={a}&unit=x"]
)
def test_units_that_cannot_be_compared_are_said_to_be(filled: Ministry, app: Flask, units: str) -> None:
    filled.store(NEW)
    asked = units.format(few=filled.unit(FEW), a=filled.unit(AN_HOA))

    reply = browser(filled, app).get(f"{PAGE}/compare?kind=commune&{asked}")

    assert reply.status_code == 200
    assert "không đủ số liệu" in reply.text or "chọn đúng hai đơn vị" in reply.text


@pytest.mark.parametrize(
    "odd", ["page=0", "page=99999", "page=x", "order=';--", "name=%00", "name={{7*7}}", "lang=zz"]
)
def test_odd_questions_in_the_address_do_no_harm(filled: Ministry, app: Flask, odd: str) -> None:
    filled.store(NEW)

    reply = browser(filled, app).get(f"{PAGE}/compare?kind=commune&{odd}")

    assert reply.status_code == 200
    assert "49" not in plain(reply.text).split("Tìm tên")[1][:5]


def test_what_is_not_stored_yet_is_ordered_and_never_computed_by_the_page(
    filled: Ministry, app: Flask
) -> None:
    analyst = browser(filled, app)

    for path in ("", "/compare", f"/units/{filled.unit(AN_HOA)}", "/whole", "/whole/report.pdf", "/data"):
        reply = analyst.get(f"{PAGE}{path}")
        assert reply.status_code == 202
        assert "Đang tính kết quả" in reply.text
    with Session(filled.engine) as session:
        assert [job.kind for job in session.exec(select(Job))] == ["results"]

    work(filled.engine, once=True)

    assert analyst.get(f"{PAGE}/compare").status_code == 200


def test_a_wave_that_nobody_answered_says_so(filled: Ministry, app: Flask) -> None:
    filled.place.wave("w-2027", year=2027, design="voluntary", host_id=filled.unit(HOST))
    filled.store("w-2027")

    analyst = browser(filled, app)

    assert "Không có đơn vị nào" in analyst.get("/staff/results/w-2027").text
    assert "Không có hai đơn vị" in analyst.get("/staff/results/w-2027/compare").text


def test_home_affairs_downloads_its_reports(filled: Ministry, app: Flask) -> None:
    filled.store(NEW)
    analyst = browser(filled, app)

    for file in ("report.docx", "province.docx"):
        assert analyst.get(f"{PAGE}/compare/{file}?kind=commune").data[:2] == b"PK"
    for file in ("report.pdf", "province.pdf"):
        text = (
            PdfReader(io.BytesIO(analyst.get(f"{PAGE}/compare/{file}?kind=commune").data))
            .pages[0]
            .extract_text()
        )
        assert "BÁO CÁO" in text


def test_single_ballots_are_made_by_a_job_for_those_who_run_the_wave(filled: Ministry, app: Flask) -> None:
    filled.store(NEW)
    analyst = browser(filled, app)
    assert analyst.send(f"{PAGE}/data").status_code == 303
    work(filled.engine, once=True)

    rows = rows_of(analyst.get(f"{PAGE}/data/ballots.csv").data)
    book = ElementTree.fromstring(analyst.get(f"{PAGE}/data/codebook.xml").data)

    assert len(rows) == sum({**COMMUNES, HEALTH: 60, "Sở Tư pháp": 45}.values())
    assert not {"id", "collector", "day", "service_point", "seconds"} & set(rows[0])
    assert {row["month"] for row in rows} <= {"2026-09", "2026-10"}
    names = [each.get("name") for each in book.iter("{ddi:codebook:2_5}var")]
    assert names == list(rows[0])
    with Session(filled.engine) as session:
        actions = [each.action for each in session.exec(select(Event))]
    assert {"ballots.order", "ballots.download"} <= set(actions)


def test_the_order_of_single_ballots_tells_nothing_of_when_they_came(filled: Ministry) -> None:
    data = microdata(filled.engine, NEW)

    assert list(data.rows) == sorted(data.rows)


def test_spss_gets_numbers_with_labels_and_what_is_missing(filled: Ministry) -> None:
    pyreadstat = pytest.importorskip("pyreadstat")
    from survey.results.stored.spss import sav_file

    path = filled.place.folder / "ballots.sav"
    path.write_bytes(sav_file(microdata(filled.engine, NEW)))
    frame, about = pyreadstat.read_sav(str(path), user_missing=True)

    assert len(frame) == len(microdata(filled.engine, NEW).rows)
    assert about.variable_value_labels["A1"][5.0] == "Rất hài lòng"
    assert about.missing_ranges["A1"] == [{"lo": -5.0, "hi": -1.0}]


def test_stored_ballots_go_with_the_result_that_they_belong_to(filled: Ministry, app: Flask) -> None:
    filled.store(NEW)
    store_microdata(filled.engine, NEW)
    filled.decide()
    filled.store(NEW)

    assert browser(filled, app).get(f"{PAGE}/data/ballots.csv").status_code == 404


def test_volunteers_are_listed_and_never_ranked(sqlite_engine: object, filled: Ministry, app: Flask) -> None:
    place = filled.place
    place.wave("open-2026", design="voluntary", host_id=filled.unit(HOST))
    for name in (AN_HOA, BINH_MINH):
        place.fill("open-2026", name, 40)
    filled.store("open-2026")

    page = browser(filled, app).get("/staff/results/open-2026/compare?kind=commune&order=high").text

    assert "không xếp hạng" in page
    assert "Hạng có thể" not in page and 'value="high"' not in page


def test_the_style_of_reports_is_that_of_their_pages() -> None:
    assert assets()["report.css"].content.decode() == scoped_css()


def test_the_list_has_what_may_be_seen(filled: Ministry, app: Flask) -> None:
    analyst = browser(filled, app).get("/staff/results").text
    officer = browser(filled, app, "officer", AN_HOA).get("/staff/results").text

    assert f"Khảo sát {NEW}" in analyst and f"Khảo sát {OLD}" in analyst
    assert f"Khảo sát {NEW}" not in officer and f"Khảo sát {OLD}" in officer
