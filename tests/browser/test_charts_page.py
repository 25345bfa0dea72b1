"""The full edition in a real Chromium: axe, width, and one drawing for each width, at 360 and 1280 px."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests.browser.people import examined
from tests.browser.test_report_page import opened
from tests.reports.test_full_edition import EDITIONS

pytestmark = pytest.mark.browser
WIDTHS = pytest.mark.parametrize("width", [360, 1280])
NAMES = ("a unit", "a unit in English", "two units", "100 units", "volunteers", "3 ballots", "all units")


@WIDTHS
@pytest.mark.parametrize("name", NAMES)
def test_axe_finds_nothing_and_the_page_does_not_scroll_sideways(
    chromium: Browser, name: str, width: int
) -> None:
    page = opened(chromium, EDITIONS[name](), width)
    page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true")
    found = examined(page)
    scrolled = page.evaluate("document.documentElement.scrollWidth")
    page.close()

    assert found.violations_count == 0, found.generate_report()
    assert scrolled <= width


@WIDTHS
def test_one_drawing_of_each_chart_is_seen_and_spoken(chromium: Browser, width: int) -> None:
    page = opened(chromium, EDITIONS["a unit"](), width)
    seen = page.locator("svg.chart:visible").count()
    spoken = page.get_by_role("img").count()
    names = page.locator("svg.chart:visible").evaluate_all(
        "all => all.map(each => each.getBoundingClientRect().width)"
    )
    page.close()

    assert (seen, spoken) == (2, 2)
    assert all(250 < wide <= width for wide in names)


@WIDTHS
def test_no_text_of_a_drawing_is_cut_or_smaller_than_it_may_be(chromium: Browser, width: int) -> None:
    page = opened(chromium, EDITIONS["a unit"](), width)
    cut, small = page.evaluate(
        """() => {
            const all = [...document.querySelectorAll('svg.chart')].filter(e => e.checkVisibility());
            const texts = all.flatMap(svg => [...svg.querySelectorAll('text')].map(text => [svg, text]));
            const out = ([svg, text]) => {
                const a = svg.getBoundingClientRect(), b = text.getBoundingClientRect();
                return b.left < a.left - 1 || b.right > a.right + 1 || b.bottom > a.bottom + 3;
            };
            const size = ([svg, text]) => parseFloat(text.getAttribute('font-size'))
                * svg.getBoundingClientRect().width / svg.viewBox.baseVal.width;
            const read = ([_, text]) => text.textContent;
            return [texts.filter(out).map(read), texts.filter(each => size(each) < 12.5).map(read)];
        }"""
    )
    page.close()

    assert cut == [] and small == []
