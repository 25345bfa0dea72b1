"""The web application and the `hailong` command."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import Flask

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Engine


def create_app(database: str | Engine | None = None, *, demo: Path | None = None, **settings: Any) -> Flask:
    """The application on one database; light on purpose: it imports neither statistics nor report writing.

    `database` is an address, an engine, or nothing for the one named by HAILONG_DATABASE; it is opened when
    a page first needs it. `demo` is the folder of a demonstration, whose start page and reports are added.
    `settings` are Flask's.
    """
    from survey import citizen, current, headers
    from survey.ballots import api
    from survey.quiet import QuietApp

    app = QuietApp("survey", static_folder=None)
    app.config.update(settings)
    current.provide(app, database)
    headers.guard(app)
    api.register(app)
    citizen.register(app)
    if demo is not None:
        from survey.demo import pages

        pages.register(app, demo)
    app.add_url_rule("/healthz", view_func=healthz)
    return app


def healthz() -> tuple[str, int, dict[str, str]]:
    """Say that this process answers."""
    return "ok\n", 200, {"Content-Type": "text/plain; charset=utf-8", "Cache-Control": "no-store"}
