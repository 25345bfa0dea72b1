"""Chromium for the tests, and its end: one that does not go when it is told is made to."""

from __future__ import annotations

import os
import shutil
import signal
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Timer

import psutil
import pytest
from playwright.sync_api import Browser, expect, sync_playwright

QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
ON_CI = os.environ.get("CI", "").lower() in {"1", "true"}
PATIENCE = 30.0
"""Seconds that a browser has for closing."""
WAIT = 30_000
"""Milliseconds after which something on a page is taken not to come: machines that test pause for seconds."""

expect.set_options(timeout=WAIT)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Debian's Chromium without a window; missing, it is a failure on CI and a skip elsewhere."""
    program = shutil.which("chromium")
    if program is None:
        (pytest.fail if ON_CI else pytest.skip)("there is no chromium: sudo apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=list(QUIET))
        yield browser
        with going(groups()):
            browser.close()


@contextmanager
def going(found: set[int], patience: float = PATIENCE) -> Iterator[None]:
    """While browsers, by their groups, are told to close: those still there after some seconds are killed.

    Playwright waits without end until a browser and whoever holds its pipes are gone, and a run of the
    tests would wait with it.
    """
    timer = Timer(patience, kill, (found,))
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def groups() -> set[int]:
    """The process group of every Chromium that this process has started; each has one of its own."""
    below = [each for each in psutil.Process().children(recursive=True) if _name(each) == "chromium"]
    found = set()
    for each in below:
        with suppress(ProcessLookupError):
            found.add(os.getpgid(each.pid))
    return found - {os.getpgrp()}


def kill(found: set[int]) -> None:
    """End whole groups at once, without a warning."""
    for group in found:
        with suppress(ProcessLookupError):
            os.killpg(group, signal.SIGKILL)


def _name(process: psutil.Process) -> str:
    try:
        return process.name()
    except psutil.NoSuchProcess:
        return ""
