"""Raking: the weights are brought to one margin after the other until all of them hold at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from analysis.design import Design, Floats
from analysis.weighting.adjustments import MarginMeans
from analysis.weighting.targets import Margin, margin
from analysis.weighting.weighted import NotConvergedError, Weighted, WeightingError, reweighted

SAME_TOTAL = 1e-9
"""Margins whose totals differ by more than this share can never hold together."""


def rake(
    design: Design,
    margins: Mapping[str, Sequence[Any]],
    targets: Mapping[str, Mapping[Any, float]],
    *,
    shares: bool = False,
    tolerance: float = 1e-8,
    rounds: int = 100,
) -> Weighted:
    """Bring the weights to the known numbers of several classifications at once.

    Parameters
    ----------
    design : the design of n respondents
    margins : name → n labels, the respondents' categories
    targets : name → category → number of people in the population (or share of them)
    shares : whether targets are shares (0–1) of the present weighted total
    tolerance : largest relative distance of a category from its target at which the rounds end
    rounds : how many times all margins are gone through at most

    Returns
    -------
    Weighted: the design with the new weights, `rounds` needed and `error` left; variances use what
    the margins do not explain, in the form of R's `rake` (iterated post-stratification).

    Raises
    ------
    EmptyCellError: a category has a target and nobody in the sample.
    NotConvergedError: the targets do not hold after the rounds; the largest error is printed.
    WeightingError: margins and targets of other names, margins that add to different totals, and what
        `post_stratify` refuses.

    Source
    ------
    Deming and Stephan (1940), *Annals of Mathematical Statistics* 11; Deville, Särndal and Sautory
    (1993), *JASA* 88; weights and standard errors agree with R survey 4.5 `rake`.

    Examples
    --------
    >>> columns = {"sex": ["f", "f", "m", "m"], "area": ["town", "land", "town", "land"]}
    >>> known = {"sex": {"f": 60, "m": 40}, "area": {"town": 50, "land": 50}}
    >>> [round(w, 6) for w in rake(Design.of(4), columns, known).design.weight.tolist()]
    [30.0, 30.0, 20.0, 20.0]
    """
    _same_names(margins, targets)
    found = [margin(design, margins[name], targets[name], name, shares=shares) for name in margins]
    _same_totals(found)
    weight = design.weight
    for number in range(1, rounds + 1):
        weight = _one_round(weight, found)[-1]
        error = max(each.error(weight) for each in found)
        if error <= tolerance:
            return _raked(design, found, weight, number)
    raise NotConvergedError(_not_converged(found, weight, rounds))


def _raked(design: Design, margins: Sequence[Margin], weight: Floats, rounds: int) -> Weighted:
    # Once more round, so that the residuals see the weights of the end after every margin.
    after = _one_round(weight, margins)
    error = max(each.error(after[-1]) for each in margins)
    adjustment = MarginMeans(tuple(each.place for each in margins), tuple(after))
    return reweighted(design, after[-1], "raking", adjustment=adjustment, rounds=rounds, error=error)


def _one_round(weight: Floats, margins: Sequence[Margin]) -> list[Floats]:
    """The weights after each margin in turn."""
    result = []
    for each in margins:
        sums = each.sums(weight)
        weight = weight * np.divide(each.target, sums, out=np.ones(len(sums)), where=sums > 0)[each.place]
        result.append(weight)
    return result


def _same_names(margins: Mapping[str, Any], targets: Mapping[str, Any]) -> None:
    if not margins:
        raise WeightingError("there are no margins to rake to; name at least one")
    odd = sorted(set(margins) ^ set(targets))
    if odd:
        raise WeightingError(
            f"margins {odd} stand only on one side; give labels and targets for the same names"
        )


def _same_totals(margins: Sequence[Margin]) -> None:
    totals = {each.name: float(each.target.sum()) for each in margins}
    low, high = min(totals.values()), max(totals.values())
    if high - low > SAME_TOTAL * high:
        listed = ", ".join(f"{name} {total:.10g}" for name, total in totals.items())
        raise WeightingError(
            f"the targets of the margins add to different totals ({listed}); "
            "bring them to one total, or give shares"
        )


def _not_converged(margins: Sequence[Margin], weight: Floats, rounds: int) -> str:
    worst = max(margins, key=lambda each: each.error(weight))
    return (
        f"raking did not converge in {rounds} rounds: the largest relative error is "
        f"{worst.error(weight):.2g}, in margin {worst.name!r}; merge thin categories, or allow more rounds"
    )
