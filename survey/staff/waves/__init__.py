"""Waves as a workflow, from the plan to publication."""

from survey.staff.waves import routes

__all__ = ["routes"]
