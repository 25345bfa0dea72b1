"""Making the one-time codes of a door, and counting what became of them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import func, insert
from sqlmodel import Session, col, select

from survey.codes.alphabet import new_code
from survey.codes.hashing import code_hash
from survey.keys import id_of
from survey.secret_key import load_key
from survey.tables import Ballot, CodeBatch, Collector, OneTimeCode, Wave
from survey.waves.collectors import CLOSED_STATES, CollectorError
from survey.waves.events import append

MOST = 50_000
"""Codes made at once."""


class CodesError(ValueError):
    """Codes that cannot be made as asked."""


@dataclass(frozen=True)
class Counted:
    """The codes of one door."""

    collector: int
    wave: str
    made: int
    waiting: int
    used: int


def make_codes(session: Session, number: int, n: int, *, day: dt.date, by: str) -> list[str]:
    """Make `n` codes for a door, which asks for one from now on; this is the only time that they are seen.

    Raises
    ------
    CollectorError: there is no such door.
    CodesError: the door cannot ask for codes, or did not so far; the secret key is another than before.
    SecretKeyError: there is no secret key.
    """
    collector = session.get(Collector, number)
    if collector is None:
        raise CollectorError(f"there is no collector {number}; hailong collector list shows them all")
    _check(session, collector, n)
    key = load_key()
    batches = session.exec(select(CodeBatch).where(CodeBatch.collector_id == number)).all()
    if any(batch.key_mark != key.mark for batch in batches):
        raise CodesError(
            f"the earlier codes were made with another secret key; collector {number}; bring that key back"
        )
    batch = CodeBatch(collector_id=number, made_on=day, made=n, key_mark=key.mark)
    session.add(batch)
    session.flush()
    codes = _different(n)
    rows = [{"code_hash": code_hash(key, number, code), "batch_id": id_of(batch)} for code in codes]
    session.execute(insert(OneTimeCode), rows)
    append(session, by, "codes.make", f"collector {number}", {"codes": n})
    return codes


def counted(session: Session) -> list[Counted]:
    """How many codes each door has: made, waiting, used."""
    waiting = (
        select(col(OneTimeCode.batch_id).label("batch"), func.count().label("n"))
        .group_by(col(OneTimeCode.batch_id))
        .subquery()
    )
    left = func.coalesce(col(CodeBatch.left_over), waiting.c.n, 0)
    statement = (
        select(  # type: ignore[call-overload]
            CodeBatch.collector_id,
            Wave.code,
            func.sum(CodeBatch.made),
            func.sum(func.coalesce(waiting.c.n, 0)),
            func.sum(CodeBatch.made - left),
        )
        .join(Collector, col(Collector.id) == CodeBatch.collector_id)
        .join(Wave, col(Wave.id) == Collector.wave_id)
        .outerjoin(waiting, waiting.c.batch == CodeBatch.id)
        .group_by(CodeBatch.collector_id, Wave.code)
        .order_by(CodeBatch.collector_id)
    )
    return [Counted(*row) for row in session.execute(statement)]


def _check(session: Session, collector: Collector, n: int) -> None:
    if not 1 <= n <= MOST:
        raise CodesError(f"{n} codes cannot be made at once; --n; ask for 1 to {MOST}")
    if collector.mode != "phone":
        raise CodesError(
            f"only people with their own phones bring a code; collector {collector.id}, {collector.mode}; "
            "make one with --mode phone"
        )
    wave = session.get_one(Wave, collector.wave_id)
    if collector.revoked_on is not None or wave.state in CLOSED_STATES:
        raise CodesError(f"nobody can answer here any more; collector {collector.id}; name an open door")
    asks = select(CodeBatch.id).where(CodeBatch.collector_id == collector.id)
    came = select(Ballot.id).where(Ballot.collector_id == collector.id)
    if session.exec(asks).first() is None and session.exec(came).first() is not None:
        raise CodesError(
            f"people answered here without a code, and would find the door shut; collector {collector.id}; "
            "make another door for the codes: hailong collector new"
        )


def _different(n: int) -> list[str]:
    codes: dict[str, None] = {}
    while len(codes) < n:
        codes[new_code()] = None
    return list(codes)
