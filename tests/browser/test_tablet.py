"""A tablet from its code to its revocation, and what staff find on it, in a real Chromium."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, TimeoutError, expect
from sqlmodel import Session

from survey import create_app, dates
from survey.ballots import doors
from survey.ballots.store import Store
from survey.devices.hours import keep_hours
from survey.devices.queue_file import take_in
from survey.devices.tablets import Ordered, listed, revoke
from tests.browser.people import EVERY_WIDTH, look_at
from tests.browser.serving import served
from tests.browser.tablet import Citizens, TabletBrowser, come, n_rows, outbox, stored
from tests.browser.wire import Wire
from tests.databases import Cast
from tests.devices.cast import ordered, row

pytestmark = pytest.mark.browser


@dataclass
class Counter:
    """A tablet, the wire behind it, and the administrator's view."""

    cast: Cast
    browser: TabletBrowser
    wire: Wire
    order: Ordered

    @property
    def number(self) -> int:
        return self.order.device.id or 0

    def pair(self) -> None:
        """Type the code and come to the start screen."""
        page = self.browser.page
        page.clock.install()
        page.goto(f"{self.wire.address}/k")
        page.locator("#code").fill(f"{self.order.code[:3]} {self.order.code[3:]}")
        page.locator("button.button").click()
        expect(page.locator(".attract")).to_be_visible()
        self.browser.wait_for_worker()

    def beat(self) -> None:
        """Let the next heartbeat come; while one is on its way, none is set for later."""
        for _ in range(6):
            with suppress(TimeoutError):
                with self.browser.page.expect_response("**/k/heartbeat", timeout=5000):
                    self.browser.page.clock.fast_forward(125_000)
                return
        raise AssertionError("no heartbeat")

    def change(self, *, revoked: bool = False, shut: bool = False) -> None:
        with Session(self.cast.engine) as session:
            if revoked:
                revoke(session, self.number, day=self.cast.today, by="test")
            if shut:
                tomorrow = (dates.now() + dt.timedelta(days=2)).isoweekday()
                keep_hours(session, self.order.device.collector_id, [(tomorrow, 450, 690)])
            session.commit()

    def staff(self) -> None:
        """Open the page for staff, as staff do: five taps on the name of the place."""
        name = self.browser.page.locator("[data-staff]").first
        for _ in range(5):
            name.click()
        expect(self.browser.page.locator("#waiting")).not_to_have_text("…")


@pytest.fixture
def counter(
    chromium: Browser, sqlite_province: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Counter]:
    monkeypatch.setattr(doors, "SEEN_WITHIN", 0.0)
    browser = TabletBrowser(chromium, tmp_path / "profile")
    with served(create_app(sqlite_province.engine)) as base, Wire(int(base.rpartition(":")[2])) as wire:
        yield Counter(sqlite_province, browser, wire, ordered(sqlite_province))
        browser.close()


def test_from_the_code_to_the_first_ballot_and_the_list(counter: Counter) -> None:
    citizens = Citizens()
    counter.pair()

    citizens.answer(counter.browser.page)
    counter.browser.until(f"{outbox()}.then((each) => each.standing()).then((each) => each.waiting === 0)")
    counter.beat()

    with Session(counter.cast.engine) as session:
        (tablet,) = listed(session, None, dt.datetime.now(dt.UTC))
    assert stored(counter.cast.engine) == citizens.given
    assert tablet.state == "active"
    assert (tablet.device.waiting, tablet.device.parked) == (0, 0)
    assert len(tablet.device.app) == 12
    assert tablet.device.browser.startswith("Chrome/")


def test_the_start_address_leads_a_paired_tablet_to_its_screen(counter: Counter) -> None:
    counter.pair()
    screen = counter.browser.page.url

    counter.browser.close()
    counter.browser.start()
    counter.browser.page.goto(f"{counter.wire.address}/k")

    assert counter.browser.page.url == screen
    assert not counter.browser.page.evaluate("document.cookie")


