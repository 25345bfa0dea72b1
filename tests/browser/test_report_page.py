"""The report page in a real Chromium: no finding of axe, nothing to scroll sideways, at two widths."""

from __future__ import annotations

from io import BytesIO

import pytest
from playwright.sync_api import Browser, Page
from pypdf import PdfReader

from reports.content import Report
from reports.html import to_html
from tests.browser.people import examined
from tests.reports.cast import JUSTICE, LAND, LONG, PARK, questionnaire, report, report_of_all, summary
from tests.reports.test_pdf import CAST, loose

pytestmark = pytest.mark.browser
NAMES = ("usual", "english", "one item", "143 letters", "3 ballots", "whole", "whole in English")


def opened(browser: Browser, made: Report, width: int) -> Page:
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.set_content(to_html(made))
    return page


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("name", NAMES)
def test_axe_finds_nothing_and_the_page_does_not_scroll_sideways(
    chromium: Browser, name: str, width: int
) -> None:
    page = opened(chromium, CAST[name](), width)
    found = examined(page)
    scrolled = page.evaluate("document.documentElement.scrollWidth")
    page.close()

    assert found.violations_count == 0, found.generate_report()
    assert scrolled <= width


@pytest.mark.parametrize("width", [360, 1280])
def test_no_cell_is_wider_than_its_room(chromium: Browser, width: int) -> None:
    asked = questionnaire()
    page = opened(chromium, report(summary(asked, {LONG: 96, JUSTICE: 22, PARK: 3}), asked, unit=LONG), width)
    cut = page.evaluate(
        """() => [...document.querySelectorAll('h1, p, dd, td, tbody th')]
            .filter(e => e.scrollWidth > e.clientWidth + 1 && !e.closest('.hidden'))
            .map(e => e.textContent)"""
    )
    page.close()

    assert cut == []


def test_rows_of_a_phone_still_are_a_table_to_a_screen_reader(chromium: Browser) -> None:
    asked = questionnaire()
    page = opened(chromium, report_of_all(summary(asked, {JUSTICE: 50, LAND: 412}), asked), 360)
    tables, rows = page.get_by_role("table").count(), page.get_by_role("row").count()
    heads = page.get_by_role("rowheader", name=LAND, exact=True).count()
    page.close()

    assert tables == 3
    assert rows > 10 and heads == 1


def test_the_printed_page_names_simulated_numbers_on_every_sheet(chromium: Browser) -> None:
    page = opened(chromium, CAST["usual"](), 1280)
    sheets = PdfReader(BytesIO(page.pdf(prefer_css_page_size=True))).pages
    page.close()

    assert len(sheets) >= 2
    # Chromium sets Vietnamese letters one by one, so the text comes back with gaps.
    assert all("DỮLIỆUMÔPHỎNG" in loose(sheet.extract_text()) for sheet in sheets)
