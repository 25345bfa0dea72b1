"""What the log is told when a ballot could not be stored: the kind of failure, never the ballot."""

from __future__ import annotations

import logging

from survey.ballots.ballot_rows import NOT_STORED, Recorded

log = logging.getLogger(__name__)


def not_stored(error: BaseException) -> Recorded:
    """The outcome 503, with a line in the log; messages of databases quote whole rows and are left out."""
    log.error("a ballot was not stored: %s", kind_of(error))
    return NOT_STORED


def kind_of(error: BaseException) -> str:
    """The class of a failure and the code that the database gave it."""
    root = getattr(error, "orig", None) or error
    code = getattr(root, "sqlstate", None) or getattr(root, "sqlite_errorname", None)
    return f"{type(root).__name__} {code}" if code else type(root).__name__