def test_a_silent_tablet_tells_later_how_many_ballots_it_holds(counter: Counter) -> None:
    citizens = Citizens()
    counter.pair()
    counter.wire.fall()
    for _ in range(3):
        citizens.answer(counter.browser.page)

    counter.browser.context.route("**/api/v1/ballots/*", lambda route: route.abort())
    counter.wire.rise()
    counter.beat()

    told = row(counter.cast, counter.number)
    assert (told.waiting, told.oldest_hours) == (3, 0)


def test_a_revoked_tablet_stops_asking_and_loses_nothing(counter: Counter, tmp_path: Path) -> None:
    """Answered before the revocation, refused after it, taken off as a file, and imported."""
    citizens, engine = Citizens(), counter.cast.engine
    counter.pair()
    page = counter.browser.page
    counter.wire.fall()
    for _ in range(2):
        citizens.answer(page)
    counter.change(revoked=True)
    counter.wire.rise()
    counter.beat()
    expect(page.locator("section.revoked")).to_be_visible()
    page.evaluate("dispatchEvent(new Event('online'))")
    counter.browser.until("document.querySelector('section.revoked') !== null")

    page.goto(f"{counter.wire.address}/k/staff")
    expect(page.locator("#parked")).to_have_text("2")
    expect(page.locator("#reasons")).to_have_text("2 – điểm thu phiếu hoặc máy đã thu hồi")
    page.locator("#pin").fill(counter.order.pin)
    page.locator("#lock button").click()
    with page.expect_download() as download:
        page.locator("#export").click()
    path = tmp_path / "queue.json"
    download.value.save_as(path)
    assert n_rows(engine) == 0
    taken = take_in(Store(engine), path)

    assert (taken.new, taken.refused) == (2, [])
    assert download.value.suggested_filename == f"hailong-queue-{counter.cast.today}.json"
    assert stored(engine) == citizens.given


def test_staff_export_without_a_network_and_nobody_else_does(counter: Counter) -> None:
    citizens = Citizens()
    counter.pair()
    counter.beat()
    page = counter.browser.page
    counter.wire.fall()
    citizens.answer(page)
    counter.staff()
    wrong = f"{(int(counter.order.pin) + 1) % 10**6:06}"
    for _ in range(5):
        page.locator("#pin").fill(wrong)
        page.locator("#lock button").click()
        expect(page.locator("#wrong")).to_have_text("Mã số không đúng.")
    page.locator("#pin").fill(counter.order.pin)
    page.locator("#lock button").click()
    expect(page.locator("#wrong")).to_contain_text("Sai quá nhiều lần")
    assert page.locator("#export").is_hidden()
    page.clock.fast_forward(5 * 60_000 + 1000)
    expect(page.locator(".attract")).to_be_visible()

    counter.staff()
    page.locator("#pin").fill(counter.order.pin)
    page.locator("#lock button").click()
    with page.expect_download():
        page.locator("#export").click()

    expect(page.locator("#said")).to_contain_text("Đã xuất 1 phiếu.")
    assert counter.browser.queue()["waiting"] == 1


def test_outside_opening_hours_the_screen_rests(counter: Counter) -> None:
    counter.change(shut=True)
    page = counter.browser.page
    page.goto(f"{counter.wire.address}/k")
    page.locator("#code").fill(counter.order.code)
    page.locator("button.button").click()

    expect(page.locator("section.resting")).to_be_visible()


def test_on_plain_http_it_is_said_that_nothing_is_kept_offline(
    chromium: Browser, sqlite_province: Cast, tmp_path: Path
) -> None:
    """No worker, no lock, no PIN; ballots still wait in the queue and go out."""
    citizens = Citizens()
    browser = TabletBrowser(
        chromium, tmp_path / "profile", ("--host-resolver-rules=MAP hailong.example 127.0.0.1",)
    )
    with served(create_app(sqlite_province.engine)) as base, Wire(int(base.rpartition(":")[2])) as wire:
        address = f"http://hailong.example:{wire.port}"
        come(browser.page, f"{address}/k/two-kiosk")
        expect(browser.page.locator(".no-offline")).to_be_visible()
        wire.fall()
        citizens.answer(browser.page)
        wire.rise()
        browser.page.evaluate("dispatchEvent(new Event('online'))")
        browser.until("document.querySelector('.attract') !== null")
        browser.page.goto(f"{address}/k/staff")
        expect(browser.page.locator("#offline")).to_have_text("Không dùng được khi mất mạng")
        expect(browser.page.locator("#why")).to_be_visible()
        expect(browser.page.locator("#no-pin")).to_be_visible()
        expect(browser.page.locator("#waiting")).to_have_text("0")
        browser.close()

    assert stored(sqlite_province.engine) == citizens.given


