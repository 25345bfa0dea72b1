"""The comments desk."""

from __future__ import annotations

from survey.staff.comments import desk_pages, one_pages, released_pages, restricted_pages, theme_pages

__all__ = ["desk_pages", "one_pages", "released_pages", "restricted_pages", "theme_pages"]
