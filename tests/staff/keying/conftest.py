"""The department that keys papers, with browsers for its people."""

from __future__ import annotations

import pytest
from flask import Flask

from survey import create_app
from survey.ballots import doors
from tests.databases import Cast
from tests.keying.cast import open_desk
from tests.staff.cast import now
from tests.staff.keying.cast import Room


@pytest.fixture
def room(sqlite_province: Cast, app: Flask, monkeypatch: pytest.MonkeyPatch) -> Room:
    monkeypatch.setattr(doors, "SEEN_WITHIN", 0.0)
    return Room(open_desk(sqlite_province, now()), app)


@pytest.fixture
def on_both(province: Cast, monkeypatch: pytest.MonkeyPatch) -> Room:
    """The same on both databases."""
    monkeypatch.setattr(doors, "SEEN_WITHIN", 0.0)
    return Room(open_desk(province, now()), create_app(province.engine))
