"""The queue of ballots in a real browser: what becomes of each answer of the server, and how it is sent."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from survey import create_app
from survey.ballots import doors
from survey.ballots.ballot_id import new_ballot_id
from tests.browser.serving import served
from tests.browser.tablet import body_for, n_rows, outbox
from tests.chromium import WAIT
from tests.databases import Cast

pytestmark = pytest.mark.browser

API = "**/api/v1/ballots/*"
STANDING = "outbox.standing()"
RECORDED = {"status": 201, "json": {"code": "recorded", "message": "", "fields": {}}}


@pytest.fixture
def base(sqlite_province: Cast, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.setattr(doors, "SEEN_WITHIN", 0.0)
    with served(create_app(sqlite_province.engine)) as address:
        yield address


@pytest.fixture
def context(chromium: Browser) -> Iterator[BrowserContext]:
    """Without a worker, so that a test can stand in for the server."""
    made = chromium.new_context(service_workers="block", locale="vi-VN")
    made.set_default_timeout(WAIT)
    yield made
    made.close()


@pytest.fixture
def page(context: BrowserContext, base: str) -> Page:
    return opened(context, base)


def opened(context: BrowserContext, base: str) -> Page:
    made = context.new_page()
    made.goto(f"{base}/k/staff")
    return made


def ask(page: Page, what: str, given: Any = None) -> Any:
    """Something of the queue's module."""
    return page.evaluate(f"(given) => {outbox()}.then((outbox) => {what})", given)


def queued(page: Page, cast: Cast, n: int, token: str = "two-kiosk") -> list[str]:
    """So many ballots, put without waiting for them to be sent."""
    ids = [str(new_ballot_id(cast.today)) for _ in range(n)]
    bodies = [
        {"id": each, "url": f"/api/v1/ballots/{each}", "body": json.dumps(body_for(cast, token))}
        for each in ids
    ]
    ask(page, "Promise.all(given.map((each) => outbox.put(each)))", bodies)
    return ids


def answering(reply: dict[str, Any]) -> Callable[[Route], None]:
    return lambda route: route.fulfill(**reply)


def code(status: int, name: str) -> dict[str, Any]:
    return {"status": status, "json": {"code": name, "message": "", "fields": {}}}


@pytest.mark.parametrize(
    "refusal",
    [
        code(404, "unknown_door"),
        code(409, "other_body"),
        code(410, "revoked"),
        code(410, "wave_closed"),
        code(413, "too_large"),
        code(422, "invalid"),
        {"status": 413, "body": "<h1>Request Entity Too Large</h1>"},
    ],
    ids=lambda refusal: f"{refusal['status']} {refusal.get('json', {}).get('code', 'a proxy')}",
)
def test_what_is_refused_is_kept_apart_and_asked_no_more(
    page: Page, sqlite_province: Cast, refusal: dict[str, Any]
) -> None:
    page.route(API, answering(refusal))
    queued(page, sqlite_province, 2)
    ask(page, "outbox.flush()")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))

    ask(page, "outbox.flush()")

    assert ask(page, STANDING) == {"waiting": 0, "parked": 2, "oldest": None}
    assert asked == []


@pytest.mark.parametrize(
    "trouble",
    [
        code(503, "not_stored"),
        code(503, "not_open"),
        code(500, "error"),
        {"status": 429, "body": ""},
        {"status": 502, "body": "<h1>Bad Gateway</h1>"},
        {"status": 404, "body": "<h1>Not Found</h1>"},
        {"status": 200, "body": "<h1>Log in to the Wi-Fi</h1>", "content_type": "text/html"},
        {"status": 200, "json": {"ok": True}},
    ],
    ids=lambda trouble: f"{trouble['status']} {trouble.get('json', {}).get('code', 'of somebody else')}",
)
def test_what_may_pass_keeps_the_ballots_waiting(
    page: Page, sqlite_province: Cast, trouble: dict[str, Any]
) -> None:
    page.route(API, answering(trouble))
    queued(page, sqlite_province, 2)
    ask(page, "outbox.flush()")
    assert ask(page, STANDING) == {"waiting": 2, "parked": 0, "oldest": 0}

    page.unroute(API)
    ask(page, "outbox.flush()")

    assert ask(page, STANDING) == {"waiting": 0, "parked": 0, "oldest": None}
    assert n_rows(sqlite_province.engine) == 2


