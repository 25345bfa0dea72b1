"""The application on the cast's database, and somebody in front of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask

from survey import create_app
from survey.ballots import doors
from tests.citizen.cast import Citizen, Shop, open_shop
from tests.databases import Cast


@pytest.fixture(autouse=True)
def nothing_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    """Doors are read anew each time."""
    monkeypatch.setattr(doors, "SEEN_WITHIN", 0.0)


@pytest.fixture
def shop(sqlite_province: Cast, tmp_path: Path) -> Shop:
    """The wave with one of everything, on SQLite."""
    return open_shop(sqlite_province, tmp_path)


@pytest.fixture
def both(province: Cast, tmp_path: Path) -> Shop:
    """The wave with one of everything, on both databases."""
    return open_shop(province, tmp_path)


@pytest.fixture
def app(shop: Shop) -> Flask:
    return create_app(shop.engine)


@pytest.fixture
def citizen(app: Flask) -> Citizen:
    """Somebody in front of the form, in Vietnamese."""
    somebody = Citizen(app.test_client())
    somebody.open()
    return somebody
