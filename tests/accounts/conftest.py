"""Nobody waits here for a refusal but the test that times it."""

from __future__ import annotations

import pytest

from survey.accounts import signing_in


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(signing_in, "GRAIN", 0)
