"""What all tables share: constraint names, column types, the way a closed list becomes a CHECK."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from sqlalchemy import BINARY, CheckConstraint, Date, Dialect, Integer, LargeBinary, MetaData, Uuid
from sqlalchemy.types import TypeDecorator, TypeEngine
from sqlmodel import SQLModel

SQLModel.metadata.naming_convention = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
metadata: MetaData = SQLModel.metadata

EPOCH = dt.date(1970, 1, 1)


class BallotId(TypeDecorator[uuid.UUID]):
    """A UUID: native in PostgreSQL, 16 bytes in SQLite, where text would be 36."""

    impl = BINARY(16)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(Uuid() if dialect.name == "postgresql" else LargeBinary(16))

    def process_bind_param(self, value: uuid.UUID | None, dialect: Dialect) -> Any:
        if value is None or dialect.name == "postgresql":
            return value
        return value.bytes

    def process_result_value(self, value: Any, dialect: Dialect) -> uuid.UUID | None:
        if value is None or isinstance(value, uuid.UUID):
            return value
        return uuid.UUID(bytes=bytes(value))


class Day(TypeDecorator[dt.date]):
    """A day: native in PostgreSQL, days since 1970-01-01 in SQLite (`date(day * 86400, 'unixepoch')`)."""

    impl = Integer
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(Date() if dialect.name == "postgresql" else Integer())

    def process_bind_param(self, value: dt.date | None, dialect: Dialect) -> Any:
        if value is None or dialect.name == "postgresql":
            return value
        return (value - EPOCH).days

    def process_result_value(self, value: Any, dialect: Dialect) -> dt.date | None:
        if value is None or isinstance(value, dt.date):
            return value
        return EPOCH + dt.timedelta(days=int(value))


def one_of(column: str, values: tuple[str, ...]) -> CheckConstraint:
    """The rule that a column holds one of a closed list."""
    listed = ", ".join(f"'{value}'" for value in values)
    return CheckConstraint(f"{column} IN ({listed})", name=column)


def in_order(first: str, last: str) -> CheckConstraint:
    """The rule that a period does not end before it begins."""
    return CheckConstraint(f"{last} IS NULL OR {first} IS NULL OR {last} >= {first}", name=f"{first}_{last}")
