"""The secret key of the installation, from which the ids of imported ballots are made."""

from __future__ import annotations

import pytest

from tests.accounts.cast import KEY_TEXT


@pytest.fixture(autouse=True)
def key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HAILONG_KEY", KEY_TEXT)
