"""The number of a stored row, for those who need it to be there."""

from __future__ import annotations

from typing import Protocol

LARGEST = 2**31 - 1
"""The largest number that a row can have; an address with a larger one names nothing."""


class Numbered(Protocol):
    """A row whose number the database gives."""

    id: int | None


def id_of(row: Numbered) -> int:
    """The number of a row; asking before it is stored is a slip of the program."""
    if row.id is None:
        raise TypeError(f"{type(row).__name__} has no number before it is stored; flush the session first")
    return row.id
