"""The demonstration's pages in a real Chromium: readable, labelled as simulated, leading somewhere."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urljoin

import pytest
from flask.testing import FlaskClient
from playwright.sync_api import Browser, Page

from survey import create_app
from survey.demo.run import address_of
from survey.demo.words import LANGUAGES, WORDS
from tests.browser.people import EACH_WIDTH, examined
from tests.browser.serving import served
from tests.citizen.reading import Page as Read

pytestmark = pytest.mark.browser

PAGES = ("/", "/units/cap-so", "/units/cap-xa")
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture(scope="module")
def folder(demonstration: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy that may be written to."""
    return shutil.copytree(demonstration, tmp_path_factory.mktemp("served") / "demo")


@pytest.fixture(scope="module")
def base(folder: Path) -> Iterator[str]:
    """Where the demonstration is served."""
    with served(create_app(address_of(folder), demo=folder)) as address:
        yield address


@pytest.fixture
def client(folder: Path) -> FlaskClient:
    return create_app(address_of(folder), demo=folder).test_client()


def opened(browser: Browser, address: str, width: int, complaints: list[str]) -> Page:
    """A page, with what the browser had to complain of, such as a style that the policy refuses."""
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.on("console", lambda each: complaints.append(each.text))
    page.on("requestfailed", lambda each: complaints.append(each.url))
    page.goto(address)
    return page


def links(client: FlaskClient, address: str) -> set[str]:
    """The addresses that a page leads to or loads."""
    root = Read(client.get(address).text).root
    return {
        urljoin(address, each[name]) for each in root.elements for name in ("href", "src") if name in each
    }


def status(client: FlaskClient, address: str) -> int:
    with client.get(address) as response:
        return response.status_code


@EACH_WIDTH
@pytest.mark.parametrize("language", list(LANGUAGES))
@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing_and_no_page_scrolls_sideways(
    chromium: Browser, base: str, path: str, language: str, width: int
) -> None:
    complaints: list[str] = []
    page = opened(chromium, f"{base}{path}?lang={language}", width, complaints)
    found, sideways = examined(page), page.evaluate(SIDEWAYS)
    told = page.locator("header").inner_text()
    page.close()

    assert found.violations_count == 0, found.generate_report()
    assert sideways == 0
    assert WORDS["simulated"][language] in told
    assert complaints == []


@pytest.mark.parametrize("language", list(LANGUAGES))
def test_every_link_leads_somewhere(client: FlaskClient, language: str) -> None:
    found = set().union(*(links(client, f"{path}?lang={language}") for path in PAGES))
    outside = [address for address in found if not address.startswith("/")]
    dead = [address for address in found if status(client, address) != 200]

    assert len(found) > 400
    assert outside == []
    assert dead == []


@pytest.mark.parametrize("language", list(LANGUAGES))
@pytest.mark.parametrize("layout", ["phone", "counter"])
def test_the_live_forms_open_and_say_that_they_are_simulated(
    chromium: Browser, base: str, layout: str, language: str
) -> None:
    complaints: list[str] = []
    page = opened(chromium, f"{base}/?lang={language}", 360, complaints)
    page.locator(f'.card a[href*="/s/"][lang="{language}"]').nth(["phone", "counter"].index(layout)).click()
    look, simulated = page.locator("html").get_attribute("class"), page.locator("header").inner_text()
    questions = page.locator("form fieldset").count()
    page.close()

    assert layout in (look or "").split()
    assert WORDS["simulated"][language] in simulated
    assert questions >= 6
    assert complaints == []


def test_a_report_keeps_its_style_under_a_policy_that_allows_nothing_else(
    chromium: Browser, base: str
) -> None:
    complaints: list[str] = []
    page = opened(chromium, f"{base}/reports/cap-so/vi/2026/so-tai-chinh.html", 1280, complaints)
    rule = page.evaluate("getComputedStyle(document.querySelector('table')).borderCollapse")
    page.close()

    assert rule == "collapse"
    assert complaints == []


@pytest.mark.parametrize(
    "path",
    [
        "/reports/cap-so/vi/../../../hailong.db",
        "/reports/cap-so/vi/..%2f..%2f..%2fhailong.db",
        "/reports/../vi/index.json",
        "/figures/cap-so/..%2f..%2findex.json",
        "/reports/cap-so/fr/2026/whole.html",
        "/units/cap-huyen",
        "/demo/..%2fpages.py",
    ],
)
def test_nothing_but_reports_and_figures_is_given_away(client: FlaskClient, path: str) -> None:
    assert status(client, path) == 404


def test_without_a_demonstration_there_is_no_start_page(folder: Path) -> None:
    plain = create_app(address_of(folder)).test_client()

    assert plain.get("/").status_code == 404
    assert plain.get("/reports/cap-so/vi/2026/whole.html").status_code == 404
