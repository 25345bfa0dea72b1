"""The tree of units as somebody sees it on a day: one level at a time, or by a word of a name or a code."""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Select, or_
from sqlalchemy import select as columns
from sqlmodel import Session, col, func, select

from survey.accounts.scope import exists_on, units_of, units_seen
from survey.tables import Unit, UnitParent
from survey.tables.units import UNIT_KINDS

PAGE = 100
FOUND = 50
_NAMES = columns(col(Unit.id), col(Unit.code), col(Unit.name), col(Unit.name_en))


@dataclass(frozen=True)
class Line:
    """One unit in a list: how many stand right below it on that day, and the name of the one above."""

    unit: Unit
    below: int = 0
    above: Unit | None = None


@dataclass(frozen=True)
class Lines:
    """One page of a list."""

    lines: tuple[Line, ...]
    page: int
    pages: int
    found: int


class Tree:
    """What an account sees in its roles on a day; `today` says which roles and units those are."""

    def __init__(
        self, session: Session, account_id: int, roles: Collection[str], *, today: dt.date, day: dt.date
    ) -> None:
        self.session, self.day = session, day
        seen: ColumnElement[bool] = col(Unit.id).in_(units_seen(account_id, roles, today))
        if day > today:
            # What begins until then is looked up by itself: it belongs to whoever sees it on that day.
            then = units_of(session, account_id, roles, day)
            coming = session.exec(select(Unit.id).where(Unit.valid_from > today)).all()
            seen = or_(seen, col(Unit.id).in_({each for each in coming if each in then}))
        self.here = (seen, exists_on(Unit, day))

    def unit(self, number: int) -> Unit | None:
        """One unit of the day."""
        return self.session.exec(select(Unit).where(Unit.id == number, *self.here)).first()

    def tops(self, *, page: int = 1) -> Lines:
        """The units above which nothing is seen."""
        inside = columns(col(UnitParent.unit_id)).where(
            exists_on(UnitParent, self.day),
            col(UnitParent.parent_id).in_(columns(col(Unit.id)).where(*self.here)),
        )
        return self._lines(columns(Unit).where(*self.here, col(Unit.id).not_in(inside)), page)

    def below(self, unit_id: int, *, page: int = 1) -> Lines:
        """The units right below one."""
        links = columns(col(UnitParent.unit_id)).where(
            col(UnitParent.parent_id) == unit_id, exists_on(UnitParent, self.day)
        )
        return self._lines(columns(Unit).where(*self.here, col(Unit.id).in_(links)), page)

    def way_to(self, unit: Unit) -> list[Unit]:
        """The units above one that are seen, from the top; never more than a tree is deep."""
        way: list[Unit] = []
        at: int | None = unit.id
        while at is not None and len(way) < len(UNIT_KINDS):
            above = self.session.exec(
                select(Unit)
                .join(UnitParent, col(UnitParent.parent_id) == Unit.id)
                .where(UnitParent.unit_id == at, exists_on(UnitParent, self.day), *self.here)
            ).first()
            way = [above, *way] if above else way
            at = above.id if above else None
        return way

    def search(self, text: str, *, page: int = 1) -> Lines:
        """The units whose code or name holds the text, with or without its marks; a code that is it first."""
        wanted = plain(text)
        known = self.session.execute(_NAMES.where(*self.here))
        hits = [
            (plain(code) != wanted, not plain(name).startswith(wanted), plain(name), number)
            for number, code, name, name_en in known
            if wanted in f"{plain(code)}\n{plain(name)}\n{plain(name_en or '')}"
        ]
        hits.sort()
        number, pages = _page(page, len(hits), FOUND)
        ids = [each[-1] for each in hits[(number - 1) * FOUND : number * FOUND]]
        units = {each.id: each for each in self.session.exec(select(Unit).where(col(Unit.id).in_(ids)))}
        above = self._above(ids)
        lines = tuple(Line(units[each], above=above.get(each)) for each in ids)
        return Lines(lines, number, pages, len(hits))

    def _lines(self, units: Select[Any], page: int) -> Lines:
        found = _in_order(self.session.execute(units).scalars())
        number, pages = _page(page, len(found), PAGE)
        shown = found[(number - 1) * PAGE : number * PAGE]
        below = self._counts([each.id or 0 for each in shown])
        lines = tuple(Line(each, below.get(each.id or 0, 0)) for each in shown)
        return Lines(lines, number, pages, len(found))

    def _counts(self, ids: Sequence[int]) -> dict[int, int]:
        above = col(UnitParent.parent_id)
        counted = columns(above, func.count()).join(Unit, col(Unit.id) == col(UnitParent.unit_id))
        counted = counted.where(above.in_(ids), exists_on(UnitParent, self.day), *self.here).group_by(above)
        return {number: n for number, n in self.session.execute(counted)}

    def _above(self, ids: Sequence[int]) -> dict[int, Unit]:
        pairs = select(UnitParent.unit_id, Unit).join(Unit, col(Unit.id) == UnitParent.parent_id)
        pairs = pairs.where(col(UnitParent.unit_id).in_(ids), exists_on(UnitParent, self.day), *self.here)
        return dict(self.session.exec(pairs).all())


@lru_cache(maxsize=1 << 15)
def plain(text: str) -> str:
    """Lower case without marks, the way people type in haste: Cát Linh is cat linh, Đông is dong."""
    letters = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    return " ".join("".join(each for each in letters if not unicodedata.combining(each)).split())


def _in_order(units: Iterable[Unit]) -> list[Unit]:
    # It lives beside the statistics, which a server that takes ballots does not load.
    from analysis.collation import sort_key

    return sorted(units, key=lambda each: (UNIT_KINDS.index(each.kind), sort_key(each.name), each.code))


def _page(page: int, found: int, size: int) -> tuple[int, int]:
    pages = max(1, -(-found // size))
    return min(max(1, page), pages), pages
