"""The province at work, with an open wave or a frozen one."""

from __future__ import annotations

import pytest

from tests.audit.cast import frozen, lived_in
from tests.databases import Cast


@pytest.fixture
def at_work(province: Cast) -> Cast:
    """Ballots came in and lines were written, on both databases."""
    return lived_in(province)


@pytest.fixture
def after_freezing(at_work: Cast) -> Cast:
    """The wave of two items is frozen."""
    return frozen(at_work)


@pytest.fixture
def sqlite_at_work(sqlite_province: Cast) -> Cast:
    """The same on SQLite alone."""
    return lived_in(sqlite_province)
