"""Fay–Herriot figures: a published example, closed forms, sigma2 = 0, smoothing, coverage, refusals."""

from __future__ import annotations

import ast
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import integrate, optimize

from analysis.areas.area_model import Areas
from analysis.areas.errors import SmallAreaError
from analysis.areas.reml import integrated, reml
from analysis.areas.small_area import SmallAreas, fay_herriot
from analysis.areas.smoothing import pooled_deff, smoothed_variances
from tests.analysis.scales import published

MILK = published("milk")
MAJOR = (MILK[:, [4]] == [2, 3, 4]).astype(float)


def milk() -> SmallAreas:
    return fay_herriot(MILK[:, 2], MILK[:, 3] ** 2, MAJOR)


def communes(m: int = 40, seed: int = 20261122) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Direct figures of m communes, their variances and one covariate."""
    rng = np.random.default_rng(seed)
    x, d = rng.normal(size=m), rng.uniform(0.005, 0.03, m)
    return 0.8 + 0.05 * x + 0.08 * rng.normal(size=m) + np.sqrt(d) * rng.normal(size=m), d, x[:, None]


def test_the_milk_data_give_the_published_reml_fit() -> None:
    # Arora and Lahiri (1997); R sae, mseFH(yi ~ as.factor(MajorArea), SD^2), see data/README.md.
    found = milk()

    assert found.beta == pytest.approx([0.9681890, 0.1327801, 0.2269462, -0.2413011], abs=5e-7)
    assert found.beta_se == pytest.approx([0.06936208, 0.10300072, 0.09232981, 0.08161707], abs=5e-7)
    assert found.sigma2 == pytest.approx(0.01855022, rel=1e-5)


def test_the_milk_data_give_the_published_eblup_and_mean_squared_error() -> None:
    found = milk()

    # R stops scoring at 1e-4, hence not every digit that it prints.
    assert found.value == pytest.approx(MILK[:, 5], abs=1e-6)
    assert found.mse == pytest.approx(MILK[:, 6], rel=1e-5)


def test_the_error_of_the_milk_figures_is_that_of_the_direct_ones_or_less() -> None:
    found = milk()

    assert (found.mse < MILK[:, 3] ** 2).mean() > 0.85
    assert ((found.low < found.value) & (found.value < found.high)).all()


def test_equal_variances_have_a_closed_form() -> None:
    y = np.array([0.9, 0.7, 0.8, 0.5, 0.95, 0.6])

    found = fay_herriot(y, np.full(6, 0.01))

    sigma2 = y.var(ddof=1) - 0.01
    gamma = sigma2 / y.var(ddof=1)
    assert found.sigma2 == pytest.approx(sigma2, rel=1e-9)
    assert found.value == pytest.approx(gamma * y + (1 - gamma) * y.mean(), rel=1e-9)
    # g1 + g2 + 2·g3 with every variance the same: g3 = (1 − gamma)²·2·total/m.
    mse = gamma * 0.01 + (1 - gamma) ** 2 * (1 + 4) * y.var(ddof=1) / 6
    assert found.mse == pytest.approx(np.full(6, mse), rel=1e-9)


def test_scoring_finds_the_top_of_the_restricted_likelihood() -> None:
    y, d, x = communes()
    areas = Areas(y, d, np.column_stack([np.ones(len(y)), x]))

    top = optimize.minimize_scalar(
        lambda log: -areas.at(np.exp(log)).likelihood,
        bounds=(-15, 0),
        method="bounded",
        options={"xatol": 1e-12},
    )

    assert reml(areas).sigma2 == pytest.approx(np.exp(top.x), rel=1e-6)


def test_the_interval_averages_over_sigma2_as_quadrature_does() -> None:
    y, d, _ = communes(8)
    areas = Areas(y, d, np.ones((8, 1)))

    def average(what) -> float:
        ends = (0, 0.001, 0.01, 0.1, 1, np.inf)
        return sum(
            integrate.quad(lambda s: what(areas.at(s)) * np.exp(areas.at(s).likelihood - 10), low, high)[0]
            for low, high in zip(ends[:-1], ends[1:], strict=True)
        )

    whole = average(lambda fit: 1.0)
    centre = average(lambda fit: fit.predicted[0]) / whole
    variance = average(lambda fit: fit.error[0] + (fit.predicted[0] - centre) ** 2) / whole

    found = integrated(areas, reml(areas).sigma2)

    assert found.centre[0] == pytest.approx(centre, rel=1e-5)
    assert found.variance[0] == pytest.approx(variance, rel=1e-4)


def test_without_a_difference_between_areas_the_figure_is_the_synthetic_one_and_says_so() -> None:
    found = fay_herriot([0.8, 0.81, 0.79, 0.8, 0.8], [0.01] * 5)

    assert (found.sigma2, found.note) == (0.0, "small_area_synthetic")
    assert found.value == pytest.approx(np.full(5, 0.8))
    assert found.gamma == pytest.approx(np.zeros(5))
    assert (found.mse > 0).all() and (found.high - found.low > 0.05).all()


def test_a_figure_says_that_it_comes_from_a_model() -> None:
    found = milk()

    assert found.model_based is True
    assert found.note == "small_area_model"


def test_no_report_and_no_summary_imports_a_model_based_figure() -> None:
    for path in [*Path("reports").rglob("*.py"), Path("analysis/summary.py"), Path("analysis/figures.py")]:
        names = [
            n.module for n in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(n, ast.ImportFrom)
        ]

        assert "analysis.areas.small_area" not in names, path


@given(st.integers(0, 10_000))
@settings(max_examples=30, deadline=None)
def test_figures_lie_between_the_direct_and_the_synthetic_one(seed: int) -> None:
    y, d, x = communes(seed=seed)

    found = fay_herriot(y, d, x)

    inside = (found.value - y) * (found.value - found.synthetic)
    assert inside.max() <= 1e-12
    assert ((found.gamma >= 0) & (found.gamma < 1)).all()


@given(st.integers(0, 10_000))
@settings(max_examples=20, deadline=None)
def test_units_and_order_of_areas_and_covariates_do_not_matter(seed: int) -> None:
    y, d, x = communes(seed=seed)
    turn = np.random.default_rng(seed).permutation(len(y))

    plain = fay_herriot(y, d, x)
    turned = fay_herriot(100 * y[turn], 1e4 * d[turn], 1e4 * x[turn] + 2026)

    assert turned.value == pytest.approx(100 * plain.value[turn], rel=1e-6)
    assert turned.mse == pytest.approx(1e4 * plain.mse[turn], rel=1e-5)
    assert turned.high == pytest.approx(100 * plain.high[turn], rel=1e-5)


def test_figures_and_intervals_stay_within_the_scale() -> None:
    y, d, x = communes()

    found = fay_herriot(y + 0.15, d, x, bounds=(0, 1))

    assert found.high.max() == 1.0
    assert found.value.max() <= 1.0


def test_the_more_an_area_was_asked_the_more_its_own_answers_count() -> None:
    y, d, x = communes()

    found = fay_herriot(y, d, x)

    assert (np.diff(found.gamma[np.argsort(d)]) < 0).all()


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"estimates": [0.8, np.nan, 0.7, 0.9, 0.6]}, r"areas \[1\] have missing estimates; leave them out"),
        (
            {"estimates": [0.8, "tốt", 0.7, 0.9, 0.6]},
            "the estimates hold 'tốt' at place 1 where a number is needed; recode",
        ),
        ({"variances": [0.01, 0.01, 0.0, 0.01, -0.01]}, r"areas \[2, 4\] have no positive sampling variance"),
        ({"variances": [0.01, np.inf, 0.01, 0.01, 0.01]}, r"areas \[1\] have missing variances"),
        ({"variances": [0.01]}, "do not belong together"),
        ({"covariates": np.ones(5)}, "do not belong together"),
        ({"covariates": np.ones((4, 1))}, "do not belong together"),
        ({"covariates": np.full((5, 1), np.nan)}, r"areas \[0, 1, 2, 3, 4\] have missing covariates"),
        ({"covariates": np.arange(10).reshape(5, 2) ** 2}, "5 areas for 3 coefficients, but at least 6"),
        ({"covariates": np.full((5, 1), 3.0)}, "the intercept, covariate 0 determine one another"),
        ({"estimates": [], "variances": []}, "0 areas for 1 coefficients"),
        ({"level": 95}, "between 0 and 1"),
    ],
)
def test_areas_without_a_model_are_refused_with_the_cure(change: dict, message: str) -> None:
    asked = {"estimates": [0.8, 0.9, 0.7, 0.9, 0.6], "variances": [0.01] * 5} | change

    with pytest.raises(SmallAreaError, match=message):
        fay_herriot(**asked)


def test_covariates_that_determine_one_another_are_named() -> None:
    y, d, x = communes()
    poor = np.column_stack([x, 1 - x, x**2])

    with pytest.raises(SmallAreaError, match="the intercept, poor, not poor determine one another"):
        fay_herriot(y, d, poor, names=["poor", "not poor", "square"])


def test_hundreds_of_wrong_areas_are_not_all_listed() -> None:
    with pytest.raises(SmallAreaError, match=r"areas \[0, 1, 2, 3, 4, …\] have no positive"):
        fay_herriot(np.ones(300), np.zeros(300))


def test_smoothed_variances_pool_the_spread_and_keep_each_n() -> None:
    found = smoothed_variances([0.8, 1.0, 0.6, 0.0], [10, 4, 5, 2])

    # Σ n·p(1 − p) = 1.6 + 0 + 1.2 + 0 over Σ (n − 1) = 17.
    assert found.spread == pytest.approx(2.8 / 17)
    assert found.variance == pytest.approx(2.8 / 17 / np.array([10, 4, 5, 2]))


def test_the_pooled_spread_is_the_variance_of_an_answer_whatever_the_sizes() -> None:
    rng = np.random.default_rng(20261122)
    n = rng.integers(1, 8, 20_000)

    found = smoothed_variances(rng.binomial(n, 0.8) / n, n)

    assert found.spread == pytest.approx(0.16, rel=0.01)


def test_people_asked_of_a_known_number_leave_less_error() -> None:
    free, finite = (smoothed_variances([0.8, 0.6], [10, 5], population=N) for N in (None, [40, 10]))

    assert finite.variance == pytest.approx(free.variance * [0.75, 0.5])


def test_the_pooled_design_effect_of_simple_samples_is_one() -> None:
    rng = np.random.default_rng(20261122)
    n = rng.integers(3, 20, 50)
    p = rng.binomial(n, 0.7) / n

    assert pooled_deff(p, p * (1 - p) / (n - 1), n, n - 1) == pytest.approx(1, rel=0.05)


def test_the_pooled_design_effect_finds_the_likeness_within_villages() -> None:
    # Two villages of 6 a commune, answers correlated 0.2 within a village: deff = 1 + 5·0.2 = 2.
    rng = np.random.default_rng(20261122)
    village = rng.beta(0.8 * 4, 0.2 * 4, (20_000, 2))
    k = rng.binomial(6, village)
    p = k.sum(axis=1) / 12
    v = 2 * ((k / 12 - p[:, None] / 2) ** 2).sum(axis=1)

    found = pooled_deff(p, v, np.full(len(p), 12), np.ones(len(p)))

    assert found == pytest.approx(2, rel=0.02)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"shares": [0.8, 1.2]}, r"areas \[1\] have a share outside 0–1"),
        ({"shares": [80.0, 60.0]}, "give shares, not per cent"),
        ({"shares": [np.nan, 0.5]}, r"areas \[0\] have missing shares"),
        ({"shares": [1.0, 0.0]}, "no area shows any spread"),
        ({"n": [10, 0]}, r"areas \[1\] have n below 1"),
        ({"n": [10]}, "do not belong together"),
        ({"deff": 0.0}, r"have a design effect of 0 or less"),
        ({"deff": 30.0}, "no area shows any spread"),
        ({"population": [9, 20]}, r"areas \[0\] have n above N"),
        ({"population": [10, 20]}, r"areas \[0\] were asked in full; leave them out"),
        ({"population": [20]}, "1 populations for 2 areas"),
    ],
)
def test_shares_that_cannot_be_smoothed_are_refused_with_the_cure(change: dict, message: str) -> None:
    asked = {"shares": [0.8, 0.6], "n": [10, 5]} | change

    with pytest.raises(SmallAreaError, match=message):
        smoothed_variances(**asked)


@pytest.mark.parametrize(
    ("variances", "df", "message"),
    [
        ([0.01, -0.01], [1, 1], r"areas \[1\] have a negative variance or df"),
        ([0.0, 0.01], [1, 0], "no area shows a variance with degrees of freedom"),
        ([0.01], [1], "1 variances and 1 df for 2 areas"),
    ],
)
def test_a_design_effect_without_ground_is_refused(variances: list, df: list, message: str) -> None:
    with pytest.raises(SmallAreaError, match=message):
        pooled_deff([0.8, 0.6], variances, [10, 5], df)
