"""The one writer: a ballot is acknowledged only when it is on the disk, and stored only once."""

from __future__ import annotations

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from survey.ballots.ballot_rows import NOT_STORED, Recorded, row_of
from survey.ballots.ballot_sql import statements_for
from survey.ballots.contract import Submission
from survey.ballots.doors import Door
from survey.ballots.misses import not_stored
from survey.ballots.postgres_writer import PostgresWriter
from survey.ballots.rehearsed import record
from survey.ballots.sqlite_writer import SqliteWriter
from survey.codes.hashing import CodesUnreadableError, hash_at

__all__ = ["Recorded", "Store"]

WRITERS: dict[str, type[SqliteWriter] | type[PostgresWriter]] = {
    "sqlite": SqliteWriter,
    "postgresql": PostgresWriter,
}


class Store:
    """Writes ballots into one database."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._statements = statements_for(engine)
        self._write = WRITERS[engine.dialect.name](engine, self._statements).write

    def record_ballot(self, door: Door, submission: Submission) -> Recorded:
        """Store a checked ballot, its comments and its code in one transaction; the first version wins."""
        if door.rehearsing:
            return record(self.engine, door, submission)
        if submission.code is None:
            return self._write(row_of(door, submission))
        try:
            return self._write(row_of(door, submission, hash_at(door, submission.code)))
        except CodesUnreadableError:
            return self.look_up(submission) or NOT_STORED

    def look_up(self, submission: Submission) -> Recorded | None:
        """What is known of a ballot, without storing it; None where its id is new."""
        try:
            with self.engine.connect() as connection:
                execute = connection.exec_driver_sql
                return self._statements.known(execute, submission.id, submission.body_hash)
        except SQLAlchemyError as error:
            return not_stored(error)
