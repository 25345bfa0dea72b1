"""The comments desk on one database, and on both."""

from __future__ import annotations

import pytest

from tests.staff.cast import Office
from tests.staff.comments.cast import Room, open_room
from tests.worlds import Worlds


@pytest.fixture
def room(worlds: Worlds, office: Office) -> Room:
    return worlds.filled("comments room", office.cast.engine, lambda: open_room(office), office)


@pytest.fixture
def both_rooms(both: Office) -> Room:
    return open_room(both)
