"""Texts, endless numbers and empty columns, given to every function that takes a column of numbers."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
import pytest

from analysis.areas.benchmark import binomial_limits, expected_range, expected_range_of_values
from analysis.areas.small_area import fay_herriot
from analysis.areas.smoothing import pooled_deff, smoothed_variances
from analysis.comparing.multiplicity import benjamini_hochberg, family, holm
from analysis.comparing.paired import pairs
from analysis.comparing.paired_design import paired_in_design
from analysis.comparing.rao_scott import rao_scott
from analysis.comparing.rest import against_rest
from analysis.comparing.standardised import standardised
from analysis.comparing.succession import effective_base, merged, split, successors
from analysis.comparing.trend import trend
from analysis.design import Design
from analysis.domains import by_group, t_test
from analysis.index import index, items
from analysis.interval import wilson
from analysis.mean import mean, total
from analysis.planning.allocation import allocate
from analysis.planning.pps import pps
from analysis.planning.proportional_to_size import inclusion_probabilities
from analysis.planning.systematic import systematic
from analysis.planning.unit_sizes import unit_sizes
from analysis.proportion import proportion
from analysis.quality.digits import first_digits, last_digits
from analysis.quality.icc import icc
from analysis.quality.interviewers import funnel
from analysis.quality.labels import Labels
from analysis.ranking.multinomial import multinomial_rank_sets
from analysis.ranking.rank import ranks
from analysis.ranking.sets import best, rank_sets, se_of_share, worst
from analysis.ranking.tiers import tiers
from analysis.scale.drivers import drivers
from analysis.scale.omega import omega
from analysis.scale.reliability import reliability
from analysis.weighting.calibrate import calibrate
from analysis.weighting.dispositions import Dispositions
from analysis.weighting.nonresponse import nonresponse_weights
from analysis.weighting.post_stratify import post_stratify
from analysis.weighting.rake import rake
from analysis.weighting.weighted import kish_deff, kish_n_eff
from tests.analysis.test_bad_data import refused

RNG = np.random.default_rng(7)
N = 40
DESIGN, UNIT, SEX = Design.of(N), ["a", "b"] * (N // 2), ["m", "m", "f", "f"] * (N // 4)
Y = (RNG.random(N) < 0.7).astype(float).tolist()
Z = (RNG.random(N) < 0.6).astype(float).tolist()
FOUR, ERRORS, VARIANCES = [0.7, 0.8, 0.6, 0.9], [0.03, 0.02, 0.03, 0.04], [0.001, 0.002, 0.001, 0.003]
ROWS, VILLAGES = list(range(N)), [row // 5 for row in range(N)]
TRAIT = RNG.normal(0, 1, (400, 1))
TABLE = np.clip(np.round(3 + TRAIT + RNG.normal(0, 0.8, (400, 4))), 1, 5).tolist()
LABELS = Labels.of(UNIT, "interviewer")

Call = tuple[Callable[..., Any], Sequence[Any], Mapping[str, Any], Sequence[int | str]]
CALLS: dict[str, Call] = {
    # The function, its arguments, and which of them are columns of numbers.
    "proportion": (proportion, (Y, DESIGN), {}, [0]),
    "mean": (mean, (Y, DESIGN), {}, [0]),
    "total": (total, (Y, DESIGN), {}, [0]),
    "index": (index, ([[each, 1.0] for each in Y], DESIGN), {}, [0]),
    "items": (items, ([[each, 1.0] for each in Y], DESIGN), {}, [0]),
    "by_group": (by_group, (Y, DESIGN, UNIT), {}, [0]),
    "t_test": (t_test, (Y, DESIGN, UNIT), {"first": "a", "second": "b"}, [0]),
    "paired_in_design": (paired_in_design, (Y, Z, DESIGN), {}, [0, 1]),
    "pairs": (pairs, (Y, Z), {}, [0, 1]),
    "against_rest": (against_rest, (Y, DESIGN, UNIT), {}, [0]),
    "standardised": (standardised, (Y, DESIGN, UNIT, [SEX]), {}, [0]),
    "trend": (trend, (FOUR, VARIANCES, [1.0, 2.0, 3.0, 4.0]), {"breaks": [3.0]}, [0, 1, 2, "breaks"]),
    "holm": (holm, ([0.01, 0.2],), {}, [0]),
    "benjamini_hochberg": (benjamini_hochberg, ([0.01, 0.2],), {}, [0]),
    "family": (family, ("units", [0.01, 0.2]), {}, [1]),
    "merged": (merged, ({"A": [1, 2], "B": [3, 4]}, {"C": ["A", "B"]}), {}, [0]),
    "split": (split, ({"A": [1, 2]}, {"A": {"X": 0.3, "Y": 0.7}}), {}, [0, 1]),
    "effective_base": (effective_base, ({"A": 9}, {"A": {"X": 0.3, "Y": 0.7}}), {}, [1]),
    "successors": (successors, (["A"], {"A": {"X": 0.3, "Y": 0.7}}), {}, [1]),
    "expected_range": (expected_range, ([7, 8, 6, 9], [10, 12, 10, 11]), {}, [0, 1]),
    "expected_range_of_values": (expected_range_of_values, (FOUR, ERRORS), {}, [0, 1]),
    "binomial_limits": (binomial_limits, ([50, 400], 0.8, 0.025), {}, [0]),
    "fay_herriot": (fay_herriot, ([*FOUR, 0.5, 0.6], [*VARIANCES, 0.002, 0.001]), {}, [0, 1]),
    "smoothed_variances": (smoothed_variances, (FOUR, [10, 20, 15, 9]), {}, [0, 1]),
    "pooled_deff": (pooled_deff, (FOUR, VARIANCES, [10, 20, 15, 9], [4, 5, 6, 4]), {}, [0, 1, 2, 3]),
    "rank_sets": (rank_sets, (FOUR, ERRORS), {"draws": 200}, [0, 1]),
    "best": (best, (FOUR, ERRORS, 1), {"draws": 200}, [0, 1]),
    "worst": (worst, (FOUR, ERRORS, 1), {"draws": 200}, [0, 1]),
    "tiers": (tiers, (FOUR, ERRORS), {"df": [9, 9, 9, 9]}, [0, 1]),
    "ranks": (ranks, (FOUR,), {}, [0]),
    "se_of_share": (se_of_share, ([5, 6], [10, 12]), {}, [0, 1]),
    "multinomial_rank_sets": (multinomial_rank_sets, ([10, 20, 30],), {}, [0]),
    "allocate": (allocate, ([100, 200], 30), {"rule": "neyman", "sd": [1.0, 2.0]}, [0, "sd"]),
    "inclusion_probabilities": (inclusion_probabilities, ([52, 60, 75], 2), {}, [0]),
    "pps": (pps, (ROWS, VILLAGES, 4), {"seed": 1, "size": [5.0] * N}, ["size"]),
    "systematic": (systematic, (ROWS, 4), {"seed": 1, "order": ROWS}, ["order"]),
    "unit_sizes": (unit_sizes, ([100, 200], 0.05), {}, [0]),
    "last_digits": (last_digits, (list(range(10, 90)),), {}, [0]),
    "first_digits": (first_digits, ([int(1.1**power) for power in range(10, 130)],), {}, [0]),
    "icc": (icc, (Y, LABELS), {}, [0]),
    "funnel": (funnel, (Y, LABELS), {}, [0]),
    "drivers": (drivers, ([row[0] for row in TABLE], [row[1:] for row in TABLE]), {"draws": 100}, [0, 1]),
    "omega": (omega, (TABLE,), {}, [0]),
    "reliability": (reliability, (TABLE,), {}, [0]),
    "calibrate": (calibrate, (DESIGN, [[1.0, row % 3] for row in ROWS], [50.0, 50.0]), {}, [1, 2]),
    "rake": (rake, (DESIGN, {"sex": SEX}, {"sex": {"m": 20, "f": 30}}), {}, [2]),
    "post_stratify": (post_stratify, (DESIGN, SEX, {"m": 20, "f": 30}), {}, [2]),
    "nonresponse_weights": (nonresponse_weights, (DESIGN, SEX, {"m": 30, "f": 40}), {}, [2]),
    "Dispositions.of": (Dispositions.of, (["completed", "refused"],), {"weight": [1.0, 2.0]}, ["weight"]),
    "kish_deff": (kish_deff, ([1.0, 2.0],), {}, [0]),
    "kish_n_eff": (kish_n_eff, ([1.0, 2.0],), {}, [0]),
}
PLACES = [(name, place) for name, (*_, columns) in CALLS.items() for place in columns]
MAY_BE_EMPTY = ("holm", "benjamini_hochberg", "family", "binomial_limits", "ranks", "trend-breaks")
"""Of nothing they give nothing, which is right."""
GAPS_STAND_FOR_THEMSELVES = ("last_digits", "first_digits", "icc", "funnel", "ranks", "trend-breaks")
"""What is not finite is a gap that they leave out, or has a rank."""


def second(column: Any, bad: Any) -> Any:
    """The column with something else in the second place, or in the first of a single row."""
    if isinstance(column, Mapping):
        last = list(column)[-1]
        return {**column, last: second(column[last], bad)}
    if not isinstance(column, list):
        return bad
    if isinstance(column[1], list):
        return [column[0], [bad, *column[1][1:]], *column[2:]]
    return [column[0], bad, *column[2:]]


def with_column(name: str, place: int | str, column: Any) -> Callable[[], Any]:
    function, arguments, options, _ = CALLS[name]
    if isinstance(place, str):
        return lambda: function(*arguments, **{**options, place: column})
    changed = [*arguments[:place], column, *arguments[place + 1 :]]
    return lambda: function(*changed, **options)


def column_of(name: str, place: int | str) -> Any:
    _, arguments, options, _ = CALLS[name]
    given = options[place] if isinstance(place, str) else arguments[place]
    return [*given, given[0] + 1] if place == "breaks" else given


@pytest.mark.parametrize("name", CALLS)
def test_the_good_call_is_good(name: str) -> None:
    function, arguments, options, _ = CALLS[name]

    assert function(*arguments, **options) is not None


@pytest.mark.parametrize("text", ["chữ", "0.5"])
@pytest.mark.parametrize(("name", "place"), PLACES)
def test_a_text_among_numbers_is_refused(name: str, place: int | str, text: str) -> None:
    refused(with_column(name, place, second(column_of(name, place), text)))


@pytest.mark.parametrize("endless", [np.inf, -np.inf])
@pytest.mark.parametrize(
    ("name", "place"), [(n, p) for n, p in PLACES if not {n, f"{n}-{p}"} & {*GAPS_STAND_FOR_THEMSELVES}]
)
def test_an_endless_number_is_refused(name: str, place: int | str, endless: float) -> None:
    refused(with_column(name, place, second(column_of(name, place), endless)))


@pytest.mark.parametrize(
    ("name", "place"),
    [
        (n, p)
        for n, p in PLACES
        if not {n, f"{n}-{p}"} & {*MAY_BE_EMPTY} and isinstance(column_of(n, p), list)
    ],
)
def test_an_empty_column_is_refused(name: str, place: int | str) -> None:
    refused(with_column(name, place, []))


@pytest.mark.parametrize(
    "function",
    [
        lambda domain: paired_in_design(Y, Z, DESIGN, domain=domain),
        lambda domain: against_rest(Y, DESIGN, UNIT, domain=domain),
        lambda domain: standardised(Y, DESIGN, UNIT, [SEX], domain=domain),
        lambda domain: rao_scott(Y, UNIT, DESIGN, domain=domain),
    ],
)
def test_a_domain_that_is_none_is_refused_by_comparisons_too(function: Callable[..., Any]) -> None:
    refused(lambda: function([True, True, False]), "domain has 3 values for 40 respondents")
    refused(lambda: function(["Nam", "Nữ"] * 20), "more than true and false")


@pytest.mark.parametrize("quantile", [0, -1.96, np.nan, np.inf])
def test_a_quantile_that_is_none_makes_no_interval(quantile: float) -> None:
    refused(lambda: wilson(0.9, 50, quantile), "quantile", "z or t")
