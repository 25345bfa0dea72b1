"""Imports on the web: shown before anything is stored, all or nothing, within the scope, safe from bad files."""

from __future__ import annotations

import base64
import gzip
import time
import zlib

import pytest
from markupsafe import escape
from sqlmodel import Session, select

from survey.audit.lines import lines as chain
from survey.tables import CaseStatistics, PastFigure, Procedure, Unit
from survey.units.web_import import SORTS
from survey.waves.events import first_broken
from tests.accounts.cast import somebody
from tests.staff.cast import Browser, Office, now
from tests.staff.units.cast import HEAD, NEW, confirm, hidden, lines, stored, unit, upload

FIGURES = "unit;year;percent;n;source\nso-y-te;2024;86,50;180;Quyết định 12\n"
CASES = (
    "unit,period_from,period_to,received,solved,on_time,late,apologies\n"
    "so-y-te,01/01/2025,30/09/2025,1250,1200,1180,20,12\n"
)
PROCEDURES = "code,field,name,agency\n1.001,Y tế,Cấp phép,so-y-te\n"
GOOD = {"units": NEW, "procedures": PROCEDURES, "figures": FIGURES, "cases": CASES}
TABLE = {"units": Unit, "procedures": Procedure, "figures": PastFigure, "cases": CaseStatistics}


def count(office: Office, sort: str) -> int:
    with Session(office.cast.engine) as session:
        return len(session.exec(select(TABLE[sort])).all())


@pytest.mark.parametrize("sort", SORTS)
def test_a_check_stores_nothing_and_the_confirmed_file_is_stored_once(both: Office, sort: str) -> None:
    browser, before = both.browser(both.top), stored(both.cast.engine)
    rows = count(both, sort)

    checked = upload(browser, sort, **{sort: GOOD[sort]})
    assert checked.status_code == 200 and "Thêm " in checked.text
    assert stored(both.cast.engine) == before
    done = confirm(browser, sort, checked)

    assert (done.status_code, done.headers["Location"]) == (303, "/staff/units?done=import")
    assert count(both, sort) == rows + 1
    assert "Đã lưu các thay đổi từ tệp." in browser.get(done.headers["Location"]).text
    again = upload(browser, sort, **{sort: GOOD[sort]})
    assert "Tệp không thay đổi gì" in again.text and "sealed" not in again.text


def test_the_check_tells_what_is_new_what_changes_and_what_ends(office: Office) -> None:
    file = (
        "code,kind,name,valid_from,valid_to\nso-noi-vu,department,Sở Nội vụ,2025-07-01,\n"
        "so-y-te,department,Sở Y tế mới,2025-07-01,\nxa-an-hoa,commune,Xã An Hòa,2025-07-01,31/12/2026\n"
    )

    page = upload(office.browser(office.top), "units", units=file).text

    assert "Thêm 0, sửa 1, kết thúc 1, giữ nguyên 1." in page
    assert "tên: Sở Y tế → Sở Y tế mới" in page
    assert "đến ngày: không có → 31/12/2026" in page


def test_a_column_that_is_left_out_takes_nothing_away(office: Office) -> None:
    file = "code,kind,name,valid_from\nso-y-te,department,Sở Y tế mới,2025-07-01\n"
    browser = office.browser(office.top)

    confirm(browser, "units", upload(browser, "units", units=file))

    found = unit(office.cast.engine, "so-y-te")
    assert found and (found.name, found.name_en) == ("Sở Y tế mới", "Department of Health")


def test_an_import_leaves_a_line_for_itself_and_one_in_the_history_of_each_unit(both: Office) -> None:
    browser = both.browser(both.top)

    confirm(browser, "units", upload(browser, "units", units=NEW))

    made = unit(both.cast.engine, "xa-moi", both.cast.today)
    ((_, subject, detail),) = lines(both.cast.engine, "import.units")
    assert (subject, detail["new"], len(detail["sha256"]["units"])) == ("units", 2, 64)
    assert lines(both.cast.engine, "unit.new")[0][1] == f"unit {made.id if made else 0}"
    with Session(both.cast.engine) as session:
        assert first_broken(session) is None
    with both.cast.engine.connect() as connection:
        assert all(each.is_sound for each in chain(connection))
    page = browser.get(f"/staff/units/{made.id if made else 0}").text
    assert "Đơn vị: thêm" in page and both.top.email in page


