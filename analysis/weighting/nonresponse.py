"""Nonresponse by weighting class: those who answered stand also for those of their class who did not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from analysis.design import Design, Floats
from analysis.weighting.targets import Margin, margin
from analysis.weighting.weighted import Weighted, WeightingError, reweighted


def nonresponse_weights(
    design: Design, weighting_class: Sequence[Any], eligible: Mapping[Any, float], *, weighted: bool = False
) -> Weighted:
    """Divide the weights by the response rate of each weighting class.

    Within a class those who answered are taken as a random part of those who were drawn. The numbers
    drawn are those of this sample, not known of the population, so no variance is taken off for
    them: the standard errors are those of the new weights as given, if anything a little too large.

    Parameters
    ----------
    design : the design of the n respondents
    weighting_class : n labels, known of respondents and of nonrespondents alike
    eligible : class → eligible people drawn, answered or not
    weighted : whether `eligible` are sums of the weights of those drawn, not counts of them

    Returns
    -------
    Weighted: the design with the new weights; `ratio` is 1 over the response rate of the class.

    Raises
    ------
    EmptyCellError: nobody of a class answered.
    WeightingError: fewer drawn than answered, and what `post_stratify` refuses.

    Source
    ------
    Oh and Scheuren (1983); Little and Rubin (2019), *Statistical Analysis with Missing Data*, 3rd ed.,
    §3.3; Lohr (2010), §8.5.1.

    Examples
    --------
    >>> design = Design.of(5, weight=[2, 2, 2, 2, 2])
    >>> result = nonresponse_weights(design, ["a", "a", "b", "b", "b"], {"a": 4, "b": 3})
    >>> result.ratio.tolist(), float(result.design.weight.sum())
    ([2.0, 2.0, 1.0, 1.0, 1.0], 14.0)
    """
    found = margin(design, weighting_class, eligible, "weighting class")
    counted = design.weight if weighted else (design.weight != 0).astype(float)
    answered = found.sums(counted)
    _refuse_more_answered(found, answered)
    ratio = np.divide(found.target, answered, out=np.ones(len(answered)), where=answered > 0)
    return reweighted(design, design.weight * ratio[found.place], "nonresponse by class")


def _refuse_more_answered(classes: Margin, answered: Floats) -> None:
    over = np.flatnonzero(answered > classes.target * (1 + 1e-9))
    if len(over):
        name = classes.names[over[0]]
        raise WeightingError(
            f"weighting class {name!r} has {answered[over[0]]:g} who answered of "
            f"{classes.target[over[0]]:g} drawn; count everybody drawn who is eligible, answered or not"
        )
