"""Model-based figures of small areas: the Fay–Herriot model, fitted by REML, with its mean squared error.

For the analyst's export only: a figure of this module borrows strength from the other areas, so it
is no result of the area's own respondents and belongs neither in a unit's report nor in a rank.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from analysis.areas.area_model import Areas, Fitted
from analysis.areas.errors import SmallAreaError, area_numbers, refuse_areas
from analysis.areas.reml import integrated, reml
from analysis.design import Floats
from analysis.interval import quantile_z


@dataclass(frozen=True)
class SmallAreas:
    """Model-based figures of m areas.

    `value` (m,) = gamma · direct + (1 − gamma) · `synthetic`, `mse` (m,) its mean squared error,
    `low` and `high` (m,) the interval at `level`; `gamma` (m,) is the weight of the area's own
    answers. `sigma2` is the variance between areas that the covariates leave, `beta` and `beta_se`
    (k,) the coefficients, intercept first. `variances` (m,) are the sampling variances used, to be
    printed beside. `model_based` is always true, and `note` the key of the sentence to print with
    the figures: "small_area_model", or "small_area_synthetic" where `sigma2` is 0, so that areas
    with the same covariates get the same figure.

    Examples
    --------
    >>> found = fay_herriot([0.8, 0.6, 0.9, 0.7], [0.04, 0.04, 0.05, 0.05])
    >>> found.model_based, found.note
    (True, 'small_area_synthetic')
    """

    value: Floats
    mse: Floats
    low: Floats
    high: Floats
    level: float
    gamma: Floats
    synthetic: Floats
    variances: Floats
    sigma2: float
    beta: Floats
    beta_se: Floats
    note: str
    model_based: bool = True


def fay_herriot(
    estimates: ArrayLike,
    variances: ArrayLike,
    covariates: ArrayLike | None = None,
    *,
    names: Sequence[str] = (),
    level: float = 0.95,
    bounds: tuple[float, float] = (-np.inf, np.inf),
) -> SmallAreas:
    """Empirical best linear unbiased predictor of each area under the Fay–Herriot model.

    estimate_i = x_i'β + v_i + e_i, with v_i ~ N(0, sigma2) and e_i ~ N(0, variance_i) known.

    Parameters
    ----------
    estimates : float array (m,), direct figures such as shares 0–1
    variances : float array (m,), their sampling variances, in squared units, taken as known: smooth
        them first (`smoothing.py`), because a share of 0 or 1 shows none of its own
    covariates : float array (m, c) known for every area, without an intercept; default intercept only
    names : c names of the covariates, for the messages
    level : of the intervals, between 0 and 1
    bounds : the ends of the scale, such as (0, 1) for shares; figures and intervals are cut there

    Returns
    -------
    SmallAreas: sigma2 by REML; `mse` g1 + g2 + 2·g3, right to terms of order 1/m. The interval is
    value ± z·√(variance + shift²) with sigma2 averaged over its restricted likelihood, which is
    wider than value ± z·√mse where sigma2 is uncertain: the latter covers under 90 % there. Where
    sigma2 = 0 the figure is the synthetic one, x'β, and its interval still counts in that sigma2
    may be larger.

    Raises
    ------
    SmallAreaError: fewer areas than coefficients + 3, a missing value, a variance of 0 or less,
    covariates that determine one another (named).

    Source
    ------
    Fay and Herriot (1979), JASA 74; Datta and Lahiri (2000), Statistica Sinica 10, for the mean
    squared error under REML; Morris (1983), JASA 78, for the interval.
    Agrees with R sae, `mseFH(yi ~ as.factor(MajorArea), SD^2)`, on the milk data of Arora and
    Lahiri (1997): EBLUP to 1e-6, mean squared error to 5e-6 relative, the digits R settles.

    Examples
    --------
    >>> direct = [0.95, 0.62, 0.88, 0.41, 0.79, 0.97, 0.55, 0.83]
    >>> found = fay_herriot(direct, [0.01] * 8, bounds=(0, 1))
    >>> round(found.sigma2, 4), [round(float(value), 2) for value in found.value[:4]]
    (0.0308, [0.9, 0.65, 0.85, 0.49])
    >>> bool((found.mse < 0.01).all())
    True
    """
    areas = _checked(estimates, variances, covariates, names, level)
    fit = reml(areas)
    lowest, highest = bounds
    value = np.clip(fit.predicted, lowest, highest)
    open_ = integrated(areas, fit.sigma2)
    half = quantile_z(level) * np.sqrt(open_.variance + (open_.centre - value) ** 2)
    return SmallAreas(
        value=value,
        mse=_mean_squared_error(fit),
        low=np.maximum(value - half, lowest),
        high=np.minimum(value + half, highest),
        level=level,
        gamma=fit.gamma,
        synthetic=fit.synthetic,
        variances=areas.d,
        sigma2=fit.sigma2,
        beta=fit.beta,
        beta_se=np.sqrt(np.diag(fit.covariance)),
        note="small_area_model" if fit.sigma2 > 0 else "small_area_synthetic",
    )


def _mean_squared_error(fit: Fitted) -> Floats:
    """g1 (area effect) + g2 (coefficients) + 2·g3 (sigma2), Datta and Lahiri (2000)."""
    g3 = (1 - fit.gamma) ** 2 * fit.weight * 2 / (fit.weight**2).sum()
    return np.asarray(fit.error + 2 * g3)


def _checked(
    estimates: ArrayLike,
    variances: ArrayLike,
    covariates: ArrayLike | None,
    names: Sequence[str],
    level: float,
) -> Areas:
    y, d = area_numbers(estimates, "estimates"), area_numbers(variances, "variances")
    m = len(y)
    given = np.empty((m, 0)) if covariates is None else area_numbers(covariates, "covariates")
    if y.ndim != 1 or d.shape != y.shape or given.ndim != 2 or len(given) != m:
        raise SmallAreaError(
            f"estimates {y.shape}, variances {d.shape} and covariates {given.shape} do not belong together; "
            "give one row for each area"
        )
    if not 0 < level < 1:
        raise SmallAreaError(f"level is {level}; give a number between 0 and 1, such as 0.95")
    refuse_areas(d <= 0, "have no positive sampling variance; smooth the variances, leave out full counts")
    x = np.column_stack([np.ones(m), given])
    if m < x.shape[1] + 3:
        raise SmallAreaError(
            f"{m} areas for {x.shape[1]} coefficients, but at least {x.shape[1] + 3} are needed; "
            "take fewer covariates, or leave the direct estimates as they are"
        )
    _check_collinear(x, list(names) or [f"covariate {column}" for column in range(given.shape[1])])
    return Areas(y, d, x)


def _check_collinear(x: Floats, names: list[str]) -> None:
    length = np.linalg.norm(x, axis=0)
    scaled = x / np.where(length > 0, length, 1.0)
    _, values, vectors = np.linalg.svd(scaled, full_matrices=False)
    if values[-1] < 1e-10:
        columns = np.flatnonzero((np.abs(vectors[values < 1e-10]) > 1e-6).any(axis=0))
        found = ", ".join((["the intercept"] + names)[column] for column in columns)
        raise SmallAreaError(f"{found} determine one another; leave one of them out")
