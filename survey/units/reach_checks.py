"""What an import of units must not do: touch what lies outside the scope of whoever imports it."""

from __future__ import annotations

from collections.abc import Set

from survey.files.merging import Merge
from survey.files.rows import Faults, Row, RowError
from survey.keys import id_of
from survey.tables import Unit, UnitParent, UnitSuccession


def check_codes_in_reach(units: Merge[Unit], reach: Set[int]) -> None:
    """No row speaks of a unit outside, or takes a code that one has at that time; nothing is told of it."""
    faults = Faults()
    outside: dict[str, list[Unit]] = {}
    new = {id_of(each.found) for each in units.made if each.is_new}
    for unit in units.known.values():
        if id_of(unit) not in reach | new:
            outside.setdefault(unit.code, []).append(unit)
    for key, row in units.read.items():
        mine = units.known[key]
        if any(each is mine or _meet(each, mine) for each in outside.get(mine.code, ())):
            with faults.gathered():
                what = f"{mine.code!r} is taken, or outside the scope"
                raise row.error("code", what, "use another code, or leave the row out")
    faults.refuse()


def check_links_in_reach(
    units: Merge[Unit],
    links: Merge[UnitParent],
    successions: Merge[UnitSuccession],
    reach: Set[int],
) -> None:
    """Units are put below units inside, come out of units inside, and none is left without either."""
    faults, codes = Faults(), {id_of(each): each.code for each in units.known.values()}
    new = {id_of(each.found): each.row for each in units.made if each.is_new}
    for link in links.made:
        faults_of = ((link.found.unit_id, "code"), (link.found.parent_id, "parent"))
        for unit_id, column in faults_of:
            if unit_id not in reach and unit_id not in new:
                with faults.gathered():
                    raise _unknown(link.row, column, codes[unit_id])
    for each in successions.made:
        for unit_id, column in ((each.found.old_id, "old"), (each.found.new_id, "new")):
            if unit_id not in reach and unit_id not in new:
                with faults.gathered():
                    raise _unknown(each.row, column, codes[unit_id])
    faults.refuse()
    for unit_id in sorted(set(new) - _anchored(set(new), links, successions, reach)):
        with faults.gathered():
            what = "the unit would stand outside the scope"
            raise new[unit_id].error("parent", what, "name the unit above it")
    faults.refuse()


def _anchored(
    new: Set[int], links: Merge[UnitParent], successions: Merge[UnitSuccession], reach: Set[int]
) -> set[int]:
    """The new units that stand below one inside, or into which one inside went whole."""
    edges = [(each.found.unit_id, each.found.parent_id) for each in links.made]
    edges += [(each.found.new_id, each.found.old_id) for each in successions.made if each.found.share == 1]
    found: set[int] = set()
    while more := {one for one, other in edges if other in found | reach and one in new} - found:
        found |= more
    return found


def _unknown(row: Row, column: str, code: str) -> RowError:
    """What is outside the scope is as if it were not there."""
    return row.error(column, f"there is no unit {code!r}", "add it to the file of units")


def _meet(one: Unit, other: Unit) -> bool:
    first, second = sorted((one, other), key=lambda each: each.valid_from)
    return first.valid_to is None or first.valid_to >= second.valid_from
