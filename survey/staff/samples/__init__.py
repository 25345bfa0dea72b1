"""Samples of a wave: drawn, given out, replaced, checked again, and their lists destroyed after the close."""

from survey.staff.samples import routes

__all__ = ["routes"]
