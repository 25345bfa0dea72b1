"""Interviews at home: lists of cases, who visits whom, and a page that works for days without a network."""

from __future__ import annotations

from flask import Flask

from survey.interviewing.views import interviewing


def register(app: Flask) -> None:
    """Give the application the addresses of interviewers."""
    app.register_blueprint(interviewing)
