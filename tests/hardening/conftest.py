"""The application as it stands in the open: with its limits on."""

from __future__ import annotations

import pytest
from flask import Flask

from survey import create_app
from survey.ballots import doors
from tests.ballots.cast import Device
from tests.databases import Cast


@pytest.fixture(autouse=True)
def nothing_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    """Doors are read anew each time."""
    monkeypatch.setattr(doors, "SEEN_WITHIN", 0.0)


@pytest.fixture
def limits_on(monkeypatch: pytest.MonkeyPatch) -> None:
    """As in production."""
    monkeypatch.delenv("HAILONG_LIMITS")


@pytest.fixture
def app(limits_on: None, sqlite_province: Cast) -> Flask:
    """The application with its limits, on SQLite."""
    return create_app(sqlite_province.engine)


@pytest.fixture
def device(app: Flask) -> Device:
    """Something that sends ballots to it."""
    return Device(app.test_client())
