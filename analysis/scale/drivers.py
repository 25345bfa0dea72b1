"""Which items go with overall satisfaction: each one's share of the explained variance, with bands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from analysis.columns import floats
from analysis.design import Floats, Ints
from analysis.scale.items import ScaleError, number_table
from analysis.scale.lmg import lmg_shares

MOST = 14
"""More drivers than this and the 2^p regressions take too long, and the shares mean too little."""

LEAST = 300
"""Fewer complete answers than this and the order of the drivers is mostly luck."""

_BLOCK = 2**22


@dataclass(frozen=True)
class Drivers:
    """Importance of p drivers for an outcome.

    `r2` is the share of the outcome's variance that all drivers explain together, `lmg` (p,) each
    one's part of it (they add up to `r2`), `low` and `high` (p,) its bootstrap band at `level`, from
    `draws` draws with `seed`. `n` respondents answered everything, `left_out` did not.
    An association, not a cause: raising a driver need not raise the outcome.

    Examples
    --------
    >>> Drivers(400, 8, 0.5, np.array([0.375, 0.125]), np.zeros(2), np.ones(2), 0.95, 1000, 1).share.tolist()
    [0.75, 0.25]
    """

    n: int
    left_out: int
    r2: float
    lmg: Floats
    low: Floats
    high: Floats
    level: float
    draws: int
    seed: int

    @property
    def share(self) -> Floats:
        """Each driver's part of the explained variance, adding up to 1 (p,); 0 where nothing is."""
        return np.asarray(self.lmg / self.r2) if self.r2 > 0 else np.zeros(len(self.lmg))


def drivers(
    outcome: ArrayLike,
    values: ArrayLike,
    *,
    weight: ArrayLike | None = None,
    psu: Sequence[Any] | None = None,
    draws: int = 1000,
    seed: int = 20260701,
    level: float = 0.95,
    least: int = LEAST,
) -> Drivers:
    """LMG (Shapley) shares of R²: each driver's gain in R², averaged over all orders of entry.

    Parameters
    ----------
    outcome : float array (n,), such as overall satisfaction in answer codes; NaN where not answered
    values : float array (n, p), the drivers in answer codes; NaN where not answered; p ≤ 14
    weight : float array (n,), people one respondent stands for; default all alike
    psu : n labels; the bands then draw whole PSUs, default respondents
    draws, seed : of the bootstrap; printed with the result
    level : of the percentile bands, between 0 and 1
    least : fewest complete answers; lower it knowingly

    Returns
    -------
    Drivers: over the respondents who answered the outcome and every driver.

    Raises
    ------
    ScaleError: too few complete answers, more than 14 drivers, a driver or outcome without spread,
    drivers that determine one another (named), weights missing or negative, fewer than 2 PSUs.

    Source
    ------
    Lindeman, Merenda and Gold (1980), *Introduction to Bivariate and Multivariate Analysis*, p. 119;
    Grömping (2006), Journal of Statistical Software 17(1), R relaimpo, metric "lmg".
    Equal to a brute-force average over all orders with R `lm`, to 1e-12.

    Examples
    --------
    >>> rng = np.random.default_rng(1)
    >>> x = rng.normal(size=(500, 2))
    >>> y = 2 * x[:, 0] + x[:, 1] + rng.normal(size=500)
    >>> found = drivers(y, x, draws=200)
    >>> bool(abs(found.lmg.sum() - found.r2) < 1e-12), [round(float(part), 1) for part in found.lmg]
    (True, [0.6, 0.2])
    """
    if draws < 100 or not 0 < level < 1:
        raise ScaleError(f"{draws} draws at level {level}; give at least 100 draws and a level within 0–1")
    table, rows, n_given = _complete(outcome, values, least)
    weights = _weights(weight, n_given)[rows]
    # In standard units first, so that the moments below do not lose digits.
    centre = np.average(table, axis=0, weights=weights)
    spread = np.sqrt(np.average((table - centre) ** 2, axis=0, weights=weights))
    _check_spread(spread, table)
    products = _products((table - centre) / spread, weights)
    whole = _correlation(products.sum(axis=0)[None])
    _check_collinear(whole[0, :-1, :-1])
    shares = lmg_shares(whole)
    drawn = np.concatenate(list(_bootstrap(_by_psu(products, psu, rows, n_given), draws, seed)))
    low, high = np.quantile(drawn, [(1 - level) / 2, (1 + level) / 2], axis=0)
    return Drivers(
        len(rows), n_given - len(rows), float(shares.r2[0]), shares.lmg[0], low, high, level, draws, seed
    )


