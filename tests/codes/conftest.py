"""A secret key for every test, doors that are read anew each time, and devices in front of the application."""

from __future__ import annotations

import pytest

from survey import create_app
from survey.ballots import doors
from tests.ballots.cast import Device
from tests.codes.cast import KEY
from tests.databases import Cast


@pytest.fixture(autouse=True)
def key(monkeypatch: pytest.MonkeyPatch) -> str:
    """The secret key, named in the environment."""
    monkeypatch.setenv("HAILONG_KEY", KEY)
    monkeypatch.setattr(doors, "SEEN_WITHIN", 0.0)
    return KEY


@pytest.fixture
def device(province: Cast) -> Device:
    """A device in front of the application, on both databases."""
    return Device(create_app(province.engine).test_client())


@pytest.fixture
def sqlite_device(sqlite_province: Cast) -> Device:
    """A device in front of the application, on SQLite."""
    return Device(create_app(sqlite_province.engine).test_client())
