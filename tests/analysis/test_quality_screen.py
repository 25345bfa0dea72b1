"""The whole screening: honest files pass, planted fraud is found, bad columns are refused."""

from __future__ import annotations

from collections import Counter
from dataclasses import FrozenInstanceError, fields
from typing import Any

import numpy as np
import pytest

from analysis.design import Design
from analysis.mean import mean
from analysis.quality.ballots import Ballots
from analysis.quality.labels import Labels
from analysis.quality.screen import RULES, Report, screen
from analysis.quality.settings import QualityError, Settings
from analysis.quality.with_and_without import shift, with_and_without
from analysis.tally import matrix
from tests.analysis.screened import honest

TESTED = [name for name in RULES if name not in {"speed", "straight_line", "heaping", "serial_repeated"}]
"""Rules that test groups: each is a family with its own false-alarm rate."""
PAPER = ["straight_share_batch", "straight_share_interviewer", "duplicates_batch"]


def rules(report: Report) -> set[str]:
    return {flag.rule for flag in report.flags}


def found(report: Report, rule: str) -> list[str]:
    return [flag.subject for flag in report.flags if flag.rule == rule]


def false_alarms(files: int, start: int) -> tuple[Counter[str], float]:
    """Files with a flag, by rule, and the mean share of single ballots flagged, over honest files."""
    raised: Counter[str] = Counter()
    share = 0.0
    for seed in range(start, start + files):
        report = screen(honest(seed).ballots())
        raised.update(rules(report))
        share += sum(flag.kind == "ballot" for flag in report.flags) / report.n / files
    return raised, share


def test_honest_files_raise_few_flags() -> None:
    # Each tested rule promises at most 5 % of files; 4 of 30 would be a chance of 6 % at that rate.
    raised, share = false_alarms(30, start=100)

    assert {rule: raised[rule] for rule in TESTED if raised[rule] > 4} == {}
    assert sum(raised[rule] for rule in TESTED) <= 0.05 * 30 * len(TESTED)
    assert share < 0.006


@pytest.mark.soak
def test_honest_files_raise_few_flags_in_the_long_run() -> None:
    raised, share = false_alarms(1000, start=10_000)

    print("\nhonest files of 600 ballots with a flag, of 1000:")
    for rule in TESTED:
        print(f"  {rule:28s} {raised[rule] / 1000:.3f}")
    print(f"  share of single ballots flagged {share:.4f}")
    assert max(raised[rule] for rule in TESTED) <= 75
    assert share < 0.006


def test_an_interviewer_who_invents_interviews_is_found_by_several_rules() -> None:
    # i3 sits at home: satisfied all the way down, never a blank, always a round quarter of an hour.
    survey = honest(1)
    mine = np.flatnonzero(np.array(survey.columns["interviewer"]) == "i3")
    rng = np.random.default_rng(1)
    invented = survey.with_column("mode", mine, "paper").with_column("seconds", mine, np.nan)
    for row in mine:
        text = "".join(rng.choice(["4", "5"], p=[0.15, 0.85], size=20))
        invented = invented.with_answers([row], "5" * 20 if rng.random() < 0.4 else text)
    minutes = invented.columns["numbers"]["minutes"].copy()
    minutes[mine] = rng.choice([15, 30], size=len(mine))
    got = screen(invented.ballots(numbers={"minutes": minutes}))

    assert found(got, "straight_share_interviewer") == ["i3"]
    assert found(got, "interviewer_mean") == ["i3"]
    assert found(got, "digits_interviewer") == ["i3 · minutes"]
    assert found(got, "interviewer_effect") == ["all interviewers"]
    assert not any(flag.kind == "ballot" and set(flag.rows) & set(mine.tolist()) for flag in got.flags)


def test_ballots_copied_within_a_batch_are_found() -> None:
    survey = honest(2)
    batch = np.array(survey.columns["batch"])
    rows = np.flatnonzero(batch == "b2-3")
    got = screen(survey.with_answers(rows[:4], "45435534324554435432").ballots())

    assert found(got, "duplicates_batch") == ["b2-3"]
    (flag,) = (flag for flag in got.flags if flag.rule == "duplicates_batch")
    assert flag.rows == tuple(int(row) for row in rows[:4])
    assert found(got, "repeated_answers") == [f"as ballot {rows[0] + 1}"]


def test_a_burst_of_ballots_is_found_in_its_hour_and_its_day() -> None:
    survey = honest(3)
    rows = np.flatnonzero(np.array(survey.columns["collector"]) == "c5")[:30]
    stuffed = survey.with_column("hour", rows, 11 * 24 + 9).with_column("day", rows, 11)
    got = screen(stuffed.ballots())

    assert found(got, "burst_hour") == [f"c5 · {11 * 24 + 9}"]
    assert found(got, "burst_day") == ["c5 · 11"]
    assert all(set(rows.tolist()) <= set(flag.rows) for flag in got.flags if flag.rule == "burst_hour")


