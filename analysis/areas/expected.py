"""How far units lie from a target, and the range to expect of each, widened by what they differ anyhow."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np

from analysis.design import Floats

LABEL_AT = 1.959963984540054
"""Standard errors beyond which a unit is labelled: 2.5 % on each side."""

FAR_AT = 3.090232306167813
"""Standard errors beyond which it is labelled far: 0.1 % on each side."""

Label = Literal["much_worse", "worse", "as_expected", "better", "much_better"]


class BenchmarkError(ValueError):
    """Counts or values from which no range can be expected."""


@dataclass(frozen=True)
class ExpectedRange:
    """For each of I units how far it lies from the target, and the range to expect of it.

    `z` (I,) is the distance in standard errors, `phi` the mean square of the winsorised z, `tau2` the
    variance between units added on the scale used, `z_adjusted` (I,) the distance with it. `low` and
    `high` (I,) are the range to expect at 95 %, `far_low` and `far_high` at 99.8 %, as values.

    Source
    ------
    Spiegelhalter (2005), *Quality and Safety in Health Care* 14, 347–351.

    Examples
    --------
    >>> from analysis.areas.benchmark import expected_range
    >>> found = expected_range([80, 38, 60, 90], [89, 50, 90, 120])
    >>> found.labels()
    ('as_expected', 'as_expected', 'as_expected', 'as_expected')
    >>> found.labels(adjusted=False)
    ('better', 'as_expected', 'worse', 'as_expected')
    """

    target: float
    z: Floats
    phi: float
    tau2: float
    z_adjusted: Floats
    low: Floats
    high: Floats
    far_low: Floats
    far_high: Floats

    def labels(self, *, adjusted: bool = True, far: bool = False) -> tuple[Label, ...]:
        """The word for each unit: "better" or "worse" beyond 1.96; with `far`, "much_…" beyond 3.09.

        Parameters
        ----------
        adjusted : by the distance that allows for differences between units
        far : tell apart those beyond 3.09

        Returns
        -------
        tuple of I words. A larger value is taken as better.

        Source
        ------
        Spiegelhalter (2005), *Statistics in Medicine* 24, 1185–1202: limits at 95 % and 99.8 %.

        Examples
        --------
        >>> from analysis.areas.benchmark import expected_range
        >>> expected_range([80, 38, 60, 90], [89, 50, 90, 120]).labels(adjusted=False, far=True)[0]
        'better'
        """
        return tuple(_label(float(z), far) for z in (self.z_adjusted if adjusted else self.z))


def around(
    values: Floats,
    se: Floats,
    centre: float,
    winsorise: float,
    target: float,
    back: Callable[[Floats], Floats],
) -> ExpectedRange:
    """The expected range of values around a centre, once both are on the scale they are judged on.

    Parameters
    ----------
    values, se : float arrays (I,), on that scale
    centre : the target on that scale
    winsorise : share of the z on each side pulled in before the variance between units is estimated
    target : the target as reported
    back : from that scale to the reported one

    Returns
    -------
    ExpectedRange.

    Raises
    ------
    BenchmarkError : `winsorise` outside 0–0.5.

    Source
    ------
    Spiegelhalter (2005), *Quality and Safety in Health Care* 14; DerSimonian and Laird (1986),
    *Controlled Clinical Trials* 7, for τ².

    Examples
    --------
    >>> found = around(np.array([1.0, 3.0]), np.ones(2), 2.0, 0.0, 2.0, np.asarray)
    >>> found.phi, found.tau2
    (1.0, 1.0)
    """
    if not 0 <= winsorise < 0.5:
        raise BenchmarkError(f"winsorise is {winsorise:g}; choose a share from 0 to below 0.5")
    z = (values - centre) / se
    phi, tau2 = _between(z, se, winsorise)
    wide = np.sqrt(se**2 + tau2)
    ends = [back(centre + at * wide) for at in (-LABEL_AT, LABEL_AT, -FAR_AT, FAR_AT)]
    return ExpectedRange(target, z, phi, tau2, (values - centre) / wide, *ends)


def _between(z: Floats, se: Floats, winsorise: float) -> tuple[float, float]:
    """Mean square of the winsorised z, and the variance between units that it shows."""
    low, high = np.quantile(z, [winsorise, 1 - winsorise])
    phi = float((np.clip(z, low, high) ** 2).mean())
    weight = 1 / se**2
    scale = weight.sum() - (weight**2).sum() / weight.sum()
    return phi, max(0.0, float((len(z) * phi - (len(z) - 1)) / scale))


def _label(z: float, far: bool) -> Label:
    if abs(z) <= LABEL_AT:
        return "as_expected"
    if far and abs(z) > FAR_AT:
        return "much_better" if z > 0 else "much_worse"
    return "better" if z > 0 else "worse"
