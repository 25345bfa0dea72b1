"""What these tests share."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import Engine

from survey.database import SETTING
from tests.databases import url_of
from tests.results.cast import FORM, Province


@pytest.fixture
def place(engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Province:
    """An empty province on both databases, which the command works on."""
    return settled(engine, tmp_path, monkeypatch)


@pytest.fixture
def sqlite_place(sqlite_engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Province:
    """The same on SQLite alone, where the database does not matter."""
    return settled(sqlite_engine, tmp_path, monkeypatch)


def settled(engine: Engine, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Province:
    form = folder / "trial.yaml"
    form.write_text(FORM, encoding="utf-8")
    monkeypatch.setenv(SETTING, url_of(engine))
    return Province(engine, folder, form)
