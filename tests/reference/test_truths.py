"""Reading the tables of a case, and when a number agrees with a reference."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from tests.reference.designs import condition
from tests.reference.reading import CannotRun, Table, ordered
from tests.reference.rounding import covariances, difference_expected
from tests.reference.truth import Between, Nothing, Number, Refusal, expected, leaves


def test_tables_know_combined_columns_row_numbers_notes_and_what_is_missing() -> None:
    table = Table({"a": ["x", "", "z"], "b": ["1", "2", "NA"], "a:c": ["p", "q", "r"]}, 3)

    assert table.labels("a:b") == ["x|1", "|2", "z|NA"]
    assert table.labels("a:c") == ["p", "q", "r"]
    assert table.labels("1") == ["0", "1", "2"]
    assert table.labels("a:d (a alone without strata)") == ["x", "", "z"]
    assert table.known("a:b").tolist() == [True, False, False]
    assert np.isnan(table.numbers("b")).tolist() == [False, False, True]
    with pytest.raises(CannotRun, match="'d'; the columns are a, b, a:c"):
        table.labels("a:d")
    with pytest.raises(CannotRun, match="'a' is not numeric"):
        table.numbers("a")


@pytest.mark.parametrize(
    ("spec", "holds", "known"),
    [
        ({"column": "b", "op": ">=", "value": 4, "missing": [9]}, [True, False, False], [True, True, False]),
        ({"column": "b", "op": "in", "value": [2, 4]}, [True, True, False], [True, True, True]),
        ({"column": "a", "op": "!=", "value": "x"}, [False, True, False], [True, False, True]),
        ({"column": "a", "op": "in", "value": ["x", "z"]}, [True, False, True], [True, False, True]),
        ({"column": "a:b", "op": "==", "value": "x|4"}, [True, False, False], [True, False, True]),
    ],
)
def test_a_condition_tells_those_who_meet_it_from_those_who_did_not_answer(
    spec: dict[str, Any], holds: list[bool], known: list[bool]
) -> None:
    table = Table({"a": ["x", "", "z" if spec["op"] != "!=" else "x"], "b": ["4", "2", "9"]}, 3)

    held, answered = condition(table, spec)

    assert (held & answered).tolist() == [h and k for h, k in zip(holds, known, strict=True)]
    assert answered.tolist() == known


def test_labels_that_are_numbers_are_ordered_by_size() -> None:
    assert ordered(["10", "9", "10"]) == ["9", "10"]
    assert ordered(["10", "b", "a"]) == ["10", "a", "b"]


def test_truths_agree_within_their_tolerance_and_no_further() -> None:
    assert Number(2.0).judge(2.0 + 1e-9, 1e-9).agrees
    assert not Number(2.0).judge(2.0 + 4e-9, 1e-9).agrees
    assert not Number(2.0).judge(None, 1e-9).agrees
    assert not Number(2.0).judge(float("nan"), 1e-9).agrees
    assert Number(3e-17).judge(0.0, 1e-9).rounding
    assert not Number(1e-9).judge(0.0, 1e-9).agrees
    assert Between(3, 5).judge(5, 0).agrees and not Between(3, 5).judge(6, 0).agrees
    assert Nothing().judge(None, 0).agrees and not Nothing().judge(0.1, 0).agrees
    assert Refusal(("M",)).judge("strata ['M'] have one PSU each at stage 1", 0).agrees
    assert not Refusal(("M",)).judge("strata ['E'] have one PSU each at stage 1", 0).agrees
    assert not Refusal().judge(0.3, 0).agrees


def test_a_difference_without_spread_is_not_tested_and_one_of_nothing_has_t_0() -> None:
    fields = ("diff", "se", "t", "p", "ci_t")
    still = {"diff": 0.5, "se": 0, "t": None, "p": 0, "ci_t": [0.5, 0.5]}
    level = {"diff": 1e-16, "se": 0.1, "t": 1e-15, "p": 1.0, "ci_t": [-0.2, 0.2]}

    assert difference_expected(expected(still, fields), still, "") == {
        "diff": Number(0.5),
        "se": Nothing(1e-8),
    }
    assert difference_expected(expected(level, fields), level, "")["t"] == Number(1e-15, 1e-14)


def test_a_covariance_has_the_rounding_of_its_two_standard_errors() -> None:
    floors = covariances([[4.0, 1e-17], [1e-17, 0.0]], "cov")

    assert floors["cov.0.0"].judge(4.0 + 3e-13, 0).agrees
    assert not floors["cov.0.0"].judge(4.0 + 1e-11, 0).agrees
    assert floors["cov.0.1"].judge(0.0, 0).agrees
    assert floors["cov.1.1"].judge(1e-31, 0).agrees
    assert not floors["cov.1.1"].judge(1e-29, 0).agrees
    assert dict(leaves({"cov": np.eye(2)}))["cov.1.1"] == 1.0
