"""Walking a questionnaire: where each item stands, and the tree of groups its index is made of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from questionnaires.parts import Aspect, Block, Factor, Item, Text

GroupKind = Literal["overall", "aspect", "factor"]
Path = tuple[str | int, ...]
"""Where a thing stands in the file: ("blocks", 0, "items", 3)."""

OVERALL = "overall"
OVERALL_TITLE: Text = {"vi": "Mức độ hài lòng chung", "en": "Overall satisfaction"}


@dataclass(frozen=True)
class Place:
    """One item with everything above it."""

    path: Path
    item: Item
    block: Block
    aspect: Aspect | None = None
    factor: Factor | None = None

    @property
    def is_rated(self) -> bool:
        """Whether the item is one of those the satisfaction figures are made of or stand beside."""
        return self.block.role == "satisfaction" and self.item.kind == "battery"

    @property
    def is_pooled(self) -> bool:
        """Whether the item goes into the index of its groups."""
        return self.is_rated and self.item.role is None


@dataclass(frozen=True)
class Group:
    """One node of the index: all pooled items below it, and the groups one step below."""

    code: str
    kind: GroupKind
    title: Text
    items: tuple[str, ...]
    children: tuple[str, ...] = ()


def places(blocks: Sequence[Block]) -> Iterator[Place]:
    """Every item in the order of the form, with its place."""
    for number, block in enumerate(blocks):
        here: Path = ("blocks", number)
        yield from _items(here, block.items, block)
        yield from _factors(here, block.factors, block)
        for index, aspect in enumerate(block.aspects):
            below = (*here, "aspects", index)
            yield from _items(below, aspect.items, block, aspect)
            yield from _factors(below, aspect.factors, block, aspect)


def groups(blocks: Sequence[Block]) -> tuple[Group, ...]:
    """The index tree of the satisfaction blocks, in print order, parent before child."""
    rated = [block for block in blocks if block.role == "satisfaction"]
    below = [group for block in rated for group in _block_groups(block)]
    pooled = tuple(place.item.code for place in places(rated) if place.is_pooled)
    if not pooled:
        return ()
    nested = {child for group in below for child in group.children}
    children = tuple(group.code for group in below if group.code not in nested)
    return (Group(OVERALL, "overall", OVERALL_TITLE, pooled, children), *below)


def pooled_codes(items: Sequence[Item]) -> tuple[str, ...]:
    """The codes of the battery items that are pooled."""
    return tuple(item.code for item in items if item.kind == "battery" and item.role is None)


def _items(
    path: Path,
    items: Sequence[Item],
    block: Block,
    aspect: Aspect | None = None,
    factor: Factor | None = None,
) -> Iterator[Place]:
    for number, item in enumerate(items):
        yield Place((*path, "items", number), item, block, aspect, factor)


def _factors(
    path: Path, factors: Sequence[Factor], block: Block, aspect: Aspect | None = None
) -> Iterator[Place]:
    for number, factor in enumerate(factors):
        yield from _items((*path, "factors", number), factor.items, block, aspect, factor)


def _block_groups(block: Block) -> list[Group]:
    aspects = [group for aspect in block.aspects for group in _aspect_groups(aspect)]
    return aspects + _factor_groups(block.factors)


def _aspect_groups(aspect: Aspect) -> list[Group]:
    below = _factor_groups(aspect.factors)
    items = pooled_codes(aspect.items) + tuple(code for group in below for code in group.items)
    children = tuple(group.code for group in below)
    return [Group(aspect.code, "aspect", aspect.title, items, children), *below] if items else []


def _factor_groups(factors: Sequence[Factor]) -> list[Group]:
    made = [Group(each.code, "factor", each.title, pooled_codes(each.items)) for each in factors]
    return [group for group in made if group.items]
