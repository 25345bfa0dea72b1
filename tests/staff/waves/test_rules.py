"""Who may do what to a wave, and what is refused: two people, states, scopes, races."""

from __future__ import annotations

import datetime as dt
import re
import threading
from collections.abc import Callable
from html import unescape

import pytest
from sqlmodel import Session, select

from survey.accounts.access import need_of
from survey.keying.batches import Counts, change_counts
from survey.tables import Account, Batch, Event, Grant, Wave
from survey.tables.staff import ROLES
from survey.waves.papers import OpenPapersError
from survey.waves.wave_states import STEPS, WaveStateError
from survey.waves.waves import approve, freeze, open_wave, wave_of
from tests.accounts.cast import somebody
from tests.keying.cast import PEOPLE, Desk
from tests.staff.addresses.waves import ADDRESSES
from tests.staff.cast import now
from tests.staff.waves.cast import Crew, everything

LIST = "unit,procedure,population,target\nso-y-te,,400,100\n"


def paths(crew: Crew, code: str, number: int) -> list[tuple[str, str]]:
    """Every address of this area about one wave and one number, once for every deed."""
    found = []
    for verb, rule in sorted(ADDRESSES):
        deeds = re.search(r"<any\((.*)\):deed>", rule)
        for deed in deeds[1].replace("'", "").split(",") if deeds else [""]:
            path = re.sub("<any.*>", deed, rule).replace("<code>", code)
            found.append((verb, path.replace("<int:number>", str(number)).replace("<int:line>", "1")))
    return found


FORM = {
    "outcome": "kept",
    "text": "chữ",
    "do": "save",
    "list": LIST,
    "modes": "phone",
    "body": "việc",
    "owner": "ai",
    "state": "done",
    "name": "tên khác",
    "until": "2030-01-01",
    "closes": "2030-01-01",
    "number": "9",
    "decided_on": "2026-01-01",
    "early": "1",
}


@pytest.mark.parametrize("state", ["draft", "review", "published"])
@pytest.mark.parametrize("role", ROLES)
def test_no_role_on_another_unit_sees_or_changes_anything_of_a_wave(
    crew: Crew, role: str, state: str
) -> None:
    """A commune that is neither rated in it nor above its host."""
    who = somebody(crew.cast.engine, role, "xa-binh-minh", email="la@tinh.example", at=now(), factor=True)
    crew.new()
    crew.send(crew.analyst, "waves/w26/units", list=LIST, do="save")
    crew.links("phone")
    crew.put("w26", state=state, review_until=crew.cast.today)
    health = crew.unit("so-y-te")
    before, browser = everything(crew), crew.browser(who)
    mark = browser.mark()

    walked = 0
    for verb, path in paths(crew, "w26", health):
        if "w26" not in path:
            continue
        data = {"form_mark": mark, **FORM} if verb == "POST" else None
        reply = browser.client.open(path, method=verb, data=data)
        assert reply.status_code in {403, 404}, (role, verb, path)
        assert "Hài lòng 2026" not in reply.text and "Sở Y tế" not in reply.text, path
        walked += 1
    assert walked > 30
    assert everything(crew) == before
    for path in ("waves", "my-waves"):
        assert "Hài lòng 2026" not in browser.get(f"/staff/{path}").text


def test_the_officer_of_a_rated_unit_sees_counts_and_only_of_their_own(crew: Crew) -> None:
    crew.new()
    both = LIST + "xa-an-hoa,,50,20\n"
    crew.send(crew.analyst, "waves/w26/units", list=both, do="save")
    assert "Hài lòng 2026" not in crew.see(crew.office.nurse, "my-waves"), "a draft is nobody's yet"
    crew.deed(crew.approver, "approve")
    nurse = crew.browser(crew.office.nurse)

    page = crew.see(crew.office.nurse, "my-waves/w26")

    assert "Sở Y tế" in page and "Xã An Hòa" not in page and "Chỉ hiển thị số phiếu" in page
    other = f"/staff/my-waves/w26/units/{crew.unit('xa-an-hoa')}"
    assert [nurse.get(f"{other}{rest}").status_code for rest in ("", "/ask", "/plan")] == [404] * 3
    assert nurse.get("/staff/waves/w26").status_code == 403


