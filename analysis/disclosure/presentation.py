"""Whether a share is precise enough to be printed, by the published standard of the American NCHS."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from analysis.effective_size import n_of_variance
from analysis.estimate import Estimate
from analysis.finite_population import korn_graubard
from analysis.interval import refuse_what_is_not_a_share
from analysis.interval_rules import ROUNDING, at_bound
from analysis.quantile import quantile_t

Outcome = Literal["reliable", "review", "unreliable"]

UNRELIABLE = ("nobody_answered", "few_answers", "few_effective", "no_interval", "wide", "relatively_wide")
REVIEW = ("few_df", "none_or_all")


@dataclass(frozen=True)
class Standard:
    """Thresholds: `fewest` answers and effective answers, interval widths as shares, `fewest_df`.

    An interval up to `narrow` is always fine and one of `wide` never; between them its width divided
    by the share may be up to `relative`. `level` is that of the interval, whatever a report prints.

    Examples
    --------
    >>> Standard().fewest, Standard().relative
    (30, 1.3)
    """

    fewest: int = 30
    narrow: float = 0.05
    wide: float = 0.30
    relative: float = 1.30
    fewest_df: int = 8
    level: float = 0.95


NCHS = Standard()


@dataclass(frozen=True)
class Presentation:
    """The verdict and every reason for it, in keys of the data dictionary; `low`, `high` are shares.

    "review": fit to print once a statistician has looked at it. The reason `complement` alone leaves a
    share reliable, and warns of printing what is left of it.

    Examples
    --------
    >>> Presentation("review", ("few_df",)).outcome
    'review'
    """

    outcome: Outcome
    reasons: tuple[str, ...] = ()
    low: float | None = None
    high: float | None = None


def presentation(estimate: Estimate, standard: Standard = NCHS) -> Presentation:
    """Judge a share by its base, its effective base, its degrees of freedom and its interval's width.

    The interval is Korn and Graubard's, on an effective base of n at most; a simple sample's effective
    base is its n, and at 0 and 100 % it is n too. A full count is judged by its n alone.

    Parameters
    ----------
    estimate : a share: value 0–1, se, df, n, and the method that says of a simple sample or a full count
    standard : thresholds

    Returns
    -------
    Presentation: "unreliable" (not to be shown as a result), "review" or "reliable".

    Raises
    ------
    ValueError: a value outside 0–1, such as a mean score; a level outside 0–1.

    Source
    ------
    Parker et al. (2017), *National Center for Health Statistics Data Presentation Standards for
    Proportions*, Vital and Health Statistics 2(175); Korn & Graubard (1998), Survey Methodology 24.

    Examples
    --------
    >>> presentation(Estimate(0.06, 0.0239, 99.0, 100, method="wilson_srs")).reasons
    ('relatively_wide',)
    >>> presentation(Estimate(0.8, 0.03, 5.0, 200))
    Presentation(outcome='review', reasons=('few_df',), low=0.7104..., high=0.8718...)
    """
    if estimate.value is None or estimate.n == 0:
        return Presentation("unreliable", ("nobody_answered",))
    refuse_what_is_not_a_share(estimate.value)
    if estimate.method == "census":
        few = estimate.n < standard.fewest
        return Presentation("unreliable" if few else "reliable", ("few_answers",) if few else ())
    low, high = _interval(estimate, standard)
    found = (*_of_the_base(estimate, standard), *_of_the_width(estimate, low, high, standard))
    return Presentation(_outcome(found), found, low, high)


def _outcome(reasons: tuple[str, ...]) -> Outcome:
    if set(reasons) & set(UNRELIABLE):
        return "unreliable"
    return "review" if set(reasons) & set(REVIEW) else "reliable"


def _effective(estimate: Estimate) -> float:
    """Answers that a simple sample would need; never more than were given."""
    if estimate.method == "wilson_srs" or at_bound(estimate):
        return float(estimate.n)
    assert estimate.value is not None and estimate.se is not None
    return min(n_of_variance(estimate.value, estimate.se**2), float(estimate.n))


def _interval(estimate: Estimate, standard: Standard) -> tuple[float | None, float | None]:
    """Korn and Graubard's interval, as NCHS cuts it: after few df were made to count, on n at most."""
    if not estimate.df or estimate.df <= 0 or estimate.n < 2:
        return None, None
    assert estimate.value is not None
    usual, wider = quantile_t(standard.level, estimate.n - 1), quantile_t(standard.level, estimate.df)
    worth = min(_effective(estimate) * (usual / wider) ** 2, float(estimate.n))
    return korn_graubard(estimate.value, worth, standard.level)


def _of_the_base(estimate: Estimate, standard: Standard) -> tuple[str, ...]:
    found = {
        "few_answers": estimate.n < standard.fewest,
        "few_effective": _effective(estimate) < standard.fewest,
        "few_df": (estimate.df or 0) < standard.fewest_df,
        "none_or_all": _none_or_all(estimate),
    }
    return tuple(reason for reason, holds in found.items() if holds)


def _of_the_width(
    estimate: Estimate, low: float | None, high: float | None, standard: Standard
) -> tuple[str, ...]:
    if low is None or high is None:
        return ("no_interval",)
    width, p = high - low, estimate.value
    assert p is not None
    if width >= standard.wide:
        return ("wide",)
    # At 0 and 100 % one of the two has no relative width: such a share is for review.
    if width <= standard.narrow or _none_or_all(estimate):
        return ()
    if width > standard.relative * p:
        return ("relatively_wide",)
    return ("complement",) if width > standard.relative * (1 - p) else ()


def _none_or_all(estimate: Estimate) -> bool:
    p = estimate.value
    return p is not None and min(p, 1 - p) <= ROUNDING
