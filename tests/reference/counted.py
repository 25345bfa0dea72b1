"""Cases that are whole numbers alone: simple samples, their comparisons, and the size of a sample."""

from __future__ import annotations

from typing import Any

from analysis.comparing.paired import mcnemar, newcombe_paired
from analysis.comparing.statsmodels_score import statsmodels_score
from analysis.comparing.two_samples import boschloo, fisher, newcombe, score_test, z_test
from analysis.finite_population import effective_n, hypergeometric, korn_graubard
from analysis.interval import quantile_z, wilson
from analysis.one_sample import one_sample
from analysis.planning.sample_size import guidance_size, sample_size
from tests.reference.reading import Case, Folder
from tests.reference.truth import Nothing, Number, Truth, expected, meets

SEARCHED = 2e-12
"""Ends that the reference found by a root search stop within scipy's and statsmodels' usual 2e-12."""

METHODS = {
    "wilson": "wilson",
    "wilson_cc": "wilson_cc",
    "clopper_pearson": "clopper_pearson",
    "agresti_coull": "agresti_coull_clipped",
    "jeffreys": "jeffreys",
    "jeffreys_modified_endpoints": "jeffreys_modified_endpoints",
    "mid_p": "mid_p",
}
ONE = tuple(METHODS.values())
FINITE = (
    "exact_hypergeometric",
    "n_eff_n_minus_1",
    "wilson_neff_z",
    "n_eff_classical",
    "wilson_neff_classical_z",
    "korn_graubard_neff_classical",
)
TWO = ("newcomb", "score", "score_test_mn", "ztest_pooled", "fisher_p", "boschloo_p")
PAIRED = ("newcombe_paired", "mcnemar_exact_p", "mcnemar_chi2_cc", "mcnemar_chi2_cc_p")
SIZE = ("n_infinite", "n_with_deff", "n_with_fpc", "n_rounded", "invitations", "n_exact")


def one_found(case: Case, folder: Folder) -> dict[str, Any]:
    """Every interval of k of n by `one_sample`."""
    found = {}
    for method, name in METHODS.items():
        if case.get(name) is not None:
            ends = one_sample(case["k"], case["n"], level=case["level"], method=method)
            found[name] = [ends.low, ends.high]
    return found


def one_expected(case: Case) -> dict[str, Truth]:
    """All intervals; those found by a root search are no better than the search."""
    return searched(expected(case, ONE), "clopper_pearson", "mid_p")


def searched(wanted: dict[str, Truth], *names: str) -> dict[str, Truth]:
    """The same, some numbers with the floor of a root search."""
    return {
        path: Number(truth.value, SEARCHED) if isinstance(truth, Number) and meets(path, names) else truth
        for path, truth in wanted.items()
    }


def finite_found(case: Case, folder: Folder) -> dict[str, Any]:
    """k of n out of N: intervals on effective sizes and the exact one; of a full count none by any method."""
    k, n, population, level = case["k"], case["n"], case["N"], case["level"]
    if case.get("census"):
        methods = {"wilson_fpc": "wilson", "exact_hypergeometric": "hypergeometric"}
        every = {
            name: one_sample(k, n, population=population, level=level, method=method)
            for name, method in methods.items()
        }
        return {name: [ends.low, ends.high] for name, ends in every.items()}
    found: dict[str, Any] = {"exact_hypergeometric": hypergeometric(k, n, population, level)}
    if case.get("n_eff_n_minus_1"):
        careful = effective_n(n, population, rule="n_minus_1")
        classical = effective_n(n, population, rule="classical")
        found["n_eff_n_minus_1"], found["n_eff_classical"] = careful, classical
        found["wilson_neff_z"] = wilson(k / n, careful, quantile_z(level))
        found["wilson_neff_classical_z"] = wilson(k / n, classical, quantile_z(level))
        found["korn_graubard_neff_classical"] = korn_graubard(k / n, classical, level)
    return found


def finite_expected(case: Case) -> dict[str, Truth]:
    """All of them; a full count has no interval."""
    if case.get("census"):
        return {
            f"{name}.{end}": Nothing() for name in ("wilson_fpc", "exact_hypergeometric") for end in (0, 1)
        }
    return expected(case, FINITE)


def two_found(case: Case, folder: Folder) -> dict[str, Any]:
    """Two independent shares: both score intervals and every test."""
    counts = case["k1"], case["n1"], case["k2"], case["n2"]
    score, z = score_test(*counts), z_test(*counts)
    found: dict[str, Any] = {
        "newcomb": newcombe(*counts, case["level"]),
        "score_test_mn": {"z": score.statistic, "p": score.p},
        "ztest_pooled": {"z": z.statistic, "p": z.p},
        "fisher_p": fisher(*counts),
    }
    if case.get("score"):
        # The reference has it from statsmodels, whose cubic has a slip; `miettinen_nurminen` is the interval meant.
        found["score"] = statsmodels_score(*counts, case["level"])
    if case.get("boschloo_p") is not None:
        # The reference took each sample as a row of scipy's table, where scipy has samples as columns.
        found["boschloo_p"] = boschloo(*counts, fixed="answers")
    return found


def two_expected(case: Case) -> dict[str, Truth]:
    """All of them; the score interval is no better than its root search."""
    return searched(expected(case, TWO), "score")


def paired_found(case: Case, folder: Folder) -> dict[str, Any]:
    """The same people on two items: Newcombe's interval and both McNemar tests."""
    changed = case["first_only"], case["second_only"]
    counts = case["both"], *changed, case["neither"]
    exact, corrected = mcnemar(*changed), mcnemar(*changed, exact=False)
    return {
        "newcombe_paired": newcombe_paired(*counts, case["level"]),
        "mcnemar_exact_p": exact.p,
        "mcnemar_chi2_cc": corrected.statistic,
        "mcnemar_chi2_cc_p": corrected.p,
    }


def size_found(case: Case, folder: Folder) -> dict[str, Any]:
    """Cochran's size by `sample_size`, the guidance's by `guidance_size`."""
    if case.get("rule") is not None:
        return vars(guidance_size(case["N"], case["e"]))
    found = sample_size(
        case["p"],
        case["moe"],
        level=case["level"],
        population=case["N"],
        deff=case["deff"],
        response_rate=case["response_rate"],
    )
    return vars(found)
