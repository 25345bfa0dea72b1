"""From the tap to the same PDF: one citizen answers in Chromium, and that answer moves the figure in print."""

from __future__ import annotations

import datetime as dt
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from math import sqrt
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from pypdf import PdfReader

from survey.cli import run
from survey.dates import today
from tests.ballots.cast import ballot, fresh_id
from tests.ballots.server import Server
from tests.databases import TWO_ITEMS

pytestmark = pytest.mark.browser

UNITS = """\
code,kind,name,name_en,parent,valid_from
tinh-mau,province,Tỉnh Mẫu,Example province,,2025-07-01
xa-an-hoa,commune,Xã An Hòa,An Hòa commune,tinh-mau,2025-07-01
"""
OTHERS = {"A1": ("5", 41, "2", 18), "A2": ("4", 29, "1", 30)}
"""What the 59 others answer: so many satisfied, so many not."""
MINE = {"A1": "5", "A2": "4"}
Z = 1.959963984540054


@dataclass
class Words:
    """What one language says on the way."""

    language: str
    missing: str
    stopped: str
    thanks: str
    items: dict[str, str]
    decimal: str


WORDS = {
    "vi": Words(
        "vi",
        "Còn 1 câu chưa trả lời",
        "Câu này chưa có câu trả lời.",
        "Cảm ơn Ông/Bà. Ý kiến đã được ghi nhận.",
        {"A1": "Thái độ của người phục vụ", "A2": "Thời gian giải quyết"},
        ",",
    ),
    "en": Words(
        "en",
        "1 question still needs an answer",
        "No answer here yet.",
        "Thank you. Your answers have been recorded.",
        {"A1": "The manner of the staff", "A2": "The time it took"},
        ".",
    ),
}


@dataclass
class Village:
    """A commune with a wave, a door and a server, made by the commands that a province types."""

    folder: Path
    server: Server
    capture: pytest.CaptureFixture[str]
    token: str = ""

    def hailong(self, *words: str) -> str:
        """Run a command that must succeed; what it printed."""
        self.capture.readouterr()
        assert run(words) == 0, (words, self.capture.readouterr().err)
        return self.capture.readouterr().out

    def prepare(self) -> None:
        """Everything before the first citizen comes."""
        units, form = self.folder / "units.csv", self.folder / "two-items.yaml"
        units.write_text(UNITS, encoding="utf-8")
        form.write_text(TWO_ITEMS, encoding="utf-8")
        days = [
            "--opens",
            f"{today() - dt.timedelta(days=3)}",
            "--closes",
            f"{today() + dt.timedelta(days=3)}",
        ]
        self.hailong("db", "upgrade")
        self.hailong("unit", "import", str(units))
        self.hailong("questionnaire", "publish", str(form))
        self.hailong("wave", "new", "--code", "w", "--name", "Đợt mẫu", "--questionnaire", "two-items", *days)
        self.hailong("wave", "approve", "w", "--by", "Phạm Thị Duyệt")
        self.hailong("wave", "open", "w")
        link = self.hailong("collector", "new", "--wave", "w", "--agency", "xa-an-hoa").strip()
        self.token = link.removeprefix("/s/")

    def send_others(self) -> None:
        """The ballots of 59 other people, from devices."""
        rows = [[good] * many + [bad] * few for good, many, bad, few in OTHERS.values()]
        with self.server.connect() as line:
            for answers in zip(*rows, strict=True):
                content = ballot(self.token, answers=dict(zip(OTHERS, answers, strict=True)))
                assert line.put(fresh_id(), content) == 201

    def stored(self) -> int:
        """How many ballots there are."""
        with closing(sqlite3.connect(self.folder / "hailong.db")) as connection:
            found: int = connection.execute("SELECT count(*) FROM ballot").fetchone()[0]
        return found

    def report(self, language: str) -> str:
        """The text of the commune's PDF, after the wave is closed."""
        self.hailong("wave", "close", "w")
        out = self.folder / "out"
        self.hailong("report", "--wave", "w", "--out", str(out), "--lang", language)
        found = next(path for path in out.rglob("*.pdf") if path.stem == "xa-an-hoa")
        return " ".join(" ".join(page.extract_text() for page in PdfReader(found).pages).split())


