"""Paper ballots in a real Chromium: keyed from the keyboard alone, through lost connections and reloads."""

from __future__ import annotations

import datetime as dt
import random
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlmodel import Session

from survey import create_app
from survey.accounts import sessions
from survey.ballots import doors
from survey.keying.batches import Serials
from survey.keys import id_of
from survey.paper.serials import serial_of
from survey.staff import form_mark
from survey.staff.keying.messages import SPOKEN, VI
from survey.tables import Account, Wave
from survey.waves.questionnaires_store import publish
from tests.accounts.cast import KEY_TEXT
from tests.ballots.cast import EVERY_KIND
from tests.ballots.server import Server, free_port
from tests.browser.people import Visitor, look_at, visitor
from tests.browser.serving import served
from tests.databases import Cast
from tests.keying.cast import Desk, open_desk, with_thirty_items
from tests.staff.cast import now

pytestmark = pytest.mark.browser
LANGUAGES = pytest.mark.parametrize("language", ["vi", "en"])
WIDTHS = (360, 1280)
FORMS = pytest.mark.parametrize("forms", [10, pytest.param(100, marks=pytest.mark.soak)])
SIGNS = {"#": "/", "?": "+"}
"""Sign of the answer string → the key on the numpad."""
FOCUSED = "document.activeElement.id"


@pytest.fixture
def desk(sqlite_province: Cast, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    monkeypatch.setenv("HAILONG_KEY", KEY_TEXT)
    monkeypatch.setattr(doors, "SEEN_WITHIN", 0.0)
    form_mark._key.cache_clear()
    yield open_desk(sqlite_province, now())
    form_mark._key.cache_clear()


@pytest.fixture
def base(desk: Desk) -> Iterator[str]:
    with served(create_app(desk.engine)) as address:
        yield address


@dataclass
class Clerk:
    """Somebody who keys, with nothing but a keyboard."""

    desk: Desk
    visitor: Visitor
    keystrokes: int = 0

    @property
    def page(self) -> Page:
        return self.visitor.page

    def go(self, path: str, language: str = "vi") -> None:
        self.page.goto(f"{self.visitor.base}/staff/keying{path}?lang={language}")

    def key_page(self, batch: int, kind: str = "key") -> None:
        self.go(f"/{batch}/{kind}")
        self.ready()

    def ready(self) -> None:
        self.page.wait_for_selector("html[data-keying=ready]")

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)
            self.keystrokes += 1

    def form(self, number: str, codes: str, *, last: str = "1") -> None:
        """One paper: its number, its answers, the last line, F2."""
        if number:
            self.press(*number)
        self.press("Enter", *(SIGNS.get(sign, sign) for sign in codes), *last, "F2")

    def sent(self) -> dict[int, str]:
        """What the server has, once nothing waits any more."""
        self.page.wait_for_selector("html[data-waiting=none]")
        (batch,) = [int(part) for part in self.page.url.split("/") if part.isdigit()]
        return self.desk.answers(batch)

    def told(self, text: str, where: str = "#count") -> None:
        expect(self.page.locator(where)).to_contain_text(text)


def clerk(chromium: Browser, base: str, desk: Desk, who: str = "an", width: int = 1280) -> Clerk:
    """Signed in already; how that goes is told elsewhere."""
    with Session(desk.engine) as session:
        account = session.get_one(Account, desk.people[who])
        token = sessions.begin(session, account, "second_factor", now=now())
        session.commit()
    somebody = visitor(chromium, base, width=width)
    somebody.context.add_cookies([{"name": "hailong_session", "value": token, "url": f"{base}/staff"}])
    return Clerk(desk, somebody)


def test_a_paper_is_keyed_from_the_keyboard_with_every_sign_and_the_way_back(
    chromium: Browser, base: str, desk: Desk
) -> None:
    batch = desk.batch(3)
    an = clerk(chromium, base, desk)
    an.key_page(batch)

    an.form("", "54")
    an.told("1/3")
    # A wrong key, then back over the last line and both questions.
    an.press("Enter", "9")
    an.told(VI.script["notOffered"], "#slip")
    an.press("4", "4", "Backspace", "Backspace", "Backspace")
    assert an.page.evaluate(FOCUSED) == "cell-A1"
    an.press("*", "/", "F2")
    an.told("2/3")
    an.press("Enter", ",", "F2")
    an.told(VI.script["empty"], "#slip")
    an.press("+", "F2")
    an.told("3/3")

    assert an.sent() == {1: "54", 2: "*#", 3: ".?"}
    an.told(VI.script["done"], "#standing")
    assert an.visitor.behaved()


