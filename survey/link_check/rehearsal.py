"""The whole way of a ballot through one door, from the page to the table and back; nothing stays."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import cast

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from survey import dates
from survey.ballots.ballot_rows import NEW, SAME, Row, row_of
from survey.ballots.ballot_sql import Execute, Statements, statements_for
from survey.ballots.contract import Body, ContractError, Submission, check, new_ballot_id
from survey.ballots.doors import Door, door_of
from survey.ballots.misses import kind_of
from survey.ballots.turns import FileTurns, no_turns
from survey.citizen.form_page import fresh_form
from survey.citizen.messages import languages_of
from survey.link_check.specimen import specimen

NO_DOOR, PAGE, CONTRACT, NOT_WRITTEN, NOT_READ, LEFT_BEHIND = (
    "no_door",
    "page",
    "contract",
    "not_written",
    "not_read",
    "left_behind",
)
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Rehearsal:
    """The way through the doors of one database."""

    engine: Engine

    def fault_at(self, collector_id: int) -> str | None:
        """Where the way is blocked; None: a ballot would get through."""
        try:
            door = door_of(self.engine, collector_id)
            return NO_DOOR if door is None else self._fault(replace(door, code_key=None))
        except (SQLAlchemyError, sqlite3.Error) as error:
            log.error("link check of collector %s: %s", collector_id, kind_of(error))
            return NOT_WRITTEN

    def _fault(self, door: Door) -> str | None:
        if not _draws(door):
            return PAGE
        try:
            ballot = _checked(door, specimen(door))
        except ContractError:
            log.exception("link check of collector %s", door.collector_id)
            return CONTRACT
        return self._written(row_of(door, ballot))

    def _written(self, row: Row) -> str | None:
        """Write the row, read it, take it back, and look that it is gone."""
        statements, key = statements_for(self.engine), (row.ballot["id"], row.ballot["body_hash"])
        with undone(self.engine) as execute:
            if statements.write(execute, row) != NEW:
                return NOT_WRITTEN
            if statements.known(execute, *key) != SAME:
                return NOT_READ
        return LEFT_BEHIND if self._is_there(statements, row) else None

    def _is_there(self, statements: Statements, row: Row) -> bool:
        with self.engine.connect() as connection:
            key = (row.ballot["id"], row.ballot["body_hash"])
            return statements.known(connection.exec_driver_sql, *key) is not None


@contextmanager
def undone(engine: Engine) -> Iterator[Execute]:
    """A transaction of which nothing stays, in the queue with those whose ballots do."""
    if engine.dialect.name == "postgresql":
        with engine.connect() as connection, connection.begin() as transaction:
            yield connection.exec_driver_sql
            transaction.rollback()
        return
    file = engine.url.database
    turn = FileTurns(Path(file)).turn if file and file != ":memory:" else no_turns
    connection = engine.raw_connection()
    cursor = connection.cursor()
    try:
        with turn():
            cursor.execute("BEGIN IMMEDIATE")
            try:
                yield cast(Execute, cursor.execute)
            finally:
                cursor.execute("ROLLBACK")
    finally:
        connection.close()


def _draws(door: Door) -> bool:
    """Whether the form can be drawn in every language; whatever stands in the way, the door shows nothing."""
    try:
        return all(fresh_form(door, each).before for each in languages_of(door.questionnaire.languages))
    except Exception:
        log.exception("link check of collector %s", door.collector_id)
        return False


def _checked(door: Door, body: Body) -> Submission:
    now = dates.now()
    return check(door, str(new_ballot_id(now.date())), body, now=now)