def test_who_may_take_a_step_and_no_other_role(crew: Crew) -> None:
    crew.new()
    before = everything(crew)
    for deed in ("approve", "publish", "approve-results"):
        assert crew.deed(crew.analyst, deed).status_code == 404
    for deed in ("open", "close", "freeze", "review", "extend"):
        assert crew.deed(crew.approver, deed).status_code == 404
    for deed in ("approve", "open", "close", "freeze"):
        assert crew.deed(crew.auditor, deed).status_code == 403
        assert crew.deed(crew.office.top, deed).status_code == 403
    assert everything(crew) == before
    assert "Hài lòng 2026" in crew.see(crew.auditor, "waves/w26")


def test_whoever_wrote_the_plan_last_does_not_approve_it(crew: Crew) -> None:
    assert crew.send(crew.both, "waves/new", **crew.plan()).status_code == 303

    own = crew.deed(crew.both, "approve")

    assert own.status_code == 422 and "người thứ hai" in own.text
    assert crew.wave("w26").state == "draft"
    changed = crew.send(crew.analyst, "waves/w26/edit", **crew.plan(name="Tên mới"))
    assert changed.status_code == 303 and crew.wave("w26").changed_by == crew.analyst.email
    assert crew.deed(crew.both, "approve").status_code == 303
    assert crew.wave("w26").approved_by == crew.both.email


def test_the_list_of_units_and_whoever_put_it_count_as_the_plan(crew: Crew) -> None:
    crew.new()
    assert crew.send(crew.both, "waves/w26/units", list=LIST, do="save").status_code == 303

    assert crew.deed(crew.both, "approve").status_code == 422
    assert crew.deed(crew.approver, "approve").status_code == 303


def test_whoever_froze_the_figures_does_not_approve_the_results(crew: Crew) -> None:
    today = crew.cast.today
    crew.put("two-2026", state="closed", closed_on=today, changed_by=None)
    assert crew.deed(crew.both, "freeze", "two-2026", early="1").status_code == 303
    crew.work()
    decision = {"number": "1/QĐ", "decided_on": today.isoformat()}

    own = crew.deed(crew.both, "approve-results", "two-2026", **decision)

    assert own.status_code == 422 and "người thứ hai" in own.text
    assert crew.deed(crew.approver, "approve-results", "two-2026", **decision).status_code == 303


def test_an_approved_plan_stands(crew: Crew) -> None:
    crew.new()
    crew.deed(crew.approver, "approve")
    before = everything(crew)

    edit = crew.send(crew.analyst, "waves/w26/edit", **crew.plan(name="Tên mới"))
    units = crew.send(crew.analyst, "waves/w26/units", list=LIST, do="save")

    assert (edit.status_code, units.status_code) == (422, 422)
    assert "không sửa được nữa" in edit.text and "không sửa được nữa" in units.text
    assert everything(crew) == before


def test_freezing_waits_for_late_devices_unless_it_is_said_not_to(crew: Crew) -> None:
    crew.put("two-2026", state="closed", closed_on=crew.cast.today)

    waits = crew.deed(crew.analyst, "freeze", "two-2026")

    assert waits.status_code == 422 and "hết thời gian chờ" in waits.text
    assert crew.wave("two-2026").state == "closed"


def test_results_wait_for_the_last_day_of_the_review_unless_it_is_said_not_to(crew: Crew) -> None:
    today = crew.cast.today
    crew.put("two-2026", state="review", review_until=today, frozen_hash="a" * 64)
    decision = {"number": "1/QĐ", "decided_on": today.isoformat()}

    waits = crew.deed(crew.approver, "approve-results", "two-2026", **decision)

    assert waits.status_code == 422 and "còn thời gian rà soát" in waits.text
    tomorrow = (today + dt.timedelta(days=1)).isoformat()
    later = crew.deed(
        crew.approver, "approve-results", "two-2026", number="1", decided_on=tomorrow, early="1"
    )
    assert later.status_code == 422 and "sau hôm nay" in later.text
    assert crew.deed(crew.approver, "approve-results", "two-2026", early="1", **decision).status_code == 303


def test_requests_are_taken_to_the_last_day_and_answered_once(crew: Crew) -> None:
    today, health = crew.cast.today, crew.unit("so-y-te")
    path = f"my-waves/two-2026/units/{health}/ask"
    crew.put("two-2026", state="review", review_until=today - dt.timedelta(days=1), frozen_hash="a" * 64)
    late = crew.send(crew.office.nurse, path, text="Xem lại")
    assert late.status_code == 422 and "không trong thời gian" in late.text
    assert crew.browser(crew.office.nurse).get(f"/staff/{path}").status_code == 404
    crew.put("two-2026", review_until=today)
    assert crew.send(crew.office.nurse, path, text="  ").status_code == 422
    assert crew.send(crew.office.nurse, path, text="Xem lại").status_code == 303

    assert crew.send(crew.analyst, "waves/two-2026/requests/1", text="x").status_code == 422
    assert crew.send(crew.approver, "waves/two-2026/requests/1", outcome="kept", text="x").status_code == 403
    assert crew.send(crew.analyst, "waves/two-2026/requests/1", outcome="kept", text="x").status_code == 303
    again = crew.send(crew.analyst, "waves/two-2026/requests/1", outcome="changed", text="y")

    assert again.status_code == 422 and "đã được trả lời" in again.text
    assert crew.send(crew.analyst, "waves/short-2026/requests/1", outcome="kept", text="z").status_code == 404


