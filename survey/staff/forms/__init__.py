"""Questionnaires: uploaded, looked at on every surface, published, revised."""

from survey.staff.forms import deeds, pages, previews

__all__ = ["deeds", "pages", "previews"]
