"""Every page of staff at 200 % zoom in a real Chromium: nothing beside the window, everything reached by Tab."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from survey.staff import form_mark
from tests.browser.people import SIDEWAYS, examined
from tests.browser.serving import served
from tests.staff.everywhere.place import Place, everywhere, pages, rule_of

pytestmark = pytest.mark.browser

FILES = ("/board.csv", "/ledger.csv", "/yaml", "/mapping.yaml", "/slip", "/preview/paper/vi")
"""Ends of addresses that are files or PDF."""
MOST = 40
"""Stops of a page up to which every one is walked to with the key itself, once for each address; of a longer
page each is given the focus."""
DRAWING = 4
"""Looks at half a second's distance, within which a page has been drawn."""
STOPS = """() => {
    for (const each of document.querySelectorAll("details")) each.open = true;
    const kinds = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']";
    const found = Array.from(document.querySelectorAll(kinds)).filter((each) => each.checkVisibility() && !each.disabled && !each.closest("[aria-hidden=true], .vh[tabindex='-1']"));
    window.stops = found;
    window.met = new Set();
    document.addEventListener("focusin", (event) => window.met.add(event.target));
    return found.length;
}"""
MISSED = """() => {
    const radio = (each) => each.type === "radio" ? each.name : null;
    const groups = new Set(Array.from(window.met).map(radio).filter(Boolean));
    const missed = window.stops.filter((each) => !window.met.has(each) && !groups.has(radio(each)));
    return missed.map((each) => each.outerHTML.slice(0, 120));
}"""
UNSEEN = """() => {
    const wrong = [];
    for (const each of window.stops) {
        each.focus();
        const at = (each.type === "radio" || each.type === "checkbox" ? each.closest("label") || each : each).getBoundingClientRect();
        const isIn = at.width > 0 && at.height > 0 && at.bottom > 0 && at.top < innerHeight && at.right > 0 && at.left < innerWidth;
        if (document.activeElement !== each || each.tabIndex < 0 || !isIn) wrong.push(each.outerHTML.slice(0, 120));
    }
    return wrong;
}"""


@pytest.fixture(scope="module")
def place(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    form_mark._key.cache_clear()
    with everywhere(sqlite_template, tmp_path_factory.mktemp("zoom")) as found:
        yield found
    form_mark._key.cache_clear()


def drawn(place: Place) -> list[str]:
    """Every page, without the files."""
    found = [each for each in pages(place.world) if not each.partition("?")[0].endswith(FILES)]
    return [each for each in found if "." not in each.rpartition("/")[2] and "/files/" not in each]


def looked_at(page: Page) -> tuple[int, int, list[str]]:
    """Stops of a page, pixels beside the window, and stops that cannot be seen when they have the focus.

    A page that its own script is still drawing is looked at again.
    """
    for _ in range(DRAWING):
        n, beside, unseen = page.evaluate(STOPS), page.evaluate(SIDEWAYS), page.evaluate(UNSEEN)
        if beside <= 0 and not unseen:
            break
        page.wait_for_timeout(500)
    return n, beside, unseen


def walked(page: Page, n: int) -> list[str]:
    """What the Tab key alone did not come to."""
    page.evaluate("() => { document.activeElement.blur(); window.getSelection().removeAllRanges(); }")
    for _ in range(n + 2):
        page.keyboard.press("Tab")
    missed: list[str] = page.evaluate(MISSED)
    return missed


def test_at_200_percent_no_page_scrolls_sideways_and_tab_comes_to_everything(
    chromium: Browser, place: Place
) -> None:
    token = place.world.office.browser().hold(place.world.chief.id)
    wrong, met = [], set[str]()

    with served(place.world.app) as base:
        # 1280 × 800 at 200 %.
        context = chromium.new_context(viewport={"width": 640, "height": 400}, device_scale_factor=2)
        context.add_cookies([{"name": "hailong_session", "value": token, "url": f"{base}/staff"}])
        page = context.new_page()
        for path in drawn(place):
            page.goto(f"{base}{path}", wait_until="domcontentloaded")
            n, beside, unseen = looked_at(page)
            rule = rule_of(place.world, path)
            missed = [] if n > MOST or rule in met else walked(page, n)
            met.add(rule)
            if beside > 0 or unseen or missed:
                wrong.append((path, beside, unseen, missed))
        context.close()

    for each in wrong:
        print(each)
    assert wrong == []


@pytest.mark.soak
@pytest.mark.parametrize("language", ["vi", "en"])
def test_axe_finds_nothing_on_any_page_of_staff(chromium: Browser, place: Place, language: str) -> None:
    token = place.world.office.browser().hold(place.world.chief.id)
    wrong, n = [], 0

    with served(place.world.app) as base:
        context = chromium.new_context(viewport={"width": 1280, "height": 800})
        context.add_cookies([{"name": "hailong_session", "value": token, "url": f"{base}/staff"}])
        page = context.new_page()
        for path in drawn(place):
            page.goto(f"{base}{path}{'&' if '?' in path else '?'}lang={language}")
            for width in (390, 1280):
                page.set_viewport_size({"width": width, "height": 800})
                found = [each["id"] for each in examined(page).response["violations"]]
                wrong += [(path, width, found)] if found else []
                n += 1
        context.close()

    print(f"\naxe, {language}: {n} views of {n // 2} pages of staff, {len(wrong)} with violations")
    assert n > 200
    assert wrong == []
