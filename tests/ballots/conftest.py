"""The application on the cast's database, and a device that sends ballots to it."""

from __future__ import annotations

import pytest

from survey import create_app
from tests.ballots.cast import Device
from tests.databases import Cast


@pytest.fixture
def device(province: Cast) -> Device:
    """A device in front of the application, on both databases."""
    return Device(create_app(province.engine).test_client())


@pytest.fixture
def sqlite_device(sqlite_province: Cast) -> Device:
    """A device in front of the application, on SQLite."""
    return Device(create_app(sqlite_province.engine).test_client())
