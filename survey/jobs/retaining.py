"""The job that destroys what is past its day: ballots, comments, frames and codes."""

from __future__ import annotations

from sqlmodel import Session

from survey import dates
from survey.codes.retention import destroy_codes, due_codes
from survey.jobs.kinds import Task
from survey.waves.retention import destroy, due, sweep


def destroy_all_due(task: Task) -> None:
    """The same as `hailong retention --apply`, in one transaction with its lines in the audit log."""
    day, by = dates.today(), task.ordered_by
    with Session(task.engine) as session:
        for codes in due_codes(session, day):
            destroy_codes(session, codes, day=day, by=by)
        for each in due(session, day):
            destroy(session, each, day=day, by=by)
        session.commit()
        sweep(session)