def test_a_ballot_that_makes_the_server_stumble_holds_up_no_other(page: Page, sqlite_province: Cast) -> None:
    stumbling: list[str] = []

    def stumble(route: Route) -> None:
        if route.request.url.rpartition("/")[2] in stumbling:
            route.fulfill(**code(500, "error"))
        else:
            route.continue_()

    page.route(API, stumble)
    page.context.set_offline(True)
    stumbling.append(min(queued(page, sqlite_province, 6)))
    page.context.set_offline(False)

    ask(page, "outbox.flush()")

    assert n_rows(sqlite_province.engine) == 5
    assert ask(page, STANDING)["waiting"] == 1


def test_one_after_another_in_all_tabs_together(context: BrowserContext, sqlite_province: Cast) -> None:
    """Never two ballots at once; and what two tabs queue is sent once."""
    app = create_app(sqlite_province.engine)
    door = app.wsgi_app = Turnstile(app.wsgi_app)  # type: ignore[method-assign]
    with served(app) as base:
        pages = [opened(context, base), opened(context, base)]
        context.set_offline(True)
        for each in pages:
            queued(each, sqlite_province, 6)
        context.set_offline(False)

        for each in pages:
            ask(each, "void outbox.flush()")
        for each in pages:
            ask(each, "outbox.flush()")

    assert (door.most, door.n) == (1, 12)
    assert n_rows(sqlite_province.engine) == 12


@pytest.mark.parametrize("path", ["k/two-kiosk", "s/two-phone"])
def test_a_page_without_a_form_sends_what_waits(
    context: BrowserContext, base: str, sqlite_province: Cast, path: str
) -> None:
    """Somebody comes back in the days of grace, with a browser that wakes no worker."""
    engine, page = sqlite_province.engine, context.new_page()
    page.goto(f"{base}/{path}")
    ask(page, STANDING)
    context.set_offline(True)
    queued(page, sqlite_province, 2, path.rpartition("/")[2])
    page.wait_for_function("!location.pathname.startsWith('/s/') || localStorage.getItem('waiting') === '1'")
    page.close()
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE wave SET state = 'closed'")
    context.set_offline(False)

    later = context.new_page()
    later.goto(f"{base}/{path}")

    expect(later.locator("h1")).to_contain_text("đã kết thúc")
    end = time.monotonic() + 30
    while n_rows(engine) < 2 and time.monotonic() < end:
        time.sleep(0.1)
    assert n_rows(engine) == 2
    later.wait_for_function("localStorage.getItem('waiting') === null")


def test_a_phone_notes_that_a_ballot_waits_before_it_is_kept(
    context: BrowserContext, base: str, sqlite_province: Cast
) -> None:
    """Whoever closes the page at once must have it sent from the next one."""
    page, ballot_id = context.new_page(), str(new_ballot_id(sqlite_province.today))
    page.goto(f"{base}/s/two-phone")
    ask(page, STANDING)
    context.set_offline(True)
    body = json.dumps(body_for(sqlite_province, "two-phone"))

    noted = ask(
        page,
        "(void outbox.put(given), localStorage.getItem('waiting'))",
        {"id": ballot_id, "url": f"/api/v1/ballots/{ballot_id}", "body": body},
    )

    assert noted == "1"


def test_a_page_without_a_form_loads_nothing_on_a_phone_where_nothing_waits(
    context: BrowserContext, base: str
) -> None:
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))

    page.goto(f"{base}/s/nobody")
    page.wait_for_load_state("networkidle")

    assert [each for each in asked if "message.js" in each]
    assert not [each for each in asked if "outbox.js" in each or "queue.js" in each]
    assert page.evaluate("async () => (await indexedDB.databases()).length") == 0


class Turnstile:
    """Counts ballots on their way in, and how many are under way at once."""

    def __init__(self, app: Any) -> None:
        self.app, self.lock = app, threading.Lock()
        self.now = self.most = self.n = 0

    def __call__(self, environ: Any, start_response: Any) -> Any:
        if environ["REQUEST_METHOD"] != "PUT":
            return self.app(environ, start_response)
        with self.lock:
            self.now, self.n = self.now + 1, self.n + 1
            self.most = max(self.most, self.now)
        time.sleep(0.02)
        try:
            return self.app(environ, start_response)
        finally:
            with self.lock:
                self.now -= 1


def settle(page: Page, times: list[float], ended: list[str]) -> None:
    """Return when nothing is on its way, and what came back was taken in."""
    quiet = 0
    while quiet < 3:
        ask(page, STANDING)
        page.wait_for_timeout(5)
        quiet = quiet + 1 if len(times) == len(ended) else 0


