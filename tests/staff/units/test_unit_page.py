"""The page about one unit: what it was, what became of it, what it answers for, who did what."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import event
from sqlmodel import Session

from survey.tables import Procedure, Unit, UnitParent, UnitSuccession, Wave
from tests.accounts.cast import somebody
from tests.staff.cast import Office, now
from tests.staff.units.cast import SINCE, confirm, lines, upload

BEFORE = dt.date(2020, 1, 1)


def page(office: Office, who: object, code: str) -> str:
    reply = office.browser(who).get(f"/staff/units/{office.cast.units[code]}")  # type: ignore[arg-type]
    assert reply.status_code == 200
    return reply.text


def with_past(office: Office) -> None:
    """An Hòa came out of two communes, one of them only in part."""
    with Session(office.cast.engine) as session:
        olds = [
            Unit(code=c, kind="commune", name=n, valid_from=BEFORE, valid_to=SINCE - dt.timedelta(days=1))
            for c, n in (("cu-1", "Xã Cũ Một"), ("cu-2", "Xã Cũ Hai"))
        ]
        session.add_all(olds)
        session.flush()
        new = office.cast.units["xa-an-hoa"]
        for old, share in zip(olds, (1.0, 0.25), strict=True):
            session.add(UnitSuccession(old_id=old.id, new_id=new, day=SINCE, share=share))
            session.add(
                UnitParent(unit_id=old.id, parent_id=office.cast.units["tinh-mau"], valid_from=BEFORE)
            )
        session.commit()


def test_it_tells_what_the_unit_is_and_stands_below(both: Office) -> None:
    found = page(both, both.top, "so-y-te")

    assert "<h1>Sở Y tế</h1>" in found and "<strong>so-y-te</strong>" in found
    assert "Sở, ngành" in found and "từ 01/07/2025" in found and ">Tỉnh Mẫu</a>, từ 01/07/2025" in found


def test_it_tells_out_of_which_units_it_came_with_their_shares(both: Office) -> None:
    with_past(both)

    found = page(both, both.mayor, "xa-an-hoa")

    assert "Xã Cũ Một" in found and "100,00%" in found and "25,00%" in found
    # The one that went whole belongs to its heir; of the other one only the name is told.
    assert '">Xã Cũ Một</a>' in found and '">Xã Cũ Hai</a>' not in found


def test_an_old_unit_tells_where_it_went(both: Office) -> None:
    with_past(both)
    browser = both.browser(both.top)

    found = browser.get("/staff/units?q=cu+mot&day=2024-01-01").text
    number = found.partition("/staff/units/")[2].partition('"')[0]
    numbers = [part.partition('"')[0] for part in found.split('<th scope="row"><a href="/staff/units/')[1:]]

    assert number and len(numbers) == 1
    old = browser.get(f"/staff/units/{numbers[0]}").text
    assert "Đã chuyển vào" in old and "Xã An Hòa" in old


def test_it_lists_its_procedures_and_doors(both: Office) -> None:
    with Session(both.cast.engine) as session:
        session.add(
            Procedure(code="1.001", field="Y tế", name="Cấp phép", agency_id=both.cast.units["so-y-te"])
        )
        session.commit()

    found = page(both, both.nurse, "so-y-te")

    assert "1.001" in found and "Cấp phép" in found
    assert "Đợt khảo sát two-2026" in found and "Phiếu giấy" in found


def test_doors_of_a_wave_that_is_still_written_are_seen_by_those_who_run_it_only(both: Office) -> None:
    with Session(both.cast.engine) as session:
        session.get_one(Wave, both.cast.waves["two-2026"]).state = "draft"
        session.commit()

    assert "two-2026" not in page(both, both.nurse, "so-y-te")
    assert "two-2026" in page(both, both.top, "so-y-te")


def test_the_history_is_for_those_who_answer_for_the_data(office: Office) -> None:
    browser = office.browser(office.top)
    file = "code,kind,name,valid_from\nso-y-te,department,Sở Y tế mới,2025-07-01\n"
    confirm(browser, "units", upload(browser, "units", units=file))
    auditor = somebody(office.cast.engine, "auditor", "tinh-mau", at=now())

    assert "tên: Sở Y tế → Sở Y tế mới" in page(office, auditor, "so-y-te")
    assert "Lịch sử thay đổi" not in page(office, office.nurse, "so-y-te")
    assert len(lines(office.cast.engine, "unit.change")) == 1


def test_a_procedure_that_moves_stands_in_the_history_of_both_units(both: Office) -> None:
    browser, head = both.browser(both.top), "code,field,name,agency\n"
    for agency in ("so-y-te", "so-noi-vu"):
        sent = upload(browser, "procedures", procedures=f"{head}1.001,Y tế,Cấp phép,{agency}\n")
        confirm(browser, "procedures", sent)

    old, new = page(both, both.top, "so-y-te"), page(both, both.top, "so-noi-vu")

    assert "đơn vị chịu trách nhiệm: so-y-te → so-noi-vu" in old
    assert "đơn vị chịu trách nhiệm: so-y-te → so-noi-vu" in new and "Cấp phép" in new


def test_a_unit_with_much_to_tell_takes_few_questions_to_the_database(both: Office) -> None:
    with_past(both)
    browser, asked = both.browser(both.top), []
    path = f"/staff/units/{both.cast.units['xa-an-hoa']}"
    browser.get(path)
    event.listen(both.cast.engine, "before_cursor_execute", lambda *_: asked.append(1))

    browser.get(path)

    assert len(asked) <= 20
