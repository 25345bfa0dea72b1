"""The shop with one of everything, and where it is served."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from survey import create_app
from survey.ballots import doors
from tests.browser.serving import served
from tests.citizen.cast import Shop, open_shop
from tests.databases import Cast


@pytest.fixture
def shop(sqlite_province: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shop:
    """The wave with one of everything; doors are read anew each time."""
    monkeypatch.setattr(doors, "SEEN_WITHIN", 0.0)
    return open_shop(sqlite_province, tmp_path)


@pytest.fixture
def base(shop: Shop) -> Iterator[str]:
    """Where the application is served."""
    with served(create_app(shop.engine)) as address:
        yield address
