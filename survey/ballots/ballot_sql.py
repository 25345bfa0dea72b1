"""The statements of the one writer as each database wants them, and what is done with them."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Protocol

from sqlalchemy import (
    Column,
    Dialect,
    Engine,
    Executable,
    Insert,
    Table,
    bindparam,
    delete,
    exists,
    insert,
    literal_column,
    select,
)
from sqlalchemy.dialects import postgresql, sqlite

from survey.ballots.ballot_rows import (
    CODE_USED,
    DELETED,
    NEW,
    NUMBER_USED,
    OTHER,
    SAME,
    SHUT,
    Recorded,
    Row,
)
from survey.ballots.doors import TAKING
from survey.tables import metadata

BALLOT = metadata.tables["ballot"]
COMMENT = metadata.tables["comment"]
DESTROYED = metadata.tables["deleted_ballot"]
CODE = metadata.tables["one_time_code"]
LEDGER = metadata.tables["exclusion"]
KEYED = metadata.tables["keyed_ballot"]
OF_THE_DESK = ("theme", "shown", "due", "settled")
"""What no comment comes with: people decide about it later."""
WAVE = metadata.tables["wave"]
INTO: dict[str, Callable[[Table], Insert]] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


class Answered(Protocol):
    """What a statement left: a cursor of the driver, or a result of SQLAlchemy."""

    @property
    def rowcount(self) -> int: ...

    def fetchone(self) -> Any: ...


class UndoneError(ValueError):
    """What was written of a ballot before this was known is to be undone."""

    outcome: Recorded


class CodeUsedError(UndoneError):
    """The code of a ballot waits no more."""

    outcome = CODE_USED


class NumberUsedError(UndoneError):
    """Another ballot of the batch bears this number."""

    outcome = NUMBER_USED


Execute = Callable[[str, dict[str, Any]], Answered]


@dataclass(frozen=True)
class Statements:
    """Texts compiled once: compiling and type lookup would cost four times as much as the insert itself."""

    dialect: Dialect

    def write(self, execute: Execute, row: Row) -> Recorded:
        """Write one ballot with its comments and take its code, or say why it is not written.

        The ballot first, so that one sent again is known whatever became of its code.

        Raises
        ------
        CodeUsedError, NumberUsedError: the caller undoes what this has written.
        """
        if execute(self._insert_ballot, self._bound(self._ballot_types, row.ballot)).rowcount != 1:
            return self.known(execute, row.ballot["id"], row.ballot["body_hash"]) or SHUT
        if row.code_hash is not None and not self._take(execute, row.code_hash):
            raise CodeUsedError
        if row.keyed is not None and not self._note(execute, row.keyed):
            raise NumberUsedError
        for comment in row.comments:
            execute(self._insert_comment, self._bound(self._comment_types, comment))
        for suspicion in row.suspicions:
            execute(self._insert_suspicion, self._bound(self._ledger_types, suspicion))
        return NEW

    def known(self, execute: Execute, ballot_id: uuid.UUID, body_hash: bytes) -> Recorded | None:
        """What is stored under an id: the same ballot, another, or that it was destroyed; None: nothing."""
        key = self._bound(self._ballot_types, {"id": ballot_id})
        found = execute(self._hash_of, key).fetchone()
        if found is not None:
            return SAME if bytes(found[0]) == body_hash else OTHER
        return DELETED if execute(self._is_destroyed, key).fetchone() is not None else None

    def _take(self, execute: Execute, code_hash: bytes) -> bool:
        """Take a code out of those that wait; whether it was there."""
        return execute(self._take_code, self._bound(self._code_types, {"code_hash": code_hash})).rowcount == 1

    def _note(self, execute: Execute, keyed: dict[str, Any]) -> bool:
        """Note which number of its batch a ballot bears; whether no other bears it."""
        return execute(self._insert_keyed, self._bound(self._keyed_types, keyed)).rowcount == 1

    @cached_property
    def _insert_ballot(self) -> str:
        """Insert unless the id is stored, was destroyed on purpose, or the wave was shut a moment ago."""
        into: Any = INTO[self.dialect.name](BALLOT)
        names = [column.name for column in BALLOT.columns if column.name != "weight"]
        values = select(*(_parameter(BALLOT.c[name]) for name in names))
        is_destroyed = exists().where(DESTROYED.c.id == _parameter(BALLOT.c.id))
        is_taking = exists().where(WAVE.c.id == _parameter(BALLOT.c.wave_id), WAVE.c.state.in_(_states()))
        source = values.where(~is_destroyed, is_taking)
        statement = into.from_select(names, source, include_defaults=False)
        return self._text(statement.on_conflict_do_nothing(index_elements=[BALLOT.c.id]))

    @cached_property
    def _insert_comment(self) -> str:
        given = {each.name: _parameter(each) for each in COMMENT.columns if each.name not in OF_THE_DESK}
        return self._text(insert(COMMENT).values(given))

    @cached_property
    def _insert_suspicion(self) -> str:
        given = {column.name: _parameter(column) for column in LEDGER.columns if column.name != "id"}
        return self._text(insert(LEDGER).values(given))

    @cached_property
    def _insert_keyed(self) -> str:
        given = {column.name: _parameter(column) for column in KEYED.columns}
        into: Any = INTO[self.dialect.name](KEYED).values(given)
        return self._text(into.on_conflict_do_nothing(index_elements=[KEYED.c.batch_id, KEYED.c.number]))

    @cached_property
    def _take_code(self) -> str:
        return self._text(delete(CODE).where(CODE.c.code_hash == _parameter(CODE.c.code_hash)))

    @cached_property
    def _hash_of(self) -> str:
        return self._text(select(BALLOT.c.body_hash).where(BALLOT.c.id == _parameter(BALLOT.c.id)))

    @cached_property
    def _is_destroyed(self) -> str:
        return self._text(select(DESTROYED.c.id).where(DESTROYED.c.id == _parameter(BALLOT.c.id)))

    @cached_property
    def _ballot_types(self) -> dict[str, Callable[[Any], Any]]:
        return self._types(BALLOT)

    @cached_property
    def _comment_types(self) -> dict[str, Callable[[Any], Any]]:
        return self._types(COMMENT)

    @cached_property
    def _keyed_types(self) -> dict[str, Callable[[Any], Any]]:
        return self._types(KEYED)

    @cached_property
    def _ledger_types(self) -> dict[str, Callable[[Any], Any]]:
        return self._types(LEDGER)

    @cached_property
    def _code_types(self) -> dict[str, Callable[[Any], Any]]:
        return self._types(CODE)

    def _types(self, table: Table) -> dict[str, Callable[[Any], Any]]:
        """How a value becomes one of the driver, for the columns where it must."""
        made = {
            column.name: column.type.dialect_impl(self.dialect).bind_processor(self.dialect)
            for column in table.columns
        }
        return {name: bind for name, bind in made.items() if bind is not None}

    def _bound(self, types: Mapping[str, Callable[[Any], Any]], values: Mapping[str, Any]) -> dict[str, Any]:
        return {name: types[name](value) if name in types else value for name, value in values.items()}

    def _text(self, statement: Executable) -> str:
        return str(statement.compile(dialect=self.dialect))  # type: ignore[attr-defined]


def _states() -> list[Any]:
    """The states in which ballots come in, as part of the text and not as parameters."""
    return [literal_column(f"'{state}'") for state in sorted(TAKING)]


def _parameter(column: Column[Any]) -> Any:
    return bindparam(column.name, type_=column.type)


def statements_for(engine: Engine) -> Statements:
    """The statements for one database, with named parameters as its driver takes them."""
    if engine.dialect.name == "sqlite":
        return Statements(sqlite.dialect(paramstyle="named"))
    return Statements(engine.dialect)
