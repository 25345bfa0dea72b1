"""Exact confidence sets for ranks of the answers to one question, by how often each was chosen."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike
from scipy import special

from analysis.columns import floats
from analysis.design import Bools, Floats, Ints
from analysis.ranking.rank import RankSets, ranks, refuse_settings

MOST_CATEGORIES = 3000
"""More answers than this to one question are refused: nobody reads such a list."""


def multinomial_rank_sets(
    counts: ArrayLike, *, coverage: float = 0.95, simultaneous: bool = True, side: str = "two-sided"
) -> RankSets:
    """Exact rank sets for the categories of one question, each respondent having chosen one.

    Of those who chose j or k, the number with j is binomial with probability ½ when both are equally
    liked: one exact test for each ordered pair, Holm over the pairs of the family.

    Parameters
    ----------
    counts : int array (k,), people who chose each category; a simple sample, one choice each
    coverage : above 0.5 and below 1
    simultaneous : the sets hold all true ranks together; otherwise each its own
    side : "two-sided", or only a best ("lower") or a worst ("upper") place

    Returns
    -------
    RankSets without draws or seed; `critical` is the largest p-value that still settled a pair (0: none).

    Raises
    ------
    ValueError : counts that are missing, negative, not whole or all 0; too many categories; an unknown
        side; a coverage out of range.

    Source
    ------
    Bazylik, Mogstad, Romano, Shaikh and Wilhelm (2021), "Finite- and large-sample inference for ranks
    using multinomial data"; csranks 1.2.3, `csranks_multinom(multcorr = "Holm")`.

    Examples
    --------
    >>> sets = multinomial_rank_sets([50, 20, 3, 0, 0])
    >>> sets.low.tolist(), sets.high.tolist()
    ([1, 2, 3, 3, 3], [1, 2, 5, 5, 5])
    """
    refuse_settings(coverage, side)
    chosen = _counts(counts)
    k = len(chosen)
    p = _exact_tests(chosen)
    below, above, critical = _together(p, 1 - coverage) if simultaneous else _each(p, 1 - coverage, side)
    return RankSets(
        rank=ranks(chosen),
        low=np.ones(k, dtype=np.int64) if side == "upper" else 1 + above,
        high=np.full(k, k) if side == "lower" else k - below,
        coverage=coverage,
        simultaneous=simultaneous,
        stepdown=True,
        side=side,
        critical=critical,
        steps=1,
        draws=None,
        seed=None,
    )


def _counts(counts: ArrayLike) -> Floats:
    chosen = floats(counts, "counts")
    if chosen.ndim != 1 or not 1 <= len(chosen) <= MOST_CATEGORIES:
        raise ValueError(
            f"counts have shape {chosen.shape}; give one for each of at most {MOST_CATEGORIES} categories"
        )
    wrong = np.flatnonzero(~(np.isfinite(chosen) & (chosen >= 0) & (chosen == np.floor(chosen))))
    if len(wrong):
        raise ValueError(
            f"category {wrong[0]} was chosen {chosen[wrong[0]]:g} times; "
            "give whole numbers of people, not weights"
        )
    if not chosen.any():
        raise ValueError("nobody chose any category; there is nothing to rank")
    return chosen


def _exact_tests(chosen: Floats) -> Floats:
    """p-values (k, k) of "row is chosen more often than column"; 1 on the diagonal."""
    p = np.asarray(
        special.bdtrc(chosen[:, None] - 1, (chosen[:, None] + chosen).astype(np.int64), 0.5), dtype=float
    )
    np.fill_diagonal(p, 1.0)
    return p


def _holm(p: Floats, alpha: float) -> tuple[Bools, float]:
    """Which of one family's tests reject, and the largest p-value that does."""
    order = np.argsort(p, kind="stable")
    passes = p[order] <= alpha / (len(p) - np.arange(len(p)))
    first = len(p) if passes.all() else int(np.argmin(passes))
    rejected = np.zeros(len(p), dtype=bool)
    rejected[order[:first]] = True
    return rejected, float(p[order[first - 1]]) if first else 0.0


def _together(p: Floats, alpha: float) -> tuple[Ints, Ints, Floats]:
    k = len(p)
    higher = np.zeros((k, k), dtype=bool)
    pairs = ~np.eye(k, dtype=bool)
    higher[pairs], critical = _holm(p[pairs], alpha)
    return higher.sum(axis=1), higher.sum(axis=0), np.full(k, critical)


def _each(p: Floats, alpha: float, side: str) -> tuple[Ints, Ints, Floats]:
    k = len(p)
    below, above, critical = np.zeros(k, dtype=np.int64), np.zeros(k, dtype=np.int64), np.zeros(k)
    for at in range(k):
        others = np.arange(k) != at
        claims = [p[at, others]] if side == "upper" else [p[others, at]]
        if side == "two-sided":
            claims.insert(0, p[at, others])
        rejected, critical[at] = _holm(np.concatenate(claims), alpha)
        below[at] = rejected[: k - 1].sum() if side != "lower" else 0
        above[at] = rejected[-(k - 1) :].sum() if side != "upper" and k > 1 else 0
    return below, above, critical
