"""What comes in at a door that is rehearsed: written apart from ballots, and only while it is rehearsed."""

from __future__ import annotations

from sqlalchemy import Engine, insert, select
from sqlalchemy.exc import SQLAlchemyError

from survey.ballots.ballot_rows import NEW, NOT_STORED, SAME, Recorded
from survey.ballots.contract import Submission
from survey.ballots.doors import Door
from survey.ballots.misses import not_stored
from survey.tables import metadata

TEST_BALLOT = metadata.tables["test_ballot"]
WAVE = metadata.tables["wave"]


def record(engine: Engine, door: Door, ballot: Submission) -> Recorded:
    """Write a test ballot, without its comments, if the wave is still being rehearsed."""
    row = {
        "id": ballot.id,
        "wave_id": door.wave_id,
        "collector_id": door.collector_id,
        "day": ballot.day,
        "answers": ballot.answers,
    }
    # Whoever ends the rehearsal waits for this row, and then finds it.
    rehearsed = select(WAVE.c.rehearsed_since).where(WAVE.c.id == door.wave_id).with_for_update(read=True)
    known = select(TEST_BALLOT.c.id).where(TEST_BALLOT.c.id == ballot.id)
    try:
        with engine.begin() as connection:
            if connection.execute(rehearsed).scalar_one() is None:
                return NOT_STORED
            if connection.execute(known).first() is not None:
                return SAME
            connection.execute(insert(TEST_BALLOT).values(row))
            return NEW
    except SQLAlchemyError as error:
        return not_stored(error)
