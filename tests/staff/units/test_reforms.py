"""Mergers and splits by a form: shown with all that follows, done when confirmed, refused with a reason."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlmodel import Session, select
from werkzeug.test import TestResponse

from survey.accounts.scope import units_of
from survey.tables import Procedure, Unit, UnitParent, UnitSuccession
from survey.tables.staff import ROLES
from survey.waves.events import first_broken
from tests.staff.cast import Browser, Office
from tests.staff.units.cast import hidden, lines, stored, unit

DAY = dt.date(2026, 7, 1)
MERGER = {
    **{
        "day": "01/07/2026",
        "old-1": "xa-an-hoa",
        "share-1": "100",
        "old-2": "xa-binh-minh",
        "share-2": "100",
    },
    **{"code": "xa-an-binh", "name": "Xã An Bình", "name_en": "An Bình commune"},
}
SPLIT = {
    **{"day": "2026-07-01", "old": "xa-an-hoa", "ends": "yes", "heir": ""},
    **{
        "code-1": "xa-an",
        "name-1": "Xã An",
        "share-1": "60",
        "code-2": "xa-hoa",
        "name-2": "Xã Hòa",
        "share-2": "40",
    },
}
FORMS = {"merge": MERGER, "split": SPLIT}


def look(browser: Browser, deed: str, form: dict[str, str]) -> TestResponse:
    return browser.send(f"/staff/units/{deed}", form)


def do(browser: Browser, deed: str, form: dict[str, str]) -> TestResponse:
    """Look at it, then confirm it."""
    return look(browser, deed, {**form, "digest": hidden(look(browser, deed, form), "digest")})


def successions(office: Office) -> dict[tuple[str, str], float]:
    with Session(office.cast.engine) as session:
        codes = {each.id: each.code for each in session.exec(select(Unit))}
        rows = session.exec(select(UnitSuccession)).all()
    return {(codes[each.old_id], codes[each.new_id]): each.share for each in rows}


def parents(office: Office, code: str, day: dt.date) -> list[str]:
    found = unit(office.cast.engine, code, day)
    with Session(office.cast.engine) as session:
        links = session.exec(select(UnitParent).where(UnitParent.unit_id == found.id)).all() if found else []
        valid = [x for x in links if x.valid_from <= day and (x.valid_to or dt.date.max) >= day]
        return [session.get_one(Unit, each.parent_id).code for each in valid]


def below(office: Office, code: str, above: str, *, agency: bool = False) -> None:
    """A unit that stands below another one, which may also answer for a procedure."""
    with Session(office.cast.engine) as session:
        made = Unit(
            code=code, kind="service_centre", name=f"Trung tâm {code}", valid_from=dt.date(2025, 7, 1)
        )
        session.add(made)
        session.flush()
        session.add(
            UnitParent(unit_id=made.id, parent_id=office.cast.units[above], valid_from=made.valid_from)
        )
        if agency:
            session.add(
                Procedure(code="1.001", field="Đất đai", name="Cấp", agency_id=office.cast.units[above])
            )
        session.commit()


@pytest.mark.parametrize("deed", FORMS)
def test_looking_at_what_would_follow_changes_nothing(both: Office, deed: str) -> None:
    before = stored(both.cast.engine)

    reply = look(both.browser(both.top), deed, FORMS[deed])

    assert reply.status_code == 200 and "Chưa có gì được lưu" in reply.text
    assert stored(both.cast.engine) == before


def test_a_merger_ends_the_old_units_and_begins_the_new_one(both: Office) -> None:
    browser = both.browser(both.top)

    done = do(browser, "merge", MERGER)

    old = both.cast.units["xa-an-hoa"]
    assert (done.status_code, done.headers["Location"]) == (303, f"/staff/units/{old}?done=merge")
    assert unit(both.cast.engine, "xa-an-hoa", DAY) is None
    assert unit(both.cast.engine, "xa-an-hoa", DAY - dt.timedelta(days=1))
    new = unit(both.cast.engine, "xa-an-binh", DAY)
    assert new and (new.kind, new.name_en, new.valid_from) == ("commune", "An Bình commune", DAY)
    assert parents(both, "xa-an-binh", DAY) == ["tinh-mau"]
    assert successions(both) == {("xa-an-hoa", "xa-an-binh"): 1.0, ("xa-binh-minh", "xa-an-binh"): 1.0}
    page = browser.get(done.headers["Location"]).text
    assert "Đã ghi việc sáp nhập" in page and "Xã An Bình" in page and "Đơn vị: kết thúc" in page


def test_after_a_whole_merger_the_roles_of_the_old_units_reach_the_new_one(both: Office) -> None:
    do(both.browser(both.top), "merge", MERGER)

    new = unit(both.cast.engine, "xa-an-binh", DAY)
    with Session(both.cast.engine) as session:
        seen = units_of(session, both.mayor.id, ROLES, DAY)
    assert new and new.id in seen


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({}, "1 vai trò trên đơn vị cũ có hiệu lực cả trên đơn vị mới"),
        ({}, "Phiếu của 1 đợt trước được cộng lại"),
        ({}, "2 điểm thu phiếu của đợt chưa kết thúc"),
        ({"share-1": "33,5"}, "1 vai trò trên đơn vị cũ không tự chuyển"),
        ({"share-1": "33,5"}, "không so sánh được với đơn vị mới"),
        ({"old-1": "so-y-te", "old-2": "", "share-1": "10"}, "2 vai trò trên đơn vị cũ không tự chuyển"),
        ({"day": "01/07/2029"}, "Ngày có hiệu lực còn ở phía trước"),
        ({"old-1": "phuong-cat-linh", "old-2": ""}, "Không có vai trò nào được giao trực tiếp"),
    ],
)
def test_the_page_before_says_what_will_follow(both: Office, change: dict[str, str], told: str) -> None:
    reply = look(both.browser(both.top), "merge", MERGER | change)

    assert reply.status_code == 200, reply.text
    assert told in reply.text


def test_a_unit_of_which_only_a_part_goes_over_stays(both: Office) -> None:
    do(both.browser(both.top), "merge", {**MERGER, "share-2": "25,5"})

    assert unit(both.cast.engine, "xa-an-hoa", DAY) is None
    assert unit(both.cast.engine, "xa-binh-minh", DAY)
    assert successions(both)["xa-binh-minh", "xa-an-binh"] == 0.255


def test_units_go_into_one_that_is_there_already(both: Office) -> None:
    form = {**MERGER, "code": "phuong-cat-linh", "name": "", "name_en": ""}

    assert do(both.browser(both.top), "merge", form).status_code == 303
    assert set(successions(both)) == {("xa-an-hoa", "phuong-cat-linh"), ("xa-binh-minh", "phuong-cat-linh")}


def test_the_new_unit_may_bear_the_code_of_one_that_ends(both: Office) -> None:
    form = {**MERGER, "code": "xa-an-hoa", "name": "Xã An Hòa"}

    assert do(both.browser(both.top), "merge", form).status_code == 303
    old, new = (unit(both.cast.engine, "xa-an-hoa", day) for day in (DAY - dt.timedelta(days=1), DAY))
    assert old and new and old.id != new.id


def test_what_stood_below_and_what_it_answered_for_goes_to_the_new_unit(both: Office) -> None:
    below(both, "ttam", "xa-an-hoa", agency=True)

    do(both.browser(both.top), "merge", MERGER)

    new = unit(both.cast.engine, "xa-an-binh", DAY)
    assert parents(both, "ttam", DAY) == ["xa-an-binh"]
    assert parents(both, "ttam", DAY - dt.timedelta(days=1)) == ["xa-an-hoa"]
    with Session(both.cast.engine) as session:
        assert new and session.exec(select(Procedure)).one().agency_id == new.id


def test_procedures_stay_until_the_day_has_come(both: Office) -> None:
    below(both, "ttam", "xa-an-hoa", agency=True)

    do(both.browser(both.top), "merge", {**MERGER, "day": "01/07/2029"})

    with Session(both.cast.engine) as session:
        assert session.exec(select(Procedure)).one().agency_id == both.cast.units["xa-an-hoa"]


def test_a_split_gives_each_part_its_share(both: Office) -> None:
    done = do(both.browser(both.top), "split", SPLIT)

    assert done.status_code == 303
    assert unit(both.cast.engine, "xa-an-hoa", DAY) is None
    assert successions(both) == {("xa-an-hoa", "xa-an"): 0.6, ("xa-an-hoa", "xa-hoa"): 0.4}
    assert parents(both, "xa-an", DAY) == parents(both, "xa-hoa", DAY) == ["tinh-mau"]


def test_a_part_goes_to_another_unit_while_the_old_one_stays(both: Office) -> None:
    form = {
        "day": "01/07/2026",
        "old": "xa-an-hoa",
        "ends": "no",
        "code-1": "xa-binh-minh",
        "share-1": "12,5",
    }

    assert do(both.browser(both.top), "split", form).status_code == 303
    assert unit(both.cast.engine, "xa-an-hoa", DAY)
    assert successions(both) == {("xa-an-hoa", "xa-binh-minh"): 0.125}


def test_thirds_written_with_two_decimals_are_the_whole(both: Office) -> None:
    form = {**SPLIT, **{f"share-{n}": "33,33" for n in (1, 2, 3)}, "code-3": "xa-ba", "name-3": "Xã Ba"}

    assert do(both.browser(both.top), "split", form).status_code == 303


def test_a_split_needs_an_heir_for_what_stands_below(both: Office) -> None:
    below(both, "ttam", "xa-an-hoa", agency=True)
    browser = both.browser(both.top)

    refused = look(browser, "split", SPLIT)
    wrong = look(browser, "split", {**SPLIT, "heir": "so-y-te"})
    done = do(browser, "split", {**SPLIT, "heir": "xa-hoa"})

    assert refused.status_code == wrong.status_code == 422
    assert "có 1 đơn vị trực thuộc và 1 thủ tục" in refused.text and 'id="heir-error"' in refused.text
    assert done.status_code == 303 and parents(both, "ttam", DAY) == ["xa-hoa"]


@pytest.mark.parametrize(
    ("deed", "change", "field", "told"),
    [
        ("merge", {"day": "hôm nay"}, "day", "không phải là ngày"),
        ("merge", {"day": "01/07/2226"}, "day", "quá xa"),
        ("merge", {"day": "01/07/2025"}, "old-1", "Không có đơn vị “xa-an-hoa” vào ngày 30/06/2025"),
        ("merge", {"old-2": "xa-khac"}, "old-2", "Không có đơn vị “xa-khac”"),
        ("merge", {"old-2": "xa-an-hoa"}, "old-1", "được ghi hai lần"),
        ("merge", {"old-1": "", "old-2": ""}, "old-1", "Chưa ghi đơn vị nào"),
        ("merge", {"share-2": "0"}, "share-2", "Không có phần nào"),
        ("merge", {"share-2": "120"}, "share-2", "lớn hơn 100%"),
        ("merge", {"share-2": "một nửa"}, "share-2", "không phải là tỷ lệ phần trăm"),
        ("merge", {"name": ""}, "name", "Ô để trống"),
        ("merge", {"name": "x" * 201}, "name", "Chữ dài 201"),
        ("merge", {"code": "xã mới"}, "code", "không phải là mã"),
        ("merge", {"code": "so-y-te"}, "name", "đã là của Sở Y tế"),
        ("merge", {"kind": "district"}, "kind", "Không có giá trị"),
        ("merge", {"parent": "khong"}, "parent", "Không có đơn vị"),
        ("merge", {"code": "xa-binh-minh", "name": "", "share-2": "50"}, "code", "nhập vào chính nó"),
        ("split", {"share-2": "30"}, "share-1", "Các phần cộng lại 90,00%"),
        ("split", {"share-2": "50"}, "share-1", "Các phần cộng lại 110,00%"),
        ("split", {"ends": "no"}, "share-1", "phải dưới 100%"),
        ("split", {"ends": "maybe"}, "ends", "Không có giá trị"),
        ("split", {"code-2": ""}, "code-1", "cần ít nhất hai"),
        ("split", {"code-2": "xa-an"}, "code-1", "mã được ghi hai lần"),
        ("split", {"old": "khong"}, "old", "Không có đơn vị"),
        ("split", {"name-2": ""}, "name-2", "Ô để trống"),
        ("split", {"share-2": "0"}, "share-2", "Không có phần nào"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field_and_nothing_is_stored(
    office: Office, deed: str, change: dict[str, str], field: str, told: str
) -> None:
    before = stored(office.cast.engine)

    reply = look(office.browser(office.top), deed, FORMS[deed] | change)

    assert reply.status_code == 422
    assert told in reply.text and f'id="{field}-error"' in reply.text
    assert 'value="xa-an' in reply.text
    assert stored(office.cast.engine) == before


@pytest.mark.parametrize(
    "change",
    [
        {},
        {"old-1": "so-y-te", "old-2": "", "code": "moi", "share-1": "10"},
        {"old-1": "so-y-te", "old-2": "", "code": "xa-an-hoa", "name": ""},
        {"old-1": "so-y-te", "old-2": "", "code": "xa-an-hoa", "name": "Khác"},
        {"old-1": "so-y-te", "old-2": "", "code": "moi", "parent": "so-noi-vu"},
    ],
)
def test_an_administrator_of_one_department_touches_nothing_outside_it(
    both: Office, change: dict[str, str]
) -> None:
    before = stored(both.cast.engine)

    reply = look(both.browser(both.health), "merge", MERGER | change)

    assert reply.status_code == 422
    assert "Xã An Hòa" not in reply.text and "digest" not in reply.text
    assert stored(both.cast.engine) == before


def test_what_changed_since_the_look_is_shown_again(both: Office) -> None:
    browser = both.browser(both.top)
    digest = hidden(look(browser, "merge", MERGER), "digest")
    below(both, "ttam", "xa-an-hoa")
    before = stored(both.cast.engine)

    again = look(browser, "merge", {**MERGER, "digest": digest})

    assert (
        again.status_code == 200 and "Dữ liệu đã thay đổi" in again.text and "ttam → xa-an-binh" in again.text
    )
    assert stored(both.cast.engine) == before


def test_going_back_to_the_form_keeps_what_was_typed(office: Office) -> None:
    reply = look(office.browser(office.top), "merge", {**MERGER, "step": "form", "digest": "x"})

    assert reply.status_code == 200
    assert 'value="Xã An Bình"' in reply.text and 'value="xa-binh-minh"' in reply.text


def test_a_form_opened_from_a_unit_names_it(office: Office) -> None:
    browser, number = office.browser(office.top), office.cast.units["so-y-te"]

    assert 'value="so-y-te"' in browser.get(f"/staff/units/merge?unit={number}").text
    assert 'value="so-y-te"' in browser.get(f"/staff/units/split?unit={number}").text
    for wrong in ("x", "99999", "9" * 30, "-1"):
        assert browser.get(f"/staff/units/split?unit={wrong}").status_code == 404


@pytest.mark.parametrize("deed", FORMS)
def test_the_log_tells_the_deed_and_the_history_of_every_unit(both: Office, deed: str) -> None:
    do(both.browser(both.top), deed, FORMS[deed])

    ((_, subject, detail),) = lines(both.cast.engine, f"unit.{deed}")
    assert subject == "units" and len(detail["went"]) == 2
    ended = [each[1] for each in lines(both.cast.engine, "unit.end")]
    assert f"unit {both.cast.units['xa-an-hoa']}" in ended
    assert len(lines(both.cast.engine, "succession.new")) == 4
    with Session(both.cast.engine) as session:
        assert first_broken(session) is None


def test_what_came_out_of_one_merger_goes_into_the_next(both: Office) -> None:
    browser = both.browser(both.top)
    do(browser, "merge", MERGER)
    second = {"day": "01/08/2026", "old-1": "xa-an-binh", "share-1": "100", "code": "phuong-cat-linh"}

    assert do(browser, "merge", second).status_code == 303
    with Session(both.cast.engine) as session:
        seen = units_of(session, both.mayor.id, ROLES, dt.date(2026, 8, 1))
    assert both.cast.units["phuong-cat-linh"] in seen