def test_no_paper_ballot_is_ever_flagged_by_itself() -> None:
    # All on paper, with times keyed by mistake and a reversed item: groups may be flagged, ballots not.
    survey = honest(4)
    worst = survey.with_answers(np.arange(0, 600, 2), "5" * 20)
    got = screen(worst.ballots(mode=["paper"] * 600, seconds=np.full(600, 1.0), reversed_items=[3]))

    assert [flag for flag in got.flags if flag.kind == "ballot"] == []
    assert got.counts["straight_line"] == 0
    assert set(PAPER) <= set(got.counts)


def test_every_rule_either_ran_or_says_why_not() -> None:
    for ballots in (honest(5).ballots(), Ballots.of(matrix(["54", "45"]), scale=[0, 1])):
        got = screen(ballots)

        assert set(got.counts) | set(got.not_run) == set(RULES)
        assert not set(got.counts) & set(got.not_run)
        assert all(reason for reason in got.not_run.values())


def test_missing_columns_are_named() -> None:
    got = screen(Ballots.of(matrix(["54", "45"]), scale=[0, 1], mode=["phone", "phone"]))

    assert got.not_run["speed"] == "seconds is not given"
    assert got.not_run["burst_hour"] == "collector and hour are not given"
    assert "means nothing below 5" in got.not_run["straight_line"]


def test_a_flag_carries_rule_subject_evidence_threshold_and_severity() -> None:
    got = screen(honest(6).ballots(serial=["77", "77"] + [""] * 598))

    assert got.flags
    for flag in got.flags:
        assert flag.rule in RULES and flag.subject
        assert flag.measure in flag.evidence and np.isfinite(list(flag.evidence.values())).all()
        assert flag.severity in ("note", "warning", "serious")
        assert all(0 <= row < got.n for row in flag.rows)
    assert [flag.severity for flag in got.flags] == sorted(
        (flag.severity for flag in got.flags), key=["serious", "warning", "note"].index
    )


def test_the_report_is_frozen_and_the_answers_are_left_alone() -> None:
    survey = honest(7)
    before = survey.answers.copy()
    got = screen(survey.ballots())

    assert (survey.answers == before).all()
    with pytest.raises(FrozenInstanceError):
        got.n = 1  # type: ignore[misc]


def test_the_order_of_the_ballots_does_not_matter() -> None:
    survey = honest(8)
    rows = np.flatnonzero(np.array(survey.columns["collector"]) == "c5")[:30]
    survey = survey.with_column("hour", rows, 270).with_answers(rows[:3], "45435534324554435432")
    order = np.random.default_rng(8).permutation(600)
    turned = {
        name: column if name in ("scale", "numbers") else np.asarray(column)[order].tolist()
        for name, column in survey.columns.items()
    }
    turned["day"], turned["hour"] = (np.array(turned[name]) for name in ("day", "hour"))
    turned["numbers"] = {"minutes": survey.columns["numbers"]["minutes"][order]}
    one, two = screen(survey.ballots()), screen(Ballots.of(survey.answers[order], **turned))

    def groups(report: Report) -> set[tuple[str, str, float]]:
        kept = (flag for flag in report.flags if flag.kind not in ("ballot", "answers"))
        return {(flag.rule, flag.subject, round(flag.evidence[flag.measure], 9)) for flag in kept}

    assert groups(one) == groups(two)
    assert one.counts == two.counts
    assert (one.flagged()[order] == two.flagged()).all()


def test_looser_and_stricter_settings_are_the_caller_s() -> None:
    survey = honest(9)
    plain, strict = screen(survey.ballots()), screen(survey.ballots(), Settings(speed_share=0.6))

    assert strict.counts["speed"] > 3 * plain.counts["speed"]
    assert strict.settings.speed_share == 0.6


def test_flagged_ballots_are_chosen_by_rule_and_severity() -> None:
    got = screen(honest(10).ballots(batch=None, serial=[f"s{row % 599}" for row in range(600)]))
    by_serial = got.flagged(rules=["serial_repeated"])
    notes = got.flagged(severity=["note"])

    assert np.flatnonzero(by_serial).tolist() == [0, 599]
    assert int(notes.sum()) == got.counts["speed"]
    with pytest.raises(QualityError, match="are not known; choose among speed"):
        got.flagged(rules=["speeding"])


