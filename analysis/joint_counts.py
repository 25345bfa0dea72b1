"""Counts of states and sums of weights by group, the same to the last digit in any order of the ballots."""

from __future__ import annotations

import numpy as np

from analysis.coding import Coded, States
from analysis.design import Floats, Ints

PACKED = 128
"""States of several items together are one number below this, so that one pass counts them all."""


def counted(place: Ints, weight: Floats, n: int) -> Floats:
    """Sum of the weights at each place 0 … n − 1 (n,).

    A weight is cut on a grid so coarse that sums of the upper parts are exact; the lower parts are so
    small that their rounding is lost when the two sums are added.

    Parameters
    ----------
    place : int (N,), 0 … n − 1; weight : float (N,); n : number of places

    Source
    ------
    Rump, Ogita & Oishi (2008), *SIAM Journal on Scientific Computing* 31: parts whose sums are exact.

    Examples
    --------
    >>> counted(np.array([0, 1, 0]), np.array([0.1, 0.2, 0.3]), 2).tolist()
    [0.4, 0.2]
    """
    return np.asarray(sum(np.bincount(place, weights=part, minlength=n) for part in _cut(weight)), float)


def joint_counts(coded: Coded, group: Ints, n_groups: int, weight: Floats | None) -> tuple[Floats, Floats]:
    """Ballots and sums of weights in every state of every item and group, each (groups × J × states).

    Parameters
    ----------
    coded : the states of J items of n ballots
    group : int (n,), 0 … n_groups − 1
    weight : float (n,); None: every ballot counts one, and the sums are the counts

    Source
    ------
    Sums as `counted`: Rump, Ogita & Oishi (2008).

    Examples
    --------
    >>> from analysis.coding import Coding, coded
    >>> answers = np.array([[49], [53], [53]], np.uint8)
    >>> read = coded(answers, [Coding(0, {"1": 0.0, "5": 1.0}, "15")])
    >>> ballots, weights = joint_counts(read, np.zeros(3, int), 1, None)
    >>> ballots.tolist()
    [[[0.0, 1.0, 2.0]]]
    """
    n_states, items = coded.n_states, len(coded.columns)
    together = max(1, int(np.log(PACKED) / np.log(n_states)))
    parts: tuple[Floats | None, ...] = (None,) if weight is None else (None, *_cut(weight))
    result = np.empty((len(parts), n_groups, items, n_states))
    for first in range(0, items, together):
        some = coded.states(first, min(first + together, items))
        span = n_states ** len(some)
        place = group * span + _packed(some, n_states)
        margins = _margins(len(some), n_states)
        for number, part in enumerate(parts):
            table = np.bincount(place, weights=part, minlength=n_groups * span).reshape(n_groups, span)
            # Not a product of matrices: its threads cost more than so small a one takes.
            found = np.einsum("gs,sm->gm", table, margins).reshape(n_groups, len(some), n_states)
            result[number, :, first : first + len(some)] = found
    return result[0], result[0] if weight is None else result[1] + result[2]


def _cut(weight: Floats) -> tuple[Floats, Floats]:
    """The weights on a grid of 2⁻³⁰ of the largest, and what is left of them."""
    grid = 2.0 ** (np.frexp(np.abs(weight).max(initial=0.0))[1] - 30)
    upper = np.round(weight / grid) * grid
    return upper, weight - upper


def _packed(state: States, n_states: int) -> States:
    """The states of several items as one number below PACKED (n,)."""
    number: States = state[0].copy()
    for each in state[1:]:
        number *= np.uint8(n_states)
        number += each
    return number


def _margins(items: int, n_states: int) -> Floats:
    """Which packed numbers have which state of which item (span × items·states)."""
    digits = np.indices((n_states,) * items).reshape(items, -1)
    return (
        np.concatenate([(digits == state)[:, None] for state in range(n_states)], axis=1)
        .reshape(items * n_states, -1)
        .T.astype(float)
    )
