"""Flags on interviewers whose respondents differ from the others', and on what all interviewers add up to."""

from __future__ import annotations

import numpy as np

from analysis.quality.ballots import Ballots
from analysis.quality.flags import Flag, Severity
from analysis.quality.icc import icc
from analysis.quality.interviewers import Interviewer, funnel
from analysis.quality.labels import Labels
from analysis.quality.settings import QualityError, Settings


def interviewer_mean_flags(ballots: Ballots, interviewer: Labels, settings: Settings) -> list[Flag]:
    """Flag interviewers whose respondents' mean score lies far from the others' in the same areas.

    "Serious" only when it also lies outside the spread that interviewers ordinarily have.

    Parameters
    ----------
    ballots : what is known of n ballots; interviewer : whose they are; settings : the thresholds

    Raises
    ------
    QualityError : nobody can be judged

    Source
    ------
    `funnel`; a difference below `interviewer_sd` standard deviations is no flag, however certain.

    Examples
    --------
    >>> from analysis.tally import matrix
    >>> rows = ["3434", "5445", "4335", "2443"] * 10 + ["5555", "5554"] * 10
    >>> names = ["A"] * 20 + ["B"] * 20 + ["C"] * 20
    >>> ballots = Ballots.of(matrix(rows), scale=range(4), interviewer=names)
    >>> [flag.subject for flag in interviewer_mean_flags(ballots, ballots.interviewer, Settings())]
    ['C']
    """
    lines = funnel(ballots.means, interviewer, within=ballots.area, least=settings.group_least)
    judged = [each for each in lines if each.p_holm is not None]
    if not judged:
        raise QualityError(
            f"no interviewer has {settings.group_least} ballots and others of the same area beside; "
            "nobody is judged"
        )
    flags = []
    for each in judged:
        assert each.p_holm is not None and each.sd_units is not None
        if each.p_holm < settings.alpha and abs(each.sd_units) >= settings.interviewer_sd:
            flags.append(_mean_flag(each, len(judged), ballots, interviewer, settings))
    return flags


def _mean_flag(
    each: Interviewer, family: int, ballots: Ballots, interviewer: Labels, settings: Settings
) -> Flag:
    numbers = {
        "n": float(each.n),
        "mean": each.mean,
        "difference": each.difference,
        "sd_units": each.sd_units,
        "p": each.p,
        "p_holm": each.p_holm,
        "p_spread": each.p_spread,
        "family": float(family),
        "areas_held": float(ballots.area is not None),
    }
    evidence = {name: float(number) for name, number in numbers.items() if number is not None}
    severity: Severity = "serious" if evidence["p_spread"] < settings.alpha else "warning"
    rows = tuple(int(row) for row in interviewer.rows(interviewer.names.index(each.name)))
    return Flag(
        "interviewer_mean", "interviewer", each.name, evidence, "p_holm", settings.alpha, severity, rows
    )


def interviewer_effect_flags(ballots: Ballots, interviewer: Labels, settings: Settings) -> list[Flag]:
    """Flag the file when interviewers explain more of the answers' spread than they ordinarily do.

    Only interviewers with enough ballots count. The flag is a note on the whole file: every interval of
    a survey by interviewers should be wider by √`design_effect`.

    Parameters
    ----------
    ballots : what is known of n ballots; interviewer : whose they are; settings : the thresholds

    Raises
    ------
    QualityError : fewer than two interviewers with enough ballots in the same area, no spread

    Source
    ------
    `icc`; Groves (1989), *Survey Errors and Survey Costs*, ch. 8; Kish (1962), *JASA* 57.

    Examples
    --------
    >>> from analysis.tally import matrix
    >>> rows = ["3434", "5445", "4335", "2443"] * 10 + ["5555", "5554"] * 10
    >>> names = ["A"] * 20 + ["B"] * 20 + ["C"] * 20
    >>> ballots = Ballots.of(matrix(rows), scale=range(4), interviewer=names)
    >>> [flag.rule for flag in interviewer_effect_flags(ballots, ballots.interviewer, Settings())]
    ['interviewer_effect']
    """
    sizes = np.bincount(interviewer.code[interviewer.given], minlength=len(interviewer.names))
    enough = interviewer.given & (sizes[interviewer.code] >= settings.group_least)
    found = icc(
        ballots.means, Labels(interviewer.names, np.where(enough, interviewer.code, -1)), within=ballots.area
    )
    if found.value <= settings.icc or found.p >= settings.alpha:
        return []
    evidence = {
        "icc": found.value,
        "low": found.low,
        "high": found.high,
        "f": found.f,
        "p": found.p,
        "n": float(found.n),
        "interviewers": float(found.n_groups),
        "design_effect": found.design_effect,
        "areas_held": float(ballots.area is not None),
    }
    return [
        Flag("interviewer_effect", "file", "all interviewers", evidence, "icc", settings.icc, "note"),
    ]
