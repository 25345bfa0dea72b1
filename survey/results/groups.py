"""Which columns the ballots are counted by for the full edition: those that tell them apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence

from survey.files.table import Table

FIELDS = ("mode", "assisted", "respondent_type", "field")
"""Of the ballot itself; an item of the same name is asked instead, for people know better."""
ITEMS = ("sex", "age")
LEAST = 5
"""Ballots of the rarest value in a unit, on average: with fewer, much would be hidden, and finding out what
else gives it away takes minutes for a hundred units."""


def wanted(items: Collection[str]) -> tuple[str, ...]:
    """The columns to read: fields of the ballot, and items where the form has them."""
    return (*FIELDS, *(item for item in ITEMS if item in items))


def telling(table: Table, units: str, asked: Sequence[str], found: Sequence[str]) -> tuple[str, ...]:
    """The columns asked for, then those of `found` that hold more than one value and enough ballots."""
    return tuple(dict.fromkeys((*asked, *_telling(table, units, found))))


def _telling(table: Table, units: str, found: Sequence[str]) -> Iterator[str]:
    places = len(set(table.columns[units]))
    for name in found:
        ballots = Counter(value.strip() for value in table.columns[name])
        if len(ballots) > 1 and min(ballots.values()) >= LEAST * places:
            yield name
