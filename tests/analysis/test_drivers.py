"""LMG shares: every order by brute force, R relaimpo's published values, bands that cover, refusals."""

from __future__ import annotations

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.estimate import Estimate
from analysis.scale.drivers import Drivers, drivers
from analysis.scale.items import ScaleError
from analysis.scale.lmg import lmg_shares
from analysis.scale.quadrants import quadrants
from tests.analysis.scales import published


def survey(n: int = 400, p: int = 3, seed: int = 20261122) -> tuple[np.ndarray, np.ndarray]:
    """Overall satisfaction of n people and p items that hang together and with it."""
    rng = np.random.default_rng(seed)
    x = rng.normal(size=(n, 1)) + rng.normal(size=(n, p))
    return x @ np.arange(1.0, p + 1) + 4 * rng.normal(size=n), x


def r_squared(y: np.ndarray, x: np.ndarray, weight: np.ndarray) -> float:
    root = np.sqrt(weight)
    design = np.column_stack([np.ones(len(y)), x])
    left = y - design @ np.linalg.lstsq(design * root[:, None], y * root, rcond=None)[0]
    return float(1 - weight @ left**2 / (weight @ (y - np.average(y, weights=weight)) ** 2))


def every_order(y: np.ndarray, x: np.ndarray, weight: np.ndarray) -> np.ndarray:
    """Mean gain in R² of each driver over all p! orders of entry, one regression a step."""
    gains = np.zeros(x.shape[1])
    orders = list(permutations(range(x.shape[1])))
    for order in orders:
        before = 0.0
        for place, column in enumerate(order, 1):
            after = r_squared(y, x[:, list(order[:place])], weight)
            gains[column] += after - before
            before = after
    return gains / len(orders)


@pytest.mark.parametrize("weighted", [False, True])
def test_shares_are_the_mean_gain_over_every_order_of_entry(weighted: bool) -> None:
    y, x = survey(p=4)
    weight = np.random.default_rng(1).uniform(0.5, 3, len(y)) if weighted else np.ones(len(y))

    found = drivers(y, x, weight=weight if weighted else None, draws=100)

    assert found.lmg == pytest.approx(every_order(y, x, weight), rel=1e-9)
    assert found.r2 == pytest.approx(r_squared(y, x, weight), rel=1e-10)


def test_the_swiss_data_have_the_shares_of_r_relaimpo() -> None:
    # R relaimpo, calc.relimp(Fertility ~ ., data = swiss)$lmg.
    table = published("swiss")

    found = drivers(table[:, 0], table[:, 1:], least=40, draws=100)

    assert found.lmg == pytest.approx([0.05709122, 0.17117303, 0.26013468, 0.10557015, 0.11276592], abs=5e-9)


@given(st.integers(0, 10_000), st.integers(2, 6))
@settings(max_examples=30, deadline=None)
def test_shares_are_never_negative_and_add_up_to_r2(seed: int, p: int) -> None:
    y, x = survey(60, p, seed)

    found = lmg_shares(np.corrcoef(np.column_stack([x, y]), rowvar=False)[None])

    assert found.lmg.min() >= -1e-12
    assert found.lmg.sum() == pytest.approx(found.r2[0], rel=1e-9)


def test_order_and_units_of_the_drivers_do_not_matter() -> None:
    y, x = survey()
    turn = [2, 0, 1]

    plain, turned = drivers(y, x, draws=100), drivers(7 - 2 * y, 10 * x[:, turn] + 5, draws=100)

    assert turned.lmg == pytest.approx(plain.lmg[turn], rel=1e-9)
    assert turned.low == pytest.approx(plain.low[turn], rel=1e-9)


def test_a_weight_counts_people() -> None:
    y, x = survey()
    times = np.random.default_rng(1).integers(1, 4, len(y))

    weighted = drivers(y, x, weight=times.astype(float), draws=100)
    repeated = drivers(np.repeat(y, times), np.repeat(x, times, axis=0), draws=100)

    assert weighted.lmg == pytest.approx(repeated.lmg, rel=1e-10)


def test_a_copy_of_a_driver_halves_its_share() -> None:
    y, x = survey(p=2)
    noisy = x[:, [0]] + 1e-3 * np.random.default_rng(1).normal(size=(len(y), 1))
    alone = drivers(y, x, draws=100).lmg

    shared = drivers(y, np.column_stack([x, noisy]), draws=100).lmg

    assert shared[0] == pytest.approx(shared[2], rel=0.02)
    assert shared[0] < 0.75 * alone[0]


def test_the_seed_is_kept_and_gives_the_same_bands_again() -> None:
    y, x = survey()

    first, again, other = drivers(y, x, draws=150), drivers(y, x, draws=150), drivers(y, x, draws=150, seed=1)

    assert (first.seed, first.draws) == (20260701, 150)
    assert (first.low == again.low).all() and (first.low != other.low).all()
    assert ((first.low <= first.lmg) & (first.lmg <= first.high)).all()


def test_incomplete_rows_are_left_out_and_counted() -> None:
    y, x = survey()
    short_y, short_x = np.append(y, [np.nan, 1.0]), np.vstack([x, np.ones(3), [1, np.nan, 2]])

    found = drivers(short_y, short_x, draws=100)

    assert (found.n, found.left_out) == (400, 2)
    assert found.lmg == pytest.approx(drivers(y, x, draws=100).lmg, rel=1e-12)


