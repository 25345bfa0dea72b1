"""The application with people in it, and passwords that are hashed in no time."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask

from survey import create_app
from survey.accounts import passwords, signing_in
from survey.staff import form_mark
from tests.accounts.cast import KEY_TEXT
from tests.databases import Cast
from tests.staff.cast import Office, open_office
from tests.worlds import Worlds


@pytest.fixture(autouse=True)
def key(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The secret key of the installation, and small hashes; the real ones are tested beside the accounts."""
    monkeypatch.setenv("HAILONG_KEY", KEY_TEXT)
    monkeypatch.setattr(passwords, "MEMORY_KIB", 64)
    monkeypatch.setattr(signing_in, "GRAIN", 0)
    _forget()
    yield
    _forget()


def _forget() -> None:
    """What was remembered is of the test before."""
    for each in (passwords._hasher, passwords._nobodys_hash, form_mark._key):
        each.cache_clear()


@pytest.fixture
def app(sqlite_province: Cast) -> Flask:
    return create_app(sqlite_province.engine)


@pytest.fixture
def office(worlds: Worlds, sqlite_province: Cast, app: Flask) -> Office:
    return worlds.filled(
        "office", sqlite_province.engine, lambda: open_office(sqlite_province, app), sqlite_province, app
    )


@pytest.fixture
def both(province: Cast) -> Office:
    """The same on both databases."""
    return open_office(province, create_app(province.engine))
