"""A crew for these tests, on SQLite and on both databases."""

from __future__ import annotations

import pytest

from tests.staff.cast import Office
from tests.staff.waves.cast import Crew, hire
from tests.worlds import Worlds


@pytest.fixture
def crew(worlds: Worlds, office: Office) -> Crew:
    return worlds.filled("waves crew", office.cast.engine, lambda: hire(office), office)


@pytest.fixture
def crews(both: Office) -> Crew:
    """The same on both databases."""
    return hire(both)
