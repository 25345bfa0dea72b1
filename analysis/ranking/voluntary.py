"""Volunteers are described, not ranked."""

from __future__ import annotations

from analysis.design import Design


class VoluntaryRankingError(ValueError):
    """Units whose ballots came from volunteers were to be ranked or judged."""


def refuse_voluntary(design: Design) -> None:
    """Refuse to rank, tier or judge the units of a voluntary design; called by whoever has one.

    Parameters
    ----------
    design : Design of the ballots behind the values

    Raises
    ------
    VoluntaryRankingError : the ballots are voluntary.

    Source
    ------
    Baker et al. (2013), *Journal of Survey Statistics and Methodology* 1: the AAPOR task force on
    non-probability sampling.

    Examples
    --------
    >>> refuse_voluntary(Design.of(3))
    >>> refuse_voluntary(Design.of(3, voluntary=True))
    Traceback (most recent call last):
    analysis.ranking.voluntary.VoluntaryRankingError: the ballots are voluntary and stand only for those \
who gave them; describe each unit by itself, and rank units by a drawn sample or a full count
    """
    if design.voluntary:
        raise VoluntaryRankingError(
            "the ballots are voluntary and stand only for those who gave them; describe each unit by "
            "itself, and rank units by a drawn sample or a full count"
        )
