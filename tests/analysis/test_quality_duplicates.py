"""Repeated ballots: what chance brings, and what it does not."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.quality.ballots import Ballots
from analysis.quality.duplicates import duplicate_flags, duplicates, identical
from analysis.quality.labels import Labels
from analysis.quality.repeated_answers import expected_copies, repeated_flags
from analysis.quality.serials import serial_flags
from analysis.quality.settings import QualityError, Settings
from analysis.tally import matrix
from tests.analysis.screened import honest

COPY = "54345432145434543215"


@given(st.lists(st.text("45.", min_size=9, max_size=9), min_size=1, max_size=30))
def test_equal_rows_get_equal_numbers_and_others_do_not(rows: list[str]) -> None:
    got = identical(matrix(rows))

    assert len(set(got.tolist())) == len(set(rows)) == len(set(zip(rows, got.tolist(), strict=True)))


def test_repeats_and_chance_are_counted_by_hand() -> None:
    # Batch A: p p q; batch B: p r. Pairs across: 6, of which p-p twice agree. (2 + 1) / (6 + 1).
    p, q, r = "1234512345", "5432154321", "1122334455"
    ballots = Ballots.of(matrix([p, p, q, p, r]), scale=range(10))
    got = duplicates(ballots, Labels.of(["A", "A", "A", "B", "B"], "batch"))

    assert got.chance == pytest.approx(3 / 7)
    assert [(each.n, each.repeats, each.rows) for each in got.groups] == [(3, 1, (0, 1)), (2, 0, ())]
    assert got.groups[0].expected == pytest.approx(3 * 3 / 7)
    assert got.groups[0].p == pytest.approx(1 - np.exp(-9 / 7))


def test_chance_is_taken_inside_areas() -> None:
    # The same two strings everywhere in area x, others in y: pairs across areas are not counted.
    p, q, r = "1234512345", "5432154321", "1122334455"
    ballots = Ballots.of(matrix([p, p, q, r]), scale=range(10), area=["x", "x", "y", "y"])
    got = duplicates(ballots, Labels.of(["A", "B", "C", "D"], "batch"))

    assert got.chance == pytest.approx((1 + 1) / (2 + 1))


def test_where_nothing_is_near_the_repeats_are_what_chance_expects() -> None:
    # Short questionnaires repeat naturally; labels dealt at random must show no more than expected.
    rng = np.random.default_rng(1)
    answers = (rng.choice([51, 52, 53], p=[0.02, 0.18, 0.8], size=(400, 10))).astype(np.uint8)
    ballots = Ballots.of(answers, scale=range(10))
    seen, expected = 0.0, 0.0
    for _ in range(40):
        got = duplicates(ballots, Labels.of(rng.integers(20, size=400), "batch"))
        seen += sum(each.repeats for each in got.groups)
        expected += sum(each.expected for each in got.groups)

    assert 0.8 * expected < seen <= 1.02 * expected
    assert seen / 40 > 10


def test_straight_lines_and_short_ballots_are_left_out() -> None:
    rows = ["5555555555"] * 6 + ["123......."] * 6 + ["1234512345", "5432154321"]
    ballots = Ballots.of(matrix(rows), scale=range(10))
    got = duplicates(ballots, Labels.of(["A", "B"] * 7, "batch"))

    assert (got.n, got.left_out) == (2, 12)


def test_copies_on_one_day_of_one_collector_are_flagged_and_only_they() -> None:
    survey = honest(1)
    rows = np.flatnonzero((np.array(survey.columns["collector"]) == "c3") & (survey.columns["day"] == 5))
    copied = survey.with_answers(rows[:3], COPY).ballots()
    near = copied.collector.crossed(Labels.of(survey.columns["day"], "day"))  # type: ignore[union-attr]
    (got,) = duplicate_flags(copied, "collector", near, Settings())

    assert (got.subject, got.rows) == ("c3 · 5", tuple(int(row) for row in rows[:3]))
    assert got.evidence["repeats"] == 2 and got.evidence["expected"] < 0.01
    assert got.severity == "serious"


def test_a_file_of_one_batch_has_nothing_to_tell_chance_from() -> None:
    survey = honest(2)

    with pytest.raises(QualityError, match="chance cannot be told"):
        duplicates(survey.ballots(), Labels.of(["A"] * 600, "batch"))


def test_one_ballot_copied_into_every_collector_is_found_in_the_file() -> None:
    survey = honest(3)
    rows = np.random.default_rng(3).choice(600, size=25, replace=False)
    (got,) = repeated_flags(survey.with_answers(rows, COPY).ballots(), Settings())

    assert got.rows == tuple(sorted(int(row) for row in rows))
    assert got.evidence["copies"] == 25 and got.evidence["expected"] < 0.2
    assert got.evidence["collectors"] > 4 and got.severity == "serious"


def test_the_answers_most_people_give_are_no_copies() -> None:
    # 600 people, ten items, nearly all 5: the same near-lines come back dozens of times.
    rng = np.random.default_rng(4)
    answers = np.where(rng.random((600, 10)) < 0.1, 52, 53).astype(np.uint8)
    ballots = Ballots.of(np.vstack([answers, matrix(["5432154321"])]), scale=range(10))

    assert repeated_flags(ballots, Settings()) == []


def test_a_short_questionnaire_of_very_many_repeats_by_nature() -> None:
    rng = np.random.default_rng(5)
    answers = rng.choice([51, 52, 53], size=(20_000, 10)).astype(np.uint8)

    with pytest.raises(QualityError, match="repeat by nature"):
        repeated_flags(Ballots.of(answers, scale=range(10)), Settings())


def test_for_independent_answers_the_expected_copies_are_the_product_of_shares() -> None:
    rng = np.random.default_rng(5)
    share = np.array([0.2, 0.3, 0.5])
    answers = (51 + rng.choice(3, p=share, size=(200_000, 3))).astype(np.uint8)
    got = expected_copies(answers, np.zeros(len(answers), dtype=np.int64))

    truth = len(answers) * share[answers - 51].prod(axis=1)
    assert np.abs(got / truth - 1).max() < 0.05


def test_the_expected_copies_of_all_strings_add_up_to_the_ballots() -> None:
    answers = matrix([a + b for a in "345" for b in "345"] * 3)
    got = expected_copies(answers, np.zeros(27, dtype=np.int64))

    assert got[:9].sum() == pytest.approx(27)


def test_ballots_without_enough_answers_are_refused() -> None:
    with pytest.raises(QualityError, match="nothing to compare"):
        repeated_flags(Ballots.of(matrix(["54", "45"]), scale=[0, 1]), Settings())


def test_without_a_batch_a_serial_stands_once_in_the_file() -> None:
    ballots = Ballots.of(
        matrix(["54", "45", "44"]), scale=[0, 1], serial=["7", "7", "7"], batch=["", None, "A"]
    )
    (got,) = serial_flags(ballots, ballots.serial)  # type: ignore[arg-type]

    assert (got.subject, got.rows, got.evidence["alike"]) == ("7", (0, 1), 1.0)


def test_a_serial_may_stand_in_two_batches_but_not_twice_in_one() -> None:
    rows = ["54", "45", "54", "44"]
    ballots = Ballots.of(matrix(rows), scale=[0, 1], serial=["7", "7", "7", ""], batch=["A", "B", "A", "A"])
    (got,) = serial_flags(ballots, ballots.serial)  # type: ignore[arg-type]

    assert (got.subject, got.rows, got.evidence) == ("A · 7", (0, 2), {"ballots": 2.0, "alike": 2.0})
