"""A full report with all its chapters in a real Chromium: axe and width at 360 and 1280 px."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests.browser.people import examined
from tests.browser.test_report_page import opened
from tests.reports.full_cast import OWN, cast

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize(("unit", "language"), [(OWN, "vi"), (None, "en")])
def test_axe_finds_nothing_in_the_chapters_and_the_page_does_not_scroll_sideways(
    chromium: Browser, unit: str | None, language: str, width: int
) -> None:
    page = opened(chromium, cast().report(unit, language=language), width)
    page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true")
    found = examined(page)
    scrolled = page.evaluate("document.documentElement.scrollWidth")
    page.close()

    assert found.violations_count == 0, found.generate_report()
    assert scrolled <= width
