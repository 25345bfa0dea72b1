"""What a test of two figures gives back."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Test:
    """A test's statistic (in the test's own units) and its two-sided p-value, 0–1.

    Where the answers leave nothing to tell apart (nobody, or everybody, positive on both sides) the
    statistic is 0 and p is 1.

    Examples
    --------
    >>> Test(statistic=1.96, p=0.05).p
    0.05
    """

    # A class of this name is no test case for the test runner.
    __test__ = False

    statistic: float
    p: float