def test_a_request_and_its_answer_name_people_and_show_no_address(crew: Crew) -> None:
    health, officer = crew.unit("so-y-te"), crew.office.nurse
    crew.put("two-2026", state="review", review_until=crew.cast.today, frozen_hash="a" * 64)
    addresses = []
    with Session(crew.cast.engine) as session:
        for who, name in ((officer, "Trần Văn Hỏi"), (crew.analyst, "Lê Thị Đáp")):
            account = session.get_one(Account, who.id)
            account.name = name
            addresses.append(account.email)
        session.commit()
    crew.send(officer, f"my-waves/two-2026/units/{health}/ask", text="Xem lại")
    crew.send(crew.analyst, "waves/two-2026/requests/1", outcome="kept", text="x")

    of_unit = crew.browser(officer).get(f"/staff/my-waves/two-2026/units/{health}").text
    one = crew.browser(crew.analyst).get("/staff/waves/two-2026/requests/1").text
    wave = crew.browser(crew.analyst).get("/staff/waves/two-2026").text

    for page in (of_unit, one):
        assert "Trần Văn Hỏi" in page and "Lê Thị Đáp" in page
    assert "Trần Văn Hỏi" in wave
    assert not [each for each in addresses if each in of_unit + one + wave]


@pytest.mark.parametrize("step", ["approve", "open"])
def test_of_two_who_take_a_step_at_once_one_does(crews: Crew, step: str) -> None:
    """Both have read the wave before either writes."""
    crew = crews
    crew.new()
    if step == "open":
        crew.deed(crew.approver, "approve")
    deeds: dict[str, Callable[[Session, Wave, str], None]] = {
        "approve": lambda session, wave, by: approve(session, wave, by=by),
        "open": lambda session, wave, by: open_wave(session, wave, by=by, today=crew.cast.today),
    }
    read, ends = threading.Barrier(2), list[str]()

    def take(by: str) -> None:
        with Session(crew.cast.engine) as session:
            wave = wave_of(session, "w26")
            read.wait(10)
            try:
                deeds[step](session, wave, by)
                session.commit()
                ends.append("done")
            except WaveStateError:
                ends.append("refused")
            except Exception as error:
                ends.append("refused" if "locked" in str(error) else repr(error))

    threads = [threading.Thread(target=take, args=(by,)) for by in ("Lê Duyệt", "Phạm Duyệt")]
    for each in threads:
        each.start()
    for each in threads:
        each.join(30)

    assert sorted(ends) == ["done", "refused"]
    assert crew.wave("w26").state == STEPS[step].after
    with Session(crew.cast.engine) as session:
        lines = session.exec(select(Event).where(Event.action == f"wave.{step}")).all()
    assert len(lines) == 1


def test_of_two_pages_sent_at_once_one_is_told_that_the_wave_has_moved_on(crews: Crew) -> None:
    crew = crews
    crew.new()
    browsers = [crew.browser(crew.approver), crew.browser(crew.both)]
    marks = [each.mark() for each in browsers]
    codes: list[int] = []

    def send(number: int) -> None:
        reply = browsers[number].client.post("/staff/waves/w26/approve", data={"form_mark": marks[number]})
        codes.append(reply.status_code)

    threads = [threading.Thread(target=send, args=(number,)) for number in (0, 1)]
    for each in threads:
        each.start()
    for each in threads:
        each.join(30)

    assert sorted(codes) == [303, 422]


def test_the_address_of_a_draft_is_for_those_who_run_it(crew: Crew) -> None:
    """An analyst of a department does not see what the province plans."""
    low = somebody(crew.cast.engine, "analyst", "so-y-te", email="thap@tinh.example", at=now(), factor=True)
    crew.new()
    browser = crew.browser(low)

    assert browser.get("/staff/waves/w26").status_code == 404
    own = crew.send(low, "waves/new", **crew.plan("rieng", host="so-noi-vu"))
    assert own.status_code == 422 and "trong phạm vi" in own.text
    none = crew.send(low, "waves/new", **crew.plan("rieng", host=""))
    assert none.status_code == 422
    assert crew.send(low, "waves/new", **crew.plan("rieng", host="so-y-te")).status_code == 303
    strange = crew.send(low, "waves/rieng/units", list="unit\nxa-an-hoa\n", do="save")
    assert strange.status_code == 422 and "không có đơn vị" in strange.text