def test_every_wrong_row_is_told_with_its_line_and_nothing_is_stored(both: Office) -> None:
    file = HEAD + (
        "xa moi,commune,Xã Một,2026-01-01,tinh-mau\nxa-hai,district,Xã Hai,2026-01-01,tinh-mau\n"
        "xa-ba,commune,Xã Ba,2026-01-01,tinh-mau\nxa-bon,commune,,31/02/2026,tinh-mau\n"
    )
    before = stored(both.cast.engine)

    reply = upload(both.browser(both.top), "units", units=file)

    assert reply.status_code == 422
    assert "Tệp có 3 chỗ sai" in reply.text
    for told in ("dòng 2, cột “code”", "dòng 3, cột “kind”", "dòng 5, cột “valid_from”"):
        assert told in reply.text
    assert "không phải là mã" in reply.text
    assert stored(both.cast.engine) == before


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (NEW.encode("utf-16"), "200"),
        (b"\xef\xbb\xbf" + NEW.encode(), "200"),
        (NEW.replace(",", ";").encode(), "200"),
        (NEW.replace(",", "\t").encode(), "200"),
        (NEW.replace("\n", "\r\n").encode(), "200"),
        (NEW.encode().replace("ã".encode(), b"\xe3"), "không phải UTF-8"),
        (b"\xff\xfe\x00", "không phải UTF-8"),
        (gzip.compress(NEW.encode(), mtime=0), "Không đọc được tệp này"),
        (b"PK\x03\x04" + bytes(50), "Không đọc được tệp này"),
        (bytes(100), "Không đọc được tệp này"),
        (b"", "Tệp trống"),
        (HEAD.encode(), "Tệp trống"),
        ((HEAD + "a,b\n").encode(), "Dòng 2 có số ô khác"),
        ((HEAD + '"a,b\n').encode(), "Dấu ngoặc kép"),
        (b"code,code,kind,name,valid_from\na,b,c,d,e\n", "hai cột trùng tên"),
        (b"code,kind,name\na,b,c\n", "Tệp thiếu cột: valid_from"),
        ((HEAD.replace("parent", "cha") + "a,b,c,d,e\n").encode(), "không dùng đến: cha"),
    ],
)
def test_files_as_people_save_them_are_read_and_others_are_refused_with_a_cure(
    office: Office, content: bytes, told: str
) -> None:
    before = stored(office.cast.engine)

    reply = upload(office.browser(office.top), "units", units=content)

    assert reply.status_code == (200 if told == "200" else 422)
    assert told == "200" or told in reply.text
    assert stored(office.cast.engine) == before


def test_no_file_is_said_at_the_field(office: Office) -> None:
    reply = office.browser(office.top).send("/staff/units/import/units")

    assert reply.status_code == 422 and "Xin chọn tệp." in reply.text


def test_a_file_that_is_too_large_is_refused_before_it_is_read(office: Office) -> None:
    browser, row = office.browser(office.top), b"xa,commune,X,2026-01-01,tinh-mau\n"

    large = upload(browser, "units", units=HEAD.encode() + row * 70_000)
    huge = upload(browser, "units", units=HEAD.encode() + row * 700_000)

    assert large.status_code == 422 and "Tệp quá lớn: units.csv, 2,2 MiB" in large.text
    assert "nhiều nhất 2 MiB" in large.text
    assert huge.status_code == 413


def test_a_file_that_does_not_fit_into_the_form_is_refused(office: Office) -> None:
    import random

    noise = random.Random(1)
    rows = "".join(
        f"{n},Y tế,{''.join(chr(noise.randrange(0x4E00, 0x9FFF)) for _ in range(60))},\n"
        for n in range(8_000)
    )

    reply = upload(office.browser(office.top), "procedures", procedures="code,field,name,agency\n" + rows)

    assert reply.status_code == 422 and "Tệp quá lớn" in reply.text


@pytest.mark.parametrize(
    "text", ["=1+1", "+cmd", "@SUM(A1)", "<script>alert(1)</script>", "{{ 7*7 }}", "'; DROP TABLE unit; --"]
)
def test_what_looks_like_a_formula_or_a_script_stays_text(both: Office, text: str) -> None:
    browser = both.browser(both.top)
    file = HEAD + f'xa-moi,commune,"{text}",2026-01-01,tinh-mau\n'

    checked = upload(browser, "units", units=file)
    confirm(browser, "units", checked)

    found = unit(both.cast.engine, "xa-moi", both.cast.today)
    assert found and found.name == text
    page = browser.get(f"/staff/units/{found.id}").text
    assert escape(text) in page and "<script>alert" not in page + checked.text


