"""Flags on groups of ballots: a batch or an interviewer with too many odd ones."""

from __future__ import annotations

import numpy as np

from analysis.design import Bools, Ints
from analysis.quality.against_others import Share, against_others
from analysis.quality.ballots import Ballots
from analysis.quality.flags import Flag, Kind, severity_of
from analysis.quality.labels import Labels
from analysis.quality.settings import QualityError, Settings


def share_flags(
    ballots: Ballots,
    rule: str,
    kind: Kind,
    group: Labels,
    odd: Bools,
    judged: Bools,
    settings: Settings,
    *,
    side: str,
) -> list[Flag]:
    """Flag groups whose share of odd ballots, among the ballots that can be judged, differs from the others'.

    Compared is inside the same mode and area, where these are known. All ballots of such a group are
    concerned, not only the odd ones.

    Parameters
    ----------
    ballots : what is known of n ballots; settings : the thresholds
    rule : the name of the rule; kind, group : "batch" or "interviewer", and whose each ballot is
    odd, judged : bool arrays (n,), which ballots are odd, and which can be judged
    side : "more" or "both", as `against_others`

    Raises
    ------
    QualityError : no group is large enough to be judged, or has others beside it

    Examples
    --------
    >>> from analysis.tally import matrix
    >>> ballots = Ballots.of(matrix(["5"] * 40), scale=[0], batch=["A"] * 20 + ["B"] * 20)
    >>> odd, all_of_them = np.arange(40) < 15, np.ones(40, dtype=bool)
    >>> flags = share_flags(ballots, "odd", "batch", ballots.batch, odd, all_of_them, Settings(), side="more")
    >>> [(flag.subject, flag.evidence["count"]) for flag in flags]
    [('A', 15.0)]
    """
    used = Labels(group.names, np.where(judged, group.code, -1))
    found = against_others(odd, used, within=strata(ballots), least=settings.group_least, side=side)
    tested = [each for each in found if each.p is not None]
    if not tested:
        raise QualityError(
            f"no {kind} has {settings.group_least} ballots and others of the same mode and area beside it; "
            "there is nothing to compare"
        )
    flags = []
    for number, each in enumerate(found):
        if each.p_holm is not None and each.expected is not None and _stands_out(each, settings):
            flags.append(_share_flag(rule, kind, each, len(tested), group.rows(number), settings))
    return flags


def strata(ballots: Ballots) -> Labels | None:
    """The mode and area of every ballot, as far as known; None when neither is.

    Examples
    --------
    >>> from analysis.tally import matrix
    >>> strata(Ballots.of(matrix(["5", "4"]), scale=[0], mode=["paper", ""])).names
    ('', 'paper')
    """
    # Ballots without a mode or an area form a stratum of their own.
    known = [each.or_none() for each in (ballots.mode, ballots.area) if each is not None]
    if not known:
        return None
    return known[0] if len(known) == 1 else known[0].crossed(known[1])


def _stands_out(each: Share, settings: Settings) -> bool:
    assert each.p_holm is not None and each.expected is not None
    return each.p_holm < settings.alpha and abs(each.share - each.expected) >= settings.share_excess


def _share_flag(rule: str, kind: Kind, each: Share, family: int, rows: Ints, settings: Settings) -> Flag:
    assert each.p is not None and each.p_holm is not None and each.expected is not None
    evidence = {
        "n": float(each.n),
        "count": float(each.count),
        "share": each.share,
        "share_of_others": each.expected,
        "p": each.p,
        "p_holm": each.p_holm,
        "family": float(family),
    }
    severity = severity_of(each.p_holm, settings)
    return Flag(
        rule, kind, each.name, evidence, "p_holm", settings.alpha, severity, tuple(int(r) for r in rows)
    )
