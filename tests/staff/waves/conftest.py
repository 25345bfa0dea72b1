"""A crew for these tests, on SQLite and on both databases."""

from __future__ import annotations

import pytest

from tests.staff.cast import Office
from tests.staff.waves.cast import Crew, hire


@pytest.fixture
def crew(office: Office) -> Crew:
    return hire(office)


@pytest.fixture
def crews(both: Office) -> Crew:
    """The same on both databases."""
    return hire(both)
