"""Too fast to have been read: seconds per item against the median of the same mode."""

from __future__ import annotations

import numpy as np

from analysis.coding import NOT_ASKED
from analysis.design import Floats
from analysis.quality.ballots import Ballots
from analysis.quality.flags import Flag
from analysis.quality.labels import Labels
from analysis.quality.settings import QualityError, Settings
from analysis.quality.shares import share_flags


def seconds_per_item(ballots: Ballots) -> Floats:
    """Seconds a position that was asked (n,); NaN where no time is known or it is 0.

    Examples
    --------
    >>> from analysis.tally import matrix
    >>> two = Ballots.of(matrix(["55555", "44---"]), scale=range(5), seconds=[20, 20])
    >>> seconds_per_item(two).tolist()
    [4.0, 10.0]
    """
    if ballots.seconds is None:
        return np.full(ballots.n, np.nan)
    asked = (ballots.answers != NOT_ASKED).sum(axis=1)
    known = (ballots.seconds > 0) & (asked > 0)
    pace: Floats = np.full(ballots.n, np.nan)
    np.divide(ballots.seconds, asked, out=pace, where=known)
    return pace


def share_of_median(ballots: Ballots, settings: Settings) -> Floats:
    """Seconds per item as a share of the median of the same mode (n,).

    NaN where a ballot has no time, came on paper or from an unknown mode, or its mode has fewer than
    `speed_least` ballots with a time.

    Parameters
    ----------
    ballots : what is known of n ballots; settings : the thresholds

    Raises
    ------
    QualityError : no mode is known, so that paper cannot be told from a screen

    Source
    ------
    As `speed_flags`.

    Examples
    --------
    >>> from analysis.tally import matrix
    >>> ballots = Ballots.of(matrix(["5"] * 30), scale=[0], mode=["phone"] * 30, seconds=[1] + [4] * 29)
    >>> share_of_median(ballots, Settings())[:2].tolist()
    [0.25, 1.0]
    """
    if ballots.mode is None:
        raise QualityError("no mode is known, so paper cannot be told from a screen; give the mode")
    pace = seconds_per_item(ballots)
    alone = ballots.may_be_flagged_alone(settings.single_ballot_modes)
    result = np.full(ballots.n, np.nan)
    for number in range(len(ballots.mode.names)):
        rows = np.flatnonzero((ballots.mode.code == number) & alone & np.isfinite(pace))
        if len(rows) >= settings.speed_least:
            result[rows] = pace[rows] / np.median(pace[rows])
    return result


def speed_flags(ballots: Ballots, settings: Settings) -> list[Flag]:
    """Flag single ballots on screens answered in less than a third of the usual time per item.

    A note and no more: with lognormal times of log-sd 0.4 it falls on 0.3 % of honest ballots.

    Parameters
    ----------
    ballots : what is known of n ballots; settings : the thresholds

    Raises
    ------
    QualityError : no mode is known, or no mode has `speed_least` ballots with a time

    Source
    ------
    Curran (2016), *Journal of Experimental Social Psychology* 66; Greszki, Meyer and Schoen (2015),
    *Public Opinion Quarterly* 79, for shares of the median.

    Examples
    --------
    >>> from analysis.tally import matrix
    >>> ballots = Ballots.of(matrix(["5"] * 30), scale=[0], mode=["phone"] * 30, seconds=[1] + [4] * 29)
    >>> [flag.says for flag in speed_flags(ballots, Settings())]
    ['speed: ballot 1 (share_of_median 0.25, threshold 0.333)']
    """
    ratio = share_of_median(ballots, settings)
    if not np.isfinite(ratio).any():
        raise QualityError(
            f"no mode on a screen has {settings.speed_least} ballots with a time; there is no median to go by"
        )
    pace = seconds_per_item(ballots)
    return [
        Flag(
            "speed",
            "ballot",
            ballots.subject(int(row)),
            {"seconds_per_item": float(pace[row]), "share_of_median": float(ratio[row])},
            "share_of_median",
            settings.speed_share,
            "note",
            (int(row),),
        )
        for row in np.flatnonzero(ratio < settings.speed_share)
    ]


def fast_share_flags(ballots: Ballots, interviewer: Labels, settings: Settings) -> list[Flag]:
    """Flag interviewers with more fast ballots than the others of the same mode and area.

    Only ballots with a time can be judged; paper carries none.

    Parameters
    ----------
    ballots : what is known of n ballots; interviewer : whose they are; settings : the thresholds

    Raises
    ------
    QualityError : no mode is known, or no two interviewers have enough ballots with a time

    Source
    ------
    Exact test of `against_others`, Holm over the interviewers.

    Examples
    --------
    >>> from analysis.tally import matrix
    >>> ballots = Ballots.of(
    ...     matrix(["5"] * 60), scale=[0], mode=["interviewer"] * 60,
    ...     interviewer=["A"] * 20 + ["B"] * 40, seconds=[1] * 20 + [9] * 40,
    ... )
    >>> [flag.subject for flag in fast_share_flags(ballots, ballots.interviewer, Settings())]
    ['A']
    """
    ratio = share_of_median(ballots, settings)
    odd, judged = ratio < settings.speed_share, np.isfinite(ratio)
    return share_flags(
        ballots, "fast_share_interviewer", "interviewer", interviewer, odd, judged, settings, side="more"
    )
