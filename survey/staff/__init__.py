"""The side of those who run surveys: signing in, and looking after people. Needs no JavaScript."""

from __future__ import annotations

from flask import Flask


def register(app: Flask) -> None:
    """Give the application the pages of staff."""
    from survey.staff import entering, home, leaving, people, setting_up
    from survey.staff.frame import staff

    # Each of these modules puts its pages onto the blueprint when it is read.
    if not (entering and home and leaving and people and setting_up):
        raise TypeError("a module of pages is missing; survey/staff; install the program whole")
    app.register_blueprint(staff)
