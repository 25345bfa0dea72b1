"""The quality desk: flags with their evidence, exclusions by two people."""

from __future__ import annotations

from survey.staff.quality import confirming_pages, effect_page, looking_pages, overview_pages

__all__ = ["confirming_pages", "effect_page", "looking_pages", "overview_pages"]