def test_bands_cover_the_shares_of_the_population_about_as_often_as_they_say() -> None:
    slopes, among = np.array([1.0, 2.0, 3.0]), np.ones((3, 3)) + np.eye(3)
    with_y = among @ slopes
    covariance = np.block([[among, with_y[:, None]], [with_y[None], slopes @ with_y[:, None] + 16]])
    sd = np.sqrt(np.diag(covariance))
    truth = lmg_shares((covariance / np.outer(sd, sd))[None]).lmg[0]

    covered = []
    for seed in range(80):
        found = drivers(*survey(400, 3, seed), draws=200)
        covered.append((found.low <= truth) & (truth <= found.high))

    assert 0.89 <= np.mean(covered) <= 0.98


def test_bands_over_clusters_are_wider_when_people_of_a_cluster_are_alike() -> None:
    rng = np.random.default_rng(20261122)
    village = np.repeat(np.arange(30), 20)
    x = rng.normal(size=(600, 2)) + 2 * rng.normal(size=(30, 2))[village]
    y = x @ [1.0, 1.0] + 2 * rng.normal(size=30)[village] + rng.normal(size=600)

    people, clusters = drivers(y, x, draws=300), drivers(y, x, psu=[f"V{v}" for v in village], draws=300)

    assert (clusters.high - clusters.low > 1.5 * (people.high - people.low)).all()
    assert (clusters.lmg == people.lmg).all()


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"outcome": [1.0] * 400}, "everybody answered the same to the outcome"),
        ({"outcome": ["tốt"] * 400}, "outcome hold 'tốt' at place .* where a number is needed; recode"),
        ({"outcome": [1.0, 2.0]}, "2 outcomes for 400 rows"),
        ({"values": np.ones((400, 15))}, "15 drivers, but 1 to 14"),
        ({"weight": np.full(400, np.nan)}, "weights are missing, negative or all zero"),
        ({"weight": -np.ones(400)}, "weights are missing, negative or all zero"),
        ({"weight": np.zeros(400)}, "weights are missing, negative or all zero"),
        ({"weight": np.ones(3)}, "3 weights for 400 respondents"),
        ({"psu": ["A"] * 400}, "all respondents are in one PSU"),
        ({"psu": ["A", "B"]}, "2 PSU labels"),
        ({"least": 401}, "400 of 400 respondents answered everything, but drivers need at least 401"),
        ({"draws": 10}, "at least 100 draws"),
        ({"level": 95}, "level within 0–1"),
    ],
)
def test_what_cannot_show_drivers_is_refused_with_the_cure(change: dict, message: str) -> None:
    y, x = survey()
    asked = {"outcome": y, "values": x} | change

    with pytest.raises(ScaleError, match=message):
        drivers(asked.pop("outcome"), asked.pop("values"), **asked)


def test_fewer_than_300_complete_answers_are_refused_unless_asked_for() -> None:
    y, x = survey(299)

    with pytest.raises(ScaleError, match="need at least 300"):
        drivers(y, x)
    assert drivers(y, x, least=299, draws=100).n == 299


def test_drivers_that_determine_one_another_are_named() -> None:
    y, x = survey()

    with pytest.raises(ScaleError, match=r"drivers \[0, 2, 3\] determine one another") as refused:
        drivers(y, np.column_stack([x, x[:, 0] + x[:, 2]]))
    assert refused.value.columns == (0, 2, 3)


def test_a_driver_without_spread_is_named() -> None:
    y, x = survey()

    with pytest.raises(ScaleError, match="everybody answered the same to driver 1"):
        drivers(y, np.insert(x, 1, 5, axis=1))


def seen(lmg: list[float], half: float = 0.02) -> Drivers:
    at = np.array(lmg)
    return Drivers(500, 0, float(at.sum()), at, at - half, at + half, 0.95, 1000, 1)


def rate(value: float | None, half: float = 0.02, reason: str = "") -> Estimate:
    if value is None or reason:
        return Estimate(value, None, None, 500, reason=reason)
    return Estimate(value, half / 2, 499, 500, value - half, value + half)


def test_items_fall_into_the_four_quadrants() -> None:
    found = quadrants(seen([0.3, 0.3, 0.1, 0.1]), [rate(0.6), rate(0.9), rate(0.6), rate(0.9)])

    assert found.label == ("concentrate_here", "keep_up", "low_priority", "possible_overkill")
    assert (found.importance_split, found.performance_split) == pytest.approx((0.2, 0.75))


def test_an_item_whose_band_crosses_a_split_is_unclear() -> None:
    by_importance = quadrants(seen([0.3, 0.21, 0.1]), [rate(0.6), rate(0.9), rate(0.9)])
    by_performance = quadrants(seen([0.3, 0.3, 0.1]), [rate(0.6), rate(0.77), rate(0.9)])

    assert by_importance.label[1] == "unclear"
    assert by_performance.label == ("concentrate_here", "unclear", "possible_overkill")


def test_a_figure_without_interval_is_unclear_unless_everybody_answered() -> None:
    rates = [rate(0.6, reason="one_psu"), rate(0.9, reason="everybody_answered")]

    assert quadrants(seen([0.3, 0.1]), rates).label == ("unclear", "possible_overkill")


def test_items_without_a_figure_are_named() -> None:
    with pytest.raises(ScaleError, match=r"items \[1\] have no figure"):
        quadrants(seen([0.3, 0.1]), [rate(0.6), rate(None)])


def test_another_number_of_figures_than_drivers_is_refused() -> None:
    with pytest.raises(ScaleError, match="1 figures for 2 drivers"):
        quadrants(seen([0.3, 0.1]), [rate(0.6)])
