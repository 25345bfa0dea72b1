"""One and the same ballot many times over, anywhere in the file, against a model of how people answer."""

from __future__ import annotations

import numpy as np
from scipy import stats

from analysis.comparing.multiplicity import holm
from analysis.design import Floats, Ints
from analysis.quality.ballots import Ballots
from analysis.quality.duplicates import comparable, identical
from analysis.quality.flags import Flag, severity_of
from analysis.quality.settings import QualityError, Settings
from analysis.tally import Matrix

FEWEST, MOST, A_CLASS = 10, 200, 200
"""Classes of respondents by their mean score, one for every 200 of them: at least 10, at most 200."""
PULL = 5.0
"""Ballots' worth of the whole file that are added to a class, so that nothing is impossible in it."""


def expected_copies(answers: Matrix, level: Ints) -> Floats:
    """Ballots with the same answers that a file of this kind would hold, for every ballot (n,).

    A Markov chain down the page within classes of level: an answer may depend on how satisfied the
    person is and on the answer before, which allows for runs of equal answers within a factor.

    Parameters
    ----------
    answers : uint8 (n × positions)
    level : int (n,) class of each respondent, 0 … k − 1

    Returns
    -------
    float (n,): n times the share of the class times the chance of the string in it.

    Source
    ------
    A definition of this program; chains: Anderson & Goodman (1957), *Annals of Mathematical Statistics* 28.

    Examples
    --------
    >>> from analysis.tally import matrix
    >>> few = expected_copies(matrix(["54", "54", "45", "45"]), np.zeros(4, dtype=np.int64))
    >>> [round(float(each), 2) for each in few]
    [2.0, 2.0, 2.0, 2.0]
    """
    codes, number = np.unique(answers, return_inverse=True)
    number = number.reshape(answers.shape)
    n, width, n_levels = len(answers), len(codes), int(level.max()) + 1
    log_chance = np.log(np.bincount(level, minlength=n_levels)[level] / n)
    before = np.zeros(n, dtype=np.int64)
    for column in number.T:
        counts = np.bincount(
            (level * width + before) * width + column, minlength=n_levels * width * width
        ).reshape(n_levels, width, width)
        whole = counts.sum(axis=0)
        whole_share = whole / np.maximum(whole.sum(axis=1, keepdims=True), 1)
        share = (counts + PULL * whole_share) / (counts.sum(axis=2, keepdims=True) + PULL)
        log_chance += np.log(share[level, before, column])
        before = column
    return np.asarray(n * np.exp(log_chance))


def line_share(ballots: Ballots) -> Floats:
    """Share of a ballot's answers on the scale that are its most common one (n,); 0 without answers.

    Examples
    --------
    >>> from analysis.tally import matrix
    >>> line_share(Ballots.of(matrix(["5554", "45..", "...."]), scale=range(4))).tolist()
    [0.75, 0.5, 0.0]
    """
    most = np.zeros(ballots.n, dtype=np.int64)
    for code in range(len(ballots.codes)):
        most = np.maximum(most, (ballots.ranks == code).sum(axis=1))
    return np.asarray(most / np.maximum(ballots.answered, 1))


def repeated_flags(ballots: Ballots, settings: Settings) -> list[Flag]:
    """Flag answer strings that stand in the file many times more often than the model would have them.

    The rule catches one ballot copied into many batches, where no single batch looks odd. As it leans on
    a model, it allows the model to be wrong by a factor of `repeated_ratio`: the Poisson tail (Holm over
    all different strings) is taken at ten times the copies expected, and `repeated_copies` are asked for.
    Ballots of nearly one answer throughout are left out: they come back by themselves.

    Parameters
    ----------
    ballots : what is known of n ballots; settings : the thresholds

    Raises
    ------
    QualityError : no ballots have enough answers, or the file repeats by nature

    Source
    ------
    Blasius and Thiessen (2012), *Assessing the Quality of Survey Data*, on repeated response
    patterns as a sign of copied interviews; the chance is that of `expected_copies`.

    Examples
    --------
    >>> from analysis.tally import matrix
    >>> rng = np.random.default_rng(1)
    >>> rows = ["".join(rng.choice(list("2345"), 12)) for _ in range(200)]
    >>> rows[::40] = ["543254325432"] * 5
    >>> [flag.rows for flag in repeated_flags(Ballots.of(matrix(rows), scale=range(12)), Settings())]
    [(0, 40, 80, 120, 160)]
    """
    rows = np.flatnonzero(comparable(ballots, settings) & (line_share(ballots) <= settings.repeated_line))
    if not len(rows):
        raise QualityError(
            f"no ballot has {settings.duplicate_items} answers that are no line or nearly one; "
            "there is nothing to compare"
        )
    number = identical(ballots.answers[rows])
    copies = np.bincount(number)
    natural = float((copies > 1).mean())
    if natural > settings.repeated_natural:
        raise QualityError(
            f"{natural:.1%} of the different ballots occur more than once, so ballots repeat by nature; "
            "look within batches and days instead"
        )
    first = np.unique(number, return_index=True)[1]
    expected = expected_copies(ballots.answers[rows], _level(ballots.means[rows]))[first]
    most = settings.repeated_ratio * expected
    adjusted = holm(np.where(copies > 1, stats.poisson.sf(copies - 2, most), 1.0))
    odd = (copies >= settings.repeated_copies) & (adjusted < settings.alpha)
    return [
        _flag(ballots, rows[number == each], float(expected[each]), float(adjusted[each]), settings)
        for each in np.flatnonzero(odd)
    ]


def _level(means: Floats) -> Ints:
    known = np.nan_to_num(means, nan=float(np.nanmean(means)) if np.isfinite(means).any() else 0.0)
    classes = int(np.clip(len(means) // A_CLASS, FEWEST, MOST))
    limits = np.unique(np.quantile(known, np.linspace(0, 1, classes + 1)[1:-1]))
    return np.searchsorted(limits, known).astype(np.int64)


def _flag(ballots: Ballots, rows: Ints, expected: float, p: float, settings: Settings) -> Flag:
    evidence = {"copies": float(len(rows)), "expected": expected, "p_holm": p}
    if ballots.collector is not None:
        evidence["collectors"] = float(len(np.unique(ballots.collector.code[rows])))
    return Flag(
        "repeated_answers",
        "answers",
        f"as ballot {ballots.subject(int(rows[0]))}",
        evidence,
        "p_holm",
        settings.alpha,
        severity_of(p, settings),
        tuple(rows.tolist()),
    )
