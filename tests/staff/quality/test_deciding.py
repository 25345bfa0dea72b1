"""Keep and exclude: two people, a reason, reversible until the wave is frozen, and never afterwards."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import Session, col, select

from survey.ballots.suspicion import NOTED_BY
from survey.jobs.worker import work
from survey.quality import alone, confirming, deciding
from survey.quality.confirming import lots
from survey.quality.faults import DecisionError
from survey.quality.ledger import Matter
from survey.quality.screening import screen_wave
from survey.tables import Ballot, Event, Exclusion, FlaggedBallot, Job, QualityFlag
from survey.tables.waves import WAVE_STATES
from survey.waves.retention import destroy, due
from tests.staff.quality.cast import KIOSK, ODD, WAVE, Desk

DAY = dt.date(2026, 9, 1)
ANN, BEN = "ann@tinh.example", "ben@tinh.example"
TOTAL = 88


def propose(desk: Desk, by: str = ANN) -> deciding.Decided:
    with Session(desk.cast.engine) as session:
        done = deciding.exclude(session, desk.matter(session), "bấm liên tục", by=by, today=DAY)
        session.commit()
    return done


def confirm(desk: Desk, by: str = BEN) -> int:
    with Session(desk.cast.engine) as session:
        wave = desk.wave(session)
        (lot,) = lots(session, wave, statuses=("proposed",))
        n = confirming.confirm(session, wave, lot.first, by=by)
        session.commit()
    return n


def put_back(desk: Desk, by: str = BEN) -> int:
    with Session(desk.cast.engine) as session:
        wave = desk.wave(session)
        (lot,) = lots(session, wave, statuses=("confirmed",))
        n = confirming.reverse(session, wave, lot.first, "xem lại: máy chậm", by=by)
        session.commit()
    return n


def test_a_proposal_alone_excludes_nothing(both_desks: Desk) -> None:
    done = propose(both_desks)

    assert (done.ballots, done.counts_now) == (ODD, False)
    assert both_desks.states() == ["c"] * (TOTAL - ODD) + ["f"] * ODD


def test_another_person_confirms_and_the_ballots_are_out_and_come_back(both_desks: Desk) -> None:
    propose(both_desks)

    confirmed = confirm(both_desks)

    assert confirmed == ODD
    assert both_desks.states().count("x") == ODD
    assert put_back(both_desks) == ODD
    assert both_desks.states() == ["c"] * TOTAL
    assert {(line.status, line.ended_by) for line in both_desks.ledger()} == {("reversed", BEN)}


def test_nobody_confirms_a_proposal_of_their_own(desk: Desk) -> None:
    propose(desk)

    with pytest.raises(DecisionError, match="own"):
        confirm(desk, by=ANN.upper())
    assert "x" not in desk.states()


@pytest.mark.parametrize("state", [each for each in WAVE_STATES if each not in ("open", "closed")])
def test_a_wave_that_does_not_collect_or_is_frozen_refuses_everything(desk: Desk, state: str) -> None:
    propose(desk)
    with Session(desk.cast.engine) as session:
        desk.wave(session).state = state
        session.commit()
    before = desk.states()

    with Session(desk.cast.engine) as session:
        what = desk.matter(session)
        (lot,) = lots(session, what.wave)
        for refused in (
            lambda: deciding.exclude(session, what, "lý do", by=BEN, today=DAY),
            lambda: deciding.keep(session, what, "lý do", by=BEN, today=DAY),
            lambda: confirming.confirm(session, what.wave, lot.first, by=BEN),
            lambda: confirming.refuse(session, what.wave, lot.first, "lý do", by=BEN),
            lambda: confirming.reverse(session, what.wave, lot.first, "lý do", by=BEN),
            lambda: alone.set_alone_percent(session, what.wave, 5, by=BEN),
        ):
            with pytest.raises(DecisionError, match="frozen|not_open"):
                refused()
        session.commit()
    assert desk.states() == before


def test_a_door_s_own_note_becomes_the_proposal_of_whoever_takes_it_up(both_desks: Desk) -> None:
    cast, odd = both_desks.cast, both_desks.odd()
    with Session(cast.engine) as session:
        door = cast.collectors[KIOSK]
        for number in odd:
            session.add(
                Exclusion(
                    ballot_id=number, wave_id=cast.waves[WAVE], rule="too_fast", reason="nhanh",
                    proposed_by=NOTED_BY, day=DAY, collector_id=door,
                )
            )  # fmt: skip
            session.get_one(Ballot, number).state = "f"
        session.commit()
    screen_wave(cast.engine, WAVE)
    with Session(cast.engine) as session:
        wave = both_desks.wave(session)
        assert lots(session, wave) == []
        what = Matter(wave, "too_fast", both_desks.matter(session).door)
        done = deciding.exclude(session, what, "bấm liên tục", by=ANN, today=DAY)
        session.commit()

    assert done.ballots == ODD
    assert len(both_desks.ledger()) == ODD
    assert {(line.proposed_by, line.reason) for line in both_desks.ledger()} == {(ANN, "bấm liên tục")}


def test_whoever_keeps_ballots_ends_what_was_proposed_of_them(both_desks: Desk) -> None:
    propose(both_desks)
    with Session(both_desks.cast.engine) as session:
        one = both_desks.odd()[0]
        done = deciding.keep(session, both_desks.matter(session, one), "có thật", by=BEN, today=DAY)
        session.commit()

    assert done.ballots == 1
    assert both_desks.states().count("f") == ODD - 1
    assert sorted(line.status for line in both_desks.ledger()) == ["kept"] + ["proposed"] * (ODD - 1)


def test_all_of_a_door_leaves_alone_what_was_kept_but_a_chosen_one_may_be_thought_over(desk: Desk) -> None:
    one = desk.odd()[0]
    with Session(desk.cast.engine) as session:
        deciding.keep(session, desk.matter(session, one), "có thật", by=ANN, today=DAY)
        rest = deciding.exclude(session, desk.matter(session), "bấm liên tục", by=ANN, today=DAY)
        again = deciding.exclude(session, desk.matter(session, one), "xem lại", by=ANN, today=DAY)
        session.commit()

    assert (rest.ballots, again.ballots) == (ODD - 1, 1)


def test_ids_of_other_ballots_fall_out_of_a_decision(desk: Desk) -> None:
    with Session(desk.cast.engine) as session:
        honest = session.exec(select(Ballot.id).where(col(Ballot.seconds) > 50)).first()
        assert honest is not None
        with pytest.raises(DecisionError, match="none"):
            deciding.exclude(session, desk.matter(session, honest), "lý do", by=ANN, today=DAY)


@pytest.mark.parametrize("reason", ["", "  \n ", "x" * 301])
def test_nothing_is_decided_without_a_reason_that_fits(desk: Desk, reason: str) -> None:
    with Session(desk.cast.engine) as session:
        with pytest.raises(DecisionError, match="reason"):
            deciding.exclude(session, desk.matter(session), reason, by=ANN, today=DAY)


def test_one_person_alone_excludes_up_to_the_share_of_a_unit_that_the_wave_allows(both_desks: Desk) -> None:
    """8 of the 48 ballots of the unit are 16.7 %: 17 % lets them through, 16 % does not."""
    with Session(both_desks.cast.engine) as session:
        what = both_desks.matter(session)
        alone.set_alone_percent(session, what.wave, 16, by="boss")
        assert deciding.exclude(session, what, "lý do", by=ANN, today=DAY).counts_now is False
        session.rollback()
        what = both_desks.matter(session)
        alone.set_alone_percent(session, what.wave, 17, by="boss")
        assert deciding.exclude(session, what, "lý do", by=ANN, today=DAY).counts_now is True
        session.commit()

    assert both_desks.states().count("x") == ODD
    assert {line.confirmed_by for line in both_desks.ledger()} == {None}


def test_the_share_of_one_person_is_used_up_bit_by_bit(desk: Desk) -> None:
    counted = []
    with Session(desk.cast.engine) as session:
        alone.set_alone_percent(session, desk.wave(session), 7, by="boss")
        for one in desk.odd()[:5]:
            done = deciding.exclude(session, desk.matter(session, one), "lý do", by=ANN, today=DAY)
            counted.append(done.counts_now)

    assert counted == [True, True, True, False, False], "3 of 48 are 6.3 %, 4 are 8.3 %"


def test_the_share_cannot_be_changed_once_somebody_has_proposed(desk: Desk) -> None:
    propose(desk)

    with Session(desk.cast.engine) as session, pytest.raises(DecisionError, match="begun"):
        alone.set_alone_percent(session, desk.wave(session), 50, by="boss")


def test_the_audit_log_says_how_many_by_which_rule_and_no_ballot(desk: Desk) -> None:
    propose(desk)
    confirm(desk)

    with Session(desk.cast.engine) as session:
        lines = session.exec(select(Event).where(col(Event.action).like("quality.%"))).all()
    assert [(line.actor, line.action) for line in lines] == [
        (ANN, "quality.propose"),
        (BEN, "quality.confirm"),
    ]
    assert {json.loads(line.detail)["ballots"] for line in lines} == {ODD}
    assert not [each for each in desk.odd() if any(str(each) in line.detail for line in lines)]


def test_the_answers_are_counted_anew_once_for_all_that_was_decided(desk: Desk) -> None:
    propose(desk)
    confirm(desk)

    with Session(desk.cast.engine) as session:
        waiting = session.exec(select(Job.kind).where(Job.state == "waiting")).all()
    assert list(waiting) == ["tally"]
    work(desk.cast.engine, once=True)
    from survey.results.tallies import load_tallies

    assert int(load_tallies(desk.cast.engine, WAVE).ballots.sum()) == TOTAL - ODD


def test_a_screening_twice_finds_the_same_and_forgets_no_decision(both_desks: Desk) -> None:
    propose(both_desks)
    confirm(both_desks)
    with Session(both_desks.cast.engine) as session:
        before = sorted(str(each) for each in session.exec(select(FlaggedBallot.ballot_id)))

    screen_wave(both_desks.cast.engine, WAVE)

    with Session(both_desks.cast.engine) as session:
        assert sorted(str(each) for each in session.exec(select(FlaggedBallot.ballot_id))) == before
    assert both_desks.states().count("x") == ODD


STEP = st.tuples(st.sampled_from(("exclude", "keep", "confirm", "refuse", "reverse")), st.integers(0, 255))


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(STEP, max_size=8))
def test_whatever_is_decided_the_state_of_every_ballot_is_what_the_ledger_says(
    desk: Desk, steps: list[tuple[str, int]]
) -> None:
    odd = desk.odd()
    with Session(desk.cast.engine) as session:
        for deed, bits in steps:
            chosen = [each for place, each in enumerate(odd) if bits >> place & 1] or odd
            try:
                _step(desk, session, deed, bits, chosen)
            except DecisionError:
                pass
        session.flush()
        lines = session.exec(select(Exclusion.ballot_id, Exclusion.status)).all()
        out = {ballot for ballot, status in lines if status == "confirmed"}
        asked = {ballot for ballot, status in lines if status == "proposed"} - out
        states = dict(session.exec(select(Ballot.id, Ballot.state)).all())
        session.rollback()

    assert {ballot for ballot, state in states.items() if state == "x"} == out
    assert {ballot for ballot, state in states.items() if state == "f"} == asked
    doubled = [line for line in lines if line[1] in ("confirmed", "proposed")]
    assert len(doubled) == len({ballot for ballot, _ in doubled})


def _step(desk: Desk, session: Session, deed: str, bits: int, chosen: list) -> None:  # type: ignore[type-arg]
    by, wave = (ANN, BEN)[bits % 2], desk.wave(session)
    if deed in ("exclude", "keep"):
        done = {"exclude": deciding.exclude, "keep": deciding.keep}[deed]
        done(session, desk.matter(session, *chosen), "lý do", by=by, today=DAY)
        return
    before = "confirmed" if deed == "reverse" else "proposed"
    found = lots(session, wave, statuses=(before,))
    if found:
        first = found[bits % len(found)].first
        if deed == "confirm":
            confirming.confirm(session, wave, first, by=by)
        else:
            {"refuse": confirming.refuse, "reverse": confirming.reverse}[deed](
                session, wave, first, "lý do", by=by
            )


def test_when_the_ballots_are_destroyed_their_flags_go_and_the_ledger_stays(both_desks: Desk) -> None:
    propose(both_desks)
    with Session(both_desks.cast.engine) as session:
        wave = both_desks.wave(session)
        wave.keep_until = DAY
        session.flush()
        late = DAY + dt.timedelta(days=1)
        for each in due(session, late):
            destroy(session, each, day=late, by="test")
        session.commit()

    with Session(both_desks.cast.engine) as session:
        assert session.exec(select(FlaggedBallot)).first() is None
        assert session.exec(select(QualityFlag)).first() is None
    assert len(both_desks.ledger()) == ODD
