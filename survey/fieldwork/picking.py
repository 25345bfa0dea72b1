"""Which units of the board are shown, in which order."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable
from functools import lru_cache

from survey.fieldwork.board import Line, Standing

ORDER: dict[Standing, int] = {
    "none": 0,
    "silent": 1,
    "short": 2,
    "over": 2,
    "no_target": 3,
    "not_open": 3,
    "on_time": 3,
    "reached": 4,
}
"""What needs attention comes first."""
SORTS: dict[str, Callable[[Line], tuple[float, ...]]] = {
    "attention": lambda each: (ORDER[each.standing], -each.silent_days, -each.missing),
    "name": lambda each: (),
    "collected": lambda each: (-each.sum.collected,),
    "share": lambda each: (each.share is None, each.share or 0.0),
    "missing": lambda each: (each.sum.collected - (each.target or 0),),
}
"""What is alike is sorted by name."""


def picked(lines: Iterable[Line], *, kind: str = "", wanted: str = "", sort: str = "attention") -> list[Line]:
    """The units of one kind whose name or code has a text in it, with or without its marks, in an order."""
    text = plain(wanted)
    found = [
        each
        for each in lines
        if (not kind or each.kind == kind) and (not text or text in plain(f"{each.name} {each.code}"))
    ]
    first = SORTS.get(sort, SORTS["attention"])
    return sorted(found, key=lambda each: (first(each), _by_alphabet(each.name)))


@lru_cache(maxsize=16_384)
def _by_alphabet(name: str) -> tuple[object, ...]:
    """The Vietnamese alphabet; a server that only takes ballots never reads the analysis."""
    from analysis.collation import sort_key

    return (sort_key(name),)


def plain(text: str) -> str:
    """A text without its marks and capitals, as people type it in a hurry."""
    bare = unicodedata.normalize("NFD", text.strip().casefold()).replace("đ", "d")
    return "".join(each for each in bare if not unicodedata.combining(each))
