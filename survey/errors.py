"""Which errors are a person's to mend, with what exit status, and how they are said on one line."""

from __future__ import annotations

from survey.analysing.request import RequestError
from survey.files.folder import OutputExistsError

DATA, USAGE = 1, 2
ROOMS = ("questionnaires", "analysis", "reports", "survey")

STATUS: dict[type[Exception], int] = {
    OutputExistsError: USAGE,
    RequestError: USAGE,
    OSError: DATA,
    MemoryError: DATA,
}
"""Classes with a status of their own; every other named ValueError of the house is about the data."""


def status_of(error: Exception) -> int | None:
    """Exit status of an error that is said in one line; None for one nobody foresaw."""
    for kind, status in STATUS.items():
        if isinstance(error, kind):
            return status
    ours = type(error).__module__.partition(".")[0] in ROOMS
    return DATA if ours and isinstance(error, ValueError) else None


def line_of(error: Exception) -> str:
    """What, where and the cure, on one line."""
    if isinstance(error, MemoryError):
        return "the file is too large for this machine's memory; close other programs, or split it by wave"
    if isinstance(error, OSError) and error.filename:
        return f"{error.strerror}; {error.filename}; check the path and the permissions"
    first, *others = str(error).splitlines() or [type(error).__name__]
    if not others:
        return first
    return f"{first}; and {len(others)} more: 'hailong questionnaire check' lists them"
