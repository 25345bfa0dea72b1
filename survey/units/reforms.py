"""Mergers and splits: units end, others begin, and everything below, beside and after them follows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence, Set
from dataclasses import dataclass, field

from sqlmodel import Session

from survey.files.merging import Merge
from survey.files.rows import Row
from survey.keys import id_of
from survey.tables import Procedure, Unit, UnitParent, UnitSuccession
from survey.tables.units import UNIT_KINDS
from survey.units.changes import Plan, plan_of_procedures, plan_of_units
from survey.units.numbers_read import percent
from survey.units.reach_checks import check_codes_in_reach, check_links_in_reach
from survey.units.unit_checks import check_codes, check_shares, check_tree
from survey.units.unit_import import Imported

A_DAY = dt.timedelta(days=1)
FIRST_DAY = dt.date(1945, 9, 2)
NEARLY_ALL, ALL = 0.995, 1 + 1e-6
"""Shares of a unit that ends may be rounded: three times 33,33."""


@dataclass
class Reform:
    """One reform while it is being written; the rows are those of the form."""

    session: Session
    reach: Set[int]
    today: dt.date
    day: dt.date
    units: Merge[Unit]
    links: Merge[UnitParent]
    successions: Merge[UnitSuccession]
    procedures: Merge[Procedure]
    ended: list[Unit] = field(default_factory=list)

    @property
    def plan(self) -> Plan:
        """What was written."""
        codes = {id_of(each): each.code for each in self.units.known.values()}
        units = plan_of_units(Imported(self.units, self.links, self.successions))
        procedures = plan_of_procedures(self.procedures, codes)
        return Plan(units.changes + procedures.changes, 0)

    @property
    def is_whole(self) -> bool:
        """Whether every unit went into one other, entirely, so that figures before and after add up."""
        shares = [each.found for each in self.successions.made]
        return all(each.share == 1 for each in shares)

    def old(self, row: Row) -> Unit:
        """The unit that a cell names, as it was on the day before."""
        code = row.code("old")
        found = self._on(code, self.day - A_DAY)
        if found is None:
            what = f"there was no unit {code!r} on {self.day - A_DAY}"
            raise row.error("old", what, "correct the code or the day")
        return found

    def end(self, row: Row, unit: Unit) -> None:
        """Its last day is the one before."""
        self.units.put(row, "old", (unit.code, unit.valid_from), valid_to=self.day - A_DAY)
        self.ended.append(unit)

    def new(self, row: Row, olds: Sequence[Unit], *, like: Sequence[Unit] = ()) -> Unit:
        """The unit that others go into: one that is there on the day, else one that begins on it.

        A new one is of the kind and in the place of those that it is `like`, else of all the old ones.
        """
        code = row.code("code")
        found = self._on(code, self.day)
        if found is None:
            return self._begun(row, code, like or olds)
        if found in olds:
            raise row.error("code", f"{code!r} would go into itself", "name another unit")
        if row.has("name") and row.cells["name"] != found.name:
            what = f"{code!r} is {found.name} already"
            raise row.error("name", what, "leave the name blank, or use another code")
        return found

    def goes(self, row: Row, old: Unit, new: Unit, share: float) -> None:
        """So much of the one becomes part of the other."""
        self.successions.put(row, "old", (old.id, new.id, self.day), share=share)

    def hand_over(self, row: Row, old: Unit, heir: Unit | None) -> None:
        """What stood below a unit that ends, and what it answered for, goes to its heir."""
        links = self._below(row, old)
        procedures = self._answered(old)
        if heir is None:
            if links or procedures:
                what = f"{len(links)} units stand below it, and it answers for {len(procedures)} procedures"
                raise row.error("heir", what, "name the unit that they go to")
            return
        for link in links:
            if link.unit_id == heir.id:
                raise row.error("code", f"{heir.code!r} stands below the unit that ends", "move it first")
            last = self.day - A_DAY
            self.links.put(row, "old", (link.unit_id, link.parent_id, link.valid_from), valid_to=last)
            self.links.put(row, "old", (link.unit_id, heir.id, self.day), valid_to=None)
        for each in procedures:
            self.procedures.put(row, "old", (each.code,), agency_id=heir.id)

    def checked(self) -> Reform:
        """The same, once it is known to hold together and to touch nothing outside."""
        self.session.flush()
        check_codes_in_reach(self.units, self.reach)
        check_codes(self.units)
        check_tree(self.links)
        check_shares(self.successions)
        check_links_in_reach(self.units, self.links, self.successions, self.reach)
        self.session.flush()
        return self

    def _begun(self, row: Row, code: str, olds: Sequence[Unit]) -> Unit:
        kind = row.choice("kind", UNIT_KINDS) if row.has("kind") else olds[0].kind
        name = row.text("name", longest=200)
        name_en = row.text("name_en", longest=200) if row.has("name_en") else None
        new = self.units.put(
            row, "code", (code, self.day), kind=kind, name=name, name_en=name_en, valid_to=None
        )
        self.session.flush()
        parent_id = self._parent(row, olds)
        if parent_id is not None:
            self.links.put(row, "parent", (new.id, parent_id, self.day), valid_to=None)
        return new

    def _parent(self, row: Row, olds: Sequence[Unit]) -> int | None:
        """The unit that the form names, else the one above all the old ones."""
        if row.has("parent"):
            code = row.code("parent")
            if (above := self._on(code, self.day)) is None:
                raise row.error("parent", f"there is no unit {code!r} on {self.day}", "correct the code")
            return id_of(above)
        before, own = self.day - A_DAY, {id_of(each) for each in olds}
        links = [each for each in self.links.known.values() if each.unit_id in own and _holds(each, before)]
        above_all = {each.parent_id for each in links}
        if len(above_all) > 1 or (links and len(links) < len(own)):
            raise row.error("parent", "the units stand below different ones", "name the unit above")
        return next(iter(above_all), None)

    def _below(self, row: Row, old: Unit) -> list[UnitParent]:
        units = {id_of(each): each for each in self.units.known.values()}
        links = [each for each in self.links.known.values() if each.parent_id == old.id]
        found = [each for each in links if each.valid_to is None or each.valid_to >= self.day]
        found = [each for each in found if (units[each.unit_id].valid_to or dt.date.max) >= self.day]
        for each in found:
            if each.valid_from >= self.day:
                what = f"a unit is put below {old.code!r} on {each.valid_from}"
                raise row.error("day", what, "choose a later day, or correct that first")
        # In one order at every look, so that what was shown is told from what has changed since.
        return sorted(found, key=lambda each: (each.unit_id, each.valid_from))

    def _answered(self, old: Unit) -> list[Procedure]:
        """Procedures carry no days, so that they go over on the day itself and not before."""
        if self.day > self.today:
            return []
        found = [each for each in self.procedures.known.values() if each.agency_id == old.id]
        return sorted(found, key=lambda each: each.code)

    def _on(self, code: str, day: dt.date) -> Unit | None:
        """The unit in reach that bears a code on a day."""
        for each in self.units.known.values():
            if each.code == code and each.valid_from <= day and (each.valid_to or dt.date.max) >= day:
                return each if id_of(each) in self.reach else None
        return None


def merge(session: Session, head: Row, olds: Sequence[Row], *, reach: Set[int], today: dt.date) -> Reform:
    """Let units go into one, which is there already or begins on that day; undone by the caller's rollback.

    `head` has day, code, and for a new unit kind, name, name_en, parent. Each of `olds` has old and share.

    Raises
    ------
    RowError: something cannot be right.
    """
    reform = _begin(session, head, reach, today)
    parts = _olds(reform, head, olds)
    whole = [(row, unit) for row, unit, share in parts if share == 1]
    for row, unit in whole:
        reform.end(row, unit)
    new = reform.new(head, [unit for _, unit, _ in parts], like=[unit for _, unit in whole])
    for row, unit, share in parts:
        reform.goes(row, unit, new, share)
    for row, unit in whole:
        reform.hand_over(row, unit, new)
    return reform.checked()


def split(session: Session, head: Row, news: Sequence[Row], *, reach: Set[int], today: dt.date) -> Reform:
    """Let one unit go into several, and end if `ends` says so; undone by the caller's rollback.

    `head` has day, old, ends, heir. Each of `news` has code, share, and for a new unit name, kind, parent.

    Raises
    ------
    RowError: something cannot be right.
    """
    reform = _begin(session, head, reach, today)
    old, ends = reform.old(head), head.choice("ends", ("yes", "no")) == "yes"
    if not news or (ends and len(news) < 2):
        raise head.error("code-1", "too few units are named", "name the units that come out of it")
    shares = [percent(row, "share") for row in news]
    _check_total(head, news, shares, ends)
    if ends:
        reform.end(head, old)
    if len({row.code("code") for row in news}) < len(news):
        raise head.error("code-1", "a code is named twice", "give every unit a code of its own")
    made = {row.code("code"): reform.new(row, [old]) for row in news}
    for row, share in zip(news, shares, strict=True):
        reform.goes(row, old, made[row.code("code")], share)
    if ends:
        heir = made.get(head.cells.get("heir", ""))
        reform.hand_over(head, old, heir)
    return reform.checked()


def _olds(reform: Reform, head: Row, olds: Sequence[Row]) -> list[tuple[Row, Unit, float]]:
    """The units that go over, each once, with the share of each."""
    if not olds:
        raise head.error("old-1", "no unit is named", "name the units that go into the other one")
    parts = [(row, reform.old(row), percent(row, "share")) for row in olds]
    for row, unit, share in parts:
        if share == 0:
            raise row.error("share", "nothing of the unit would go over", "write a number above 0")
        if [each for _, each, _ in parts].count(unit) > 1:
            raise row.error("old", f"{unit.code!r} is named twice", "leave one of the two out")
    return parts


def _begin(session: Session, head: Row, reach: Set[int], today: dt.date) -> Reform:
    day = head.day("day")
    if day < FIRST_DAY or day.year > today.year + 5:
        raise head.error("day", f"{day} is too far away", "correct the year")
    return Reform(
        session,
        reach,
        today,
        day,
        Merge(session, Unit, ("code", "valid_from")),
        Merge(session, UnitParent, ("unit_id", "parent_id", "valid_from")),
        Merge(session, UnitSuccession, ("old_id", "new_id", "day")),
        Merge(session, Procedure, ("code",)),
    )


def _check_total(head: Row, news: Sequence[Row], shares: Sequence[float], ends: bool) -> None:
    for row, share in zip(news, shares, strict=True):
        if share == 0:
            raise row.error("share", "nothing of the unit would go over", "write a number above 0")
    total = sum(shares)
    if ends and not NEARLY_ALL <= total <= ALL:
        raise head.error("share-1", f"the shares make {total:.2%}", "a unit that ends goes over whole: 100%")
    if not ends and total >= 1:
        raise head.error(
            "share-1", f"the shares make {total:.2%}", "a unit that stays keeps a part: below 100%"
        )


def _holds(link: UnitParent, day: dt.date) -> bool:
    return link.valid_from <= day and (link.valid_to or dt.date.max) >= day
