"""A browser that hangs while it is closed holds up no run of the tests."""

from __future__ import annotations

import os
import signal
import time
from contextlib import suppress
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Error

from tests.browser.tablet import TabletBrowser
from tests.chromium import going, groups

pytestmark = pytest.mark.browser


def test_a_browser_that_does_not_go_is_made_to(chromium: Browser, tmp_path: Path) -> None:
    before = groups()
    tablet = TabletBrowser(chromium, tmp_path / "profile")
    (its,) = tablet.group
    os.killpg(its, signal.SIGSTOP)
    began = time.monotonic()

    with going(tablet.group, patience=2), suppress(Error):
        tablet.context.close()

    assert time.monotonic() - began < 20
    assert groups() == before, "and no other browser"
