"""The area-level model at a given variance between areas: coefficients, predictions and their error."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from analysis.design import Floats


@dataclass(frozen=True)
class Areas:
    """m areas: direct figures `y` (m,), their known variances `d` (m,), covariates `x` (m, k).

    `x` has full rank and its first column is the intercept.

    Examples
    --------
    >>> Areas(np.array([1.0, 4.0]), np.array([1.0, 2.0]), np.ones((2, 1))).at(0.0).beta.tolist()
    [2.0]
    """

    y: Floats
    d: Floats
    x: Floats

    def at(self, sigma2: float) -> Fitted:
        """Weighted least squares of y on x with the variance sigma2 + d."""
        weight = 1 / (sigma2 + self.d)
        precision = (self.x * weight[:, None]).T @ self.x
        covariance = np.asarray(np.linalg.inv(precision), dtype=float)
        return Fitted(self, sigma2, covariance @ (self.x.T @ (weight * self.y)), covariance, weight)


@dataclass(frozen=True)
class Fitted:
    """The model of `areas` with variance `sigma2`: `beta` (k,), its `covariance` (k, k), weights (m,).

    Source
    ------
    Rao and Molina (2015), *Small Area Estimation*, 2nd ed., §6.1 and §6.2.

    Examples
    --------
    >>> half = Areas(np.array([1.0, 3.0]), np.ones(2), np.ones((2, 1))).at(1.0)
    >>> half.predicted.tolist(), half.error.tolist()
    ([1.5, 2.5], [0.75, 0.75])
    """

    areas: Areas
    sigma2: float
    beta: Floats
    covariance: Floats
    weight: Floats

    @property
    def synthetic(self) -> Floats:
        """What the covariates alone say of each area, x'β (m,)."""
        return np.asarray(self.areas.x @ self.beta)

    @property
    def gamma(self) -> Floats:
        """Weight of each area's own figure, sigma2 / (sigma2 + d) (m,)."""
        return self.sigma2 * self.weight

    @property
    def predicted(self) -> Floats:
        """Best linear unbiased prediction of each area (m,)."""
        return self.gamma * self.areas.y + (1 - self.gamma) * self.synthetic

    @property
    def error(self) -> Floats:
        """Mean squared error of `predicted` were sigma2 known, g1 + g2 (m,)."""
        shrunk, x = 1 - self.gamma, self.areas.x
        g2 = shrunk**2 * np.einsum("ij,jk,ik->i", x, self.covariance, x)
        return np.asarray(self.sigma2 * shrunk + g2)

    @property
    def likelihood(self) -> float:
        """Restricted log-likelihood of sigma2, but for a constant."""
        misfit = (self.weight * (self.areas.y - self.synthetic) ** 2).sum()
        return float((np.log(self.weight).sum() + np.linalg.slogdet(self.covariance)[1] - misfit) / 2)