@pytest.fixture
def village(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[Village]:
    """The village with its server running."""
    url = f"sqlite:///{tmp_path / 'hailong.db'}"
    monkeypatch.setenv("HAILONG_DATABASE", url)
    place = Village(tmp_path, Server(log=tmp_path / "server.log", url=url), capsys)
    place.prepare()
    with place.server:
        place.server.wait()
        yield place


def opened(browser: Browser, place: Village, words: Words, *, scripts: bool) -> Page:
    """The form on a phone, as somebody finds it who followed the link."""
    context = browser.new_context(viewport={"width": 360, "height": 740}, java_script_enabled=scripts)
    page = context.new_page()
    reply = page.goto(f"http://127.0.0.1:{place.server.port}/s/{place.token}?lang={words.language}")
    assert reply is not None and reply.status == 200
    return page


def tap(page: Page, item: str) -> None:
    """Choose what this citizen thinks of an item, by the card that is seen."""
    box = page.locator(f'input[name="{item}"][value="{MINE[item]}"]')
    page.locator(f'label[for="{box.get_attribute("id")}"]').click(force=True)
    assert box.is_checked()


def send(page: Page) -> None:
    page.locator("button[name=_send]:visible:not(.vh)").click()
    page.wait_for_load_state()


def on_one_page(page: Page, words: Words, village: Village) -> None:
    """Without scripts: send too early, be told what is missing, send."""
    tap(page, "A1")
    send(page)
    assert words.missing in page.locator("[role=alert]").inner_text()
    assert page.locator("[role=alert] a").get_attribute("href") == "#q-A2"
    assert page.locator(f'input[name="A1"][value="{MINE["A1"]}"]').is_checked()
    assert village.stored() == 0
    tap(page, "A2")
    send(page)


def one_by_one(page: Page, words: Words, village: Village) -> None:
    """With scripts: a question a screen, stopped at the one without an answer, a look at all, send."""
    tap(page, "A1")
    page.locator("button.next").click()
    page.locator("button.next").click()
    assert words.stopped in page.locator("#q-A2 [role=alert]").inner_text()
    tap(page, "A2")
    while not page.locator(".review").is_visible():
        page.locator("button.next").click()
    review = page.locator(".review").inner_text()
    assert all(name in review for name in words.items.values())
    assert village.stored() == 0
    send(page)
    page.wait_for_url("**/thanks*")


def share(item: str, *, mine: bool) -> float:
    """The satisfied by hand: of the 59 others, or of those and this citizen, who is satisfied with both."""
    _, many, _, few = OTHERS[item]
    return (many + mine) / (many + few + mine)


def wilson(p: float, n: int) -> tuple[float, float]:
    """The 95 % interval of a share, from the formula in any textbook."""
    middle, room = p + Z**2 / (2 * n), Z * sqrt(p * (1 - p) / n + Z**2 / (4 * n**2))
    return (middle - room) / (1 + Z**2 / n), (middle + room) / (1 + Z**2 / n)


def told(value: float, decimals: int, words: Words) -> str:
    return f"{100 * value:.{decimals}f}".replace(".", words.decimal)


def row(item: str, words: Words) -> str:
    """The row of an item in the PDF: base, share and interval, computed here by hand."""
    p = share(item, mine=True)
    low, high = (told(end, 1, words) for end in wilson(p, 60))
    return (
        rf"{words.items[item]} 60 (\S+% )?{re.escape(told(p, 2, words))}% {re.escape(low)}–{re.escape(high)}"
    )


@pytest.mark.parametrize(("language", "scripts"), [("vi", False), ("en", False), ("vi", True), ("en", True)])
def test_an_answer_tapped_on_a_phone_is_counted_in_the_pdf(
    chromium: Browser, village: Village, language: str, scripts: bool
) -> None:
    words = WORDS[language]
    page = opened(chromium, village, words, scripts=scripts)

    answer = one_by_one if scripts else on_one_page
    answer(page, words, village)

    assert f"/thanks?lang={language}" in page.url
    assert words.thanks in page.locator("h1").inner_text()
    assert village.stored() == 1
    page.context.close()

    village.send_others()
    text = village.report(language)

    for item in MINE:
        assert re.search(row(item, words), text), (item, row(item, words), text)
        assert told(share(item, mine=False), 2, words) not in text
    assert told((share("A1", mine=True) + share("A2", mine=True)) / 2, 2, words) + "%" in text
