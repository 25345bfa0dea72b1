"""Empty databases to put backups into, and a cheap key: a dear one would make the tests of keys slow."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from survey.backup import sealing
from survey.connections import engine_of
from tests.backup.cast import bare_postgres


@pytest.fixture(autouse=True)
def cheap_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    """The lowest cost that a file may have."""
    monkeypatch.setattr(sealing, "COST", sealing.COSTS[0])


@pytest.fixture(autouse=True)
def no_key_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No secret key of the machine is found by chance."""
    monkeypatch.setenv("HAILONG_KEY_FILE", str(tmp_path / "hailong.key"))
    monkeypatch.delenv("HAILONG_KEY", raising=False)


@pytest.fixture(params=["sqlite", "postgres"])
def bare(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """A database without any table, of both kinds."""
    if request.param == "postgres":
        with bare_postgres(request.getfixturevalue("postgres_server")) as engine:
            yield engine
        return
    (tmp_path / "elsewhere").mkdir()
    engine = engine_of(f"sqlite:///{tmp_path}/elsewhere/new.db")
    yield engine
    engine.dispose()
