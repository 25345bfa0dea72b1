"""Writing into PostgreSQL: one ballot, one round trip; the server groups the commits itself."""

from __future__ import annotations

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from survey.ballots.ballot_rows import Recorded, Row
from survey.ballots.ballot_sql import Statements, UndoneError
from survey.ballots.misses import not_stored


class PostgresWriter:
    """A statement that commits by itself; one with more than its own row needs a transaction."""

    def __init__(self, engine: Engine, statements: Statements) -> None:
        self._engine = engine
        self._alone = engine.execution_options(isolation_level="AUTOCOMMIT")
        self._statements = statements

    def write(self, row: Row) -> Recorded:
        """Write one ballot; where the server was restarted meanwhile, once more on a new connection."""
        try:
            return self._once(row)
        except DBAPIError as error:
            if not error.connection_invalidated:
                return not_stored(error)
        except SQLAlchemyError as error:
            return not_stored(error)
        try:
            return self._once(row)
        except SQLAlchemyError as error:
            return not_stored(error)

    def _once(self, row: Row) -> Recorded:
        if row.comments or row.suspicions or row.keyed is not None or row.code_hash is not None:
            try:
                with self._engine.begin() as connection:
                    return self._write(connection, row)
            except UndoneError as undone:
                return undone.outcome
        with self._alone.connect() as connection:
            return self._write(connection, row)

    def _write(self, connection: Connection, row: Row) -> Recorded:
        return self._statements.write(connection.exec_driver_sql, row)