def test_every_result_comes_with_and_without_the_flagged() -> None:
    survey = honest(11)
    rows = np.flatnonzero(np.array(survey.columns["interviewer"]) == "i2")
    got = screen(survey.with_answers(rows, "5" * 20).ballots(mode=["paper"] * 600))
    ballots = survey.with_answers(rows, "5" * 20).ballots()
    both = with_and_without(lambda keep: mean(ballots.means, Design.of(600), domain=keep), got.flagged())

    left = ballots.means[~got.flagged()]
    assert both.n_flagged == got.flagged().sum() >= len(rows)
    assert both.unflagged is not None and both.unflagged.value == pytest.approx(left.mean())
    assert both.all.value == pytest.approx(ballots.means.mean())
    assert shift(both) == pytest.approx(left.mean() - ballots.means.mean())


def test_without_flags_both_results_are_the_same_and_with_all_flagged_there_is_one() -> None:
    y = np.arange(4.0)

    assert with_and_without(lambda keep: float(y[keep].mean()), np.zeros(4, bool)).unflagged == 1.5
    assert with_and_without(lambda keep: float(y[keep].mean()), np.ones(4, bool)).unflagged is None


@pytest.mark.parametrize("flagged", [[0, 1, 1], [], [[True]], ["yes"]])
def test_flags_that_are_not_true_or_false_are_refused(flagged: Any) -> None:
    with pytest.raises(QualityError, match="true or false"):
        with_and_without(lambda keep: 1.0, flagged)


@pytest.mark.parametrize(
    ("changed", "cure"),
    [
        ({"mode": ["phone"]}, "one for each row"),
        ({"mode": [1, "phone", 2]}, "every label as a text"),
        ({"batch": [1.5, 2.5, 3.5]}, "every label as a text"),
        ({"seconds": [1.0, -2.0, 3.0]}, "0 or more"),
        ({"seconds": [1.0, np.inf, 3.0]}, "0 or more"),
        ({"day": [1.0, 2.0, 3.0]}, "whole numbers"),
        ({"hour": ["1", "2", "3"]}, "whole numbers"),
        ({"numbers": {"minutes": [1, 2]}}, "one for each row"),
        ({"scale": [0, 5]}, "name each once, from 0"),
        ({"scale": [0, 0]}, "name each once, from 0"),
        ({"codes": "5"}, "two or more codes"),
        ({"codes": "1231"}, "each once"),
        ({"reversed_items": [1]}, "not among those on the scale"),
    ],
)
def test_bad_columns_are_refused_with_the_cure(changed: dict[str, Any], cure: str) -> None:
    columns: dict[str, Any] = {"scale": [0]} | changed

    with pytest.raises(QualityError, match=cure):
        Ballots.of(matrix(["54", "45", "55"]), **columns)


@pytest.mark.parametrize(
    "answers", [np.zeros((0, 3), np.uint8), np.zeros((2, 3), np.int64), np.zeros(3, np.uint8)]
)
def test_answers_that_are_no_ballots_are_refused(answers: Any) -> None:
    with pytest.raises(QualityError):
        Ballots.of(answers, scale=[0])


@pytest.mark.parametrize(
    "wrong",
    [
        {"alpha": 0.0},
        {"alpha": 1.5},
        {"speed_share": float("nan")},
        {"group_least": 5},
        {"straight_items": 0},
        {"burst_least": 2.5},
        {"interviewer_sd": -1.0},
        {"repeated_ratio": 0.5},
    ],
)
def test_settings_that_make_no_sense_are_refused(wrong: dict[str, float]) -> None:
    with pytest.raises(QualityError, match=next(iter(wrong))):
        Settings(**wrong)  # type: ignore[arg-type]


def test_every_threshold_is_explained() -> None:
    assert all(f"    {each.name} : " in (Settings.__doc__ or "") for each in fields(Settings))


def test_labels_keep_their_rows_and_none_has_none() -> None:
    got = Labels.of(["b", "", "a", None, "b"], "batch")

    assert (got.names, got.code.tolist()) == (("a", "b"), [1, -1, 0, -1, 1])
    assert [rows.tolist() for rows in got.each()] == [[2], [0, 4]]
    assert got.rows(1).tolist() == [0, 4]


def test_crossed_labels_need_both_names() -> None:
    got = Labels.of(["a", "", "a", "b"], "x").crossed(Labels.of(["1", "1", None, "2"], "y"))

    assert (got.names, got.code.tolist()) == (("a · 1", "b · 2"), [0, -1, -1, 1])


def test_reversed_items_are_turned_in_the_mean() -> None:
    got = Ballots.of(matrix(["51", "1.", ".."]), scale=[0, 1], reversed_items=[1]).means

    assert got[:2].tolist() == [5.0, 1.0] and np.isnan(got[2])
