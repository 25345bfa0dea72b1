"""Post-stratification: the weights of each cell are brought to the cell's number of people."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from analysis.design import Design
from analysis.weighting.adjustments import CellMeans
from analysis.weighting.targets import margin
from analysis.weighting.weighted import Weighted, reweighted


def post_stratify(
    design: Design, cell: Sequence[Any], targets: Mapping[Any, float], *, shares: bool = False
) -> Weighted:
    """Bring the weights of each cell to the number of people that the cell has in the population.

    Parameters
    ----------
    design : the design of n respondents
    cell : n labels, the respondents' cells
    targets : cell → number of people in the population (or share of them)
    shares : whether targets are shares (0–1) of the present weighted total

    Returns
    -------
    Weighted: the design with the new weights; variances use what differs from the cell's mean.

    Raises
    ------
    EmptyCellError: a cell has a target and nobody in the sample.
    WeightingError: a respondent without a cell, a cell without a target, a target that is negative,
        missing or 0 for a cell with respondents, shares that do not add to 1.

    Source
    ------
    Holt and Smith (1979), *JRSS A* 142; Lohr (2010), §8.5.2; agrees with R survey 4.5 `postStratify`.

    Examples
    --------
    >>> result = post_stratify(Design.of(4), ["f", "f", "f", "m"], {"f": 30, "m": 30})
    >>> result.design.weight.tolist()
    [10.0, 10.0, 10.0, 30.0]
    >>> round(result.kish_deff, 4)
    1.3333
    """
    found = margin(design, cell, targets, "cell", shares=shares)
    sums = found.sums(design.weight)
    ratio = np.divide(found.target, sums, out=np.ones(len(sums)), where=sums > 0)
    weight = design.weight * ratio[found.place]
    adjustment = CellMeans(found.place, weight)
    return reweighted(design, weight, "post-stratification", adjustment=adjustment, error=found.error(weight))
