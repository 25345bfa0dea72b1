"""What a view may ask of the application it runs in: the database, the one writer, the limits."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Flask, current_app
from sqlalchemy import Engine

from survey.ballots.store import Store
from survey.database import engine_of
from survey.limits.database_deadline import keep_deadline
from survey.limits.limits import Limits

NAME = "hailong"


@dataclass(frozen=True)
class _Current:
    engine: Engine
    store: Store
    limits: Limits


def provide(app: Flask, database: str | Engine | None) -> None:
    """Give the application its database; nothing is opened before it is needed."""
    found = database if isinstance(database, Engine) else keep_deadline(engine_of(database))
    app.extensions[NAME] = _Current(found, Store(found), Limits.of_environment())


def engine() -> Engine:
    """The database of the application that answers this request."""
    return _current().engine


def store() -> Store:
    """The one writer of the application that answers this request."""
    return _current().store


def limits() -> Limits:
    """What this worker counts."""
    return _current().limits


def _current() -> _Current:
    found: _Current = current_app.extensions[NAME]
    return found
