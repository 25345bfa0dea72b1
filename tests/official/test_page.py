"""The page of an official report in a real Chromium: no finding of axe, nothing to scroll sideways."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from reports.official.content import Official
from reports.official.html import official_html
from tests.browser.people import examined
from tests.official.cast import PUBLIC, ballots, many, survey
from tests.reports.cast import LONG

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Official]:
    """A report of a kind with a long name, the province's, volunteers' and one in English."""

    def folder(name: str) -> Path:
        return tmp_path_factory.mktemp(name)

    found = many(11) + many(11, wave="2025") + ballots(LONG, 35, 0.8) + ballots("Xã nhỏ", 3, 0.8)
    usual = survey(folder("usual"), found)
    return {
        "kind": usual.report(),
        "province": usual.province(),
        "volunteers": survey(folder("volunteers"), found, voluntary=True).report(),
        "public, in English": survey(folder("public"), found, limits=PUBLIC, language="en").report(),
    }


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("name", ["kind", "province", "volunteers", "public, in English"])
def test_axe_finds_nothing_and_the_page_does_not_scroll_sideways(
    chromium: Browser, pages: dict[str, Official], name: str, width: int
) -> None:
    page = chromium.new_page(viewport={"width": width, "height": 900})
    page.set_content(official_html(pages[name]))
    found = examined(page)
    scrolled = page.evaluate("document.documentElement.scrollWidth")
    tables = page.get_by_role("table").count()
    page.close()

    assert found.violations_count == 0, found.generate_report()
    assert scrolled <= width and tables > 2
