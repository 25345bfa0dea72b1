"""The office of these tests: results in every state, and who may see them."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import Engine

from survey import create_app
from survey.results.stored.microdata import store_microdata
from tests.staff.results.cast import NEW, OLD, Ministry, ministry
from tests.worlds import Worlds


@pytest.fixture
def filled(worlds: Worlds, sqlite_engine: Engine, tmp_path: Path) -> Ministry:
    """Both waves with ballots, nothing stored yet; last year's is published, this year's closed."""
    return worlds.filled("ministry", sqlite_engine, lambda: ministry(sqlite_engine, tmp_path))


@pytest.fixture
def stored(worlds: Worlds, filled: Ministry) -> Ministry:
    """Everything computed, single ballots too."""

    def compute() -> None:
        filled.store()
        for wave in (OLD, NEW):
            store_microdata(filled.engine, wave)

    worlds.filled("ministry with results", filled.engine, compute)
    return filled


@pytest.fixture
def app(filled: Ministry) -> Flask:
    return create_app(filled.engine)