def test_filters_ticks_and_words_are_keyed_too(
    chromium: Browser, base: str, desk: Desk, tmp_path: Path
) -> None:
    every = with_every_kind(desk, tmp_path)
    batch = every.batch(2)
    an = clerk(chromium, base, every)
    an.key_page(batch)

    # Sent feedback by two ways: everything is asked. Words are typed after the codes.
    an.press("Enter", "1", "1", "2", "1", "Enter", "5", "4", "1", "?", "1", "Tab", "Tab")
    an.page.keyboard.type("Chờ lâu")
    an.press("F2")
    an.told("1/2")
    # Sent none: both filtered questions are passed over.
    an.press("Enter", "2", "0", "0", "*", ".", "F2")
    an.told("2/2")

    assert an.sent() == {1: "1111054" + "1?", 2: "20000*.--"}


def test_the_same_number_twice_stops_with_both_forms_and_the_clerk_chooses(
    chromium: Browser, base: str, desk: Desk
) -> None:
    batch = desk.batch(3, serials=Serials(1, 3))
    desk.key(batch, desk.form(serial_of(1), "54"))
    an = clerk(chromium, base, desk)
    an.key_page(batch)
    dialog = an.page.locator("#clash")

    an.form(serial_of(1).replace("-", ""), "5*")
    expect(dialog).to_be_visible()
    assert VI.clash.format(number=serial_of(1)) in dialog.inner_text()
    assert an.page.locator("#clash-stored").inner_html() == "<span>5</span><mark>4</mark>"
    assert an.page.locator("#clash-sent").inner_html() == "<span>5</span><mark>*</mark>"
    assert an.page.evaluate(FOCUSED) == "clash-keep"
    an.press("Enter")
    expect(dialog).to_be_hidden()
    assert an.sent() == {1: "54"}

    an.form(serial_of(1), "1*")
    expect(dialog).to_be_visible()
    an.press("Tab", "Enter")
    expect(dialog).to_be_hidden()
    an.told("1/3")
    assert an.sent() == {1: "1*"}

    an.form(serial_of(1), "22")
    expect(dialog).to_be_visible()
    an.page.locator("#clash-number").focus()
    an.press("Control+a", *serial_of(2), "Enter")
    expect(dialog).to_be_hidden()
    an.told("2/3")
    assert an.sent() == {1: "1*", 2: "22"}


def test_without_a_connection_and_through_a_reload_nothing_that_was_saved_is_lost(
    chromium: Browser, base: str, desk: Desk
) -> None:
    batch = desk.batch(4)
    an = clerk(chromium, base, desk)
    an.key_page(batch)
    an.form("", "54")
    an.told("1/4")
    # The page counts a form as soon as it keeps it: the line is cut only after the server has it too.
    assert an.sent() == {1: "54"}

    an.visitor.context.set_offline(True)
    an.form("", "55")
    an.form("", "44")
    an.told(VI.script["waiting"].format(n=2), "#standing")
    an.told("3/4")
    an.press("Enter", "1")
    assert desk.answers(batch) == {1: "54"}

    an.visitor.context.set_offline(False)
    an.page.reload()
    an.ready()
    an.told("3/4")
    assert an.page.locator("#cell-A1").input_value() == "1", "the form that was being keyed is there again"
    assert an.page.evaluate(FOCUSED) == "cell-A2"
    an.press("*", "F2")
    an.told("4/4")
    assert an.sent() == {1: "54", 2: "55", 3: "44", 4: "1*"}


def test_forms_of_another_account_stay_and_are_sent_by_nobody_else(
    chromium: Browser, base: str, desk: Desk
) -> None:
    """A commune's shared computer: An's forms wait until An is there again."""
    batch = desk.batch(2)
    an = clerk(chromium, base, desk)
    an.key_page(batch)
    an.visitor.context.set_offline(True)
    an.form("", "54")
    an.told(VI.script["waiting"].format(n=1), "#standing")
    (cookie,) = [each for each in an.visitor.context.cookies() if each["name"] == "hailong_session"]

    # An's page is still open when Binh signs in and the connection comes back: nothing goes out under Binh.
    an.visitor.context.add_cookies(clerk(chromium, base, desk, "binh").visitor.context.cookies())  # type: ignore[arg-type]
    an.visitor.context.set_offline(False)
    an.told(VI.script["signedOut"].format(n=1), "#standing")
    an.key_page(batch)
    an.told(VI.script["others"].format(n=1), "#standing")
    assert desk.answers(batch) == {}

    an.visitor.context.add_cookies([cookie])  # type: ignore[list-item]
    an.key_page(batch)
    an.told("1/2")
    assert an.sent() == {1: "54"}


