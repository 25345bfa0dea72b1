"""Taking an import back: its ballots, comments and doors go, and everything is as it was before."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ColumnElement, delete, func, or_, select
from sqlmodel import Session, col

from survey.ballots.ballot_sql import BALLOT, COMMENT, LEDGER
from survey.importing.storing import COMMENT_CAME_WITH, ImportingError, Stored, take_turn
from survey.keys import id_of
from survey.tables import Collector, DataImport, ImportDoor, Wave
from survey.waves.events import append


def undo(session: Session, run: DataImport, *, by: str) -> Stored:
    """Delete what came with an import, in the caller's transaction.

    Raises
    ------
    ImportingError: it is not stored, the wave is frozen, or somebody has worked on its ballots or comments.
    """
    wave = session.get_one(Wave, run.wave_id)
    connection = session.connection()
    _check_stored(run)
    try:
        take_turn(connection, wave)
    except ImportingError:
        raise ImportingError(
            f"the figures of the wave are fixed; import {run.id}, wave {wave.code}; undoing is over"
        ) from None
    # Somebody else may have undone it while this waited.
    session.refresh(run, ["state"])
    _check_stored(run)
    doors = select(col(ImportDoor.collector_id)).where(col(ImportDoor.import_id) == id_of(run))
    own = (BALLOT.c.wave_id == wave.id) & BALLOT.c.collector_id.in_(doors)
    came = select(COMMENT_CAME_WITH.c.comment_id).where(COMMENT_CAME_WITH.c.import_id == run.id)
    written = COMMENT.c.id.in_(came)
    _refuse_worked_on(session, run, own, written)
    comments = connection.execute(delete(COMMENT).where(written)).rowcount
    ballots = connection.execute(delete(BALLOT).where(own)).rowcount
    numbers = list(session.execute(doors).scalars())
    session.execute(delete(ImportDoor).where(col(ImportDoor.import_id) == id_of(run)))
    session.execute(delete(Collector).where(col(Collector.id).in_(numbers)))
    run.state, run.finished = "undone", dt.datetime.now(dt.UTC)
    session.add(run)
    said = {"wave": wave.code, "ballots": ballots, "comments": comments}
    append(session, by, "import.undo", f"import {run.id}", said)
    return Stored(ballots, 0, comments)


def _check_stored(run: DataImport) -> None:
    if run.state != "stored":
        raise ImportingError(f"import {run.id} is not stored ({run.state}); there is nothing to undo")


def _refuse_worked_on(
    session: Session, run: DataImport, own: ColumnElement[bool], written: ColumnElement[bool]
) -> None:
    """Work that somebody did on it would be lost with it, or stand in the ledger about nothing."""
    judged = select(func.count()).where(LEDGER.c.ballot_id.in_(select(BALLOT.c.id).where(own)))
    sorted_out = or_(COMMENT.c.status != "new", COMMENT.c.theme.is_not(None))
    read = select(func.count()).select_from(COMMENT).where(written, sorted_out)
    for count, what in (
        (judged, "ballots of it stand in the exclusion ledger"),
        (read, "comments of it were handled"),
    ):
        number = session.execute(count).scalar_one()
        if number:
            raise ImportingError(
                f"{number} {what}; import {run.id}; undoing would lose that work: "
                "set the ballots that are wrong aside at the quality desk instead"
            )
