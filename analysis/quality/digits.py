"""Digit patterns of answers that are numbers: round figures, last digits, first digits."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike
from scipy import stats

from analysis.columns import floats
from analysis.comparing.multiplicity import holm
from analysis.design import Bools, Floats
from analysis.quality.ballots import Ballots
from analysis.quality.flags import Flag
from analysis.quality.labels import Labels
from analysis.quality.settings import QualityError, Settings
from analysis.quality.shares import share_flags


@dataclass(frozen=True)
class DigitTest:
    """Counts of digits against what was expected, by Pearson's chi-square.

    `counts` and `expected` have one entry a digit (0–9, or 1–9 for first digits); `heaped` is the share
    of last digits 0 and 5, which is 0.2 when all digits are equally likely (None for first digits).

    Examples
    --------
    >>> last_digits(range(10, 110)).heaped
    0.2
    """

    n: int
    counts: tuple[int, ...]
    expected: tuple[float, ...]
    statistic: float
    df: int
    p: float
    heaped: float | None = None


def last_digits(values: ArrayLike, *, least: int = 50) -> DigitTest:
    """Test whether the last digits of whole numbers of two digits or more are equally likely.

    Minutes that people remember are heaped on 0 and 5 by nature; only a clock, a counter or a register
    should not be.

    Parameters
    ----------
    values : numbers (n,), NaN where there is none; below 10 they have no last digit apart from the first,
        and numbers with a fraction have none: both are left out
    least : numbers needed; with 50 each digit is expected five times

    Raises
    ------
    QualityError : too few numbers

    Source
    ------
    Pearson (1900), `scipy.stats.chisquare`; Beber and Scacco (2012), *Political Analysis* 20.

    Examples
    --------
    >>> found = last_digits([30] * 40 + list(range(10, 70)))
    >>> found.counts[0], round(found.statistic), found.p < 0.001, found.heaped
    (46, 144, True, 0.52)
    """
    given = floats(values, "numbers", QualityError)
    used = given[_whole(given) & (given >= 10)]
    if len(used) < least:
        raise QualityError(
            f"there are {len(used)} whole numbers of two digits or more; last digits need {least}"
        )
    counts = np.bincount((used % 10).astype(int), minlength=10)
    heaped = float((counts[0] + counts[5]) / len(used))
    return _test(counts, np.full(10, len(used) / 10), heaped)


def first_digits(values: ArrayLike, *, least: int = 100) -> DigitTest:
    """Test first digits against Benford's law, log₁₀(1 + 1/d).

    The law holds for numbers that spread over several powers of ten (amounts, case counts of offices of
    all sizes), not for minutes or ages; so no rule of `screen` uses it.

    Parameters
    ----------
    values : positive whole numbers (n,); zeros, fractions and NaN are left out
    least : numbers needed

    Raises
    ------
    QualityError : too few numbers, or the middle 90 % do not spread over a factor of 100

    Source
    ------
    Benford (1938), *Proceedings of the American Philosophical Society* 78; Hill (1995), *Statistical
    Science* 10.

    Examples
    --------
    >>> found = first_digits(2.0 ** np.arange(3, 53))
    Traceback (most recent call last):
        ...
    analysis.quality.settings.QualityError: there are 50 whole numbers above 0; first digits need 100
    >>> found = first_digits(2.0 ** np.arange(3, 53), least=50)
    >>> found.counts[:3], found.p > 0.5
    ((15, 10, 5), True)
    """
    given = floats(values, "numbers", QualityError)
    used = given[_whole(given) & (given > 0)]
    if len(used) < least:
        raise QualityError(f"there are {len(used)} whole numbers above 0; first digits need {least}")
    low, high = np.quantile(used, [0.05, 0.95])
    if high < 100 * low:
        raise QualityError(
            f"the numbers lie mostly between {low:g} and {high:g}; Benford's law needs a factor of 100"
        )
    power = np.floor(np.log10(used))
    power -= used < 10.0**power
    first = np.clip(np.floor(used / 10.0**power), 1, 9).astype(int)
    expected = len(used) * np.log10(1 + 1 / np.arange(1, 10))
    return _test(np.bincount(first, minlength=10)[1:], expected, None)


def _whole(values: Floats) -> Bools:
    return np.asarray(np.isfinite(values) & (values == np.floor(values)))


def _test(counts: np.ndarray, expected: np.ndarray, heaped: float | None) -> DigitTest:
    statistic = float(((counts - expected) ** 2 / expected).sum())
    df = len(counts) - 1
    p = float(stats.chi2.sf(statistic, df))
    n = int(counts.sum())
    return DigitTest(n, tuple(counts.tolist()), tuple(expected.tolist()), statistic, df, p, heaped)


def heaping_flags(ballots: Ballots, settings: Settings) -> list[Flag]:
    """Note the columns of numbers whose last digits are not equally likely (Holm over the columns).

    A note on the column, on nobody: means and medians of it are of round figures.

    Parameters
    ----------
    ballots : what is known of n ballots; settings : the thresholds

    Raises
    ------
    QualityError : no column has enough numbers of two digits

    Source
    ------
    `last_digits`.

    Examples
    --------
    >>> from analysis.tally import matrix
    >>> ballots = Ballots.of(matrix(["5"] * 60), scale=[0], numbers={"minutes": [15, 20, 30] * 20})
    >>> [flag.subject for flag in heaping_flags(ballots, Settings())]
    ['minutes']
    """
    found: dict[str, DigitTest] = {}
    for name, values in ballots.numbers.items():
        try:
            found[name] = last_digits(values, least=settings.digits_least)
        except QualityError:
            continue
    if not found:
        raise QualityError(f"no column has {settings.digits_least} whole numbers of two digits or more")
    adjusted = holm([each.p for each in found.values()])
    flags = []
    for (name, each), p in zip(found.items(), adjusted, strict=True):
        if p < settings.alpha:
            evidence = {
                "n": float(each.n),
                "heaped": each.heaped or 0.0,
                "chi_square": each.statistic,
                "df": float(each.df),
                "p": each.p,
                "p_holm": float(p),
            }
            flags.append(Flag("heaping", "column", name, evidence, "p_holm", settings.alpha, "note"))
    return flags


def digit_flags(ballots: Ballots, interviewer: Labels, settings: Settings) -> list[Flag]:
    """Flag interviewers whose numbers end in 0 or 5 more often, or more seldom, than the others'.

    Parameters
    ----------
    ballots : what is known of n ballots; interviewer : whose they are; settings : the thresholds

    Raises
    ------
    QualityError : there are no numbers, or no two interviewers have enough of them

    Source
    ------
    Exact test of `against_others` in both directions, Holm over the interviewers and again over the
    columns; Bredl, Winker and Kötschau (2012), *Survey Methodology* 38.

    Examples
    --------
    >>> from analysis.tally import matrix
    >>> ballots = Ballots.of(
    ...     matrix(["5"] * 60), scale=[0], interviewer=["A"] * 20 + ["B"] * 20 + ["C"] * 20,
    ...     numbers={"minutes": [17, 23, 12, 48] * 5 + [15, 20, 30, 12] * 10},
    ... )
    >>> [flag.subject for flag in digit_flags(ballots, ballots.interviewer, Settings())]
    ['A · minutes']
    """
    flags: list[Flag] = []
    reasons: list[str] = []
    strict = replace(settings, alpha=settings.alpha / max(len(ballots.numbers), 1))
    for name, values in ballots.numbers.items():
        judged = _whole(values) & (values >= 10)
        odd = judged & (values % 5 == 0)
        try:
            found = share_flags(
                ballots, "digits_interviewer", "interviewer", interviewer, odd, judged, strict, side="both"
            )
        except QualityError as reason:
            reasons.append(str(reason))
            continue
        flags += [replace(flag, subject=f"{flag.subject} · {name}") for flag in found]
    if len(reasons) == len(ballots.numbers):
        raise QualityError(reasons[0] if reasons else "no column of numbers is given; there are no digits")
    return flags