def test_after_the_session_has_ended_the_page_says_so_and_keeps_what_waits(
    chromium: Browser, base: str, desk: Desk
) -> None:
    batch = desk.batch(2)
    an = clerk(chromium, base, desk)
    an.key_page(batch)
    an.visitor.context.clear_cookies()

    an.form("", "54")
    an.told(VI.script["signedOut"].format(n=1), "#standing")
    fresh = clerk(chromium, base, desk).visitor.context.cookies()
    an.visitor.context.add_cookies(fresh)  # type: ignore[arg-type]
    an.key_page(batch)

    an.told("1/2")
    assert an.sent() == {1: "54"}


def test_a_wave_that_has_not_begun_is_said_and_what_was_keyed_is_kept(
    chromium: Browser, base: str, desk: Desk
) -> None:
    batch = desk.batch(2)
    an = clerk(chromium, base, desk)
    an.key_page(batch)
    with Session(desk.engine) as session:
        wave = session.get_one(Wave, desk.cast.waves["two-2026"])
        opened, wave.opens = wave.opens, desk.cast.today + dt.timedelta(days=1)
        session.commit()

    an.form("", "54")
    an.told(VI.script["notOpen"].format(n=1), "#standing")
    assert VI.script["offline"] not in an.page.locator("#standing").inner_text()
    with Session(desk.engine) as session:
        session.get_one(Wave, desk.cast.waves["two-2026"]).opens = opened
        session.commit()

    an.key_page(batch)
    assert an.sent() == {1: "54"}


def test_the_second_keying_offers_what_was_drawn_and_shows_nothing_of_the_first(
    chromium: Browser, base: str, desk: Desk
) -> None:
    batch = desk.batch(1)
    desk.key_all(batch, ["5*"])
    desk.finish(batch)
    binh = clerk(chromium, base, desk, "binh")
    binh.key_page(batch, "second")

    assert binh.page.locator("#number").input_value() == "1"
    assert "5*" not in binh.page.content()
    binh.form("", "5#", last="")
    binh.told(VI.script["done"], "#standing")
    assert [(each.state, each.answers) for each in desk.seconds(batch)] == [("keyed", "5#")]


