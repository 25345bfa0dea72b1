"""The same answers again from the same hand: repetitions within a batch or a day, against chance."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import stats

from analysis.coding import NOT_ASKED
from analysis.comparing.multiplicity import holm
from analysis.design import Bools, Floats, Ints
from analysis.quality.ballots import Ballots
from analysis.quality.flags import Flag, Kind, severity_of
from analysis.quality.labels import Labels, everybody
from analysis.quality.settings import QualityError, Settings
from analysis.quality.straight_lines import straight
from analysis.tally import Matrix

SIGNS = frozenset({NOT_ASKED, ord("."), ord("?"), ord("*"), ord("#")})
"""Characters that are no answer."""


@dataclass(frozen=True)
class Repetitions:
    """Ballots of one group that repeat another of the same group.

    `repeats` is the number of ballots less the number of different ones, `expected` what chance would
    bring, `p` the Poisson tail and `p_holm` the same adjusted over all groups; `rows` are the ballots
    that have a twin.

    Examples
    --------
    >>> Repetitions("A", 20, 3, 0.1, 0.0002, 0.0004, (1, 2, 5, 6)).repeats
    3
    """

    name: str
    n: int
    repeats: int
    expected: float
    p: float
    p_holm: float
    rows: tuple[int, ...]


@dataclass(frozen=True)
class Duplicates:
    """Repetitions in every group, and the chance that two ballots of different groups agree.

    `chance` is (pairs that agree + 1) / (pairs + 1) over pairs of different groups in the same area:
    it is taken from the file itself, so a short questionnaire that repeats naturally is not held against
    anybody. `n` ballots could be judged, `left_out` are straight lines and ballots with few answers.

    Examples
    --------
    >>> Duplicates(0.001, 100, 3, ()).chance
    0.001
    """

    chance: float
    n: int
    left_out: int
    groups: tuple[Repetitions, ...]


def identical(answers: Matrix) -> Ints:
    """Number every different row of answers (n × positions); equal rows get equal numbers (n,).

    Examples
    --------
    >>> from analysis.tally import matrix
    >>> identical(matrix(["55", "45", "55"])).tolist()
    [1, 0, 1]
    """
    n, width = answers.shape
    padded = np.zeros((n, -(-max(width, 1) // 8) * 8), dtype=np.uint8)
    padded[:, :width] = answers
    words = padded.view(">u8")
    order = np.lexsort(words.T[::-1])
    changed = (words[order][1:] != words[order][:-1]).any(axis=1)
    number = np.empty(n, dtype=np.int64)
    number[order] = np.concatenate([[0], np.cumsum(changed)]) if n else 0
    return number


def duplicates(ballots: Ballots, group: Labels, settings: Settings | None = None) -> Duplicates:
    """Count repetitions of whole answer strings inside groups and hold them against chance.

    If ballots of one group are no more alike than ballots of different groups in the same area, the
    repeats in a group of n are at most Poisson with mean n(n − 1)/2 times the chance that two agree.

    Parameters
    ----------
    ballots : the ballots; all positions of the answers are compared, texts written by hand are not
    group : what is near: the batch, the interviewer, or the collector's day
    settings : `duplicate_items` answers are needed, and no straight line; default the usual ones

    Returns
    -------
    Duplicates, groups in the order of the names; a group of one has no repeats.

    Raises
    ------
    QualityError : fewer than two groups have ballots that can be judged, so there is no chance to go by

    Source
    ------
    Simmons, Mercer, Schwarzer and Kennedy (2016), *Statistical Journal of the IAOS* 32: near-duplicates
    arise naturally with few questions, so a fixed limit accuses the innocent. Poisson limit of rare
    coincidences: Arratia, Goldstein and Gordon (1990), *Statistical Science* 5.

    Examples
    --------
    >>> from analysis.tally import matrix
    >>> rng = np.random.default_rng(1)
    >>> rows = ["".join(rng.choice(list("2345"), 12)) for _ in range(200)]
    >>> rows[5] = rows[3] = rows[8]
    >>> ballots = Ballots.of(matrix(rows), scale=range(12), batch=[r // 20 for r in range(200)])
    >>> found = duplicates(ballots, ballots.batch)
    >>> found.groups[0].repeats, found.groups[0].rows, found.groups[0].p_holm < 0.001
    (2, (3, 5, 8), True)
    """
    limits = settings or Settings()
    able = comparable(ballots, limits) & group.given
    area = everybody(ballots.n) if ballots.area is None else ballots.area
    rows = np.flatnonzero(able & area.given)
    if len(np.unique(group.code[rows])) < 2:
        raise QualityError(
            f"fewer than two groups hold ballots with {limits.duplicate_items} answers that are no straight "
            "line; chance cannot be told from them"
        )
    number = identical(ballots.answers[rows])
    chance = _chance(number, group.code[rows], area.code[rows])
    found = _groups(group, rows, number, chance)
    return Duplicates(chance, len(rows), int(group.given.sum()) - len(rows), found)


def comparable(ballots: Ballots, settings: Settings) -> Bools:
    """Ballots whose repetition would mean something: enough answers, and no straight line (n,).

    Parameters
    ----------
    ballots : what is known of n ballots; settings : the thresholds

    Source
    ------
    A definition of this program, see `docs/methods.md`.

    Examples
    --------
    >>> from analysis.tally import matrix
    >>> three = Ballots.of(matrix(["1234512345", "5555555555", "12345....."]), scale=range(10))
    >>> comparable(three, Settings()).tolist()
    [True, False, False]
    """
    no_answer = np.zeros(256, dtype=bool)
    no_answer[list(SIGNS)] = True
    given = ballots.answers.shape[1] - no_answer[ballots.answers].sum(axis=1)
    enough = given >= settings.duplicate_items
    return np.asarray(enough & ~straight(ballots, least=settings.straight_items))


def _chance(number: Ints, group: Ints, area: Ints) -> float:
    """Chance that two ballots of different groups in one area agree; never 0."""
    alike = _pairs(number, area) - _pairs(number, area, group)
    pairs = _pairs(area) - _pairs(area, group)
    return (alike + 1.0) / (pairs + 1.0)


def _pairs(*columns: Ints) -> float:
    """Pairs of rows that agree in all columns."""
    both = columns[0]
    for column in columns[1:]:
        both = np.unique(both * (int(column.max()) + 1) + column, return_inverse=True)[1]
    counts = np.unique(both, return_counts=True)[1].astype(float)
    return float((counts * (counts - 1) / 2).sum())


def _groups(group: Labels, rows: Ints, number: Ints, chance: float) -> tuple[Repetitions, ...]:
    code = group.code[rows]
    pair, of_pair, counts = np.unique(
        code * (int(number.max()) + 1) + number, return_inverse=True, return_counts=True
    )
    twin = counts[of_pair] > 1
    n = np.bincount(code, minlength=len(group.names))
    different = np.bincount(pair // (int(number.max()) + 1), minlength=len(group.names))
    repeats = n - different
    expected: Floats = n * (n - 1) / 2 * chance
    p = np.where(repeats > 0, stats.poisson.sf(repeats - 1, expected), 1.0)
    adjusted = holm(np.where(n > 1, p, np.nan))
    twins = Labels(group.names, np.where(twin, code, -1)).each()
    return tuple(
        Repetitions(
            name,
            int(n[place]),
            int(repeats[place]),
            float(expected[place]),
            float(p[place]),
            1.0 if np.isnan(adjusted[place]) else float(adjusted[place]),
            tuple(rows[twins[place]].tolist()),
        )
        for place, name in enumerate(group.names)
    )


def duplicate_flags(ballots: Ballots, kind: Kind, group: Labels, settings: Settings) -> list[Flag]:
    """Flag groups in which whole ballots repeat more often than chance explains.

    Parameters
    ----------
    ballots : what is known of n ballots; settings : the thresholds
    kind, group : "batch" or "interviewer", and whose each ballot is

    Raises
    ------
    QualityError : chance cannot be told from the file

    Source
    ------
    `duplicates`.

    Examples
    --------
    >>> from analysis.tally import matrix
    >>> rng = np.random.default_rng(1)
    >>> rows = ["".join(rng.choice(list("2345"), 12)) for _ in range(200)]
    >>> rows[5] = rows[3] = rows[8]
    >>> ballots = Ballots.of(matrix(rows), scale=range(12), batch=[r // 20 for r in range(200)])
    >>> [(flag.subject, flag.rows) for flag in duplicate_flags(ballots, "batch", ballots.batch, Settings())]
    [('0', (3, 5, 8))]
    """
    found = duplicates(ballots, group, settings)
    flags = []
    for each in found.groups:
        if each.repeats and each.p_holm < settings.alpha:
            evidence = {
                "n": float(each.n),
                "repeats": float(each.repeats),
                "expected": each.expected,
                "chance_of_a_pair": found.chance,
                "p": each.p,
                "p_holm": each.p_holm,
                "family": float(sum(one.n > 1 for one in found.groups)),
            }
            rule, severity = f"duplicates_{kind}", severity_of(each.p_holm, settings)
            flags.append(Flag(rule, kind, each.name, evidence, "p_holm", settings.alpha, severity, each.rows))
    return flags
