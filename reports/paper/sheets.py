"""Which pages lie on which side of which sheet: one page a side, or a booklet to be folded."""

from __future__ import annotations

from dataclasses import dataclass

from reports.paper.sizes import Size


@dataclass(frozen=True)
class Side:
    """One side of a sheet, with the pages on it and how far from its left edge each begins."""

    sheet: int
    side: str
    width: float
    height: float
    pages: tuple[tuple[int, float], ...]


def n_pages(needed: int, size: Size) -> int:
    """How many pages a ballot has: a folded sheet has four."""
    return -(-needed // 4) * 4 if size.is_booklet else needed


def n_sheets(needed: int, size: Size) -> int:
    """How many sheets of paper a ballot takes, printed on both sides."""
    return -(-needed // (4 if size.is_booklet else 2))


def sides(pages: int, size: Size) -> list[Side]:
    """The sides in the order in which they are printed."""
    if not size.is_booklet:
        return [
            Side((page + 1) // 2, "front" if page % 2 else "back", size.width, size.height, ((page, 0.0),))
            for page in range(1, pages + 1)
        ]
    made = []
    for sheet in range(1, pages // 4 + 1):
        first = 2 * sheet - 1
        last = pages + 1 - first
        for side, left, right in (("front", last, first), ("back", first + 1, last - 1)):
            on = ((left, 0.0), (right, size.width))
            made.append(Side(sheet, side, 2 * size.width, size.height, on))
    return made
