"""A desk with papers, on both databases or on one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from survey.accounts import passwords
from survey.ballots import doors
from tests.accounts.cast import NOW
from tests.databases import Cast
from tests.keying.cast import Desk, open_desk, with_thirty_items


@pytest.fixture(autouse=True)
def small_hashes(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Passwords are tested beside the accounts; doors are read anew each time."""
    monkeypatch.setattr(passwords, "MEMORY_KIB", 64)
    monkeypatch.setattr(doors, "SEEN_WITHIN", 0.0)
    passwords._hasher.cache_clear()
    yield
    passwords._hasher.cache_clear()


@pytest.fixture
def desk(province: Cast) -> Desk:
    return open_desk(province, NOW)


@pytest.fixture
def sqlite_desk(sqlite_province: Cast) -> Desk:
    return open_desk(sqlite_province, NOW)


@pytest.fixture
def thirty(sqlite_desk: Desk, tmp_path: Path) -> Desk:
    return with_thirty_items(sqlite_desk, tmp_path)
