"""The citizen's page: one form on phone, counter and kiosk, complete without JavaScript."""

from __future__ import annotations

from flask import Flask

from survey.citizen.kiosk_views import kiosk
from survey.citizen.views import citizen


def register(app: Flask) -> None:
    """Give the application the citizen's pages."""
    app.register_blueprint(citizen)
    app.register_blueprint(kiosk)
