"""A long list, fifty at a time, with addresses that can be kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

AT_A_TIME = 50


@dataclass(frozen=True)
class Page:
    """One stretch of a list."""

    rows: Sequence[Any]
    number: int
    pages: int
    first: int
    """Number of its first row, from 1."""
    total: int
    asked: dict[str, str]
    """What the list was asked for with, for the addresses of the other pages."""

    @classmethod
    def of(cls, rows: Sequence[Any], wanted: str, asked: Mapping[str, str]) -> Page:
        """The page of a number as it stands in the address; the nearest one there is."""
        start, number, pages = stretch(len(rows), wanted)
        shown = rows[start : start + AT_A_TIME]
        return cls(shown, number, pages, start + 1, len(rows), _kept(asked))

    @property
    def last(self) -> int:
        """Number of its last row."""
        return self.first + len(self.rows) - 1


def stretch(total: int, wanted: str) -> tuple[int, int, int]:
    """Where the page begins, its number, and how many there are."""
    pages = max(-(-total // AT_A_TIME), 1)
    is_number = wanted.isascii() and wanted.isdigit() and len(wanted) < 7
    number = min(max(int(wanted) if is_number else 1, 1), pages)
    return (number - 1) * AT_A_TIME, number, pages


def _kept(asked: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in asked.items() if value}
