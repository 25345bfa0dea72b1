"""Tablets at a counter: pairing with a door, what they tell of themselves, and how they work offline."""

from __future__ import annotations

from flask import Flask

from survey.devices.views import devices


def register(app: Flask) -> None:
    """Give the application the addresses of tablets, and the worker that serves pages offline."""
    app.register_blueprint(devices)
