"""The side of those who run surveys: signing in, people, and an area for each of their tasks."""

from __future__ import annotations

from importlib import import_module

from flask import Flask

AREAS = (
    "entering",
    "home",
    "leaving",
    "people",
    "devices",
    "bound",
    "providing",
    "setting_up",
    "units",
    "waves",
    "fieldwork",
    "samples",
    "keying",
    "quality",
    "comments",
    "imports",
    "forms",
    "results",
)
"""Modules that put their pages onto the blueprint when they are read."""


def register(app: Flask) -> None:
    """Give the application the pages of staff, and the identity provider where one is set.

    Raises
    ------
    ProviderSettingsError: it is set so that nobody could sign in, or the extra `oidc` is not installed.
    """
    from survey.accounts.provider_settings import load_provider
    from survey.staff.frame import staff
    from survey.staff.visit import PROVIDER

    app.extensions[PROVIDER] = load_provider()

    for area in AREAS:
        import_module(f"{__name__}.{area}")
    app.register_blueprint(staff)
