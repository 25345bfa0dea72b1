"""What a file of units must not say: one code for two units, two parents at once, a circle, more than all."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict

from survey.files.merging import Merge
from survey.tables import Unit, UnitParent, UnitSuccession

ALWAYS = dt.date.max
ALL = 1 + 1e-6
"""The whole of a unit, with room for thirds written in decimals."""


def check_codes(units: Merge[Unit]) -> dict[str, list[Unit]]:
    """The units by their codes, in order of time; a code stands for one unit at a time."""
    found: dict[str, list[Unit]] = defaultdict(list)
    for unit in sorted(units.known.values(), key=lambda each: each.valid_from):
        before = found[unit.code][-1:]
        for earlier in before:
            row = units.row_of(unit) or units.row_of(earlier)
            if row and (earlier.valid_to or ALWAYS) >= unit.valid_from:
                what = f"{unit.code!r} stands for {earlier.name} on {unit.valid_from} already"
                raise row.error("code", what, "end the earlier unit (valid_to), or use another code")
        found[unit.code].append(unit)
    return found


def check_tree(links: Merge[UnitParent]) -> None:
    """A unit has one parent at a time and is never below itself."""
    above: dict[int, list[UnitParent]] = defaultdict(list)
    for link in links.known.values():
        above[link.unit_id].append(link)
    for key, row in links.read.items():
        link = links.known[key]
        if any(each is not link and _overlap(each, link) for each in above[link.unit_id]):
            raise row.error("parent", "the unit has another parent at that time", "end the earlier one first")
        if _is_circle(link, above):
            raise row.error("parent", "the unit would stand below itself", "correct one of the parents")


def check_shares(successions: Merge[UnitSuccession]) -> None:
    """No more than the whole of a unit goes over on a day."""
    given: dict[tuple[int, dt.date], float] = defaultdict(float)
    for each in successions.known.values():
        given[each.old_id, each.day] += each.share
    for key, row in successions.read.items():
        found = successions.known[key]
        total = given[found.old_id, found.day]
        if total > ALL:
            raise row.error("old", f"{total:.0%} of the unit would go over", "give shares that make 1 in all")


def _is_circle(link: UnitParent, above: dict[int, list[UnitParent]]) -> bool:
    seen, unit_id = {link.unit_id}, link.parent_id
    while unit_id not in seen:
        seen.add(unit_id)
        parents = [each.parent_id for each in above[unit_id] if _holds(each, link.valid_from)]
        if not parents:
            return False
        unit_id = parents[0]
    return unit_id == link.unit_id


def _holds(link: UnitParent, day: dt.date) -> bool:
    return link.valid_from <= day <= (link.valid_to or ALWAYS)


def _overlap(one: UnitParent, other: UnitParent) -> bool:
    return _holds(one, other.valid_from) or _holds(other, one.valid_from)
