"""The web application and the `hailong` command."""

from __future__ import annotations

from flask import Flask


def create_app() -> Flask:
    """The application; light on purpose: it imports neither statistics nor report writing."""
    app = Flask("survey")
    app.add_url_rule("/healthz", view_func=healthz)
    return app


def healthz() -> tuple[str, int, dict[str, str]]:
    """Say that this process answers."""
    return "ok\n", 200, {"Content-Type": "text/plain; charset=utf-8", "Cache-Control": "no-store"}
