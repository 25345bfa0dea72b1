"""The intervals of R's `svyciprop`, each from a share, an effective sample size and a quantile."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from scipy import special

from analysis.effective_size import n_of_variance
from analysis.estimate import Estimate
from analysis.finite_population import korn_graubard
from analysis.interval import refuse_what_is_not_a_share, wilson
from analysis.interval_rules import at_bound
from analysis.profile_likelihood import likelihood
from analysis.quantile import quantile_t


@dataclass(frozen=True)
class Spread:
    """What an interval is made of: a share, its effective sample size, answers, df and level.

    `information` is needed by the likelihood interval alone, see `working_information`.

    Examples
    --------
    >>> round(Spread(0.92, 50.0, 60, 11.0, 0.95).quantile, 3)
    2.201
    """

    p: float
    n_eff: float
    n: int
    df: float
    level: float
    information: float | None = None

    @property
    def quantile(self) -> float:
        """Two-sided t quantile on the design's degrees of freedom."""
        return quantile_t(self.level, self.df)


def design_based(
    estimate: Estimate, method: str, *, census: bool = False, information: float | None = None
) -> Estimate:
    """Give a share its interval by one of R's methods, or the reason why there is none.

    Parameters
    ----------
    estimate : value 0–1, se, df, n
    method : "wilson", "logit", "xlogit" (the same formula), "beta", "asin", "likelihood", "mean"
    census : whether everybody was asked
    information : for "likelihood" only, `working_information` of the answers; default p(1 − p)

    Returns
    -------
    Estimate with `low`, `high`, `n_eff` = p(1 − p)/se² and `method`; without an interval where nobody
    answered, everybody did (a census), df ≤ 0, or no spread was seen, as at 0 % and 100 %. The method
    "mean" may leave 0–1, as R's does.

    Raises
    ------
    ValueError: an unknown method.

    Source
    ------
    R survey 4.5, `svyciprop`; Franco, Little, Louis, Slud (2019), JSSAM 7, 334–364, compares them.

    Examples
    --------
    >>> got = design_based(Estimate(0.8, 0.05, 14.0, 90), "xlogit")
    >>> round(got.low, 4), round(got.high, 4), round(got.n_eff, 6)
    (0.6717, 0.8866, 64.0)
    """
    if method not in DESIGN_BASED:
        raise ValueError(f"method {method!r} is not known; choose one of {', '.join(DESIGN_BASED)}")
    value, se, df = estimate.value, estimate.se, estimate.df
    if value is None or estimate.n == 0:
        return replace(estimate, method="none", reason="nobody_answered")
    if census:
        return replace(estimate, method="census", reason="everybody_answered", se=0.0)
    if df is None or not df > 0:
        return replace(estimate, method="none", reason="one_psu")
    if se is None or at_bound(estimate):
        return replace(estimate, method="none", reason="no_spread")
    n_eff = n_of_variance(value, se**2)
    low, high = DESIGN_BASED[method](Spread(value, n_eff, estimate.n, df, estimate.level, information))
    return replace(estimate, low=low, high=high, n_eff=n_eff, method=method)


def logit(p: float, n: float, quantile: float) -> tuple[float, float]:
    """Interval that is plain on the scale of log(p/(1 − p)): always within 0–1. Refuses p of 0 and 1.

    Parameters
    ----------
    p : share, between 0 and 1; n : effective sample size; quantile : t or z of the level

    Source
    ------
    R survey 4.5, `svyciprop(method = "xlogit")`, and "logit" but for the rounding of its fit.

    Examples
    --------
    >>> [round(end, 4) for end in logit(0.92, 50, 1.959964)]
    [0.8054, 0.9696]
    """
    _refuse_without_spread(p, n)
    middle, half = special.logit(p), quantile / np.sqrt(n * p * (1 - p))
    return float(special.expit(middle - half)), float(special.expit(middle + half))


def arcsine(p: float, n: float, quantile: float) -> tuple[float, float]:
    """Interval that is plain on the scale of arcsin √p, where the variance does not depend on p.

    Where the angle passes 0° or 90° R takes the mirrored angle, and so do we; but where that end would
    leave out the estimate itself, it is 0 or 1.

    Parameters
    ----------
    p : share, between 0 and 1; n : effective sample size; quantile : t or z of the level

    Raises
    ------
    ValueError: p of 0 or 1, or n not above 0.

    Source
    ------
    R survey 4.5, `svyciprop(method = "asin")`.

    Examples
    --------
    >>> [round(end, 4) for end in arcsine(0.92, 50, 1.959964)]
    [0.8297, 0.9782]
    """
    _refuse_without_spread(p, n)
    angle, half = np.arcsin(np.sqrt(p)), quantile / (2 * np.sqrt(n))
    low, high = float(np.sin(angle - half) ** 2), float(np.sin(angle + half) ** 2)
    return 0.0 if low > p else low, 1.0 if high < p else high


def plain(p: float, n: float, quantile: float) -> tuple[float, float]:
    """p ± quantile · se, which may leave 0–1 and covers too seldom near it: for comparison only.

    Parameters
    ----------
    p : share, between 0 and 1; n : effective sample size; quantile : t or z of the level

    Raises
    ------
    ValueError: p of 0 or 1, or n not above 0.

    Source
    ------
    R survey 4.5, `svyciprop(method = "mean")`; Brown, Cai, DasGupta (2001) on why not.

    Examples
    --------
    >>> [round(end, 4) for end in plain(0.92, 50, 1.959964)]
    [0.8448, 0.9952]
    """
    _refuse_without_spread(p, n)
    half = float(quantile * np.sqrt(p * (1 - p) / n))
    return p - half, p + half


def _refuse_without_spread(p: float, n: float) -> None:
    refuse_what_is_not_a_share(p)
    if not (0 < p < 1 and 0 < n < np.inf):
        raise ValueError(f"a share of {p} with n = {n} has no spread; use wilson or clopper_pearson")


DESIGN_BASED: dict[str, Callable[[Spread], tuple[float, float]]] = {
    "wilson": lambda s: wilson(s.p, s.n_eff, s.quantile),
    "logit": lambda s: logit(s.p, s.n_eff, s.quantile),
    "xlogit": lambda s: logit(s.p, s.n_eff, s.quantile),
    "beta": lambda s: korn_graubard(s.p, s.n_eff, s.level, n=s.n, df=s.df),
    "asin": lambda s: arcsine(s.p, s.n_eff, s.quantile),
    "likelihood": lambda s: likelihood(s.p, s.n_eff, s.n, s.df, s.level, information=s.information),
    "mean": lambda s: plain(s.p, s.n_eff, s.quantile),
}