@FORMS
def test_a_clerk_keys_paper_after_paper_and_killing_the_server_loses_nothing(
    chromium: Browser, desk: Desk, tmp_path: Path, forms: int
) -> None:
    """Thirty items each, keystrokes only; in the middle the server is gone, and comes back."""
    thirty = with_thirty_items(desk, tmp_path)
    dice = random.Random(30)
    papers = ["".join(dice.choice("54321?.*#") for _ in range(30)) for _ in range(forms)]
    batch = thirty.batch(forms, serials=Serials(1, forms))
    port = free_port()
    began = time.monotonic()
    with server(thirty, tmp_path, port) as first:
        an = clerk(chromium, f"http://127.0.0.1:{first.port}", thirty)
        an.key_page(batch)
        for number, codes in enumerate(papers[: forms // 2], 1):
            an.form(serial_of(number), codes)
        an.told(f"{forms // 2}/{forms}")
        acknowledged = an.sent()
    for number, codes in enumerate(papers[forms // 2 :], forms // 2 + 1):
        an.form(serial_of(number), codes)
    an.told(VI.script["offline"], "#standing")
    an.told(f"{forms}/{forms}")
    assert thirty.answers(batch) == acknowledged
    typed = time.monotonic() - began
    with server(thirty, tmp_path, port):
        an.page.reload()
        an.ready()
        an.told(VI.script["done"], "#standing")

    assert thirty.answers(batch) == dict(enumerate(papers, 1))
    hourly = an.keystrokes / typed * 3600
    print(
        f"{forms} papers of 30 items: {an.keystrokes} keystrokes in {typed:.0f} s, "
        f"{hourly:,.0f} an hour; server killed after {forms // 2}, nothing lost"
    )


@contextmanager
def server(desk: Desk, folder: Path, port: int) -> Iterator[Server]:
    """`hailong serve` on a port of its own; it is killed without warning when it is left."""
    made = Server(folder / "log", desk.cast.url, workers=1)
    made.port = port
    with made:
        yield made.wait()


EVERY_PAGE = {
    "list": ("an", "", "", ""),
    "rates": ("giam", "", "/rates", ""),
    "new": ("an", "", "/new", ""),
    "batch": ("an", "fresh", "", ""),
    "batch, second": ("binh", "keyed", "", ""),
    "batch, differing": ("giam", "differing", "", ""),
    "batch, closed": ("giam", "closed", "", ""),
    "counts": ("an", "fresh", "/counts", ""),
    "key": ("an", "fresh", "/key", "html[data-keying=ready]"),
    "second": ("binh", "keyed", "/second", "html[data-keying=ready]"),
    "second, none": ("an", "keyed", "/second", ""),
    "resolve": ("giam", "differing", "/resolve", ""),
    "resolve, none": ("giam", "closed", "/resolve", ""),
}


@LANGUAGES
def test_every_page_is_sound_on_a_phone_and_on_a_desk(
    chromium: Browser, base: str, desk: Desk, language: str
) -> None:
    batches = in_every_state(desk)
    people = {who: clerk(chromium, base, desk, who) for who in ("an", "binh", "giam")}

    found = {}
    for name, (who, batch, path, selector) in EVERY_PAGE.items():
        number = f"/{batches[batch]}" if batch else ""
        people[who].go(f"{number}{path}", language)
        people[who].page.wait_for_selector(selector or "main h1")
        assert people[who].page.locator("html").get_attribute("lang") == language
        found |= look_at(people[who].page, name, WIDTHS)
    assert found == {}


@LANGUAGES
def test_what_went_wrong_is_sound_too(chromium: Browser, base: str, desk: Desk, language: str) -> None:
    batches = in_every_state(desk)
    an, giam = (clerk(chromium, base, desk, who) for who in ("an", "giam"))
    found = {}

    an.go("/new", language)
    an.page.evaluate("document.querySelector('main form').noValidate = true")
    an.page.click("main button")
    an.page.wait_for_selector("[role=alert]")
    found |= look_at(an.page, "new, wrong", WIDTHS)
    giam.go(f"/{batches['differing']}/resolve", language)
    giam.page.click("main form button")
    giam.page.wait_for_selector("[role=alert]")
    found |= look_at(giam.page, "resolve, wrong", WIDTHS)
    an.go(f"/{batches['fresh']}/key", language)
    an.ready()
    an.press("Control+a", "1")
    an.form("", "11")
    expect(an.page.locator("#clash")).to_be_visible()
    found |= look_at(an.page, "clash", WIDTHS)
    assert found == {}


@LANGUAGES
def test_without_our_script_the_page_is_a_plain_form(
    chromium: Browser, base: str, desk: Desk, language: str
) -> None:
    batch = desk.batch(2)
    an = clerk(chromium, base, desk)
    an.visitor.context.route("**/assets/keying*.js*", lambda route: route.abort())
    an.go(f"/{batch}/key", language)
    said = SPOKEN[language]

    an.page.fill("#codes", "5/")
    found = look_at(an.page, "plain", WIDTHS)
    an.press("Enter")
    an.page.wait_for_url("**done=keyed")
    assert said.done["keyed"] in an.page.locator("main").inner_text()
    an.page.fill("#number", "1")
    an.page.fill("#codes", "54")
    an.press("Enter")
    an.page.wait_for_selector(".clash")
    found |= look_at(an.page, "plain clash", WIDTHS)
    an.page.get_by_role("button", name=said.instead).click()
    an.page.wait_for_url("**done=replaced")

    assert desk.answers(batch) == {1: "54"} and found == {}


def in_every_state(desk: Desk) -> dict[str, int]:
    """A batch fresh, keyed, differing, and closed."""
    fresh = desk.batch(4)
    desk.key(fresh, desk.form(1, "54"))
    done = {}
    for name in ("keyed", "differing", "closed"):
        done[name] = batch = desk.batch(2)
        desk.key_all(batch, ["54", "55"])
        desk.finish(batch)
        (number,) = desk.waiting(batch, "binh")
        if name != "keyed":
            desk.again(batch, number, "*#" if name == "differing" else desk.answers(batch)[number])
    desk.close(done["closed"])
    return {"fresh": fresh, **done}


def with_every_kind(desk: Desk, folder: Path) -> Desk:
    """The same desk with a questionnaire of every kind."""
    path = folder / "every-kind.yaml"
    path.write_text(EVERY_KIND, encoding="utf-8")
    with Session(desk.engine) as session:
        wave = session.get_one(Wave, desk.cast.waves["two-2026"])
        wave.questionnaire_id = id_of(publish(session, path).row)
        session.commit()
    return desk
