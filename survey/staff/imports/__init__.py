"""Importing files of answers into a wave."""

from survey.staff.imports import column_pages, pages, too_large

__all__ = ["column_pages", "pages", "too_large"]
