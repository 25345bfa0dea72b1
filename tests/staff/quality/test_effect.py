"""The index with and without excluded ballots: equal to a recomputation, and hidden where it tells too much."""

from __future__ import annotations

import json

import numpy as np
import pytest
from sqlmodel import Session, select

from analysis.summary import plan_of
from survey.quality.effect import Both, effect_of, read_effect
from survey.quality.reading import COMPLETED
from survey.quality.screening import screen_wave
from survey.results.answers import COUNTED
from survey.results.fielded import fielded
from survey.tables import Ballot, QualityRun
from tests.staff.quality.cast import ODD, WAVE, Desk
from tests.staff.quality.test_deciding import confirm, propose


def lines(desk: Desk) -> dict[str | None, Both]:
    (wave,) = fielded(desk.cast.engine, [WAVE])
    return {each.unit: each for each in effect_of(desk.cast.engine, wave).lines}


def by_hand(desk: Desk, states: tuple[str, ...], unit: str | None) -> float:
    """The mean over the factors of the share of satisfied answers, by the rule of this questionnaire."""
    questionnaire = desk.cast.questionnaires[WAVE]
    codings, plan = plan_of(questionnaire, None, 0.95)
    with Session(desk.cast.engine) as session:
        asked = select(Ballot).where(Ballot.wave_id == desk.cast.waves[WAVE])
        ballots = [each for each in session.exec(asked) if each.state in states]
        answers = [each.answers for each in ballots if unit in (None, _name(desk, each.agency_id))]
    composite = plan.composites[plan.codes.index("overall") - len(plan.items)]
    shares = {}
    for column in composite.columns:
        values = [codings[column].values[each[codings[column].position]] for each in answers]
        shares[column] = np.mean(values)
    if plan.rule == "mean_of_factors":
        return float(np.mean([np.mean([shares[each] for each in factor]) for factor in composite.factors]))
    assert plan.rule in ("mean_of_items", "pooled"), "every item is answered by everybody here"
    return float(np.mean(list(shares.values())))


def _name(desk: Desk, agency: int) -> str:
    return {desk.cast.units["so-y-te"]: "Sở Y tế"}.get(agency, "Phường Cát Linh")


@pytest.mark.parametrize("unit", [None, "Phường Cát Linh", "Sở Y tế"])
def test_both_figures_are_those_of_a_recomputation(both_desks: Desk, unit: str | None) -> None:
    propose(both_desks)
    confirm(both_desks)

    found = lines(both_desks)[unit]

    assert found.excluded == (0 if unit == "Sở Y tế" else ODD)
    assert found.kept_in.value == pytest.approx(by_hand(both_desks, COMPLETED, unit), abs=1e-12)
    assert found.left_out.value == pytest.approx(by_hand(both_desks, COUNTED, unit), abs=1e-12)
    assert found.left_out.low is not None and found.left_out.high is not None
    assert found.left_out.low < (found.left_out.value or 0) < found.left_out.high


def test_without_an_exclusion_the_two_are_the_same(desk: Desk) -> None:
    assert all(each.kept_in == each.left_out and each.excluded == 0 for each in lines(desk).values())


def test_so_few_exclusions_that_two_figures_would_tell_their_answers_are_not_shown(desk: Desk) -> None:
    with Session(desk.cast.engine) as session:
        for number in desk.odd()[:2]:
            session.get_one(Ballot, number).state = "x"
        session.commit()

    found = lines(desk)

    assert found[None].hidden and found["Phường Cát Linh"].hidden
    assert found["Phường Cát Linh"].kept_in.value is None
    assert found["Phường Cát Linh"].excluded is None
    assert found["Phường Cát Linh"].left_out.value is not None


def test_every_ballot_excluded_leaves_a_figure_on_one_side_alone(desk: Desk) -> None:
    with Session(desk.cast.engine) as session:
        for ballot in session.exec(select(Ballot)):
            ballot.state = "x"
        session.commit()

    found = lines(desk)[None]

    assert found.kept_in.value is not None
    assert found.left_out.value is None


@pytest.mark.parametrize(("state", "is_there"), [("open", False), ("closed", True), ("published", True)])
def test_nothing_is_computed_before_the_wave_has_closed(desk: Desk, state: str, is_there: bool) -> None:
    with Session(desk.cast.engine) as session:
        desk.wave(session).state = state
        session.commit()

    screen_wave(desk.cast.engine, WAVE)

    with Session(desk.cast.engine) as session:
        run = session.get_one(QualityRun, desk.cast.waves[WAVE])
    assert (run.effect is not None) == is_there
    if run.effect:
        assert {each.unit for each in read_effect(json.loads(run.effect))} == set(lines(desk))


def test_a_wave_without_ballots_is_screened_and_finds_nothing(desk: Desk) -> None:
    screen_wave(desk.cast.engine, "two-2026")

    with Session(desk.cast.engine) as session:
        run = session.get_one(QualityRun, desk.cast.waves["two-2026"])
    assert (run.ballots, json.loads(run.counts)) == (0, {})
