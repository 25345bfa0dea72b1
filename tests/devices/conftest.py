"""The application on the cast's database, read anew each time."""

from __future__ import annotations

import pytest
from flask import Flask

from survey import create_app
from survey.ballots import doors
from tests.databases import Cast


@pytest.fixture(autouse=True)
def nothing_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    """Doors are read anew each time, and a PIN is hashed in no time."""
    monkeypatch.setattr(doors, "SEEN_WITHIN", 0.0)
    monkeypatch.setattr("survey.devices.secret.PIN_METHOD", "pbkdf2:sha256:1000")


@pytest.fixture
def app(province: Cast) -> Flask:
    """On both databases."""
    return create_app(province.engine)
