"""Errors planted at five in a thousand fields are found by double keying as often as they should be."""

from __future__ import annotations

import datetime as dt
import random

import pytest
from scipy.stats import binom
from sqlmodel import Session, select

from survey.ballots.ballot_id import new_ballot_id
from survey.ballots.canonical import body_hash
from survey.keying import rates, second
from survey.keying.sheet import marked, read_codes
from survey.keys import id_of
from survey.tables import Ballot, Batch, KeyedBallot, SecondKeying
from tests.accounts.cast import KEY
from tests.keying.cast import Desk

FIELDS, PLANTED = 30, 5 / 1000
SIZES = [300, pytest.param(3000, marks=pytest.mark.soak)]
FIRST = dt.date(2026, 11, 2)
CODES = "12345?.*#"


def keyed_wrong(dice: random.Random, paper: str) -> str:
    """A paper as a clerk keys it who errs in five of a thousand fields."""
    return "".join(
        dice.choice([code for code in CODES if code != sign]) if dice.random() < PLANTED else sign
        for sign in paper
    )


def differences(one: str, other: str) -> int:
    return sum(a != b for a, b in zip(one, other, strict=True))


def fill(desk: Desk, batch: int, strings: list[str]) -> None:
    """Put the first keying in at once; how single ballots get there is told elsewhere."""
    questionnaire, dice = desk.questionnaire(), random.Random(1)
    with desk.session() as session:
        door = desk.door(session)
        for number, string in enumerate(strings, 1):
            sheet = marked(questionnaire, read_codes(questionnaire, string))
            # The same ids each time: by them and the key the tenth is drawn.
            ballot_id = new_ballot_id(FIRST, bits=dice.getrandbits(96))
            digest = body_hash(sheet.answers, "complete")
            session.add(
                Ballot(
                    id=ballot_id,
                    wave_id=door.wave_id,
                    collector_id=id_of(door),
                    agency_id=door.agency_id,
                    service_point_id=door.service_point_id,
                    day=desk.cast.today,
                    language="vi",
                    body_hash=digest,
                    answers=string,
                )
            )
            keyed = KeyedBallot(
                ballot_id=ballot_id,
                batch_id=batch,
                number=number,
                account_id=desk.people["an"],
                body_hash=digest,
            )
            session.add(keyed)


def papers_again(desk: Desk, batch: int, strings: list[str]) -> None:
    """Key everything that waits a second time, in one transaction."""
    questionnaire = desk.questionnaire()
    with desk.session() as session:
        found = session.get_one(Batch, batch)
        for number in second.waiting_for(session, found, desk.people["binh"]):
            second.key_second(
                session,
                found,
                questionnaire,
                number,
                strings[number - 1],
                account_id=desk.people["binh"],
                key=KEY,
                by="binh",
            )


@pytest.mark.parametrize("n", SIZES)
def test_a_tenth_keyed_again_finds_a_tenth_of_the_errors_and_keying_all_again_finds_them_all(
    thirty: Desk, n: int
) -> None:
    dice = random.Random(20261122)
    papers = ["".join(dice.choice(CODES) for _ in range(FIELDS)) for _ in range(n)]
    first, again = ([keyed_wrong(dice, paper) for paper in papers] for _ in range(2))
    planted = sum(map(differences, papers, first))
    batch = thirty.batch(n)
    fill(thirty, batch, first)
    thirty.finish(batch)

    share = keyed_twice(thirty, batch, papers, again)

    # The tenth is drawn without a look at what is in it, so its errors are a binomial count.
    assert (share.fields, thirty.state(batch)) == (n // 10 * FIELDS, "keyed")
    low, high = binom.interval(0.999, share.fields, PLANTED)
    assert 0 < low <= share.wrong <= high or (low == 0 and 0 < share.wrong <= high)
    expected = share.fields * PLANTED
    print(f"{n} papers, {planted} planted; found in the tenth: {share.wrong}, expected {expected:.1f}")

    whole = keyed_twice(thirty, batch, papers, again)

    # Unseen is only where both keyed the same wrong sign into the same field.
    both_wrong = sum(
        a == b != sign
        for paper, one, other in zip(papers, first, again, strict=True)
        for sign, a, b in zip(paper, one, other, strict=True)
    )
    low, high = binom.interval(0.999, n * FIELDS, PLANTED * (1 - PLANTED / (len(CODES) - 1)))
    left = sum(differences(papers[number - 1], kept) for number, kept in thirty.answers(batch).items())
    assert (whole.fields, whole.wrong, left) == (n * FIELDS, planted - both_wrong, both_wrong)
    assert low <= whole.wrong <= high and thirty.state(batch) == "second_keyed"
    shown = rates.shown(whole, "en")
    assert shown is not None
    print(f"found in all: {whole.wrong}, {shown.rate} in 1,000 ({shown.low}–{shown.high}); left: {left}")


def keyed_twice(desk: Desk, batch: int, papers: list[str], again: list[str]) -> rates.Rate:
    """Key what waits once more, and decide what differs."""
    papers_again(desk, batch, again)
    decide(desk, batch, papers)
    with Session(desk.engine) as session:
        return rates.of_batch(session, session.get_one(Batch, batch))


def decide(desk: Desk, batch: int, papers: list[str]) -> None:
    """The third person reads the papers right."""
    with Session(desk.engine) as session:
        waiting = len(
            session.exec(
                select(SecondKeying).where(SecondKeying.batch_id == batch, SecondKeying.state == "keyed")
            ).all()
        )
    for _ in range(waiting):
        case = desk.case(batch)
        assert case is not None
        paper = papers[case.number - 1]
        desk.resolve(batch, {f"A{n}": paper[n - 1] for n in range(1, FIELDS + 1)})
