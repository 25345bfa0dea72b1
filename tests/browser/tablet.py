"""A tablet at a counter: a Chromium with a profile on disk, citizens who tap on it, and what was stored."""

from __future__ import annotations

import datetime as dt
import json
import random
import shutil
import time
import uuid
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Error, Page, expect
from sqlalchemy import Engine, text

from tests.chromium import QUIET, WAIT, going, groups, kill

TAP = 600
LOOK = 5_200
"""Milliseconds: a little more than the last look, and than the thanks."""


@dataclass
class TabletBrowser:
    """It may be closed, or lose its power, and opened again with all that it has kept."""

    chromium: Browser
    profile: Path
    options: tuple[str, ...] = ()
    context: BrowserContext = field(init=False)
    page: Page = field(init=False)
    group: set[int] = field(init=False)
    """The group of its processes."""

    def __post_init__(self) -> None:
        self.start()

    def start(self) -> None:
        before = groups()
        self.context = self.chromium.browser_type.launch_persistent_context(
            self.profile,
            executable_path=shutil.which("chromium"),
            args=[*QUIET, *self.options],
            viewport={"width": 1280, "height": 800},
            locale="vi-VN",
            accept_downloads=True,
        )
        self.group = groups() - before
        self.context.set_default_timeout(WAIT)
        self.page = self.context.pages[0]

    def close(self) -> None:
        with going(self.group):
            self.context.close()

    def lose_power(self) -> None:
        """End the browser and all its processes without a warning."""
        kill(self.group)
        with going(self.group), suppress(Error):
            self.context.close()

    def wait_for_worker(self) -> None:
        """Return when the page is kept for offline and looked after by the worker."""
        self.until("navigator.serviceWorker.controller !== null")

    def until(self, claim: str, patience: float = 20.0) -> None:
        """Return when a claim about the page holds; the page's policy leaves no other way of waiting."""
        end = time.monotonic() + patience
        while not self.page.evaluate(claim):
            assert time.monotonic() < end, claim
            time.sleep(0.05)

    def queue(self) -> dict[str, int | None]:
        """How many ballots wait, and how many were refused."""
        found: dict[str, int | None] = self.page.evaluate(f"{outbox()}.then((outbox) => outbox.standing())")
        return found

    def bodies(self) -> dict[str, dict[str, object]]:
        """What waits, body by body, as `bodies` tells it of the database."""
        found = self.page.evaluate(f"{outbox()}.then((outbox) => outbox.all())")
        read = {each["id"]: json.loads(each["body"]) for each in found}
        return {
            name: {key: body[key] for key in ("answers", "language", "seconds", "state")}
            | {"day": dt.date.fromisoformat(body["day"])}
            for name, body in read.items()
        }

    def kept(self) -> dict[str, list[str]]:
        """The addresses in each cache."""
        found: dict[str, list[str]] = self.page.evaluate(
            """async () => {
              const found = {};
              for (const name of await caches.keys()) {
                const requests = await (await caches.open(name)).keys();
                found[name] = requests.map((each) => new URL(each.url).pathname);
              }
              return found;
            }"""
        )
        return found


def outbox() -> str:
    """The queue's module, the very one that the page names, whatever its version; else that of the server."""
    return "import((document.querySelector('link[href*=outbox]') || { href: '/assets/outbox.js' }).href)"


@dataclass
class Citizens:
    """Many people, one after another, in front of one screen with two questions."""

    dice: random.Random = field(default_factory=lambda: random.Random(20261122))
    given: dict[str, tuple[str, str]] = field(default_factory=dict)
    """Ballot id → answers as they are stored, and language."""

    def answer(self, page: Page) -> None:
        """One more citizen, from the start screen to the next one's."""
        answers = "".join(self.dice.choice("54321?") for _ in range(2))
        language = self.dice.choice(["vi", "en"])
        if language == "en":
            page.locator("button[name=_show]").click()
            expect(page.locator("html")).to_have_attribute("lang", "en")
        self.given[page.locator("input[name=_ballot]").input_value()] = (answers, language)
        for code, level in zip(("A1", "A2"), answers, strict=True):
            # A tap right after the one before is taken for the second half of it.
            page.clock.fast_forward(TAP)
            page.locator(f'input[name="{code}"][value="{level}"]').click()
            page.clock.fast_forward(TAP)
        expect(page.locator("section.end-of-taps")).to_be_visible()
        page.clock.fast_forward(LOOK)
        expect(page.locator("section.thanks")).to_be_visible()
        page.clock.fast_forward(LOOK)
        expect(page.locator(".attract")).to_be_visible()


def come(page: Page, address: str) -> None:
    """Open a kiosk's screen with a clock that a test can turn on."""
    page.clock.install()
    page.goto(address)
    expect(page.locator(".attract")).to_be_visible()


def stored(engine: Engine) -> dict[str, tuple[str, str]]:
    """Every ballot in the database: id → answers and language."""
    shown = "id" if engine.dialect.name == "postgresql" else "lower(hex(id))"
    with engine.connect() as connection:
        rows = connection.execute(text(f"SELECT {shown}, answers, language FROM ballot")).all()
    return {str(uuid.UUID(str(each))): (answers[:2], language) for each, answers, language in rows}


def bodies(engine: Engine) -> dict[str, dict[str, object]]:
    """Every ballot in the database as its body was: id → what was said, but for the door."""
    shown = "id" if engine.dialect.name == "postgresql" else "lower(hex(id))"
    columns = f"{shown}, answers, language, day, seconds, state"
    with engine.connect() as connection:
        rows = connection.execute(text(f"SELECT {columns} FROM ballot")).all()
    return {
        str(uuid.UUID(str(each))): {
            "answers": {"A1": answers[0], "A2": answers[1]},
            "language": language,
            "day": dt.date(1970, 1, 1) + dt.timedelta(days=day) if isinstance(day, int) else day,
            "seconds": seconds,
            "state": {"c": "complete", "p": "partial"}[state],
        }
        for each, answers, language, day, seconds, state in rows
    }


def n_rows(engine: Engine) -> int:
    """Rows, counted: a mapping by id would hide a doubled one."""
    with engine.connect() as connection:
        return int(connection.execute(text("SELECT count(*) FROM ballot")).scalar_one())


def body_for(cast: Any, token: str, **changes: Any) -> dict[str, Any]:
    """A sound body as a page builds it."""
    return {
        "collector": token,
        "questionnaire": "two-items",
        "version": "1",
        "day": cast.today.isoformat(),
        "language": "vi",
        "seconds": 20,
        "assisted": "alone",
        "state": "complete",
        "answers": {"A1": "5", "A2": "4"},
    } | changes
