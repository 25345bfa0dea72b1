"""Every threshold of the rules on the quality of data, in one place."""

from __future__ import annotations

from dataclasses import dataclass, fields


class QualityError(ValueError):
    """The columns given cannot be screened, or a setting makes no sense."""


@dataclass(frozen=True)
class Settings:
    """Thresholds of all rules; a flag repeats the one that it passed.

    Parameters
    ----------
    alpha : adjusted p below which a group is flagged; each rule is one family (Holm)
    serious : adjusted p below which a flag is "serious" and not "warning"
    single_ballot_modes : modes in which one ballot may be flagged for speed or a straight line; any
        other mode, or none, counts as paper, where only batches and interviewers are flagged
    group_least : ballots that a batch or an interviewer needs to be judged
    share_excess : how far a group's share must lie from the others' (0.10 is ten points)
    straight_items : answered items from which equal answers make a straight line
    speed_share : share of the median seconds per item below which a ballot is fast
    speed_least : ballots of a mode with a time, for their median to be used
    duplicate_items : answers that a ballot needs for its repetition to mean anything
    repeated_copies : ballots with the same answers, anywhere in the file, to be looked at
    repeated_line : share of one and the same answer above which a ballot is nearly a straight line, and
        repeats by nature
    repeated_natural : share of the different ballots that occur more than once, above which a file
        repeats by nature (few questions, very many ballots) and copies are not looked for in it
    repeated_ratio : by what factor the model of expected copies may be wrong
    burst_periods : open hours (or days) that a collector needs to be judged
    burst_least : ballots in the hour, at least
    burst_ratio : times the collector's own mean, at least
    interviewer_sd : standard deviations of respondents by which an interviewer's mean must differ
    icc : intraclass correlation of interviewers above which the file is flagged
    digits_least : numbers that a column needs for its last digits to be tested

    Raises
    ------
    QualityError : a share outside 0–1, a count below 1

    Source
    ------
    Curran (2016), *Journal of Experimental Social Psychology* 66 (speed, straight lines); Groves (1989),
    *Survey Errors and Survey Costs*, ch. 8 (interviewer effects are mostly 0.01–0.02).

    Examples
    --------
    >>> Settings().alpha, Settings(group_least=20).group_least
    (0.05, 20)
    """

    alpha: float = 0.05
    serious: float = 0.001
    single_ballot_modes: tuple[str, ...] = ("kiosk", "phone", "interviewer")
    group_least: int = 10
    share_excess: float = 0.10
    straight_items: int = 5
    speed_share: float = 1 / 3
    speed_least: int = 30
    duplicate_items: int = 10
    repeated_copies: int = 4
    repeated_line: float = 0.6
    repeated_natural: float = 0.02
    repeated_ratio: float = 10.0
    burst_periods: int = 8
    burst_least: int = 10
    burst_ratio: float = 2.0
    interviewer_sd: float = 0.3
    icc: float = 0.05
    digits_least: int = 50

    def __post_init__(self) -> None:
        for each in fields(self):
            value = getattr(self, each.name)
            if each.name in SHARES and not 0 < value < 1:
                raise QualityError(f"{each.name} is {value}; give a share between 0 and 1")
            if isinstance(each.default, int) and (value < 1 or value != int(value)):
                raise QualityError(f"{each.name} is {value}; give a whole number of 1 or more")
            if each.name in MULTIPLES and not value >= MULTIPLES[each.name]:
                raise QualityError(f"{each.name} is {value}; give {MULTIPLES[each.name]:g} or more")
        if self.group_least < 10:
            raise QualityError(
                f"group_least is {self.group_least}; a batch or an interviewer with fewer than 10 ballots "
                "is not judged"
            )


SHARES = frozenset(
    {"alpha", "serious", "share_excess", "speed_share", "repeated_line", "repeated_natural", "icc"}
)
MULTIPLES = {"repeated_ratio": 1.0, "burst_ratio": 1.0, "interviewer_sd": 0.0}
