"""Straight lines and speed: single ballots on screens, batches and interviewers on paper."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from analysis.quality.against_others import against_others
from analysis.quality.ballots import Ballots
from analysis.quality.labels import Labels
from analysis.quality.settings import QualityError, Settings
from analysis.quality.speed import fast_share_flags, seconds_per_item, share_of_median, speed_flags
from analysis.quality.straight_lines import (
    contradicts,
    longest_run,
    straight,
    straight_line_flags,
    straight_share_flags,
)
from analysis.tally import matrix

MIXED = ["54545", "45454", "34345", "55455"]


def of(rows: list[str], **columns: object) -> Ballots:
    return Ballots.of(matrix(rows), scale=range(len(rows[0])), **columns)  # type: ignore[arg-type]


def on_phones(rows: list[str], seconds: list[float], **columns: object) -> Ballots:
    """Ballots from phones among forty ordinary ones of 60 seconds."""
    mode = ["phone"] * (len(rows) + 40)
    return of(rows + MIXED * 10, seconds=[*seconds, *[60.0] * 40], mode=mode, **columns)


@pytest.mark.parametrize(
    ("row", "line", "run"),
    [
        ("55555", True, 5),
        ("44444", True, 4 + 1),
        ("5555.", False, 4),
        ("....", False, 0),
        ("44?444", True, 3),
        ("444544", False, 3),
        ("*#-?.", False, 0),
    ],
)
def test_a_straight_line_has_five_equal_answers_and_no_other(row: str, line: bool, run: int) -> None:
    got = of([row])

    assert (straight(got).tolist(), longest_run(got).tolist()) == ([line], [run])


@given(st.lists(st.text("12345.?", min_size=7, max_size=7), min_size=1, max_size=20))
def test_runs_and_lines_are_what_one_counts_by_hand(rows: list[str]) -> None:
    got = of(rows)

    def run(row: str) -> int:
        longest, now = 0, 0
        for place, code in enumerate(row):
            now = 0 if code in ".?" else now + 1 if place and row[place - 1] == code else 1
            longest = max(longest, now)
        return longest

    given_answers = [[code for code in row if code not in ".?"] for row in rows]
    assert longest_run(got).tolist() == [run(row) for row in rows]
    assert straight(got).tolist() == [len(set(row)) == 1 and len(row) >= 5 for row in given_answers]


@pytest.mark.parametrize(
    ("row", "odd"), [("55555", True), ("33333", False), ("5555.", False), ("55551", False)]
)
def test_a_line_contradicts_a_reversed_item_except_in_the_middle(row: str, odd: bool) -> None:
    assert contradicts(of([row], reversed_items=[4]), least=4).tolist() == [odd]


def test_without_reversed_items_nothing_contradicts() -> None:
    assert not contradicts(of(["55555"])).any()


def test_all_fives_on_a_screen_are_no_flag() -> None:
    got = straight_line_flags(on_phones(["55555"], [60.0]), Settings())

    assert got == []


def test_a_fast_straight_line_on_a_screen_is_flagged_with_its_evidence() -> None:
    (got,) = straight_line_flags(on_phones(["55555"], [15.0]), Settings())

    assert (got.rule, got.kind, got.subject, got.rows, got.severity) == (
        "straight_line",
        "ballot",
        "1",
        (0,),
        "warning",
    )
    assert got.evidence == {"items": 5.0, "contradicts": 0.0, "share_of_median": 0.25}
    assert (got.measure, got.threshold) == ("share_of_median", 1 / 3)


def test_a_line_that_is_fast_and_contradicts_is_serious() -> None:
    got = straight_line_flags(on_phones(["55555", "11111"], [15.0, 60.0], reversed_items=[0]), Settings())

    assert [flag.severity for flag in got] == ["serious", "warning"]


@pytest.mark.parametrize("mode", ["paper", "post", "import", "", None])
def test_a_single_ballot_of_paper_is_never_flagged(mode: str | None) -> None:
    rows = ["55555"] * 5 + MIXED * 10
    ballots = of(
        rows, mode=[mode] * 45, seconds=[1.0] * 5 + [60.0] * 40, reversed_items=[4], batch=["b"] * 45
    )

    assert straight_line_flags(ballots, Settings()) == []
    with pytest.raises(QualityError, match="no median"):
        speed_flags(ballots, Settings())


def test_without_a_mode_single_ballots_are_not_judged() -> None:
    ballots = of(["55555"] * 40, seconds=[60.0] * 40)

    with pytest.raises(QualityError, match="paper cannot be told"):
        speed_flags(ballots, Settings())


def test_a_straight_line_without_times_or_reversed_items_says_nothing() -> None:
    with pytest.raises(QualityError, match="equal answers alone"):
        straight_line_flags(of(["55555"], mode=["phone"]), Settings())


def test_with_four_items_there_are_no_straight_lines() -> None:
    with pytest.raises(QualityError, match="means nothing below 5"):
        straight_line_flags(of(["5555"], mode=["phone"], seconds=[2.0]), Settings())


def test_the_pace_counts_what_was_asked_and_the_median_is_of_the_mode() -> None:
    rows = ["55555", "55---"] + ["54545"] * 60
    mode = ["phone", "phone"] + ["phone"] * 30 + ["kiosk"] * 30
    ballots = of(rows, mode=mode, seconds=[10.0, 10.0] + [20.0] * 30 + [5.0] * 30)

    assert seconds_per_item(ballots)[:2].tolist() == [2.0, 5.0]
    assert share_of_median(ballots, Settings())[[0, 1, -1]].tolist() == [0.5, 1.25, 1.0]


def test_a_mode_with_few_times_has_no_median() -> None:
    ballots = of(MIXED * 10, mode=["phone"] * 29 + ["kiosk"] * 11, seconds=[60.0] * 40)

    assert np.isnan(share_of_median(ballots, Settings())).all()


def test_a_time_of_nothing_is_no_time() -> None:
    got = speed_flags(on_phones(["54545", "54545"], [0.0, np.nan]), Settings())

    assert got == []


def test_a_fast_ballot_is_a_note_under_its_serial() -> None:
    (got,) = speed_flags(on_phones(["54545"], [12.0], serial=["A7"] + [""] * 40), Settings())

    assert (got.subject, got.severity) == ("A7", "note")
    assert got.evidence == {"seconds_per_item": 2.4, "share_of_median": pytest.approx(0.2)}


def test_on_one_stratum_the_test_is_fisher_s() -> None:
    odd = np.array([True] * 7 + [False] * 13 + [True] * 6 + [False] * 54)
    got = against_others(odd, Labels.of(["a"] * 20 + ["b"] * 60, "batch"))

    truth = stats.fisher_exact([[7, 13], [6, 54]], alternative="greater").pvalue
    assert got[0].p == pytest.approx(truth, rel=1e-10)
    assert got[0].expected == 0.1


def test_over_strata_the_test_is_the_share_of_all_rearrangements() -> None:
    # Every way to choose which ballots of a stratum are odd is equally likely: count them all.
    odd = np.array([1, 1, 0, 0, 0, 1, 1, 0, 1, 0], dtype=bool)
    group = np.array(["a", "a", "b", "b", "b", "a", "a", "a", "b", "b"])
    stratum = np.array(["x"] * 5 + ["y"] * 5)
    got = against_others(odd, Labels.of(group, "batch"), within=Labels.of(stratum, "area"), least=1)

    def counts(rows: np.ndarray) -> list[int]:
        chosen = combinations(rows, int(odd[rows].sum()))
        return [sum(group[row] == "a" for row in each) for each in chosen]

    ways = [
        one + two
        for one in counts(np.flatnonzero(stratum == "x"))
        for two in counts(np.flatnonzero(stratum == "y"))
    ]
    seen = int((odd & (group == "a")).sum())
    assert got[0].p == pytest.approx(np.mean([way >= seen for way in ways]))


def test_both_sides_are_twice_the_smaller_tail_and_at_most_one() -> None:
    odd = np.array([False] * 20 + [True] * 12 + [False] * 28)
    group = Labels.of(["a"] * 20 + ["b"] * 40, "batch")
    both, more = (against_others(odd, group, side=side)[0] for side in ("both", "more"))

    fewer = stats.fisher_exact([[0, 20], [12, 28]], alternative="less").pvalue
    assert both.p == pytest.approx(2 * fewer)
    assert more.p == 1.0


def test_a_stratum_with_one_group_compares_nobody() -> None:
    odd = np.array([True] * 20 + [False] * 40)
    group = Labels.of(["a"] * 20 + ["b"] * 20 + ["c"] * 20, "batch")
    got = against_others(odd, group, within=Labels.of(["x"] * 20 + ["y"] * 40, "area"))

    assert [each.p is None for each in got] == [True, False, False]


def test_groups_below_ten_are_not_judged_and_not_counted_by_holm() -> None:
    odd = np.array([True] * 9 + [True] * 6 + [False] * 75)
    group = Labels.of(["few"] * 9 + ["a"] * 21 + ["b"] * 60, "batch")
    got = {each.name: each for each in against_others(odd, group)}

    assert got["few"].p is None and got["few"].p_holm is None
    assert got["a"].p is not None
    assert got["a"].p_holm == pytest.approx(min(1.0, 2 * got["a"].p))


@pytest.mark.parametrize(
    ("odd", "side", "cure"), [([True], "more", "give each row one"), ([True, False], "less", "more, both")]
)
def test_a_wrong_call_is_refused(odd: list[bool], side: str, cure: str) -> None:
    with pytest.raises(QualityError, match=cure):
        against_others(odd, Labels.of(["a", "b"], "batch"), side=side)


def test_a_paper_batch_of_straight_lines_is_flagged_as_a_whole() -> None:
    rows = ["44444"] * 12 + MIXED * 2 + (["44444"] + MIXED * 4 + MIXED[:3]) * 4
    batch = ["B1"] * 20 + [f"B{2 + each // 20}" for each in range(80)]
    ballots = of(rows, mode=["paper"] * 100, batch=batch)
    (got,) = straight_share_flags(ballots, "batch", Labels.of(batch, "batch"), Settings())

    assert (got.subject, got.kind, got.rows) == ("B1", "batch", tuple(range(20)))
    assert (got.evidence["count"], got.evidence["n"], got.evidence["share_of_others"]) == (12, 20, 0.05)
    assert got.evidence["p_holm"] < 0.001 and got.severity == "serious"


def test_a_batch_is_compared_inside_its_mode_and_area() -> None:
    # In area x everybody is satisfied with everything; that is no sign against its batches.
    rows = ["55555"] * 40 + MIXED * 10
    batch = Labels.of(["a"] * 20 + ["b"] * 20 + ["c"] * 20 + ["d"] * 20, "batch")
    apart = of(rows, area=["x"] * 40 + ["y"] * 40)

    assert straight_share_flags(apart, "batch", batch, Settings()) == []
    assert straight_share_flags(of(rows), "batch", batch, Settings())


def test_a_certain_but_small_excess_is_no_flag() -> None:
    rng = np.random.default_rng(1)
    lines = np.concatenate([rng.random(4000) < 0.10, rng.random(40_000) < 0.05])
    rows = ["55555" if line else "54545" for line in lines]
    group = Labels.of(["a"] * 4000 + ["b"] * 20_000 + ["c"] * 20_000, "batch")

    assert against_others(lines, group)[0].p_holm < 1e-6  # type: ignore[operator]
    assert straight_share_flags(of(rows), "batch", group, Settings()) == []


def test_a_fast_interviewer_is_flagged() -> None:
    names = ["slow 1"] * 40 + ["fast"] * 40 + ["slow 2"] * 40
    seconds = [300.0] * 40 + [60.0] * 30 + [300.0] * 50
    ballots = of(MIXED * 30, mode=["interviewer"] * 120, interviewer=names, seconds=seconds)
    (got,) = fast_share_flags(ballots, Labels.of(names, "interviewer"), Settings())

    assert (got.subject, got.evidence["share"]) == ("fast", 0.75)