def test_every_page_of_waves_names_its_roles(crew: Crew) -> None:
    app = crew.office.app
    views = [
        each
        for each in app.url_map.iter_rules()
        if ("GET", each.rule) in ADDRESSES or ("POST", each.rule) in ADDRESSES
    ]

    assert len(views) > 25
    for rule in views:
        need = need_of(app.view_functions[rule.endpoint])
        assert need is not None and need.roles, rule.rule


def test_a_role_that_was_taken_away_ends_at_once(crew: Crew) -> None:
    crew.new()
    with Session(crew.cast.engine) as session:
        grant = session.exec(select(Grant).where(Grant.account_id == crew.approver.id)).one()
        grant.valid_to = crew.cast.today - dt.timedelta(days=1)
        session.add(grant)
        session.commit()

    assert crew.deed(crew.approver, "approve").status_code == 403
    assert crew.wave("w26").state == "draft"


def desk_of(crew: Crew) -> Desk:
    """Where papers of the department are keyed."""
    hired = {
        name: somebody(crew.cast.engine, role, "so-y-te", email=f"nhap.{name}@tinh.example", at=now()).id
        for name, role in PEOPLE.items()
    }
    return Desk(crew.cast, hired)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_figures_are_not_fixed_while_papers_are_being_keyed(crew: Crew, language: str) -> None:
    desk = desk_of(crew)
    fresh, differing, done = (desk.batch(1) for _ in range(3))
    for batch in (differing, done):
        desk.key_all(batch, ["54"])
        desk.finish(batch)
        desk.again(batch, 1, "54" if batch == done else "*#")
    desk.close(done)
    crew.put("two-2026", state="closed", closed_on=crew.cast.today)
    before = everything(crew)

    refused = crew.deed(crew.analyst, f"freeze?lang={language}", code="two-2026", early="1")

    assert refused.status_code == 422
    text = unescape(refused.text)
    told = {
        "vi": (
            "tập phiếu số {} của Sở Y tế (đang nhập lần 1)",
            "tập phiếu số {} của Sở Y tế (còn chỗ khác nhau hoặc chưa khóa)",
        ),
        "en": (
            "batch {} of Sở Y tế (first keying)",
            "batch {} of Sở Y tế (differences to decide, or not closed)",
        ),
    }[language]
    assert told[0].format(fresh) in text and told[1].format(differing) in text
    assert f" {done} " not in text.partition('role="alert"')[2].partition("</")[0]
    assert everything(crew) == before
    with pytest.raises(OpenPapersError, match=f"batch {fresh} .*; key, resolve and close them"):
        freeze(crew.cast.engine, "two-2026", by="x", today=crew.cast.today, early=True)


def test_papers_that_cannot_come_any_more_stop_nothing_and_keyed_ones_are_finished_first(crew: Crew) -> None:
    desk = desk_of(crew)
    never, begun = desk.batch(2), desk.batch(2)
    desk.key(begun, desk.form(1, "54"))
    crew.put("two-2026", state="closed", grace_days=0, closed_on=crew.cast.today - dt.timedelta(days=1))

    refused = crew.deed(crew.analyst, "freeze", code="two-2026")
    with desk.session() as session:
        change_counts(session, session.get_one(Batch, begun), Counts(2, 1, 0, 1), by="x")
    desk.finish(begun)
    desk.again(begun, 1, "54")
    desk.close(begun)

    assert refused.status_code == 422
    assert f"số {begun} " in refused.text and f"số {never} " not in refused.text
    assert crew.deed(crew.analyst, "freeze", code="two-2026").status_code == 303


def test_the_page_of_a_wave_names_who_approved_it_and_tells_no_address(crew: Crew) -> None:
    crew.new()
    assert crew.deed(crew.approver, "approve").status_code == 303
    crew.put(
        "w26", decision_number="9/QĐ", decided_on=crew.cast.today, results_approved_by=crew.approver.email
    )

    page = crew.see(crew.auditor, "waves/w26")

    assert page.count("Lê Thị An") >= 3 and crew.approver.email not in page
    officer = crew.browser(crew.office.nurse)
    assert officer.get("/staff/waves/w26").status_code == 403
