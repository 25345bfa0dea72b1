"""Every kind of case: how it is known, what is compared, which functions give our numbers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from functools import partial
from typing import Any

from tests.reference import counted, estimated, grouped, ranked, scaled, weighted
from tests.reference.reading import CannotRun, Case, Folder
from tests.reference.truth import Tolerances, Truth, expected

Found = Callable[[Case, Folder], dict[str, Any]]
Expected = Callable[[Case], dict[str, Truth]]


@dataclass(frozen=True)
class Kind:
    """A kind of case.

    `statistics` are the words (or patterns) by which a case names it, `fields` those that only this kind
    has, for cases without such a word. `compared` and `reference_only` are fields of the case, as the
    README of the references divides them; without `found` the whole case is for reference only.
    """

    statistics: tuple[str, ...]
    fields: frozenset[str]
    compared: tuple[str, ...] = ()
    found: Found | None = None
    wanted: Expected | None = None
    reference_only: tuple[str, ...] = ()
    tolerance: Mapping[str, float] = field(default_factory=dict)
    usual: float = 1e-9

    def expected(self, case: Case) -> dict[str, Truth]:
        """What the case says that is compared, by path."""
        return (self.wanted or partial(expected, compared=self.compared))(case)

    @property
    def tolerances(self) -> Tolerances:
        return Tolerances(self.tolerance, self.usual)


def words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


KINDS: dict[str, Kind] = {
    "proportion": Kind(
        ("proportion",),
        frozenset({"indicator", "k_unweighted", "ci"}),
        estimated.PROPORTION,
        estimated.proportion_found,
        estimated.proportion_expected,
        tolerance={"ci.logit.*": 1e-7, "ci.likelihood.*": 1e-4},
    ),
    "mean_total": Kind(
        ("mean_total",),
        frozenset({"mean", "total"}),
        estimated.MEAN_TOTAL,
        estimated.mean_total_found,
        estimated.mean_total_expected,
    ),
    "composite": Kind(
        words("composite_available_case composite"),
        frozenset({"indicators", "item_weights"}),
        estimated.COMPOSITE,
        estimated.composite_found,
        estimated.composite_expected,
    ),
    "domains_and_differences": Kind(
        ("domains_and_differences",),
        frozenset({"domains", "by"}),
        grouped.DOMAINS,
        grouped.domains_found,
        grouped.domains_expected,
        words("differences.*.ci_z svychisq.Chisq svychisq.Wald svychisq.adjWald"),
    ),
    "wave_difference": Kind(
        ("wave_difference",),
        frozenset({"wave_a", "wave_b"}),
        grouped.WAVES,
        grouped.wave_found,
        grouped.wave_expected,
    ),
    "svyttest": Kind(
        ("svyttest",),
        frozenset({"by_spec"}),
        grouped.T_TEST,
        grouped.t_test_found,
        grouped.t_test_expected,
    ),
    "svyglm Wald test": Kind(("svyglm*",), frozenset({"ddf", "predictors"})),
    "replicate": Kind(("replicate",), frozenset({"n_replicates"})),
    "weighting": Kind(
        ("weighting",),
        frozenset({"weights", "kish_deff"}),
        weighted.WEIGHTING,
        weighted.weighting_found,
        usual=1e-6,
    ),
    "lonely_psu": Kind(
        ("lonely_psu",),
        frozenset({"lonely_psu"}),
        weighted.LONELY,
        weighted.lonely_found,
        weighted.lonely_expected,
    ),
    "srs_two_proportions": Kind(
        words("srs_two_proportions srs_two"),
        frozenset({"k1", "n1", "k2", "n2"}),
        counted.TWO,
        counted.two_found,
        counted.two_expected,
        words("wald agresti_caffo barnard_pooled_p"),
        {"boschloo_p": 1e-3},
    ),
    "srs_paired_proportions": Kind(
        words("srs_paired_proportions paired"),
        frozenset({"both", "first_only", "second_only", "neither"}),
        counted.PAIRED,
        counted.paired_found,
        reference_only=("wald",),
    ),
    "srs_finite_population": Kind(
        ("srs_finite_population",),
        frozenset({"k", "n", "N"}),
        counted.FINITE,
        counted.finite_found,
        counted.finite_expected,
        ("wald_t",),
    ),
    "srs_one_proportion": Kind(
        ("srs_one_proportion",),
        frozenset({"k", "n", "level"}),
        counted.ONE,
        counted.one_found,
        counted.one_expected,
        words("wald_clipped logit_wald"),
    ),
    "srs_sample_size": Kind(
        ("srs_sample_size",), frozenset({"N", "n_rounded"}), counted.SIZE, counted.size_found
    ),
    "rank_sets": Kind(
        words("rank_sets ranks"),
        frozenset({"L_min", "U_max"}),
        ranked.RANKS,
        ranked.ranks_found,
        ranked.ranks_expected,
        words("mean_width share_stable L_mode U_mode"),
    ),
    "rank_sets_multinomial": Kind(
        ("rank_sets_multinomial",), frozenset({"counts"}), ranked.MULTINOMIAL, ranked.multinomial_found
    ),
    "benchmark": Kind(
        ("benchmark",), frozenset({"exact_binomial_limits"}), ranked.BENCHMARK, ranked.benchmark_found
    ),
    "scale": Kind(
        ("scale",),
        frozenset({"alpha_pairwise"}),
        scaled.SCALE,
        scaled.scale_found,
        reference_only=words(
            "cov_pairwise guttman_lambda6 cfa_wlsmv "
            "cfa_ml.chisq cfa_ml.df cfa_ml.p cfa_ml.cfi cfa_ml.tli cfa_ml.rmsea cfa_ml.srmr"
        ),
        tolerance={"cfa_ml.*": 1e-5},
    ),
    "key_drivers": Kind(
        words("key_drivers drivers"),
        frozenset({"lmg_shapley"}),
        scaled.DRIVERS,
        scaled.drivers_found,
        reference_only=words("coef std_beta pearson"),
    ),
    "multiplicity": Kind(
        ("multiplicity",),
        frozenset({"adjusted"}),
        scaled.MULTIPLICITY,
        scaled.multiplicity_found,
        reference_only=words("adjusted.bonferroni adjusted.hochberg adjusted.hommel adjusted.BY"),
    ),
}


def _said(word: str, kind: Kind) -> bool:
    return any(fnmatchcase(word, pattern) for pattern in kind.statistics)


def kind_of(case: Case) -> str:
    """The kind that a case names, or else the first whose own fields it has."""
    said = case.get("statistic")
    for name, kind in KINDS.items():
        if _said(said, kind) if said else kind.fields <= set(case):
            return name
    known = ", ".join(word for kind in KINDS.values() for word in kind.statistics)
    raise CannotRun(f"the kind of the case is not known ({said or sorted(case)}); it is one of {known}")
