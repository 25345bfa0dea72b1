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
    from survey import citizen, current, devices, headers, interviewing, logs, publishing, staff
    from survey.ballots import api
    from survey.health import health
    from survey.limits import guard
    from survey.limits.whole_body import WholeBody
    from survey.link_check.views import link_checks
    from survey.quiet import QuietApp

    app = QuietApp("survey", static_folder=None)
    app.config.update(settings)
    app.wsgi_app = WholeBody(app.wsgi_app)  # type: ignore[method-assign]
    current.provide(app, database)
    logs.register(app)
    headers.guard(app)
    guard.register(app)
    api.register(app)
    app.register_blueprint(health)
    app.register_blueprint(link_checks)
    citizen.register(app)
    devices.register(app)
    interviewing.register(app)
    staff.register(app)
    publishing.register(app)
    if demo is not None:
        from survey.demo import pages

        pages.register(app, demo)
    return app
