"""Long lists a page at a time."""

from __future__ import annotations

from dataclasses import dataclass

from flask import request

from survey.keys import LARGEST

SIZE = 50


@dataclass(frozen=True)
class Paging:
    """Which page of a list of `of` pages this is."""

    number: int
    of: int
    size: int

    @property
    def offset(self) -> int:
        return (self.number - 1) * self.size


def paging(count: int, size: int = SIZE) -> Paging:
    """The page that the address asks for; the last one where it asks for more, the first for nonsense."""
    of = max(1, -(-count // size))
    return Paging(min(max(whole(request.args.get("page", "")) or 1, 1), of), of, size)


def whole(text: str) -> int | None:
    """A number of the address or of a form; None for anything else."""
    number = int(text) if text.isascii() and text.isdecimal() and len(text) < 11 else None
    return number if number is not None and number <= LARGEST else None
