"""The pages of the quality desk: two people, a ledger, and nothing for anybody of another unit."""

from __future__ import annotations

import csv
import html
import io
import re

import pytest
from sqlalchemy import event
from sqlalchemy import text as sql
from sqlmodel import Session

from survey.jobs.worker import work
from survey.quality.screening import screen_wave
from survey.tables import Account, Collector
from tests.accounts.cast import somebody
from tests.databases import give_ballot
from tests.staff.cast import Browser, now
from tests.staff.quality.cast import KIOSK, ODD, OTHER, RULE, WAVE, Desk

HERE = f"/staff/quality/{WAVE}"


def propose(desk: Desk, browser: Browser, **more: str) -> str:
    form = {"which": "all", "deed": "exclude", "reason": "bấm liên tục", **more}
    reply = browser.send(desk.door_path, form)
    assert reply.status_code == 303, reply.text
    return str(reply.headers["Location"])


def name(desk: Desk, names: dict[int, str]) -> None:
    with Session(desk.cast.engine) as session:
        for account, each in names.items():
            session.get_one(Account, account).name = each
        session.commit()


def lot(page: str) -> str:
    found = re.search(r'name="lot" value="(\d+)"', page)
    assert found, page
    return found[1]


def close(desk: Desk, state: str = "closed") -> None:
    with Session(desk.cast.engine) as session:
        desk.wave(session).state = state
        session.commit()


def test_two_people_exclude_and_the_ledger_says_who_and_why(both_desks: Desk) -> None:
    desk = both_desks
    name(desk, {desk.ann.id: "Nguyễn Thị Ann", desk.ben.id: "Lê Văn Ben"})
    ann, ben = desk.browser(desk.ann), desk.browser(desk.ben)
    where = propose(desk, ann)
    own = html.unescape(ann.get(f"{HERE}/proposals").text)
    seen = ben.get(f"{HERE}/proposals").text

    reply = ben.send(f"{HERE}/proposals", {"lot": lot(seen), "deed": "confirm"})

    assert "done=propose" in where and f"n={ODD}" in where
    assert "Đề xuất của chính mình" in own and "Xác nhận loại" not in own
    assert f"done=confirm&n={ODD}" in reply.headers["Location"]
    assert desk.states().count("x") == ODD
    ledger = ben.get(f"{HERE}/ledger").text
    assert all(word in ledger for word in ("Nguyễn Thị Ann", "Lê Văn Ben", "bấm liên tục"))


def test_people_are_named_and_their_addresses_not_shown_where_a_name_is_known(desk: Desk) -> None:
    name(desk, {desk.ann.id: "Nguyễn Thị Ann", desk.ben.id: ""})
    ann, ben = desk.browser(desk.ann), desk.browser(desk.ben)
    propose(desk, ann)

    proposals = html.unescape(ben.get(f"{HERE}/proposals").text)
    ben.send(f"{HERE}/proposals", {"lot": lot(proposals), "deed": "confirm"})
    ledger = html.unescape(ben.get(f"{HERE}/ledger").text)

    for page in (proposals, ledger):
        assert "Nguyễn Thị Ann" in page and "ann@tinh.example" not in page
    assert "ben@tinh.example" in ledger, "who has no name is told by the address"


def test_whoever_proposed_cannot_confirm_by_sending_the_form_all_the_same(desk: Desk) -> None:
    ann, ben = desk.browser(desk.ann), desk.browser(desk.ben)
    propose(desk, ann)
    number = lot(ben.get(f"{HERE}/proposals").text)

    reply = ann.send(f"{HERE}/proposals", {"lot": number, "deed": "confirm"})

    assert reply.status_code == 422
    assert "Người khác phải xác nhận" in reply.text
    assert "x" not in desk.states()


def test_an_approver_may_confirm_but_not_propose(desk: Desk) -> None:
    propose(desk, desk.browser(desk.ann))
    boss = desk.browser(desk.boss)

    refused = boss.send(desk.door_path, {"which": "all", "deed": "keep"}, seen="/staff/password")
    boss.send(f"{HERE}/proposals", {"lot": lot(boss.get(f"{HERE}/proposals").text), "deed": "confirm"})

    assert refused.status_code == 403
    assert desk.states().count("x") == ODD


