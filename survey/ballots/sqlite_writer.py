"""Writing into SQLite: one group of ballots, one transaction, one wait for the disk."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import cast

from sqlalchemy import Engine

from survey.ballots.ballot_rows import Recorded, Row
from survey.ballots.ballot_sql import Statements, UndoneError
from survey.ballots.group_commit import GroupCommit
from survey.ballots.misses import not_stored
from survey.ballots.turns import FileTurns, no_turns


class SqliteWriter:
    """A fair queue in front of the file, so that SQLite never has to poll for its lock."""

    def __init__(self, engine: Engine, statements: Statements) -> None:
        self._engine = engine
        self._statements = statements
        file = engine.url.database
        turn = FileTurns(Path(file)).turn if file and file != ":memory:" else no_turns
        self.write = GroupCommit(self._write_group, turn).put

    def _write_group(self, rows: Sequence[Row]) -> list[Recorded]:
        """One transaction for all; when it does not reach the disk, none of them is acknowledged."""
        try:
            return self._in_one_transaction(rows)
        except Exception as error:
            # What a failed commit left behind is not known: nothing is tried again here, the clients do.
            return [not_stored(error)] * len(rows)

    def _in_one_transaction(self, rows: Sequence[Row]) -> list[Recorded]:
        connection = self._engine.raw_connection()
        cursor = cast(sqlite3.Cursor, connection.cursor())
        try:
            cursor.execute("BEGIN IMMEDIATE")
            outcomes = [self._apart(cursor, row) for row in rows]
            cursor.execute("COMMIT")
            return outcomes
        except BaseException:
            # Closing alone would leave the lock with the statements that the traceback holds.
            with suppress(sqlite3.Error):
                cursor.execute("ROLLBACK")
            connection.invalidate()
            raise
        finally:
            connection.close()

    def _apart(self, cursor: sqlite3.Cursor, row: Row) -> Recorded:
        """Write one row of the group so that, if the database refuses it, the others do not suffer."""
        cursor.execute("SAVEPOINT apart")
        try:
            outcome = self._statements.write(cursor.execute, row)
        except UndoneError as undone:
            cursor.execute("ROLLBACK TO apart")
            outcome = undone.outcome
        except sqlite3.Error as error:
            if not cursor.connection.in_transaction:
                raise  # A full disk, for one, takes the whole transaction back.
            cursor.execute("ROLLBACK TO apart")
            outcome = not_stored(error)
        cursor.execute("RELEASE apart")
        return outcome
