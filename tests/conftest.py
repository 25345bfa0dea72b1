"""What every test may ask for: the reference numbers and a browser."""

from __future__ import annotations

import math
import os
import threading
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from survey import logs
from tests.chromium import ON_CI, chromium
from tests.databases import (
    engine,
    postgres_engine,
    postgres_server,
    postgres_settled,
    province,
    sqlite_engine,
    sqlite_province,
    sqlite_settled,
    sqlite_template,
)
from tests.demonstration import demonstration
from tests.routing import compile_once
from tests.worlds import worlds

__all__ = [
    "chromium",
    "demonstration",
    "engine",
    "postgres_engine",
    "postgres_server",
    "postgres_settled",
    "province",
    "sqlite_engine",
    "sqlite_province",
    "sqlite_settled",
    "sqlite_template",
    "worlds",
]

NO_REFERENCE = "HAILONG_REFERENCE is not set"
MOST_THREADS = 200
"""At the end of any test; tests of crowds end theirs."""

# A slow machine is not a wrong answer, and a run of CI must be repeatable.
settings.register_profile("here", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True, print_blob=True)
settings.load_profile("ci" if ON_CI else "here")

compile_once()

# A machine may pause as long as it likes and nothing was slow; the test of what is slow says otherwise.
logs.SLOW_SECONDS = math.inf

# Tests send more in a second than people in a day; those of the limits switch them on.
os.environ["HAILONG_LIMITS"] = "off"


@pytest.fixture(autouse=True)
def no_database_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test finds a database that the machine, or the test before it, has named in the environment."""
    # Set first, so that what a command sets is taken back after the test even where nothing was set.
    monkeypatch.setenv("HAILONG_DATABASE", "")
    monkeypatch.delenv("HAILONG_DATABASE")


@pytest.fixture(scope="session")
def reference() -> Path:
    """The folder of reference numbers and real data, which is not part of this project."""
    named = os.environ.get("HAILONG_REFERENCE")
    if not named:
        pytest.skip(f"{NO_REFERENCE}: name the folder that holds golden/ and data/")
    folder = Path(named)
    if not (folder / "golden").is_dir():
        pytest.fail(f"HAILONG_REFERENCE names {folder}, which has no folder golden/; correct or unset it")
    return folder


@pytest.fixture(autouse=True)
def few_threads() -> Iterator[None]:
    """No test leaves threads behind: they slow down the thousands that come after it."""
    yield
    left = Counter(each.name.rstrip("0123456789-_") for each in threading.enumerate())
    assert left.total() < MOST_THREADS, left.most_common(3)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say how many comparisons were left out, so that a green run without them is not misread."""
    skipped = terminalreporter.stats.get("skipped", [])
    left_out = sum(NO_REFERENCE in str(report.longrepr) for report in skipped)
    if left_out:
        terminalreporter.write_line(f"{left_out} comparisons with reference numbers skipped: {NO_REFERENCE}")
