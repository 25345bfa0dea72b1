"""The fieldwork board, and the jobs that run behind it."""

from survey.staff.fieldwork import board_pages, fetching, job_pages, ordering

__all__ = ["board_pages", "fetching", "job_pages", "ordering"]
