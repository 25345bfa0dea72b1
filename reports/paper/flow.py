"""Pieces of a ballot one below the other: a page ends between two pieces, never inside one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from reports.paper.content import PaperError
from reports.paper.pen import Pen
from reports.paper.sizes import Size

Paint = Callable[[Pen, float], None]
"""Draws a piece; the number is where its top is."""


@dataclass(frozen=True)
class Piece:
    """Something that stays whole."""

    height: float
    paint: Paint
    keeps_next: bool = False
    """A heading is never the last thing on a page."""
    head: Piece | None = None
    """What stands above it when a page begins with it: the head of its table."""
    starts_page: bool = False
    name: str = ""
    """What a message calls it."""


@dataclass(frozen=True)
class Placed:
    """A piece with its top."""

    piece: Piece
    y: float


def flow(pieces: Sequence[Piece], size: Size) -> list[list[Placed]]:
    """The pieces on pages.

    Raises
    ------
    PaperError: a piece is higher than a page.
    """
    pages: list[list[Placed]] = [[]]
    y = size.top
    for group in _groups(pieces):
        height = sum(piece.height for piece in group)
        if (y + height > size.bottom or group[0].starts_page) and pages[-1]:
            pages.append([])
            y = size.top
            group = _with_head(group)
        for piece in group:
            pages[-1].append(Placed(piece, y))
            y += piece.height
        if y > size.bottom + 0.01:
            name = next(piece.name for piece in reversed(group) if piece.name)
            raise PaperError(f"it does not fit on a page of size {size.name}; {name}; shorten its text")
    return pages


def _groups(pieces: Sequence[Piece]) -> Iterator[list[Piece]]:
    """Pieces that must not be torn apart."""
    group: list[Piece] = []
    for piece in pieces:
        group.append(piece)
        if not piece.keeps_next:
            yield group
            group = []
    if group:
        yield group


def _with_head(group: list[Piece]) -> list[Piece]:
    """The same with the head of the table that the page goes on with."""
    head = group[0].head
    return group if head is None else [head, *group]
