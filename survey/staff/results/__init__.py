"""Results on the web for those allowed."""

from survey.staff.results import compare, data, files, months, units, waves

__all__ = ["compare", "data", "files", "months", "units", "waves"]
