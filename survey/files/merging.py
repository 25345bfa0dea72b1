"""Rows of a file into a table by their keys: new, changed or unchanged, and none twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from sqlmodel import Session, SQLModel, select

from survey.files.rows import Row, RowError

T = TypeVar("T", bound=SQLModel)
Key = tuple[Hashable, ...]


@dataclass(frozen=True)
class Made(Generic[T]):
    """A row that was written: new, or with what its cells held before and hold now."""

    row: Row
    found: T
    is_new: bool
    before: dict[str, Any] = field(default_factory=dict)
    after: dict[str, Any] = field(default_factory=dict)


class Merge(Generic[T]):
    """One table under an import: what the database holds, and which row of the file said what.

    `within` narrows the rows looked at to those with these values, such as those of one wave.
    """

    def __init__(self, session: Session, table: type[T], keys: tuple[str, ...], **within: Any) -> None:
        self.session, self.table, self.keys, self.within = session, table, keys, within
        statement = select(table).filter_by(**within)
        self.known: dict[Key, T] = {self._key(each): each for each in session.exec(statement)}
        self.read: dict[Key, Row] = {}
        self.made: list[Made[T]] = []
        self.count: Counter[str] = Counter(new=0, changed=0, unchanged=0)

    def put(self, row: Row, column: str, key: Key, **values: Any) -> T:
        """Insert or correct the row of a key; `column` is where a person looks for it in the file."""
        if key in self.read:
            raise _twice(row, column, self.read[key])
        self.read[key] = row
        found = self.known.get(key)
        if found is None:
            found = self.table(**dict(zip(self.keys, key, strict=True)), **self.within, **values)
            self.known[key] = found
            self.count["new"] += 1
            self.made.append(Made(row, found, is_new=True))
        elif all(getattr(found, name) == value for name, value in values.items()):
            self.count["unchanged"] += 1
            return found
        else:
            changed = {name: value for name, value in values.items() if getattr(found, name) != value}
            before = {name: getattr(found, name) for name in changed}
            for name, value in changed.items():
                setattr(found, name, value)
            self.count["changed"] += 1
            self.made.append(Made(row, found, is_new=False, before=before, after=changed))
        self.session.add(found)
        return found

    def row_of(self, found: T) -> Row | None:
        """The row of the file that spoke of it."""
        return self.read.get(self._key(found))

    def _key(self, found: T) -> Key:
        return tuple(getattr(found, name) for name in self.keys)


def _twice(row: Row, column: str, earlier: Row) -> RowError:
    return row.error(column, f"row {earlier.number} says the same thing already", "leave one of the two out")
