"""One province from its first administrator on: who works there, each in a browser, and what they see."""

from __future__ import annotations

import os
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pyotp
from flask import Flask
from playwright.sync_api import Browser, Download, Page, expect
from sqlalchemy import Engine
from sqlmodel import Session, select

from survey.accounts import invitations, second_factor, sessions
from survey.accounts.people import account_of
from survey.jobs.worker import work
from survey.staff import cookies
from survey.staff.keying.messages import SPOKEN as KEYING
from survey.staff.quality.messages import SPOKEN as QUALITY
from survey.staff.units.words import SPOKEN as UNITS
from survey.staff.waves.common import SPOKEN as WAVES
from survey.tables import Job
from tests.accounts.cast import KEY, PASSWORD
from tests.ballots.cast import Device, ballot
from tests.browser.people import Visitor, visitor
from tests.chromium import WAIT
from tests.staff.cast import now

"""Milliseconds: pages are quick, but the machine may be busy."""
PICTURES = "HAILONG_PICTURES"
"""A folder for a picture of each screen; without it none is taken."""
WAVE = "hai-long-2026"
PHONE, KIOSK, PAPER = "phone", "kiosk", "paper"


@dataclass
class Journey:
    """The province while people work in it."""

    chromium: Browser
    engine: Engine
    app: Flask
    base: str
    language: str
    desks: dict[str, Visitor] = field(default_factory=dict)
    doors: dict[tuple[str, str], str] = field(default_factory=dict)
    """Unit and mode → the link of the door."""
    pictures: int = 0

    def __post_init__(self) -> None:
        self.waves, self.keying = WAVES[self.language], KEYING[self.language]
        self.quality, self.units = QUALITY[self.language], UNITS[self.language]

    def seat(self, email: str) -> Page:
        """Somebody in front of their own browser, signed in."""
        if email not in self.desks:
            self.desks[email] = self._arrive(email)
        return self.desks[email].page

    def _arrive(self, email: str) -> Visitor:
        came = visitor(self.chromium, self.base, width=1280, locale="vi-VN")
        came.context.set_default_timeout(WAIT)
        with Session(self.engine) as session:
            token = sessions.begin(session, account_of(session, email), "second_factor", now=now())
            session.commit()
        held = {"hailong_session": token, cookies.LANGUAGE: self.language}
        came.context.add_cookies(
            [{"name": name, "value": value, "url": f"{self.base}/staff"} for name, value in held.items()]
        )
        return came

    def go(self, email: str, path: str) -> Page:
        """Somebody opens a page of staff."""
        page = self.seat(email)
        reply = page.goto(f"{self.base}/staff/{path}")
        assert reply is not None and reply.status == 200, (path, reply and reply.status)
        assert f"/staff/{path}" in page.url, page.url
        assert page.locator("html").get_attribute("lang") == self.language, path
        return page

    def join(self, link: str) -> None:
        """Somebody follows the link of an invitation and sets up the second factor; typing is told elsewhere."""
        at = now()
        token = invitations.accept(self.engine, link.rsplit("/", 1)[1], PASSWORD, now=at)
        with Session(self.engine) as session:
            kept = sessions.find(session, token or "", now=at)
            assert kept is not None
            secret = second_factor.new_secret(session, KEY, kept)
            code = pyotp.TOTP(secret).at(at)
            assert second_factor.set_up(session, KEY, kept, code, now=at) is not None
            session.commit()

    def refused(self, email: str, path: str) -> bool:
        """Whether a page is not there for somebody."""
        page = self.seat(email)
        reply = page.goto(f"{self.base}/staff/{path}")
        return reply is not None and reply.status == 404

    def press(self, page: Page, button: str = "main form[method=post] button.main") -> None:
        """Press a button that leads to another page."""
        with page.expect_navigation():
            page.locator(button).first.click()

    def told(self, page: Page, text: str) -> None:
        """The page says that something was done."""
        expect(page.locator("main [role=status]").filter(has_text=text).first).to_be_visible()

    def seen(self, page: Page, *texts: str) -> None:
        """The page says all this."""
        for text in texts:
            expect(page.locator("main")).to_contain_text(text)

    def picture(self, page: Page, name: str) -> None:
        """Keep what is to be seen, where it is wanted."""
        folder = os.environ.get(PICTURES)
        if folder:
            self.pictures += 1
            path = Path(folder) / f"{self.language}-{self.pictures:02}-{name}.png"
            page.screenshot(path=path, full_page=True)

    def deed(self, email: str, deed: str, fill: Callable[[Page], object] = lambda _: None) -> Page:
        """Take a step of the wave: from its page to the question whether it is meant, and yes."""
        page = self.go(email, f"waves/{WAVE}")
        self.press(page, f".nexts a[href$='/{deed}']")
        fill(page)
        self.picture(page, f"{deed}-asked")
        self.press(page)
        self.told(page, self.waves.done[deed])
        self.picture(page, f"{deed}-done")
        return page

    def fetched(self, page: Page, link: str, folder: Path) -> Path:
        """What a link or button of a page downloads."""
        with page.expect_download() as waiting:
            page.locator(link).first.click()
        download: Download = waiting.value
        path = folder / f"{self.language}-{download.suggested_filename}"
        download.save_as(path)
        return path

    def work(self) -> None:
        """The worker does what waits, and nothing of it fails."""
        work(self.engine, once=True)
        with Session(self.engine) as session:
            failed = session.exec(select(Job).where(Job.state != "done")).all()
            assert not failed, [(each.kind, each.error) for each in failed]

    def send(self, unit: str, n: int, *, seed: int, seconds: tuple[int, int], levels: str) -> None:
        """Ballots of other people, sent by their telephones."""
        dice, device = random.Random(seed), Device(self.app.test_client())
        token = self.doors[unit, PHONE].rsplit("/", 1)[1]
        for _ in range(n):
            answers = {item: dice.choice(levels) for item in ("A1", "A2")}
            content = ballot(
                token, answers=answers, seconds=dice.randint(*seconds), questionnaire="two-items", version="1"
            )
            assert device.put(content).status_code == 201

    def leave(self) -> None:
        """Everybody goes home; nobody's browser had anything to complain about."""
        for each in self.desks.values():
            assert each.behaved()
            each.context.close()
