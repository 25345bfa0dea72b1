"""An interviewer in front of a real Chromium: days without a network, several interviews, nothing joined."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Error, Page, expect
from sqlmodel import Session

from survey import create_app
from survey.ballots import doors
from survey.interviewing.assigning import revoke
from tests.browser.people import look_at
from tests.browser.serving import served
from tests.browser.tablet import TabletBrowser, n_rows, outbox, stored
from tests.browser.wire import Wire
from tests.databases import Cast
from tests.interviewing.cast import cases, drawn, given, loaded

pytestmark = pytest.mark.browser


@pytest.fixture
def token(sqlite_province: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The link of an interviewer with six households and two reserves."""
    monkeypatch.setattr(doors, "SEEN_WITHIN", 0.0)
    loaded(sqlite_province.engine, drawn(tmp_path / "draw"))
    return given(sqlite_province.engine).token


@pytest.fixture
def phone(chromium: Browser, tmp_path: Path) -> Iterator[TabletBrowser]:
    made = TabletBrowser(chromium, tmp_path / "profile")
    made.page.set_viewport_size({"width": 360, "height": 740})
    yield made
    made.close()


@pytest.fixture
def wire(sqlite_province: Cast) -> Iterator[Wire]:
    with served(create_app(sqlite_province.engine)) as base, Wire(int(base.rpartition(":")[2])) as made:
        yield made


def come(phone: TabletBrowser, address: str) -> Page:
    phone.page.goto(address)
    expect(phone.page.locator("[data-list=open] .household").first).to_be_visible()
    return phone.page


def visit(page: Page, household: str) -> None:
    page.locator(".household", has_text=household).click()


def note(page: Page, household: str, result: str) -> None:
    visit(page, household)
    page.locator(f"button[value={result}]").click()
    page.locator("main .button").first.click()
    expect(page.locator("#queue")).to_be_attached()  # The list comes back when the visit is on the device.


def interview(page: Page, household: str, answers: str, way: str = "read_aloud") -> None:
    visit(page, household)
    page.locator("main .button").first.click()
    page.locator(f"input[name=way][value={way}]").check()
    page.locator("main > .button").first.click()
    for code, level in zip(("A1", "A2"), answers, strict=True):
        page.locator(f'input[name="{code}"][value="{level}"]').check()
        page.locator("button.next").click()
    page.locator("button.next").click()
    page.locator(".end .button").click()
    expect(page.locator("h1")).to_have_text("Đã lưu trên máy")
    page.locator("main .button").click()


def sent(phone: TabletBrowser, page: Page) -> None:
    """Press "send now" until nothing waits."""
    end = time.monotonic() + 30
    while "Đã gửi hết" not in (page.locator("#queue").text_content() or ""):
        assert time.monotonic() < end, (page.locator("main").text_content(), phone.queue())
        with suppress(Error):  # It goes away when all is sent.
            page.locator("button.send").click(timeout=500)
        time.sleep(0.1)


def test_days_without_a_network_end_with_every_ballot_and_every_visit_on_the_server(
    phone: TabletBrowser, wire: Wire, sqlite_province: Cast, token: str
) -> None:
    engine, address = sqlite_province.engine, f"{wire.address}/i/{token}"
    page = come(phone, address)
    phone.wait_for_worker()
    wire.fall()
    interview(page, "Hộ 1, Xóm 1", "54")
    interview(page, "Hộ 2, Xóm 2", "21", way="interpreted")
    note(page, "Hộ 3, Xóm 3", "no_answer")
    note(page, "Hộ 4, Xóm 4", "moved")
    phone.close()
    phone.start()
    page = come(phone, address)
    page.get_by_role("button", name="Thay hộ số 4 bằng hộ dự phòng").click()
    page.get_by_role("button", name="Về danh sách hộ").click()
    interview(page, "Dự phòng 1", "33", way="alone")
    note(page, "Hộ 3, Xóm 3", "later")
    expect(page.locator("#today")).to_contain_text("đến 6 lượt, phỏng vấn xong 3 hộ")
    expect(page.locator("[data-list=today] .household")).to_have_count(4)
    assert n_rows(engine) == 0

    wire.rise()
    sent(phone, page)

    found = {case.number: case for case in cases(engine)}
    assert sorted(answers for answers, _ in stored(engine).values()) == ["21", "33", "54"]
    assert {n: (case.outcome, case.visits) for n, case in found.items() if case.visits} == {
        1: ("completed", 1),
        2: ("completed", 1),
        3: ("open", 2),
        4: ("moved", 1),
        7: ("completed", 1),
    }
    assert found[7].replaces_id == found[4].id
    with engine.connect() as connection:
        ways = connection.exec_driver_sql("SELECT assisted FROM ballot").scalars().all()
    assert sorted(ways) == ["a", "i", "r"]