@EVERY_WIDTH
@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("address", ["/k", "/k/staff"])
def test_the_pages_for_staff_are_for_everybody(
    chromium: Browser, sqlite_province: Cast, address: str, language: str, widths: tuple[int, ...]
) -> None:
    locale = {"vi": "vi-VN", "en": "en-GB"}[language]
    with served(create_app(sqlite_province.engine)) as base:
        context = chromium.new_context(locale=locale, service_workers="block")
        page = context.new_page()
        page.goto(base + address)
        page.locator("h1").wait_for()
        assert page.locator("html").get_attribute("lang") == language
        assert look_at(page, address, widths) == {}
        context.close()


def test_a_phone_that_was_put_away_sends_by_itself(
    chromium: Browser, sqlite_province: Cast, tmp_path: Path
) -> None:
    """The page is closed before there is a network; the browser wakes the worker, which sends and leaves."""
    browser = TabletBrowser(chromium, tmp_path / "profile")
    with served(create_app(sqlite_province.engine)) as base, Wire(int(base.rpartition(":")[2])) as wire:
        saved_offline(browser, wire)
        browser.page.goto("about:blank")
        wire.rise()
        woken(browser, wire.address)
        browser.close()

    assert [answers for answers, _ in stored(sqlite_province.engine).values()] == ["53"]


def test_a_phone_that_sleeps_soundly_sends_when_the_page_is_opened_again(
    chromium: Browser, sqlite_province: Cast, tmp_path: Path
) -> None:
    """Where no browser wakes a worker, as on iPhones."""
    browser = TabletBrowser(chromium, tmp_path / "profile")
    browser.context.add_init_script("delete self.SyncManager")
    with served(create_app(sqlite_province.engine)) as base, Wire(int(base.rpartition(":")[2])) as wire:
        saved_offline(browser, wire)
        browser.page.goto("about:blank")
        wire.rise()

        browser.page.goto(f"{wire.address}/s/two-phone")
        end = time.monotonic() + 20
        while not n_rows(sqlite_province.engine) and time.monotonic() < end:
            browser.page.wait_for_timeout(100)
        browser.until("localStorage.length === 0")
        workers = browser.page.evaluate(
            "navigator.serviceWorker.getRegistrations().then((all) => all.length)"
        )
        browser.close()

    assert [answers for answers, _ in stored(sqlite_province.engine).values()] == ["53"]
    assert workers == 0


def saved_offline(browser: TabletBrowser, wire: Wire) -> None:
    """Answer on a phone, and press send without a network."""
    page = browser.page
    page.goto(f"{wire.address}/s/two-phone")
    page.locator('input[name="A1"][value="5"]').check()
    page.wait_for_timeout(1000)
    wire.fall()
    page.locator("button.next").click()
    page.locator('input[name="A2"][value="3"]').check()
    page.locator("button.next").click()
    page.locator("button.next").click()
    page.locator(".end button").first.click()
    expect(page.locator("h1")).to_have_text(
        "Ý kiến đã lưu trên máy và sẽ tự gửi khi có mạng. Ông/Bà không cần làm gì thêm."
    )


def woken(browser: TabletBrowser, origin: str) -> None:
    """Tell the browser what it notices by itself outside of tests: that there is a network."""
    cdp = browser.context.new_cdp_session(browser.page)
    found: list[str] = []
    cdp.on(
        "ServiceWorker.workerRegistrationUpdated",
        lambda event: found.extend(
            each["registrationId"] for each in event["registrations"] if each["scopeURL"].endswith("/s/")
        ),
    )
    cdp.send("ServiceWorker.enable")
    browser.page.wait_for_timeout(500)
    cdp.send(
        "ServiceWorker.dispatchSyncEvent",
        {"origin": origin, "registrationId": found[0], "tag": "outbox", "lastChance": False},
    )
    browser.page.wait_for_timeout(1500)