def test_the_pauses_grow_to_five_minutes_and_no_further(
    context: BrowserContext, base: str, sqlite_province: Cast
) -> None:
    page = context.new_page()
    page.clock.install()
    page.goto(f"{base}/k/two-kiosk")
    times: list[float] = []
    ended: list[str] = []
    page.on(
        "requestfinished", lambda request: ended.append(request.url) if "/ballots/" in request.url else None
    )

    def refuse(route: Route) -> None:
        times.append(1)
        route.fulfill(**code(503, "not_stored"))

    page.route(API, refuse)
    queued(page, sqlite_province, 1)
    ask(page, "outbox.flush()")
    settle(page, times, ended)
    within: list[int] = []
    for _ in range(90):
        before = len(times)
        page.clock.run_for(20_000)
        # The clock is ours, the way to the server and back is not: let it end before time goes on.
        settle(page, times, ended)
        within.append(len(times) - before)

    n_first, n_last = sum(within[:6]), sum(within[-45:])
    assert 4 <= n_first <= 12
    # In the last quarter of an hour, a try every four or five minutes.
    assert 2 <= n_last <= 5
    assert ask(page, STANDING)["waiting"] == 1


def test_a_double_tap_queues_one_ballot(page: Page, sqlite_province: Cast) -> None:
    page.context.set_offline(True)
    ballot_id = queued(page, sqlite_province, 1)[0]

    other = json.dumps(body_for(sqlite_province, "two-kiosk", answers={"A1": "1", "A2": "1"}))
    ask(
        page,
        "outbox.put(given)",
        {"id": ballot_id, "url": f"/api/v1/ballots/{ballot_id}", "body": other},
    )

    kept = ask(page, "outbox.all()")
    assert len(kept) == 1
    assert json.loads(kept[0]["body"])["answers"] == {"A1": "5", "A2": "4"}


def test_the_page_is_told_how_the_queue_stands(page: Page, sqlite_province: Cast) -> None:
    page.evaluate(
        "() => { self.told = []; document.addEventListener('outbox', (event) => told.push(event.detail)); }"
    )
    page.context.set_offline(True)
    queued(page, sqlite_province, 3)
    page.context.set_offline(False)
    ask(page, "outbox.flush()")
    page.wait_for_timeout(100)

    told = page.evaluate("told")

    assert max(each["waiting"] for each in told) == 3
    assert told[-1] == {"waiting": 0, "parked": 0, "oldest": None}


def test_no_time_of_day_is_kept_with_a_ballot(page: Page, sqlite_province: Cast) -> None:
    page.context.set_offline(True)
    queued(page, sqlite_province, 1)

    (kept,) = ask(page, "outbox.all()")

    assert kept.keys() == {"id", "url", "body", "hour", "tries", "parked"}
    assert kept["hour"] < 10**6


def test_a_store_of_a_later_program_is_opened_as_it_is(
    context: BrowserContext, base: str, sqlite_province: Cast
) -> None:
    """A program that was taken back must find the queue of the one that was tried."""
    page = context.new_page()
    page.goto(f"{base}/healthz")
    page.evaluate(
        """() => new Promise((resolve) => {
          const request = indexedDB.open("hailong", 7);
          request.onupgradeneeded = () => {
            request.result.createObjectStore("outbox", { keyPath: "id" });
            request.result.createObjectStore("settings");
            request.result.createObjectStore("later");
          };
          request.onsuccess = () => { request.result.close(); resolve(); };
        })"""
    )

    page.goto(f"{base}/k/staff")
    queued(page, sqlite_province, 2)
    ask(page, "outbox.flush()")

    assert n_rows(sqlite_province.engine) == 2


def test_where_nothing_can_be_kept_it_is_said_and_the_caller_keeps_the_answers(
    context: BrowserContext, base: str, sqlite_province: Cast
) -> None:
    page = context.new_page()
    page.add_init_script("indexedDB.open = () => { throw new DOMException('not here', 'SecurityError') }")
    page.goto(f"{base}/k/staff")

    is_ready = ask(page, "outbox.ready()")
    refused = ask(
        page,
        "outbox.put(given).then(() => 'kept', () => 'refused')",
        {"id": str(new_ballot_id(sqlite_province.today)), "url": "/", "body": "{}"},
    )

    assert not is_ready
    assert refused == "refused"
