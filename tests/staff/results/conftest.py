"""The office of these tests: results in every state, and who may see them."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import Engine

from survey import create_app
from tests.staff.results.cast import Ministry, ministry


@pytest.fixture
def filled(sqlite_engine: Engine, tmp_path: Path) -> Ministry:
    """Both waves with ballots, nothing stored yet; last year's is published, this year's closed."""
    return ministry(sqlite_engine, tmp_path)


@pytest.fixture
def app(filled: Ministry) -> Flask:
    return create_app(filled.engine)
