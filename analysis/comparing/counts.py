"""Counts of answers and confidence levels, checked before anything is compared."""

from __future__ import annotations

import math


class CountError(ValueError):
    """A number that cannot be a count of people, or a count larger than its base."""


def count(value: float, what: str) -> int:
    """A whole number of people, 0 or more.

    Parameters
    ----------
    value : number of people
    what : its name, for the message

    Raises
    ------
    CountError: not a number, not whole, or negative.

    Source
    ------
    A definition of this program.

    Examples
    --------
    >>> count(8.0, "k1")
    8
    """
    if not math.isfinite(value) or value < 0 or value != int(value):
        raise CountError(
            f"{what} is {value}, which counts nobody; give a whole number of people, and for weighted "
            "answers compare groups of a design instead"
        )
    return int(value)


def count_of(k: float, n: float, name: str) -> tuple[int, int]:
    """k positive answers of n, both checked; `name` is put behind k and n in the message.

    Raises
    ------
    CountError: not whole numbers, nobody answered, or k > n.

    Source
    ------
    A definition of this program.

    Examples
    --------
    >>> count_of(8, 10, "1")
    (8, 10)
    """
    positive, base = count(k, f"k{name}"), count(n, f"n{name}")
    if base == 0:
        raise CountError(f"n{name} is 0, so nobody answered; there is nothing to compare it with")
    if positive > base:
        raise CountError(f"k{name} = {positive} is more than n{name} = {base}; correct the counts")
    return positive, base


def level_of(level: float) -> float:
    """A confidence level between 0 and 1.

    Raises
    ------
    ValueError: anything else, such as 95.

    Source
    ------
    A definition of this program.

    Examples
    --------
    >>> level_of(0.95)
    0.95
    """
    if not 0 < level < 1:
        raise ValueError(f"the level is {level}; give a share between 0 and 1, such as 0.95")
    return float(level)
