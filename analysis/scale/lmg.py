"""The R² of every subset of drivers and each driver's average gain in it, from correlations alone."""

from __future__ import annotations

from dataclasses import dataclass
from math import factorial

import numpy as np

from analysis.design import Floats


@dataclass(frozen=True)
class Shares:
    """LMG shares `lmg` (B, p) of `r2` (B,), for B correlation matrices.

    Examples
    --------
    >>> lmg_shares(np.eye(3)[None]).r2.tolist()
    [0.0]
    """

    lmg: Floats
    r2: Floats


def lmg_shares(correlation: Floats) -> Shares:
    """LMG shares of the R² of the last variable on the others, exactly, over all 2^p subsets.

    Parameters
    ----------
    correlation : float array (B, p+1, p+1), one correlation matrix for each draw, outcome last

    Returns
    -------
    Shares: every row of `lmg` adds up to its `r2`. A driver that the others determine adds nothing
    where it enters after them.

    Source
    ------
    Lindeman, Merenda and Gold (1980), p. 119; Shapley (1953), for the weights of the subsets.

    Examples
    --------
    With independent drivers each share is a squared correlation:

    >>> r = np.array([[[1, 0, 0.6], [0, 1, 0.3], [0.6, 0.3, 1]]])
    >>> [round(float(share), 2) for share in lmg_shares(r).lmg[0]]
    [0.36, 0.09]
    """
    p = correlation.shape[1] - 1
    explained = 1.0 - _unexplained(correlation)
    members = (np.arange(2**p)[:, None] >> np.arange(p)[::-1]) & 1
    size = members.sum(axis=1)
    entering = np.array([factorial(s) * factorial(p - s - 1) / factorial(p) for s in range(p)])
    gain = np.where(members == 1, entering[size - 1, None], -np.append(entering, 0.0)[size, None])
    return Shares(explained @ gain, explained[:, -1])


def _unexplained(correlation: Floats) -> Floats:
    """Variance of the last variable left by every subset of the others (B, 2^p), first driver slowest.

    Each step takes the first driver left, splits every subset so far into one without it and one
    with it, and sweeps it out of the latter (Goodnight 1979, The American Statistician 33).
    """
    left = correlation[:, None]
    while left.shape[-1] > 1:
        pivot, column, rest = left[..., :1, :1], left[..., 1:, :1], left[..., 1:, 1:]
        inverse = np.where(pivot > 1e-10, 1 / np.maximum(pivot, 1e-10), 0.0)
        swept = rest - column * inverse * column.swapaxes(-1, -2)
        left = np.stack([rest, swept], axis=2).reshape(len(left), -1, *rest.shape[-2:])
    return np.asarray(left[..., 0, 0])
