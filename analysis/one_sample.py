"""A share of one simple random sample, from two counts, by any of the textbook's intervals."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from analysis.estimate import Estimate
from analysis.finite_population import effective_n, hypergeometric, korn_graubard, whole
from analysis.interval import (
    agresti_coull,
    clopper_pearson,
    jeffreys,
    mid_p,
    quantile_z,
    wilson,
    wilson_continuity,
)
from analysis.quantile import tail


@dataclass(frozen=True)
class Counts:
    """`k` positive of `n` answers, drawn from `population` people (None: from very many).

    Examples
    --------
    >>> found = Counts(46, 50, population=120, level=0.95)
    >>> found.p, found.n_eff
    (0.92, 85.0)
    """

    k: int
    n: int
    population: int | None
    level: float

    @property
    def p(self) -> float:
        """The share of positive answers."""
        return self.k / self.n

    @property
    def n_eff(self) -> float:
        """n, or what n of the population is worth."""
        return float(self.n) if self.population is None else effective_n(self.n, self.population)


def one_sample(
    k: int, n: int, *, population: int | None = None, level: float = 0.95, method: str = "wilson"
) -> Estimate:
    """Share of `k` of `n` answers of a simple random sample, with its interval.

    Parameters
    ----------
    k, n : whole counts of positive and of all valid answers
    population : how many people the n were drawn from without replacement; None where there is no list
    level : confidence level, 0–1
    method : "wilson" (named `wilson_srs` in the result), "wilson_cc", "clopper_pearson",
        "agresti_coull", "jeffreys", "jeffreys_modified_endpoints", "mid_p", "hypergeometric" (exact, n
        of N), "korn_graubard"; with a population "wilson", "hypergeometric" or "korn_graubard"

    Returns
    -------
    Estimate: `value` k/n, `se` √(p(1 − p)/(n − 1) · (1 − n/N)), none for a single answer, `df` n − 1,
    `n_eff` what stood for n. A census (n = N) has no interval, reason `everybody_answered`; n = 0 has
    no value. Every other interval has a width.

    Raises
    ------
    ValueError: not 0 ≤ k ≤ n ≤ N, or not whole numbers; an unknown method; "hypergeometric" without a
    population, a method that knows no population with one.

    Source
    ------
    Newcombe (1998), Statistics in Medicine 17; Cochran (1977), *Sampling Techniques*, ch. 2–3.

    Examples
    --------
    >>> got = one_sample(46, 50, population=120)
    >>> got.value, round(got.low, 3), round(got.high, 3), got.n_eff
    (0.92, 0.843, 0.961, 85.0)
    >>> one_sample(46, 50, population=50).reason
    'everybody_answered'
    """
    if method not in ONE_SAMPLE:
        raise ValueError(f"method {method!r} is not known; choose one of {', '.join(ONE_SAMPLE)}")
    tail(level)
    if n == 0 and k == 0 and (population is None or population >= 0):
        return Estimate(None, None, 0.0, 0, level=level, reason="nobody_answered")
    k, n, people = whole(k, n, n if population is None else population)
    counts = Counts(k, n, None if population is None else people, level)
    return with_counts(_plain(counts), counts, method)


def with_counts(estimate: Estimate, counts: Counts, method: str) -> Estimate:
    """Give an estimate the interval of its counts by a method of `ONE_SAMPLE`; none in a census.

    Parameters
    ----------
    estimate : the share to complete; counts : k, n, N and level; method : a key of `ONE_SAMPLE`

    Raises
    ------
    ValueError: a method that takes no account of the population, where there is one.

    Source
    ------
    As `one_sample`.

    Examples
    --------
    >>> counts = Counts(0, 12, None, 0.95)
    >>> round(with_counts(Estimate(0.0, 0.0, 11.0, 12), counts, "clopper_pearson").high, 4)
    0.2646
    """
    if counts.population == counts.n:
        return replace(estimate, se=0.0, method="census", reason="everybody_answered")
    if counts.population is not None and method not in OF_A_POPULATION:
        raise ValueError(
            f"method {method!r} takes no account of the {counts.population} people drawn from; choose one "
            f"of {', '.join(OF_A_POPULATION)}, or leave the population out"
        )
    low, high = ONE_SAMPLE[method](counts)
    name = "wilson_srs" if method == "wilson" else method
    return replace(estimate, low=low, high=high, n_eff=counts.n_eff, method=name)


def _plain(counts: Counts) -> Estimate:
    k, n, p = counts.k, counts.n, counts.p
    left = 1.0 if counts.population is None else 1 - n / counts.population
    se = (p * (1 - p) / (n - 1) * left) ** 0.5 if n > 1 else None
    return Estimate(p, se, n - 1.0, n, level=counts.level, k=k, sum_weights=float(counts.population or n))


def _wilson(counts: Counts) -> tuple[float, float]:
    return wilson(counts.p, counts.n_eff, quantile_z(counts.level))


def _hypergeometric(counts: Counts) -> tuple[float, float]:
    if counts.population is None:
        raise ValueError("method 'hypergeometric' needs to know the population; give it, or use mid_p")
    n, people = counts.n, counts.population
    low, high = hypergeometric(counts.k, n, people, counts.level)
    if low < high:
        return low, high
    # Somebody was not asked: one person more or less is never ruled out for certain.
    only = round(low * people)
    return max(counts.k, only - 1) / people, min(people - n + counts.k, only + 1) / people


ONE_SAMPLE: dict[str, Callable[[Counts], tuple[float, float]]] = {
    "wilson": _wilson,
    "wilson_cc": lambda c: wilson_continuity(c.k, c.n, c.level),
    "clopper_pearson": lambda c: clopper_pearson(c.k, c.n, c.level),
    "agresti_coull": lambda c: agresti_coull(c.k, c.n, c.level),
    "jeffreys": lambda c: jeffreys(c.k, c.n, c.level),
    "jeffreys_modified_endpoints": lambda c: jeffreys(c.k, c.n, c.level, modified=True),
    "mid_p": lambda c: mid_p(c.k, c.n, c.level),
    "hypergeometric": _hypergeometric,
    "korn_graubard": lambda c: korn_graubard(c.p, c.n_eff, c.level),
}
OF_A_POPULATION = ("wilson", "hypergeometric", "korn_graubard")
