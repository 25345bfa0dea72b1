"""The desk on one database and on both, without a sample and with one."""

from __future__ import annotations

import pytest

from survey.ballots import doors
from tests.staff.cast import Office
from tests.staff.samples.cast import Desk, open_desk
from tests.worlds import Worlds


@pytest.fixture(autouse=True)
def nothing_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    """Doors are read anew each time."""
    monkeypatch.setattr(doors, "SEEN_WITHIN", 0.0)


@pytest.fixture
def desk(worlds: Worlds, office: Office) -> Desk:
    return worlds.filled("samples desk", office.cast.engine, lambda: open_desk(office), office)


@pytest.fixture
def both_desks(both: Office) -> Desk:
    return open_desk(both)


@pytest.fixture
def sampled(desk: Desk) -> Desk:
    """Two lists of ten with three reserves each."""
    assert desk.draw().status_code == 303
    return desk


@pytest.fixture
def both_sampled(both_desks: Desk) -> Desk:
    """The same on both databases."""
    assert both_desks.draw().status_code == 303
    return both_desks