def test_a_guard_against_formulas_that_a_spreadsheet_wrote_is_taken_off(office: Office) -> None:
    browser = office.browser(office.top)

    confirm(
        browser, "units", upload(browser, "units", units=HEAD + "xa-moi,commune,'=1+1,2026-01-01,tinh-mau\n")
    )

    found = unit(office.cast.engine, "xa-moi", office.cast.today)
    assert found and found.name == "=1+1"


def test_what_is_confirmed_must_be_what_was_checked(office: Office) -> None:
    browser, before = office.browser(office.top), stored(office.cast.engine)
    sealed = hidden(upload(browser, "units", units=NEW), "sealed")
    mark, _, text = sealed.partition(".")
    other = base64.urlsafe_b64encode(zlib.compress(b'["x",[["units","u",3]]]\nabc')).decode()

    for wrong in (
        f"{mark}.{other}",
        f"{'0' * 64}.{text}",
        text,
        "",
        ".",
        f"{mark}.",
        f"{mark}.é",
        "x" * 9000,
    ):
        reply = browser.send("/staff/units/import/units", {"sealed": wrong})
        assert reply.status_code == 403, wrong[:50]
    assert stored(office.cast.engine) == before


def test_what_one_checked_another_cannot_confirm_nor_as_another_sort(office: Office) -> None:
    other = somebody(
        office.cast.engine, "administrator", "tinh-mau", email="x@tinh.example", at=now(), factor=True
    )
    sealed = {"sealed": hidden(upload(office.browser(office.top), "units", units=NEW), "sealed")}
    before = stored(office.cast.engine)

    assert office.browser(other).send("/staff/units/import/units", sealed).status_code == 403
    assert office.browser(office.top).send("/staff/units/import/procedures", sealed).status_code == 403
    assert stored(office.cast.engine) == before


def test_what_changed_since_the_check_is_shown_again_before_it_is_stored(both: Office) -> None:
    browser = both.browser(both.top)
    file = "code,kind,name,valid_from\nso-y-te,department,Sở Y tế mới,2025-07-01\n"
    checked = upload(browser, "units", units=file)
    with Session(both.cast.engine) as session:
        session.get_one(Unit, both.cast.units["so-y-te"]).name = "Sở Y tế và Dân số"
        session.commit()
    before = stored(both.cast.engine)

    again = confirm(browser, "units", checked)

    assert again.status_code == 200
    assert "Dữ liệu đã thay đổi" in again.text and "Sở Y tế và Dân số → Sở Y tế mới" in again.text
    assert stored(both.cast.engine) == before
    assert confirm(browser, "units", again).status_code == 303


def test_confirming_twice_stores_once(office: Office) -> None:
    browser = office.browser(office.top)
    checked = upload(browser, "units", units=NEW)

    confirm(browser, "units", checked)
    before = stored(office.cast.engine)
    again = confirm(browser, "units", checked)

    assert again.status_code == 200 and stored(office.cast.engine) == before


OUTSIDE = {
    "changes a unit outside": "xa-an-hoa,commune,Xã Khác,2025-07-01,so-y-te",
    "names one outside as it is": "xa-an-hoa,commune,Xã An Hòa,2025-07-01,",
    "takes the code of one outside": "xa-an-hoa,branch,Chi nhánh,2026-01-01,so-y-te",
    "takes it for earlier times": "xa-an-hoa,branch,Chi nhánh,2020-01-01,so-y-te",
    "puts a new one below one outside": "moi,branch,Chi nhánh,2026-01-01,tinh-mau",
    "puts a new one at the top": "moi,province,Tỉnh Mới,2026-01-01,",
    "moves its own away": "so-y-te,department,Sở Y tế,2025-07-01,xa-an-hoa",
}


@pytest.mark.parametrize("row", OUTSIDE.values(), ids=list(OUTSIDE))
def test_an_administrator_of_one_department_imports_nothing_outside_it(both: Office, row: str) -> None:
    before = stored(both.cast.engine)

    reply = upload(both.browser(both.health), "units", units=f"{HEAD}{row}\n")

    assert reply.status_code == 422
    assert "An Hòa</" not in reply.text and "Xã An Hòa" not in reply.text
    assert stored(both.cast.engine) == before


