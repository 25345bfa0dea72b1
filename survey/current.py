"""What a view may ask of the application it runs in: the database and the one writer."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Flask, current_app
from sqlalchemy import Engine

from survey.ballots.store import Store
from survey.database import engine_of

NAME = "hailong"


@dataclass(frozen=True)
class _Current:
    engine: Engine
    store: Store


def provide(app: Flask, database: str | Engine | None) -> None:
    """Give the application its database; nothing is opened before it is needed."""
    found = database if isinstance(database, Engine) else engine_of(database)
    app.extensions[NAME] = _Current(found, Store(found))


def engine() -> Engine:
    """The database of the application that answers this request."""
    return _current().engine


def store() -> Store:
    """The one writer of the application that answers this request."""
    return _current().store


def _current() -> _Current:
    found: _Current = current_app.extensions[NAME]
    return found
