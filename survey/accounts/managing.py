"""Whom an administrator may look after: those who hold a role below, and nobody who holds one elsewhere."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import ColumnElement, case
from sqlmodel import Session, col, select

from survey.accounts import scope
from survey.keys import id_of
from survey.tables import Account, Grant, Unit

ADMINISTRATOR = "administrator"


@dataclass(frozen=True)
class Person:
    """An account as an administrator sees it: only the roles on units in scope, with their units."""

    account: Account
    grants: list[tuple[Grant, Unit]]
    is_whole: bool
    """Whether nothing the account holds lies elsewhere; else it may not be shut or given a new password."""


class Manager:
    """One administrator on one day."""

    def __init__(self, session: Session, account_id: int, day: dt.date) -> None:
        self._session, self._day = session, day
        self.account_id = account_id
        self._units = scope.units_seen(account_id, [ADMINISTRATOR], day)

    def people(self) -> list[Person]:
        """Everybody who holds or held a role on a unit in scope, by the Vietnamese alphabet."""
        return sorted(self._persons(), key=lambda each: _by_alphabet(each.account.name))

    def person(self, number: int) -> Person | None:
        """One of them; None for anybody else, as if there were no such account."""
        return next(iter(self._persons(col(Account.id) == number)), None)

    def grant(self, person: Person, number: int) -> tuple[Grant, Unit] | None:
        """One of the roles that the person holds in scope."""
        return next((each for each in person.grants if each[0].id == number), None)

    def units(self) -> list[Unit]:
        """The units on which the administrator may give a role today."""
        here = select(Unit).where(col(Unit.id).in_(self._units), scope.exists_on(Unit, self._day))
        return sorted(self._session.exec(here), key=lambda each: (_by_alphabet(each.name), each.code))

    def unit(self, code: str) -> Unit | None:
        """One of these units by its code."""
        here = select(Unit).where(col(Unit.id).in_(self._units), scope.exists_on(Unit, self._day))
        here = here.where(Unit.code == code)
        return self._session.exec(here).first()

    def _persons(self, *only: ColumnElement[bool]) -> list[Person]:
        """Two questions to the database, however many they are."""
        here = select(Grant.account_id).where(col(Grant.unit_id).in_(self._units))
        accounts = self._session.exec(select(Account).where(col(Account.id).in_(here), *only)).all()
        in_scope = case((col(Grant.unit_id).in_(self._units), True), else_=False)
        holding = select(Grant, Unit, in_scope).join(Unit, col(Unit.id) == Grant.unit_id)
        holding = holding.join(Account, col(Account.id) == Grant.account_id)
        holding = holding.where(col(Account.id).in_(here), scope.holds_on(self._day), *only)
        grants: dict[int, list[tuple[Grant, Unit]]] = {}
        elsewhere: set[int] = set()
        for row, unit, is_here in self._session.exec(holding.order_by(col(Grant.id))).all():
            if is_here:
                grants.setdefault(row.account_id, []).append((row, unit))
            else:
                elsewhere.add(row.account_id)
        return [Person(each, grants.get(id_of(each), []), each.id not in elsewhere) for each in accounts]


def _by_alphabet(name: str) -> tuple[object, ...]:
    # It lives beside the statistics, which a server that takes ballots does not load.
    from analysis.collation import sort_key

    return sort_key(name)