@pytest.mark.parametrize(
    ("parents", "successions"),
    [
        ("unit,parent,valid_from\nxa-an-hoa,so-y-te,2026-01-01\n", ""),
        ("unit,parent,valid_from\nso-y-te,xa-an-hoa,2026-01-01\n", ""),
        ("", "old,new,day\nxa-an-hoa,chi-nhanh,2026-01-01\n"),
        ("", "old,new,day\nso-y-te,xa-an-hoa,2025-07-01\n"),
    ],
)
def test_nor_by_the_files_beside(office: Office, parents: str, successions: str) -> None:
    files = {name: text for name, text in (("parents", parents), ("successions", successions)) if text}
    before = stored(office.cast.engine)

    reply = upload(
        office.browser(office.health),
        "units",
        units=HEAD + "chi-nhanh,branch,Chi nhánh,2026-01-01,so-y-te\n",
        **files,
    )

    assert reply.status_code == 422
    assert stored(office.cast.engine) == before


def test_within_the_department_it_may(both: Office) -> None:
    browser = both.browser(both.health)
    file = HEAD + "chi-nhanh,branch,Chi nhánh,2026-01-01,so-y-te\ntram,branch,Trạm,2026-01-01,chi-nhanh\n"

    done = confirm(browser, "units", upload(browser, "units", units=file))

    assert done.status_code == 303
    assert unit(both.cast.engine, "tram", both.cast.today)


@pytest.mark.parametrize(
    ("sort", "file"),
    [
        ("procedures", PROCEDURES.replace("so-y-te", "xa-an-hoa")),
        ("procedures", PROCEDURES.replace("so-y-te", "")),
        ("figures", FIGURES.replace("so-y-te", "xa-an-hoa")),
        ("cases", CASES.replace("so-y-te", "xa-an-hoa")),
    ],
)
def test_other_imports_stay_within_the_scope_too(both: Office, sort: str, file: str) -> None:
    before = stored(both.cast.engine)

    reply = upload(both.browser(both.health), sort, **{sort: file})

    assert reply.status_code == 422
    assert stored(both.cast.engine) == before


def test_a_procedure_of_somebody_else_is_not_taken_over(office: Office) -> None:
    browser = office.browser(office.top)
    confirm(
        browser,
        "procedures",
        upload(browser, "procedures", procedures=PROCEDURES.replace("so-y-te", "so-noi-vu")),
    )
    before = stored(office.cast.engine)

    reply = upload(office.browser(office.health), "procedures", procedures=PROCEDURES)

    assert reply.status_code == 422 and stored(office.cast.engine) == before


@pytest.mark.parametrize("sort", ["units", "procedures"])
def test_an_analyst_imports_figures_but_no_units(office: Office, sort: str) -> None:
    who = somebody(office.cast.engine, "analyst", "tinh-mau", at=now(), factor=True)
    browser = office.browser(who)

    assert browser.get(f"/staff/units/import/{sort}").status_code == 404
    assert upload(browser, sort, **{sort: GOOD[sort]}).status_code == 404
    assert upload(browser, "figures", figures=FIGURES).status_code == 200
    assert browser.get("/staff/units/import/nothing").status_code == 404


def test_a_whole_country_is_checked_and_stored_in_seconds(both: Office) -> None:
    rows = "".join(f"x{n:05},commune,Xã Số {n},2025-07-01,tinh-mau\n" for n in range(3_400))
    browser = both.browser(both.top)
    began = time.perf_counter()

    checked = upload(browser, "units", units=HEAD + rows)
    middle = time.perf_counter()
    done = confirm(browser, "units", checked)

    ended = time.perf_counter()
    print(
        f"{both.cast.engine.dialect.name}: 3,400 units checked {middle - began:.1f} s, stored {ended - middle:.1f} s"
    )
    assert "Thêm 6.800" in checked.text and done.status_code == 303
    assert "x03399" in browser.get("/staff/units?q=x03399").text
    with both.cast.engine.connect() as connection:
        assert all(each.is_sound for each in chain(connection))
    with Session(both.cast.engine) as session:
        assert first_broken(session) is None


def test_files_with_odd_names_are_told_by_their_last_part(office: Office) -> None:
    import io

    browser: Browser = office.browser(office.top)
    sent = {"form_mark": browser.mark(), "units": (io.BytesIO(b"a,b\n1,2\n"), "../../etc/<b>x.csv")}

    reply = browser.client.post("/staff/units/import/units", data=sent, content_type="multipart/form-data")

    assert reply.status_code == 422 and "../" not in reply.text and "<b>" not in reply.text
