"""The interviewer's work on the cast's database, read anew each time."""

from __future__ import annotations

from pathlib import Path

import pytest

from survey import create_app
from survey.ballots import doors
from tests.databases import Cast
from tests.interviewing.cast import Device, drawn, given, loaded


@pytest.fixture(autouse=True)
def nothing_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    """Doors are read anew each time."""
    monkeypatch.setattr(doors, "SEEN_WITHIN", 0.0)


@pytest.fixture
def device(province: Cast, tmp_path: Path) -> Device:
    """An interviewer with six households and two reserves, on both databases."""
    loaded(province.engine, drawn(tmp_path / "draw"))
    return Device(create_app(province.engine), province, given(province.engine).token)
