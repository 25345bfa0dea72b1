"""The comments desk on one database, and on both."""

from __future__ import annotations

import pytest

from tests.staff.cast import Office
from tests.staff.comments.cast import Room, open_room


@pytest.fixture
def room(office: Office) -> Room:
    return open_room(office)


@pytest.fixture
def both_rooms(both: Office) -> Room:
    return open_room(both)
