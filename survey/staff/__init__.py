"""The side of those who run surveys: signing in, people, and an area for each of their tasks."""

from __future__ import annotations

from importlib import import_module

from flask import Flask

AREAS = (
    "entering",
    "home",
    "leaving",
    "people",
    "setting_up",
    "units",
    "waves",
    "fieldwork",
    "keying",
    "quality",
    "comments",
    "imports",
    "forms",
    "results",
)
"""Modules that put their pages onto the blueprint when they are read."""


def register(app: Flask) -> None:
    """Give the application the pages of staff."""
    from survey.staff.frame import staff

    for area in AREAS:
        import_module(f"{__name__}.{area}")
    app.register_blueprint(staff)
