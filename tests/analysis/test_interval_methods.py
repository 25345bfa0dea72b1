"""Every method of a design-based share: R's own numbers, closed forms, and defined behaviour on any design."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy import special

from analysis.design import Design
from analysis.estimate import Estimate
from analysis.interval import quantile_t
from analysis.interval_methods import DESIGN_BASED, arcsine, design_based, logit, plain
from analysis.profile_likelihood import likelihood, working_information
from analysis.proportion import METHODS, NotASimpleSampleError, proportion

SIMPLE = (
    "wilson_srs",
    "clopper_pearson",
    "agresti_coull",
    "jeffreys",
    "jeffreys_modified_endpoints",
    "mid_p",
)

# R 4.2.2, survey 4.5, `svyciprop` on its own `api` data, weights equal within each case:
# awards in apisrs; api00 > 850 among apistrat's high schools without fpc; awards in apiclus1 at 99 %.
R_SAYS = {
    (0.62, 0.03384806712984036, 199, 200, 0.95): {
        "logit": (0.5513785409579857, 0.6841380182358261),
        "likelihood": (0.5518826544622869, 0.6850961035502051),
        "asin": (0.5523304438566761, 0.6854039526221645),
        "beta": (0.549881078751559, 0.6866053211390744),
        "mean": (0.5532530825130386, 0.6867469174869614),
        "xlogit": (0.5513785409579867, 0.6841380182358275),
        "wilson": (0.5516108000943467, 0.683935072451461),
    },
    (0.02, 0.020000000000000007, 49, 50, 0.95): {
        "logit": (0.002618825060716083, 0.13690549421700893),
        "likelihood": (0.0009503485566576745, 0.08932066173051019),
        "asin": (2.7028445761612214e-06, 0.07928610999653568),
        "beta": (0.0004745252080246776, 0.10788159700616096),
        "mean": (-0.02019150474258481, 0.060191504742584806),
        "xlogit": (0.002618825000501122, 0.13690549510579614),
        "wilson": (0.0033678316979949942, 0.10972746278258565),
    },
    (0.7103825136612022, 0.03301829955371886, 14, 183, 0.99): {
        "logit": (0.6033636925649496, 0.7981843097407822),
        "likelihood": (0.6063405549597349, 0.8013788654768765),
        "asin": (0.6079394568932186, 0.8029851494945924),
        "beta": (0.6037577108776584, 0.802711244933711),
        "mean": (0.6120922285334345, 0.8086727987889699),
        "xlogit": (0.6033636925652782, 0.798184309741108),
        "wilson": (0.604423479734189, 0.7974696849327816),
    },
}
CLOSE = {"logit": 1e-7, "likelihood": 1e-6}


@pytest.mark.parametrize("method", DESIGN_BASED)
@pytest.mark.parametrize("case", R_SAYS)
def test_every_method_gives_r_s_interval(case: tuple[float, float, int, int, float], method: str) -> None:
    p, se, df, n, level = case
    information = working_information(np.arange(n) < round(p * n), np.ones(n))
    got = design_based(Estimate(p, se, df, n, level=level), method, information=information)

    assert (got.low, got.high) == pytest.approx(R_SAYS[case][method], rel=CLOSE.get(method, 1e-9))
    assert got.method == method


shares = st.floats(0.001, 0.999)
sizes = st.floats(2, 1e5)


@given(shares, sizes, st.floats(0.5, 12.7))
def test_the_logit_interval_is_plain_on_its_scale_and_mirrors(p: float, n: float, quantile: float) -> None:
    low, high = logit(p, n, quantile)
    assume(high < 1)
    half = quantile / np.sqrt(n * p * (1 - p))

    assert special.logit(low) == pytest.approx(special.logit(p) - half, rel=1e-6, abs=1e-9)
    assert logit(1 - p, n, quantile) == pytest.approx((1 - high, 1 - low), abs=1e-9)


@given(shares, sizes, st.floats(0.5, 12.7))
def test_the_arcsine_interval_holds_the_share_within_0_and_1(p: float, n: float, quantile: float) -> None:
    low, high = arcsine(p, n, quantile)

    assert 0 <= low <= p <= high <= 1
    assert low < high


def test_an_arcsine_end_that_would_pass_the_share_is_0_and_not_its_mirror_image() -> None:
    # 3 % with the t of one degree of freedom: the mirrored angle would give a lower end above 3 %.
    quantile = quantile_t(0.95, 1)
    mirrored = np.sin(np.arcsin(np.sqrt(0.03)) - quantile / (2 * np.sqrt(30))) ** 2

    assert mirrored > 0.03
    assert arcsine(0.03, 30, quantile)[0] == 0.0


def test_the_plain_interval_is_value_and_standard_errors_even_beyond_0() -> None:
    assert plain(0.02, 49, 2.0) == pytest.approx((0.02 - 0.04, 0.02 + 0.04))


@given(st.floats(0.05, 0.95), st.integers(20, 5000), st.floats(0.5, 4), st.integers(5, 200))
def test_the_likelihood_interval_is_near_the_equation_it_reads_off(p, n, deff, df) -> None:
    n_eff = n / deff
    assume(n_eff * min(p, 1 - p) > 4)
    got = likelihood(p, n_eff, n, df)
    deviance = special.rel_entr(p, got) + special.rel_entr(1 - p, np.subtract(1, got))
    cut = np.sqrt(2 * n_eff * (n - 1) / n * deviance)

    assert got[0] < p < got[1]
    assert cut == pytest.approx(quantile_t(0.95, df), rel=5e-3)


def test_where_r_s_steps_do_not_reach_the_equation_itself_is_solved() -> None:
    # t = 12.7 on one degree of freedom: R's level rounds to 1 and its steps become endless.
    low, high = likelihood(0.6, 20, 40, 1)
    deviance = special.rel_entr(0.6, [low, high]) + special.rel_entr(0.4, [1 - low, 1 - high])

    assert np.sqrt(2 * 20 * 39 / 40 * deviance) == pytest.approx(quantile_t(0.95, 1), rel=1e-9)


@pytest.mark.parametrize(("p", "n_eff", "n"), [(0.0, 20, 20), (1.0, 20, 20), (0.5, 0, 20), (0.5, 20, 1)])
def test_a_share_without_spread_has_no_profile(p: float, n_eff: float, n: int) -> None:
    with pytest.raises(ValueError, match="has no profile"):
        likelihood(p, n_eff, n, 10)


@pytest.mark.parametrize("own", [logit, arcsine, plain])
@pytest.mark.parametrize(("p", "n"), [(0.0, 20), (1.0, 20), (0.5, 0), (0.5, np.inf)])
def test_a_share_without_spread_has_no_design_based_interval(own, p: float, n: float) -> None:
    with pytest.raises(ValueError, match="has no spread"):
        own(p, n, 1.96)


def test_answers_of_one_kind_have_no_information() -> None:
    with pytest.raises(ValueError, match="both kinds"):
        working_information(np.ones(5), np.ones(5))


@st.composite
def surveys(draw: st.DrawFn) -> tuple[np.ndarray, Design, np.ndarray]:
    """Answers, any design, and a domain, small enough to meet every edge."""
    n = draw(st.integers(1, 40))
    rng = np.random.default_rng(draw(st.integers(0, 10**6)))
    y = rng.choice(
        [0.0, 1.0, np.nan], n, p=draw(st.sampled_from([(0.4, 0.5, 0.1), (0.05, 0.9, 0.05), (0, 0.9, 0.1)]))
    )
    weight = draw(
        st.sampled_from([None, rng.lognormal(size=n), np.full(n, 3.0), rng.integers(0, 3, n) + 1e-9])
    )
    stratum = draw(st.sampled_from([None, rng.integers(0, 3, n)]))
    psu = draw(st.sampled_from([[], [rng.integers(0, 6, n)], [rng.integers(0, 2, n)]]))
    return y, Design.of(n, weight=weight, stratum=stratum, psu=psu, lonely="adjust"), rng.random(n) < 0.7


@pytest.mark.parametrize("method", METHODS)
@settings(max_examples=60)
@given(survey=surveys())
def test_on_any_design_there_is_an_interval_around_the_share_or_a_reason(method: str, survey) -> None:
    y, design, domain = survey
    try:
        got = proportion(y, design, domain=domain, method=method)
    except NotASimpleSampleError:
        assert method in SIMPLE
        return

    if got.low is None:
        assert got.reason in ("nobody_answered", "everybody_answered", "one_psu", "no_spread")
        return
    assert np.isfinite([got.value, got.low, got.high, got.n_eff]).all()
    assert got.low < got.high
    if method != "jeffreys":
        assert got.low <= got.value <= got.high
    assert method == "mean" or 0 <= got.low < got.high <= 1


@pytest.mark.parametrize("method", DESIGN_BASED)
def test_where_everybody_is_satisfied_r_s_methods_say_that_there_is_no_spread(method: str) -> None:
    got = proportion(np.ones(40), Design.of(40, psu=[np.arange(40) // 5]), method=method)

    assert (got.value, got.low, got.high, got.reason) == (1.0, None, None, "no_spread")


@pytest.mark.parametrize("method", DESIGN_BASED)
def test_answers_from_one_cluster_have_no_interval_by_any_of_r_s_methods(method: str) -> None:
    village = np.repeat([0, 1], 9)
    got = proportion(np.arange(18) % 3 > 0, Design.of(18, psu=[village]), domain=village == 0, method=method)

    assert (got.value, got.df, got.low, got.reason) == (pytest.approx(6 / 9), 0.0, None, "one_psu")


@pytest.mark.parametrize("method", METHODS)
def test_a_full_count_has_no_interval_by_any_method(method: str) -> None:
    got = proportion(np.arange(64) < 50, Design.of(64, population=[np.full(64, 64)]), method=method)

    assert (got.low, got.high, got.se, got.method, got.reason) == (
        None,
        None,
        0.0,
        "census",
        "everybody_answered",
    )


@pytest.mark.parametrize("method", METHODS)
def test_nobody_has_no_value_by_any_method(method: str) -> None:
    got = proportion(np.full(5, np.nan), Design.of(5), method=method)

    assert (got.value, got.n, got.reason) == (None, 0, "nobody_answered")


@pytest.mark.parametrize("method", SIMPLE)
@pytest.mark.parametrize(
    ("design", "cause"),
    [
        ({"weight": [1.0, 2.0] * 10}, "unequal weight"),
        ({"psu": [[0, 1, 2, 3] * 5]}, "clusters"),
        ({"stratum": ["a", "b"] * 10}, "named strata or from several units"),
    ],
)
def test_methods_of_simple_samples_refuse_every_other_design_and_say_why(method, design, cause) -> None:
    with pytest.raises(NotASimpleSampleError, match=f"{cause}; choose rule"):
        proportion(np.arange(20) < 15, Design.of(20, **design), method=method)


def test_methods_of_counts_refuse_a_known_population_and_wilson_counts_it_in() -> None:
    design = Design.of(50, population=[np.full(50, 120)])
    y = np.arange(50) < 46

    assert proportion(y, design, method="wilson_srs").n_eff == pytest.approx(85)
    with pytest.raises(ValueError, match="choose wilson_srs or rule"):
        proportion(y, design, method="mid_p")


def test_equal_weights_of_any_size_are_a_simple_sample() -> None:
    y = np.arange(50) < 46
    weighed, bare = (proportion(y, Design.of(50, weight=w), method="mid_p") for w in (np.full(50, 7.3), None))

    assert (weighed.low, weighed.high) == (bare.low, bare.high)
