"""What a watcher asks: does the process answer, can it take ballots, and how does the whole stand."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from flask import Blueprint, Response, jsonify
from sqlalchemy import Engine, func, select, text
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session, col

from survey import current
from survey.link_check.alarm import alarm
from survey.tables import Job

LEAST_FREE = 200 * 1024 * 1024
"""Bytes on the disk of the database below which no visitor should be led here."""
VERSIONS = Path(__file__).parent / "migrations" / "versions"
REMEMBERED = 1.0
"""Seconds: however often somebody asks, the database is not asked more often."""
OK = "ok"

health = Blueprint("health", __name__)


@health.get("/healthz")
def healthz() -> Response:
    """Say that this process answers."""
    return _sent(Response("ok\n", content_type="text/plain; charset=utf-8"))


@health.get("/readyz")
def readyz() -> Response:
    """Whether ballots can be taken: the database answers, its tables are of today, the disk has room."""
    found = _remembered("ready", current.engine(), _checks)
    is_ready = all(each == OK for each in found.values())
    return _sent(jsonify(ready=is_ready, checks=found), 200 if is_ready else 503)


@health.get("/status")
def status() -> Response:
    """Version, work that waits or failed, and how the checks of the doors stand."""
    found = _remembered("status", current.engine(), _standing)
    return _sent(jsonify(version=_version(), **found))


def _sent(response: Response, code: int = 200) -> Response:
    response.status_code = code
    response.headers["Cache-Control"] = "no-store"
    return response


_memory: dict[tuple[str, int], tuple[float, dict[str, Any]]] = {}


def _remembered(name: str, engine: Engine, ask: Callable[[Engine], dict[str, Any]]) -> dict[str, Any]:
    """What was found a moment ago, or is found now."""
    key, now = (name, id(engine)), time.monotonic()
    until, found = _memory.get(key, (0.0, {}))
    if now >= until:
        found = ask(engine)
        _memory[key] = (now + REMEMBERED, found)
    return found


def _checks(engine: Engine) -> dict[str, str]:
    try:
        with engine.connect() as connection:
            tables = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    except SQLAlchemyError:
        return {"database": "does not answer, or has no tables", "tables": "unknown", "disk": _disk(engine)}
    is_new = OK if tables == newest_tables() else "of another version; run: hailong db upgrade"
    return {"database": OK, "tables": is_new, "disk": _disk(engine)}


def _disk(engine: Engine) -> str:
    """Only where the database is a file here; a server of its own looks after its own disk."""
    name = engine.url.database
    if engine.dialect.name != "sqlite" or not name or name == ":memory:":
        return OK
    try:
        free = shutil.disk_usage(Path(name).resolve().parent).free
    except OSError:
        return "cannot be read"
    return OK if free >= LEAST_FREE else "less than 200 MB free"


def _standing(engine: Engine) -> dict[str, Any]:
    try:
        with Session(engine) as session:
            jobs = session.execute(select(col(Job.state), func.count()).group_by(col(Job.state))).all()
            counts: dict[str, int] = {state: n for state, n in jobs}
            doors = alarm(session)
    except SQLAlchemyError:
        return {"database": "does not answer, or has no tables"}
    return {
        "tables": newest_tables(),
        "jobs": {state: counts.get(state, 0) for state in ("waiting", "running", "failed")},
        "link_check": doors.told(),
    }


@cache
def newest_tables() -> str:
    """The version of the tables that this program works with; alembic, which also knows, is slow to read."""
    return max(path.stem.partition("_")[0] for path in VERSIONS.glob("[0-9]*.py"))


@cache
def _version() -> str:
    try:
        return version("hailong")
    except PackageNotFoundError:
        return "unknown"