def _complete(outcome: ArrayLike, values: ArrayLike, least: int) -> tuple[Floats, Ints, int]:
    """Drivers with the outcome as last column, complete rows only; those rows; how many were given."""
    x = number_table(values, "drivers")
    y = number_table(np.asarray(outcome, dtype=object).reshape(-1, 1), "outcome")
    if len(x) != len(y):
        raise ScaleError(f"{len(y)} outcomes for {len(x)} rows of drivers; give one for each respondent")
    if not 1 <= x.shape[1] <= MOST:
        raise ScaleError(
            f"{x.shape[1]} drivers, but 1 to {MOST} can be compared; take factors in place of items"
        )
    table = np.column_stack([x, y])
    rows = np.flatnonzero(~np.isnan(table).any(axis=1))
    fewest = max(least, x.shape[1] + 2)
    if len(rows) < fewest:
        raise ScaleError(
            f"{len(rows)} of {len(x)} respondents answered everything, but drivers need at least {fewest}; "
            "leave out the drivers that few answered, or wait for more answers"
        )
    return table[rows], rows, len(x)


def _weights(weight: ArrayLike | None, n: int) -> Floats:
    given = np.ones(n) if weight is None else floats(weight, "weights", ScaleError)
    if given.shape != (n,):
        raise ScaleError(f"there are {given.size} weights for {n} respondents; give one for each row")
    if not np.isfinite(given).all() or (given < 0).any() or not given.any():
        raise ScaleError(
            "weights are missing, negative or all zero; give each respondent a weight of 0 or more"
        )
    return given


def _check_spread(spread: Floats, table: Floats) -> None:
    flat = np.flatnonzero(spread <= 1e-12 * np.abs(table).max(axis=0))
    if len(flat):
        p = table.shape[1] - 1
        names = [f"driver {column}" if column < p else "the outcome" for column in flat]
        raise ScaleError(f"everybody answered the same to {', '.join(names)}; leave it out", flat)


def _check_collinear(correlation: Floats) -> None:
    values, vectors = np.linalg.eigh(correlation)
    if values[0] < 1e-10:
        together = np.flatnonzero((np.abs(vectors[:, values < 1e-10]) > 1e-4).any(axis=1))
        raise ScaleError(
            f"drivers {together.tolist()} determine one another; leave one out, or take their factor",
            together,
        )


def _products(z: Floats, weight: Floats) -> Floats:
    """Weight, weighted values and weighted products of each row (n, q), whose sums are the moments."""
    first, second = np.triu_indices(z.shape[1])
    return np.column_stack([np.ones(len(z)), z, z[:, first] * z[:, second]]) * weight[:, None]


def _correlation(moments: Floats) -> Floats:
    """Correlation matrices (B, p+1, p+1) from summed products (B, q); a flat variable correlates 0."""
    q = moments.shape[1]
    k = int((np.sqrt(8 * q + 1) - 3) / 2)
    first, second = np.triu_indices(k)
    scaled = moments[:, 1:] / moments[:, :1]
    mean, square = scaled[:, :k], scaled[:, k:]
    covariance = np.empty((len(moments), k, k))
    covariance[:, first, second] = square
    covariance[:, second, first] = square
    covariance -= mean[:, :, None] * mean[:, None, :]
    variance = np.einsum("bii->bi", covariance)
    inverse = np.where(variance > 1e-12, 1 / np.sqrt(np.maximum(variance, 1e-12)), 0.0)
    return np.asarray(covariance * inverse[:, :, None] * inverse[:, None, :])


def _by_psu(products: Floats, psu: Sequence[Any] | None, rows: Ints, n: int) -> Floats:
    if psu is None:
        return products
    labels = np.asarray(psu, dtype=str)
    if labels.shape != (n,):
        raise ScaleError(f"there are {labels.size} PSU labels for {n} respondents; give one for each row")
    names, code = np.unique(labels[rows], return_inverse=True)
    if len(names) < 2:
        raise ScaleError("all respondents are in one PSU, so bands cannot be drawn; leave the PSUs out")
    sums = np.zeros((len(names), products.shape[1]))
    np.add.at(sums, code, products)
    return sums


def _bootstrap(products: Floats, draws: int, seed: int) -> Iterator[Floats]:
    """LMG shares of `draws` resamples of the rows, in blocks (B, p) that fit in memory."""
    rng = np.random.default_rng(seed)
    n, q = products.shape
    p = int((np.sqrt(8 * q + 1) - 3) / 2) - 1
    block = max(1, min(draws, _BLOCK // max(n, 4 * 2**p)))
    for start in range(0, draws, block):
        size = min(block, draws - start)
        taken = rng.multinomial(n, np.full(n, 1 / n), size=size)
        yield lmg_shares(_correlation(taken @ products)).lmg
