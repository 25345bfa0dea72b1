"""The desk on one database, and on both."""

from __future__ import annotations

import pytest

from tests.staff.cast import Office
from tests.staff.quality.cast import Desk, open_desk


@pytest.fixture
def desk(office: Office) -> Desk:
    return open_desk(office)


@pytest.fixture
def both_desks(both: Office) -> Desk:
    return open_desk(both)