def test_the_page_of_a_door_shows_answers_day_mode_and_seconds_and_no_comment(desk: Desk) -> None:
    page = html.unescape(desk.browser(desk.ann).get(desk.door_path).text)

    width = len(desk.cast.questionnaires[WAVE].rated_items)
    assert page.count('<td class="code">5</td>') >= ODD * width
    assert page.count('name="ballot"') == ODD
    assert "máy tại nơi tiếp nhận" in page and "lần trung vị" in page


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({"which": "all", "deed": "exclude"}, "Chưa ghi lý do"),
        ({"which": "all", "reason": "lý do"}, "Chưa chọn quyết định"),
        ({"which": "chosen", "deed": "keep", "reason": "lý do"}, "Không có phiếu nào để quyết định"),
        ({"ballot": "no-id", "deed": "keep", "reason": "lý do"}, "Không có phiếu nào để quyết định"),
    ],
)
def test_a_form_with_something_missing_keeps_what_was_typed(
    desk: Desk, form: dict[str, str], said: str
) -> None:
    reply = desk.browser(desk.ann).send(desk.door_path, form)

    assert reply.status_code == 422
    assert said in reply.text
    assert 'value="lý do"' in reply.text or "reason" not in form
    assert desk.ledger() == []


def test_a_frozen_wave_is_read_and_no_longer_changed(desk: Desk) -> None:
    ann, ben = desk.browser(desk.ann), desk.browser(desk.ben)
    propose(desk, ann)
    number = lot(ben.get(f"{HERE}/proposals").text)
    close(desk, "frozen")

    page = ann.get(desk.door_path)
    refused = ann.send(
        desk.door_path, {"which": "all", "deed": "keep", "reason": "x"}, seen="/staff/password"
    )
    late = ben.send(f"{HERE}/proposals", {"lot": number, "deed": "confirm"}, seen="/staff/password")

    assert page.status_code == 200 and 'name="deed"' not in page.text
    assert (refused.status_code, late.status_code) == (422, 422)
    assert "đã chốt" in refused.text and "đã chốt" in late.text
    assert "x" not in desk.states()


def test_the_ledger_file_names_ballots_and_runs_nothing(both_desks: Desk) -> None:
    desk = both_desks
    propose(desk, desk.browser(desk.ann), reason="=HYPERLINK(1)")

    reply = desk.browser(desk.ann).get(f"{HERE}/ledger.csv")

    rows = list(csv.DictReader(io.StringIO(reply.get_data(as_text=True).lstrip("\ufeff")), delimiter=";"))
    assert {row["ballot"] for row in rows} == {str(each) for each in desk.odd()}
    assert {row["reason"] for row in rows} == {"'=HYPERLINK(1)"}
    assert {row["unit"] for row in rows} == {"phuong-cat-linh"}
    assert reply.headers["Content-Disposition"].startswith("attachment")
    assert reply.headers["Cache-Control"] == "no-store"


def test_no_page_but_the_file_and_the_boxes_of_the_form_names_a_ballot(desk: Desk) -> None:
    ann = desk.browser(desk.ann)
    propose(desk, ann)

    for path in (HERE, f"{HERE}/rules/{RULE}", f"{HERE}/proposals", f"{HERE}/ledger", f"{HERE}/effect"):
        page = ann.get(path)
        assert page.status_code == 200
        assert not [each for each in desk.odd() if str(each) in page.text], path


def test_the_comparison_is_shown_once_the_wave_has_closed_and_told_to_be_old_when_it_is(desk: Desk) -> None:
    ann, ben = desk.browser(desk.ann), desk.browser(desk.ben)
    early = ann.get(f"{HERE}/effect").text
    propose(desk, ann)
    close(desk)
    screen_wave(desk.cast.engine, WAVE)
    fresh = ann.get(f"{HERE}/effect").text

    ben.send(f"{HERE}/proposals", {"lot": lot(ben.get(f"{HERE}/proposals").text), "deed": "confirm"})

    assert "hiển thị sau khi kết thúc thu phiếu" in early and "%" not in early.split("<main")[1].replace(
        "95%", ""
    )
    assert "Nội bộ" in fresh and "Phường Cát Linh" in fresh
    assert "đã thay đổi" not in fresh
    assert f"(0 khi tính, nay {ODD})" in ann.get(f"{HERE}/effect").text


def test_the_button_orders_one_screening_that_the_worker_does(desk: Desk) -> None:
    ann = desk.browser(desk.ann)

    ann.send(f"/staff/quality/{OTHER}/screen", seen=f"/staff/quality/{OTHER}")
    page = ann.send(f"/staff/quality/{OTHER}/screen", seen=f"/staff/quality/{OTHER}", follow_redirects=True)

    assert "Đang kiểm tra" in page.text
    assert len(work(desk.cast.engine, once=True)) == 1
    assert "Không có dấu hiệu nào" in ann.get(f"/staff/quality/{OTHER}").text


@pytest.mark.parametrize(
    ("typed", "status"), [("2,5", 303), ("0", 303), ("101", 422), ("-1", 422), ("nan", 422)]
)
def test_the_share_of_one_person_is_set_by_an_approver(desk: Desk, typed: str, status: int) -> None:
    reply = desk.browser(desk.boss).send(f"{HERE}/setting", {"percent": typed}, seen=HERE)

    assert reply.status_code == status
    if typed == "2,5":
        assert "2,5% số phiếu" in desk.browser(desk.boss).get(HERE).text
    assert desk.browser(desk.ann).send(f"{HERE}/setting", {"percent": "9"}, seen=HERE).status_code == 403


