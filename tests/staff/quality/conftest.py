"""The desk on one database, and on both."""

from __future__ import annotations

import pytest

from tests.staff.cast import Office
from tests.staff.quality.cast import Desk, open_desk
from tests.worlds import Worlds


@pytest.fixture
def desk(worlds: Worlds, office: Office) -> Desk:
    return worlds.filled("quality desk", office.cast.engine, lambda: open_desk(office), office)


@pytest.fixture
def both_desks(both: Office) -> Desk:
    return open_desk(both)
