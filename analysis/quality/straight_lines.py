"""Straight lines: the same answer all the way down, flagged alone only where something else is odd too."""

from __future__ import annotations

import numpy as np

from analysis.design import Bools, Floats, Ints
from analysis.quality.ballots import NO_VALUE, Ballots
from analysis.quality.flags import Flag, Kind, Severity
from analysis.quality.labels import Labels
from analysis.quality.settings import QualityError, Settings
from analysis.quality.shares import share_flags
from analysis.quality.speed import share_of_median


def straight(ballots: Ballots, *, least: int = 5) -> Bools:
    """Which ballots hold one and the same answer on all items of the scale that they answered (n,).

    Parameters
    ----------
    ballots : the ballots; answers outside the scale (blank, no opinion) neither break a line nor count
    least : answered items from which equal answers make a straight line

    Source
    ------
    Zero variance within a battery, as in Curran (2016), *Journal of Experimental Social Psychology* 66.

    Examples
    --------
    >>> from analysis.tally import matrix
    >>> straight(Ballots.of(matrix(["44444", "44445", "4444."]), scale=range(5))).tolist()
    [True, False, False]
    """
    ranks = ballots.ranks
    if not ranks.shape[1]:
        return np.zeros(ballots.n, dtype=bool)
    highest = np.where(ranks == NO_VALUE, 0, ranks).max(axis=1)
    return np.asarray((ranks.min(axis=1) == highest) & (ballots.answered >= least))


def longest_run(ballots: Ballots) -> Ints:
    """Most answers in a row that are the same, per ballot (n,); an answer outside the scale ends a run.

    Source
    ------
    "Longstring": Johnson (2005), *Journal of Research in Personality* 39; R `careless::longstring`.

    Examples
    --------
    >>> from analysis.tally import matrix
    >>> longest_run(Ballots.of(matrix(["11233345", "55.55555", "12345123"]), scale=range(8))).tolist()
    [3, 5, 1]
    """
    run = np.zeros(ballots.n, dtype=np.int64)
    longest = np.zeros(ballots.n, dtype=np.int64)
    before = np.full(ballots.n, NO_VALUE, dtype=np.uint8)
    for column in ballots.ranks.T:
        run = np.where(column == NO_VALUE, 0, np.where(column == before, run + 1, 1))
        longest = np.maximum(longest, run)
        before = column
    return longest


def contradicts(ballots: Ballots, *, least: int = 5) -> Bools:
    """Which straight lines say both yes and no: over reversed and other items, off the middle code (n,).

    Parameters
    ----------
    ballots : what is known of n ballots; least : items that make a line

    Examples
    --------
    >>> from analysis.tally import matrix
    >>> two = Ballots.of(matrix(["55555", "33333", "5555."]), scale=range(5), reversed_items=[4])
    >>> contradicts(two, least=4).tolist()
    [True, False, False]
    """
    turned = np.isin(ballots.scale, ballots.reversed_items)
    given = ballots.ranks != NO_VALUE
    both = given[:, turned].any(axis=1) & given[:, ~turned].any(axis=1)
    line = straight(ballots, least=least)
    code = np.where(given, ballots.ranks, 0).max(axis=1, initial=0)
    return np.asarray(line & both & (2 * code.astype(np.int64) != len(ballots.codes) - 1))


def straight_line_flags(ballots: Ballots, settings: Settings) -> list[Flag]:
    """Flag single ballots on screens whose straight line was fast, or contradicts a reversed item.

    All answers "very satisfied" can be true, so a straight line by itself is no flag; and no ballot of
    paper is ever flagged alone.

    Parameters
    ----------
    ballots : what is known of n ballots; settings : the thresholds

    Raises
    ------
    QualityError : no mode is known, the scale has too few items, neither times nor reversed items

    Source
    ------
    Curran (2016); rule and thresholds in `docs/methods.md`.

    Examples
    --------
    >>> from analysis.tally import matrix
    >>> two = Ballots.of(matrix(["55555", "12345"]), scale=range(5), reversed_items=[0], mode=["phone"] * 2)
    >>> [flag.subject for flag in straight_line_flags(two, Settings())]
    ['1']
    """
    _long_enough(ballots, settings)
    if ballots.seconds is None and not ballots.reversed_items:
        raise QualityError(
            "neither times nor reversed items are known, and equal answers alone say nothing; give one"
        )
    alone = ballots.may_be_flagged_alone(settings.single_ballot_modes)
    ratio = np.full(ballots.n, np.nan)
    if ballots.seconds is not None:
        ratio = share_of_median(ballots, settings)
    against = contradicts(ballots, least=settings.straight_items)
    fast = ratio < settings.speed_share
    odd = straight(ballots, least=settings.straight_items) & alone & (fast | against)
    return [_flag(ballots, int(row), ratio, bool(against[row]), settings) for row in np.flatnonzero(odd)]


def _flag(ballots: Ballots, row: int, ratio: Floats, against: bool, settings: Settings) -> Flag:
    evidence = {"items": float(ballots.answered[row]), "contradicts": float(against)}
    fast = bool(ratio[row] < settings.speed_share)
    if np.isfinite(ratio[row]):
        evidence["share_of_median"] = float(ratio[row])
    measure, threshold = ("share_of_median", settings.speed_share) if fast else ("contradicts", 1.0)
    severity: Severity = "serious" if fast and against else "warning"
    return Flag(
        "straight_line", "ballot", ballots.subject(row), evidence, measure, threshold, severity, (row,)
    )


def straight_share_flags(ballots: Ballots, kind: Kind, group: Labels, settings: Settings) -> list[Flag]:
    """Flag batches or interviewers with more straight lines than the others of the same mode and area.

    Parameters
    ----------
    ballots : what is known of n ballots; settings : the thresholds
    kind, group : "batch" or "interviewer", and whose each ballot is

    Raises
    ------
    QualityError : the scale has too few items, or no two groups are large enough

    Source
    ------
    Exact test of `against_others`, Holm over the groups; Bredl, Winker and Kötschau (2012), *Survey
    Methodology* 38, for straight lines as a sign of invented interviews.

    Examples
    --------
    >>> from analysis.tally import matrix
    >>> rows = ["55555"] * 20 + ["54545", "45454", "44455", "55545"] * 10
    >>> ballots = Ballots.of(matrix(rows), scale=range(5), batch=["A"] * 20 + ["B"] * 20 + ["C"] * 20)
    >>> [flag.subject for flag in straight_share_flags(ballots, "batch", ballots.batch, Settings())]
    ['A']
    """
    _long_enough(ballots, settings)
    odd = straight(ballots, least=settings.straight_items)
    judged = ballots.answered >= settings.straight_items
    rule = f"straight_share_{kind}"
    return share_flags(ballots, rule, kind, group, odd, judged, settings, side="more")


def _long_enough(ballots: Ballots, settings: Settings) -> None:
    if len(ballots.scale) < settings.straight_items:
        raise QualityError(
            f"the scale has {len(ballots.scale)} items; a straight line means nothing below "
            f"{settings.straight_items}"
        )
