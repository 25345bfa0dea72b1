"""What the worker does again and again while no job waits: ballots counted, old files taken away."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Callable

from sqlalchemy import Engine

from survey.fieldwork.counting import recount_due
from survey.jobs.files import clear_expired

log = logging.getLogger(__name__)
CHORES: tuple[Callable[[Engine, dt.datetime], object], ...] = (recount_due, clear_expired)


def look_after(engine: Engine) -> None:
    """Do what is due; what goes wrong is said, and tried again the next time."""
    for chore in CHORES:
        try:
            chore(engine, dt.datetime.now(dt.UTC))
        except Exception as error:
            log.error("%s was not done: %s", chore.__name__, type(error).__name__)
