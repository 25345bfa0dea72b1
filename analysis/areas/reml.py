"""The variance between areas: restricted maximum likelihood by Fisher scoring, and what it leaves open."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from analysis.areas.area_model import Areas, Fitted
from analysis.areas.errors import SmallAreaError
from analysis.design import Floats

_GRID = (np.arange(200) + 0.5) / 200


def reml(areas: Areas, *, rounds: int = 500) -> Fitted:
    """Fit the area-level model by restricted maximum likelihood, sigma2 ≥ 0.

    Parameters
    ----------
    areas : Areas with more rows than coefficients
    rounds : most scoring steps; each is halved until the restricted likelihood does not fall

    Returns
    -------
    Fitted: the model at the sigma2 of highest restricted likelihood, 0 included.

    Raises
    ------
    SmallAreaError: no rest after `rounds` steps.

    Source
    ------
    Patterson and Thompson (1971), Biometrika 58; Rao and Molina (2015), §6.1.2.
    With equal variances sigma2 is the variance of the residuals less d.

    Examples
    --------
    The variance of 1, 2 and 6 is 7, of which 1 is sampling error:

    >>> round(reml(Areas(np.array([1.0, 2.0, 6.0]), np.ones(3), np.ones((3, 1)))).sigma2, 6)
    6.0
    """
    fit = areas.at(float(np.median(areas.d)))
    for _ in range(rounds):
        following = _step(fit)
        settled = abs(following.sigma2 - fit.sigma2) <= 1e-12 * (fit.sigma2 + areas.d.min())
        fit = following
        if settled:
            # The likelihood can have a second top at the border.
            border = areas.at(0.0)
            return border if border.likelihood > fit.likelihood else fit
    raise SmallAreaError(
        f"the variance between areas did not settle in {rounds} rounds; look for an area whose "
        "estimate or variance is in other units"
    )


def _step(fit: Fitted) -> Fitted:
    """The next fit; with P = V⁻¹ − V⁻¹X(X'V⁻¹X)⁻¹X'V⁻¹ the score is (y'PPy − tr P)/2."""
    areas, weight, here = fit.areas, fit.weight, fit.likelihood
    squared = fit.covariance @ ((areas.x * weight[:, None] ** 2).T @ areas.x)
    cubed = fit.covariance @ ((areas.x * weight[:, None] ** 3).T @ areas.x)
    trace = weight.sum() - np.trace(squared)
    information = (weight**2).sum() - 2 * np.trace(cubed) + (squared * squared.T).sum()
    move = (((weight * (areas.y - fit.synthetic)) ** 2).sum() - trace) / information
    for _ in range(60):
        following = areas.at(max(0.0, float(fit.sigma2 + move)))
        if following.likelihood >= here - 1e-12 * (1 + abs(here)):
            return following
        move /= 2
    return fit


@dataclass(frozen=True)
class Integrated:
    """Centre and variance (m,) of each area's figure with sigma2 left open.

    Examples
    --------
    >>> integrated(Areas(np.array([1.0, 2.0, 6.0, 3.0]), np.ones(4), np.ones((4, 1))), 1.0).centre.shape
    (4,)
    """

    centre: Floats
    variance: Floats


def integrated(areas: Areas, sigma2: float) -> Integrated:
    """Average the figures over the restricted likelihood of sigma2 (a flat prior on sigma2 ≥ 0).

    Taking sigma2 for known makes intervals too narrow, most of all where it is estimated as 0.

    Parameters
    ----------
    areas : Areas with at least 3 rows more than coefficients, so that the average exists
    sigma2 : where the grid is to be dense, the estimate

    Returns
    -------
    Integrated: variance = average of g1 + g2, plus the variance of the predictions over sigma2.

    Source
    ------
    Morris (1983), JASA 78; Rao and Molina (2015), §10.3 (hierarchical Bayes of the area model).

    Examples
    --------
    More than what is left when sigma2 is taken for its estimate, 1.667:

    >>> areas = Areas(np.array([1.0, 2.0, 5.0, 4.0]), np.full(4, 1.6667), np.ones((4, 1)))
    >>> [round(float(areas.at(1.6667).error[0]), 2), round(float(integrated(areas, 1.6667).variance[0]), 2)]
    [1.04, 1.62]
    """
    scale = sigma2 + float(np.median(areas.d))
    # sigma2 = scale·u/(1 − u) maps the half-line to 0–1; the second factor is its derivative.
    fits = [areas.at(scale * u / (1 - u)) for u in _GRID]
    log_density = np.array([fit.likelihood for fit in fits]) - 2 * np.log(1 - _GRID)
    density = np.exp(log_density - log_density.max())
    density /= density.sum()
    predicted = np.array([fit.predicted for fit in fits])
    centre = density @ predicted
    error = density @ np.array([fit.error for fit in fits])
    return Integrated(centre, error + density @ (predicted - centre) ** 2)
