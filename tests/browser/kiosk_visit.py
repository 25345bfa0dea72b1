"""A kiosk in a real Chromium with a clock of its own, and what is looked for after somebody has left."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Browser, Page, Request

from tests.chromium import WAIT

TRACES = """async () => {
  const kept = [];
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) kept.push(request.url, await (await cache.match(request)).text());
  }
  const stored = [];
  for (const { name } of await indexedDB.databases()) {
    const db = await new Promise((done) => { const ask = indexedDB.open(name); ask.onsuccess = () => done(ask.result); });
    for (const store of db.objectStoreNames) {
      stored.push(await new Promise((done) => {
        const ask = db.transaction(store).objectStore(store).getAll();
        ask.onsuccess = () => done(JSON.stringify(ask.result));
      }));
    }
    db.close();
  }
  return {
    html: document.documentElement.outerHTML,
    boxes: Array.from(document.querySelectorAll("textarea, input[type=text]"), (each) => each.value).join(""),
    checked: document.querySelectorAll("input:checked").length,
    offering: Array.from(document.querySelectorAll("form, textarea, input[type=text]"))
      .filter((each) => (each.autocomplete || each.form.autocomplete) !== "off").length,
    local: JSON.stringify(localStorage), session: JSON.stringify(sessionStorage),
    cookies: document.cookie, caches: kept.join(" "), database: stored.join(" "),
    state: JSON.stringify(history.state), entries: history.length, address: location.href,
    selection: String(getSelection()), size: document.documentElement.className, language: document.documentElement.lang,
  };
}"""
UNSENT = """async () => {
  const outbox = await import(document.querySelector("link[href*=outbox]").href);
  const { waiting, parked } = await outbox.standing();
  return waiting + parked;
}"""
ID = "document.querySelector('[name=_ballot]').value"


@dataclass
class Kiosk:
    """A tablet at a counter."""

    base: str
    page: Page
    complaints: list[str]
    sent: list[dict[str, Any]]

    def open(self, token: str) -> Page:
        """Load the start screen."""
        self.page.goto(f"{self.base}/k/{token}")
        self.page.wait_for_selector(".attract h1")
        return self.page

    def later(self, seconds: float) -> None:
        """Let time go by on the tablet."""
        self.page.clock.run_for(round(seconds * 1000))

    def begin(self, language: str) -> None:
        """Touch the button of a language on the start screen."""
        self.page.locator(f".doors button[value={language}]").click()

    def tap(self, code: str, given: str) -> None:
        """Answer a question of a short form: the tap moves on."""
        self.later(0.6)
        self.page.locator(f'input[name="{code}"][value="{given}"]').click()
        self.later(0.3)

    def choose(self, code: str, given: Any) -> None:
        """Answer a question of a longer form, and go on."""
        for value in [given] if isinstance(given, str) else given:
            self.page.locator(f'input[name="{code}"][value="{value}"]').check()
        self.page.locator("button.next").click()

    def finish(self) -> None:
        """Send from the review, be thanked, and wait for the start screen."""
        self.page.locator(".end button").click()
        self.thanked()

    def thanked(self) -> None:
        """Thanks stand for five seconds; then the start screen is there."""
        self.page.wait_for_selector(".thanks")
        self.later(4)
        assert self.page.locator(".thanks").is_visible()
        self.later(1.5)
        self.page.wait_for_selector(".attract h1")

    def settled(self) -> None:
        """Wait until the outbox has sent everything."""
        for _ in range(200):
            if self.page.evaluate(UNSENT) == 0:
                return
            self.page.wait_for_timeout(50)
        raise AssertionError("ballots are still waiting on the tablet")

    def heard(self) -> None:
        """Wait until the server has answered the first heartbeat, and the tablet has kept what it said."""
        for _ in range(200):
            if "unpaired" in self.traces()["database"]:
                return
            self.page.wait_for_timeout(50)
        raise AssertionError("the server does not answer the tablet's heartbeat")

    def look_back(self) -> None:
        """Try every way back to what somebody before has seen: the history, another page, loading again."""
        for _ in range(3):
            self.page.evaluate("history.back()")
            self.page.wait_for_timeout(30)
        self.page.goto("about:blank")
        self.page.go_back()
        self.page.wait_for_selector(".attract h1")
        self.page.reload()
        self.page.wait_for_selector(".attract h1")

    def traces(self) -> dict[str, Any]:
        """Everything that the browser holds."""
        found: dict[str, Any] = self.page.evaluate(TRACES)
        return found


def kiosk(chromium: Browser, base: str, *, width: int = 1280, height: int = 800, **options: Any) -> Kiosk:
    """A tablet that nobody has used yet."""
    context = chromium.new_context(viewport={"width": width, "height": height}, **options)
    context.set_default_timeout(WAIT)
    page = context.new_page()
    page.clock.install()
    made = Kiosk(base, page, [], [])
    page.on("pageerror", lambda each: made.complaints.append(str(each)))

    def note(request: Request) -> None:
        if request.method == "PUT":
            made.sent.append(request.post_data_json)

    context.on("request", note)
    return made
