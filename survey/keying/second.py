"""The blind second keying of a share that the first keyer cannot foresee, and of all where it is needed."""

from __future__ import annotations

import math
from dataclasses import dataclass

from sqlalchemy import func
from sqlmodel import Session, col, select

from questionnaires.cells import NOT_ASKED
from questionnaires.model import Questionnaire
from survey.keying.batches import hold, keyed_in, name_of
from survey.keying.errors import KeyingError
from survey.keying.keyers import first_keyers, in_short, second_keyers
from survey.keying.sheet import fields_of, marked, read_codes
from survey.keys import id_of
from survey.secret_key import SecretKey
from survey.tables import Ballot, Batch, KeyedBallot, SecondKeying
from survey.tables.keying import KEYED, RESOLVED, WAITING
from survey.waves.events import append

SHARE = 0.1
MOST_WRONG = 1 / 1000
"""More wrong fields than this in the share, and the rest of the batch is keyed twice too."""


@dataclass(frozen=True)
class Progress:
    """How far the second keying of a batch has come."""

    drawn: int = 0
    waiting: int = 0
    differing: int = 0
    """Keyed twice, not agreeing, and not decided yet."""
    fields: int = 0
    first_wrong: int = 0
    second_wrong: int = 0

    @property
    def is_settled(self) -> bool:
        """Whether nothing waits for anybody."""
        return not self.waiting and not self.differing


def finish_first(session: Session, batch: Batch, key: SecretKey, *, by: str) -> None:
    """End the first keying: every form that came back is keyed, and the share is drawn.

    Raises
    ------
    KeyingError: some are not keyed yet.
    """
    hold(session, batch, "open")
    keyed = keyed_in(session, batch)
    if keyed != batch.returned:
        raise KeyingError("", "not_all_keyed", keyed=keyed, returned=batch.returned)
    drawn = draw(session, batch, key, math.ceil(SHARE * keyed))
    batch.state, batch.first_keyed_by = "keyed", in_short(first_keyers(session, batch))
    append(session, by, "batch.keyed", name_of(batch), {"ballots": keyed, "second": drawn})


def draw(session: Session, batch: Batch, key: SecretKey, n: int | None = None) -> int:
    """Choose ballots not chosen before for the second keying, all of them without `n`; how many.

    The order comes from the key of the installation: whoever keys cannot know it beforehand.
    """
    chosen = select(SecondKeying.ballot_id).where(SecondKeying.batch_id == batch.id)
    others = select(KeyedBallot).where(
        KeyedBallot.batch_id == batch.id, col(KeyedBallot.ballot_id).not_in(chosen)
    )

    def lot(row: KeyedBallot) -> bytes:
        return key.hash_of("second keying", str(batch.id), str(row.ballot_id))

    drawn = sorted(session.exec(others), key=lot)[:n]
    for row in drawn:
        chosen_row = SecondKeying(ballot_id=row.ballot_id, batch_id=id_of(batch), first_id=row.account_id)
        session.add(chosen_row)
    session.flush()
    return len(drawn)


def waiting_for(session: Session, batch: Batch, account_id: int) -> list[int]:
    """The numbers that an account may key for comparison: not one that it keyed first."""
    found = (
        select(KeyedBallot.number)
        .join(SecondKeying, col(SecondKeying.ballot_id) == col(KeyedBallot.ballot_id))
        .where(SecondKeying.batch_id == batch.id, SecondKeying.state == WAITING)
        .where(SecondKeying.first_id != account_id)
    )
    return list(session.exec(found.order_by(col(KeyedBallot.number))))