def test_an_auditor_reads_the_ledger_and_neither_ballots_nor_figures(desk: Desk) -> None:
    auditor = somebody(desk.cast.engine, "auditor", "so-noi-vu", email="kiem@tinh.example", at=now())
    browser = desk.browser(auditor)
    propose(desk, desk.browser(desk.ann))

    statuses = {
        path: browser.get(path).status_code
        for path in (HERE, f"{HERE}/ledger", f"{HERE}/ledger.csv", f"{HERE}/effect", desk.door_path)
    }

    assert list(statuses.values()) == [200, 200, 200, 403, 403]
    assert "Xác nhận" not in browser.get(f"{HERE}/ledger").text.replace("Người xác nhận", "")
    number = desk.ledger()[0].id
    reply = browser.send(f"{HERE}/ledger", {"lot": str(number), "deed": "reverse", "reason": "x"}, seen=HERE)
    assert reply.status_code == 403


def test_a_door_or_rule_of_another_wave_is_not_there(desk: Desk) -> None:
    ann = desk.browser(desk.ann)
    elsewhere = desk.cast.collectors["two-phone"]

    for path in (
        f"{HERE}/rules/{RULE}/doors/{elsewhere}",
        f"{HERE}/rules/nothing",
        f"{HERE}/rules/nothing/doors/{desk.cast.collectors[KIOSK]}",
        f"{HERE}/rules/{RULE}/doors/99999999999",
        "/staff/quality/no-wave",
    ):
        assert ann.get(path).status_code == 404, path


PATHS = ("", "/screen", "/setting", "/rules/{rule}", "/rules/{rule}/doors/{door}", "/proposals", "/ledger",
         "/ledger.csv", "/effect")  # fmt: skip
ROLES = ("administrator", "analyst", "approver", "officer", "clerk", "interviewer", "supervisor", "auditor")


def held(desk: Desk) -> str:
    names = ("ballot", "exclusion", "event", "job", "quality_flag")
    with desk.cast.engine.connect() as connection:
        kept = [connection.execute(sql(f"SELECT * FROM {name} ORDER BY id")).all() for name in names]
        return repr([*kept, connection.execute(sql("SELECT * FROM quality_setting")).all()])


@pytest.mark.parametrize("role", ROLES)
def test_every_role_of_another_unit_sees_nothing_and_changes_nothing(desk: Desk, role: str) -> None:
    """The rated unit itself is no host of the wave."""
    propose(desk, desk.browser(desk.ann))
    close(desk)
    number = str(desk.ledger()[0].id)
    stranger = somebody(
        desk.cast.engine, role, "phuong-cat-linh", email="la@tinh.example", at=now(), factor=True
    )
    browser = desk.browser(stranger)
    mark, before = browser.mark(), held(desk)
    forms = [
        {"form_mark": mark, "which": "all", "deed": deed, "reason": "x", "lot": number, "percent": "9"}
        for deed in ("exclude", "confirm", "refuse", "reverse")
    ]

    for path in PATHS:
        where = HERE + path.format(rule=RULE, door=desk.cast.collectors[KIOSK])
        replies = [browser.get(where), *(browser.client.post(where, data=form) for form in forms)]
        assert {reply.status_code for reply in replies} <= {403, 404, 405}, where
        assert not [reply for reply in replies if "bấm liên tục" in reply.text]
    listed = browser.get("/staff/quality")
    assert WAVE not in listed.text
    assert held(desk) == before


def test_the_pages_ask_the_database_no_oftener_for_more_flags(desk: Desk) -> None:
    ann, asked = desk.browser(desk.ann), []

    def count(*_: object) -> None:
        asked.append(1)

    paths = (HERE, f"{HERE}/rules/{RULE}", desk.door_path)
    event.listen(desk.cast.engine, "before_cursor_execute", count)
    few = []
    for path in paths:
        asked.clear()
        ann.get(path)
        few.append(len(asked))
    with Session(desk.cast.engine) as session:
        width = len(session.exec(sql("SELECT answers FROM ballot LIMIT 1")).one()[0])  # type: ignore[call-overload]
        for number in range(30):
            give_ballot(session, desk.cast, KIOSK, "5" * width, 5000 + number, seconds=3)
        assert session.get(Collector, desk.cast.collectors[KIOSK])
        session.commit()
    screen_wave(desk.cast.engine, WAVE)

    for path, before in zip(paths, few, strict=True):
        asked.clear()
        ann.get(path)
        assert len(asked) <= before, path
