"""The names of those who did something; their addresses are for the page of people and the audit log."""

from __future__ import annotations

from collections.abc import Iterable

from sqlmodel import Session, col, select

from survey.tables import Account


def names_of(session: Session, addresses: Iterable[str | None]) -> dict[str, str]:
    """Address of an account → the name of its person; without those that have none."""
    asked = {each for each in addresses if each}
    rows = select(Account.email, Account.name).where(col(Account.email).in_(asked))
    return {email: name for email, name in session.exec(rows) if name}