def key_second(
    session: Session,
    batch: Batch,
    questionnaire: Questionnaire,
    number: int,
    codes: str,
    *,
    account_id: int,
    key: SecretKey,
    by: str,
) -> str:
    """Key a ballot that was chosen; what became of it, and nothing of the first keying.

    Raises
    ------
    KeyingError: it was not chosen, was keyed first by the same person, or by somebody else meanwhile.
    """
    sheet = marked(questionnaire, read_codes(questionnaire, codes))
    row = _chosen(session, batch, number)
    if row is None:
        raise KeyingError("number", "not_chosen")
    if row.first_id == account_id:
        raise KeyingError("number", "own_ballot")
    if row.state != WAITING:
        if row.account_id == account_id:
            return "recorded_before"
        raise KeyingError("number", "keyed_by_other")
    hold(session, batch, "keyed")
    session.refresh(row)
    if row.state != WAITING:
        raise KeyingError("number", "keyed_by_other")
    first = session.get_one(Ballot, row.ballot_id).answers
    row.account_id = account_id
    if sheet.string == first:
        settle(row, fields=compared(questionnaire, first, first))
    else:
        row.state, row.answers = KEYED, sheet.string
    session.flush()
    go_on(session, batch, key, by=by)
    return "recorded"


def settle(row: SecondKeying, *, fields: int, first_wrong: int = 0, second_wrong: int = 0) -> None:
    """Both agree: only counts are kept."""
    row.state, row.answers = RESOLVED, None
    row.fields, row.first_wrong, row.second_wrong = fields, first_wrong, second_wrong


def compared(questionnaire: Questionnaire, one: str, other: str) -> int:
    """How many questions were keyed in one of two strings; what is not asked is not keyed."""
    return sum(
        field.cell(one)[0] != NOT_ASKED or field.cell(other)[0] != NOT_ASKED
        for field in fields_of(questionnaire)
    )


def go_on(session: Session, batch: Batch, key: SecretKey, *, by: str) -> None:
    """After each step: the rest is drawn where too much was wrong; else the second keying ends."""
    stands = progress(session, batch)
    if stands.waiting:
        return
    # Differences may still be open: only when they are decided is it known how much was wrong.
    if stands.is_settled and stands.first_wrong > MOST_WRONG * stands.fields:
        more = draw(session, batch, key)
        if more:
            batch.state = "keyed"
            append(session, by, "batch.more", name_of(batch), {"second": more, **_counts(stands)})
            return
    if batch.state == "keyed":
        batch.state, batch.second_keyed_by = "second_keyed", in_short(second_keyers(session, batch))
        append(session, by, "batch.second", name_of(batch), {"second": stands.drawn, **_counts(stands)})


def close(session: Session, batch: Batch, *, by: str) -> None:
    """Close a batch in which nothing is open any more.

    Raises
    ------
    KeyingError: something is.
    """
    hold(session, batch, "second_keyed")
    stands, keyed = progress(session, batch), keyed_in(session, batch)
    if not stands.is_settled:
        raise KeyingError("", "differences", n=stands.differing + stands.waiting)
    if keyed != batch.returned:
        raise KeyingError("", "not_all_keyed", keyed=keyed, returned=batch.returned)
    batch.state = "closed"
    detail = {"ballots": keyed, "second": stands.drawn, **_counts(stands)}
    append(session, by, "batch.close", name_of(batch), detail)


def progress(session: Session, batch: Batch) -> Progress:
    """Counted in the database, whatever the size of the batch."""
    counted = select(  # type: ignore[call-overload]
        func.count(),
        func.count().filter(col(SecondKeying.state) == WAITING),
        func.count().filter(col(SecondKeying.state) == KEYED),
        func.coalesce(func.sum(SecondKeying.fields), 0),
        func.coalesce(func.sum(SecondKeying.first_wrong), 0),
        func.coalesce(func.sum(SecondKeying.second_wrong), 0),
    ).where(SecondKeying.batch_id == batch.id)
    return Progress(*(int(each) for each in session.execute(counted).one()))


def _chosen(session: Session, batch: Batch, number: int) -> SecondKeying | None:
    found = (
        select(SecondKeying)
        .join(KeyedBallot, col(KeyedBallot.ballot_id) == col(SecondKeying.ballot_id))
        .where(KeyedBallot.batch_id == batch.id, KeyedBallot.number == number)
    )
    return session.exec(found).first()


def _counts(stands: Progress) -> dict[str, int]:
    return {name: getattr(stands, name) for name in ("fields", "first_wrong", "second_wrong")}
