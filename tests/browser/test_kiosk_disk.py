"""What a kiosk's browser writes to its disk of somebody who has sent a form and gone."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.kiosk_visit import Kiosk
from tests.browser.tablet import TabletBrowser
from tests.browser.test_kiosk import visit
from tests.citizen.cast import Shop

pytestmark = pytest.mark.browser

SECRET = "dấu-vết-của-người"


def test_autofill_history_sessions_and_caches_on_the_disk_hold_nothing_that_was_written(
    chromium: Browser, base: str, shop: Shop, tmp_path: Path
) -> None:
    """The store of the queue alone does, until the browser tidies it up: docs/how-to/khi-mat-mang.md says so."""
    browser = TabletBrowser(chromium, tmp_path / "profile")
    browser.page.clock.install()
    tablet = Kiosk(base, browser.page, [], [])
    tablet.open("all-counter")
    for number in range(3):
        visit(tablet, number)
    tablet.settled()
    # The browser writes down its open pages from time to time.
    browser.page.wait_for_timeout(3000)
    browser.close()

    files = [path for path in browser.profile.rglob("*") if path.is_file()]
    holding = [path for path in files if _holds(path.read_bytes())]

    assert len(shop.ballots()) == 3
    # Else the search itself would find nothing anywhere.
    assert holding
    assert [path for path in holding if "IndexedDB" not in path.parts] == []


def _holds(content: bytes) -> bool:
    return any(SECRET.encode(coding) in content for coding in ("utf-8", "utf-16-le"))
