"""How much was keyed wrong: in 1,000 fields keyed twice, of a batch and of a person, with an interval."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, func, union_all
from sqlalchemy import select as select_core
from sqlmodel import Session, col

from survey.tables import Account, Batch, SecondKeying
from survey.tables.keying import RESOLVED

PER = 1000
AT_A_TIME = 25
"""People on a page: each has an interval to be computed."""


@dataclass(frozen=True)
class Rate:
    """What came of comparing."""

    name: str
    fields: int
    wrong: int


@dataclass(frozen=True)
class Shown:
    """A rate as it is printed."""

    name: str
    fields: int
    wrong: int
    rate: str
    low: str
    high: str


def of_batch(session: Session, batch: Batch) -> Rate:
    """The first keying of one batch."""
    counted = select_core(
        func.coalesce(func.sum(SecondKeying.fields), 0), func.coalesce(func.sum(SecondKeying.first_wrong), 0)
    ).where(col(SecondKeying.batch_id) == batch.id, col(SecondKeying.state) == RESOLVED)
    fields, wrong = session.execute(counted).one()
    return Rate("", int(fields), int(wrong))


def of_people(
    session: Session, seen: Select[tuple[int]], account_id: int | None = None, *, page: int = 1
) -> list[Rate]:
    """One page of those who keyed in the batches seen, first or second, or one account alone."""
    both = union_all(*(_keyed(seen, who) for who in ("first", "second"))).subquery()
    told = (
        select_core(col(Account.name), func.sum(both.c.fields), func.sum(both.c.wrong))
        .join(both, both.c.account == col(Account.id))
        .group_by(col(Account.id), col(Account.name))
        .order_by(func.sum(both.c.fields).desc(), col(Account.name))
        .limit(AT_A_TIME)
        .offset((page - 1) * AT_A_TIME)
    )
    if account_id is not None:
        told = told.where(col(Account.id) == account_id)
    return [Rate(name, int(fields), int(wrong)) for name, fields, wrong in session.execute(told)]


def shown(rate: Rate, language: str) -> Shown | None:
    """As it is printed, each field counted as one try; nothing where nothing was compared."""
    if not rate.fields:
        return None
    # Slow to import, and a worker that takes ballots has no use for it.
    import numpy as np

    from analysis.design import Design
    from analysis.proportion import proportion

    found = proportion(np.arange(rate.fields) < rate.wrong, Design.of(rate.fields))
    ends = (PER * (value or 0.0) for value in (found.value, found.low, found.high))
    return Shown(rate.name, rate.fields, rate.wrong, *(_written(value, language) for value in ends))


def _keyed(seen: Select[tuple[int]], who: str) -> Select[Any]:
    account = SecondKeying.first_id if who == "first" else SecondKeying.account_id
    wrong = SecondKeying.first_wrong if who == "first" else SecondKeying.second_wrong
    columns = (
        col(account).label("account"),
        col(SecondKeying.fields).label("fields"),
        col(wrong).label("wrong"),
    )
    keyed: Any = select_core(*columns)
    found: Select[Any] = keyed.where(
        col(SecondKeying.batch_id).in_(seen), col(SecondKeying.state) == RESOLVED
    )
    return found


def _written(value: float, language: str) -> str:
    text = f"{value:.1f}"
    return text.replace(".", ",") if language == "vi" else text
