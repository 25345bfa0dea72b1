"""Where a reference number is rounding noise around 0: standard errors, covariances, tests of nothing."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from tests.reference.truth import ROUNDING, Nothing, Number, Truth, meets

NO_SPREAD = 1e-8
"""A standard error below this share of its figures is 0: the root of 1e-16, the rounding of a variance."""

OF_PRODUCT = 1e-13
"""The share of se·se within which a covariance is rounding: each is a sum of products of that size."""


def without_spread(
    wanted: Mapping[str, Truth], se: float | None, *names: str, scale: float = 1.0
) -> dict[str, Truth]:
    """What to expect where the reference has no standard error: ours is 0 as well, and tests nothing.

    `names` are the fields that follow from the standard error: single ones must be 0 or absent, intervals
    (R's have width 0, ours are not given) are left out.
    """
    if se is None or abs(se) > NO_SPREAD * max(scale, 1.0):
        return dict(wanted)
    kept = {path: truth for path, truth in wanted.items() if not meets(path, names)}
    return kept | {path: Nothing(NO_SPREAD * max(scale, 1.0)) for path in names if path in wanted}


def covariances(written: Sequence[Sequence[float]] | None, path: str) -> dict[str, Truth]:
    """A covariance matrix, each entry with a floor by the standard errors of its row and column.

    A figure without spread has, by rounding, a standard error of about `ROUNDING` instead of 0.
    """
    if not written:
        return {}
    se = [math.sqrt(max(row[place] or 0.0, 0.0)) for place, row in enumerate(written)]
    return {
        f"{path}.{i}.{j}": Number(value, OF_PRODUCT * se[i] * se[j] + ROUNDING * (se[i] + se[j] + ROUNDING))
        for i, row in enumerate(written)
        for j, value in enumerate(row)
        if value is not None
    }


def difference_expected(
    wanted: Mapping[str, Truth], difference: Mapping[str, Any], path: str
) -> dict[str, Truth]:
    """A difference with its test: without a standard error neither t, p nor interval are looked at.

    A difference of equal figures is 0 but for rounding, and so is its t.
    """
    names = [f"{path}{name}" for name in ("se", "t", "p", "ci_t")]
    se = difference.get("se")
    kept = {name: truth for name, truth in wanted.items() if name not in (names[1], names[2])}
    if se is None or abs(se) <= NO_SPREAD:
        return without_spread(kept, se or 0.0, names[0], names[3])
    result = dict(wanted)
    if difference.get("t") is not None:
        result[names[1]] = Number(difference["t"], ROUNDING / se)
    return result