def test_nothing_on_the_device_joins_a_household_and_an_answer(
    phone: TabletBrowser, wire: Wire, token: str
) -> None:
    page = come(phone, f"{wire.address}/i/{token}")
    phone.wait_for_worker()
    wire.fall()

    interview(page, "Hộ 1, Xóm 1", "54")

    queued = page.evaluate(f"{outbox()}.then((outbox) => outbox.all())")
    notes = page.evaluate(f"{outbox()}.then((outbox) => outbox.setting('interview 1'))")
    (ballot,) = queued
    (noted,) = notes["visits"]
    assert (noted["n"], noted["result"], noted["queued"]) == (1, "completed", False)
    assert not set(noted) & {"hour", "time", "ballot"}
    assert ballot["id"] not in json.dumps(notes)
    assert set(json.loads(ballot["body"])) & {"case", "household", "link", "visit"} == set()
    assert token not in ballot["body"]
    assert page.locator("form").count() == 0


def test_a_visit_noted_by_mistake_is_taken_back_before_it_leaves(
    phone: TabletBrowser, wire: Wire, token: str, sqlite_province: Cast
) -> None:
    page = come(phone, f"{wire.address}/i/{token}")
    note(page, "Hộ 1, Xóm 1", "refused")
    visit(page, "Hộ 1, Xóm 1")

    page.get_by_role("button", name="Bỏ kết quả vừa ghi").click()

    expect(page.get_by_role("button", name="Bắt đầu phỏng vấn")).to_be_visible()
    assert not [case for case in cases(sqlite_province.engine) if case.visits]


def test_a_stopped_interview_drops_its_answers_and_notes_that_it_was_broken_off(
    phone: TabletBrowser, wire: Wire, token: str, sqlite_province: Cast
) -> None:
    page = come(phone, f"{wire.address}/i/{token}")
    visit(page, "Hộ 1, Xóm 1")
    page.locator("main .button").first.click()
    page.locator("input[name=way][value=alone]").check()
    page.locator("main > .button").first.click()
    page.locator('input[name="A1"][value="5"]').check()

    page.locator(".stop").click()
    page.locator(".stopping .button.plain").click()
    sent(phone, page)

    assert cases(sqlite_province.engine)[0].outcome == "broken_off"
    assert n_rows(sqlite_province.engine) == 0


def test_the_language_changes_in_the_middle_and_the_answers_stay(
    phone: TabletBrowser, wire: Wire, token: str, sqlite_province: Cast
) -> None:
    page = come(phone, f"{wire.address}/i/{token}")
    phone.wait_for_worker()
    wire.fall()
    visit(page, "Hộ 1, Xóm 1")
    page.locator("main .button").first.click()
    page.locator("input[name=way][value=alone]").check()
    page.locator("main > .button").first.click()
    page.locator('input[name="A1"][value="5"]').check()
    page.locator("button[name=_show][value=en]").click()

    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.locator('input[name="A1"][value="5"]')).to_be_checked()


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_screen_is_open_to_everybody(
    phone: TabletBrowser, wire: Wire, token: str, language: str
) -> None:
    page = come(phone, f"{wire.address}/i/{token}")
    if language == "en":
        page.get_by_role("button", name="English").click()
    found = look_at(page, "list")
    visit(page, "Hộ 1, Xóm 1")
    found |= look_at(page, "visit")
    page.locator("button[value=refused]").click()
    found |= look_at(page, "sure")
    page.locator("main .back").click()
    page.locator("main .button").first.click()
    found |= look_at(page, "before")
    page.locator("input[name=way][value=alone]").check()
    page.locator("main > .button").first.click()
    found |= look_at(page, "question")
    page.locator(".stop").click()
    found |= look_at(page, "stop")

    assert not found


def test_a_revoked_link_takes_the_list_off_the_device(
    phone: TabletBrowser, wire: Wire, token: str, sqlite_province: Cast
) -> None:
    address = f"{wire.address}/i/{token}"
    come(phone, address)
    phone.wait_for_worker()
    phone.until("caches.keys().then((names) => names.length === 1)")
    with Session(sqlite_province.engine) as session:
        revoke(session, 1, day=sqlite_province.today, by="test")
        session.commit()

    phone.page.goto(address)
    phone.until("caches.match(location.pathname).then((found) => found === undefined)")

    assert "Hộ 1" not in phone.page.content()
    assert phone.kept()


def test_two_taps_on_send_are_one_ballot_and_one_visit(
    phone: TabletBrowser, wire: Wire, token: str, sqlite_province: Cast
) -> None:
    page = come(phone, f"{wire.address}/i/{token}")
    visit(page, "Hộ 1, Xóm 1")
    page.locator("main .button").first.click()
    page.locator("input[name=way][value=alone]").check()
    page.locator("main > .button").first.click()
    for code in ("A1", "A2"):
        page.locator(f'input[name="{code}"][value="5"]').check()
        page.locator("button.next").click()
    page.locator("button.next").click()
    page.locator(".end .button").dblclick()
    expect(page.locator("h1")).to_have_text("Đã lưu trên máy")
    page.locator("main .button").click()
    sent(phone, page)

    assert n_rows(sqlite_province.engine) == 1
    assert cases(sqlite_province.engine)[0].visits == 1
