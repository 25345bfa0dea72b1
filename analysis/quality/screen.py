"""All rules on one file: which ran, what they flagged, and which could not run and why."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from analysis.design import Bools, Ints
from analysis.quality.ballots import Ballots
from analysis.quality.bursts import burst_flags
from analysis.quality.digits import digit_flags, heaping_flags
from analysis.quality.duplicates import duplicate_flags
from analysis.quality.flags import ORDER, Flag, Severity
from analysis.quality.interviewer_flags import interviewer_effect_flags, interviewer_mean_flags
from analysis.quality.labels import Labels
from analysis.quality.repeated_answers import repeated_flags
from analysis.quality.serials import serial_flags
from analysis.quality.settings import QualityError, Settings
from analysis.quality.speed import fast_share_flags, speed_flags
from analysis.quality.straight_lines import straight_line_flags, straight_share_flags

Run = Callable[[Ballots, Settings], list[Flag]]


@dataclass(frozen=True)
class Rule:
    """A rule: what it says, the columns it cannot do without, and the function that runs it.

    Examples
    --------
    >>> RULES["speed"].needs
    ('mode', 'seconds')
    """

    says: str
    needs: tuple[str, ...]
    run: Run


@dataclass(frozen=True)
class Report:
    """What the screening of n ballots found.

    `flags` are in the order serious, warning, note, then by rule; `counts` has every rule that ran, 0
    included; `not_run` says why for every other. Nothing is deleted.

    Examples
    --------
    >>> from analysis.tally import matrix
    >>> report = screen(Ballots.of(matrix(["54", "45"]), scale=[0, 1], serial=["1", "1"]))
    >>> report.counts, report.flagged().tolist()
    ({'serial_repeated': 1}, [True, True])
    """

    n: int
    flags: tuple[Flag, ...]
    counts: Mapping[str, int]
    not_run: Mapping[str, str]
    settings: Settings

    def flagged(
        self,
        *,
        rules: Sequence[str] | None = None,
        severity: Sequence[Severity] = ("serious", "warning"),
    ) -> Bools:
        """Which ballots are concerned by a flag of these rules (default all) and severities (n,)."""
        unknown = set(rules or ()) - set(RULES)
        if unknown:
            raise QualityError(f"rules {sorted(unknown)} are not known; choose among {', '.join(RULES)}")
        mask = np.zeros(self.n, dtype=bool)
        for flag in self.flags:
            if (rules is None or flag.rule in rules) and flag.severity in severity:
                mask[list(flag.rows)] = True
        return mask


def screen(ballots: Ballots, settings: Settings | None = None) -> Report:
    """Run every rule whose columns are given, and say of the others why they were not run.

    Each rule that tests is one family: on honest data it raises any flag in at most about 5 % of files
    (`alpha`), the single-ballot notes on speed apart, which fall on a small share of honest ballots.

    Parameters
    ----------
    ballots : `Ballots.of(...)`
    settings : thresholds; default the usual ones

    Returns
    -------
    Report, frozen.

    Source
    ------
    The rules name their own; the whole follows AAPOR and ASA (2021), *Task Force on Data Falsification
    in Surveys*: several indicators, flags for review, results with and without.

    Examples
    --------
    >>> from analysis.tally import matrix
    >>> report = screen(Ballots.of(matrix(["5444", "4555"]), scale=range(4)))
    >>> report.flags, report.not_run["speed"]
    ((), 'mode and seconds are not given')
    """
    limits = settings or Settings()
    flags: list[Flag] = []
    counts: dict[str, int] = {}
    not_run: dict[str, str] = {}
    for name, rule in RULES.items():
        absent = [column for column in rule.needs if not _has(ballots, column)]
        if absent:
            not_run[name] = f"{' and '.join(absent)} {'is' if len(absent) == 1 else 'are'} not given"
            continue
        try:
            found = rule.run(ballots, limits)
        except QualityError as reason:
            not_run[name] = str(reason)
            continue
        counts[name] = len(found)
        flags += found
    flags.sort(key=lambda flag: ORDER[flag.severity])
    return Report(ballots.n, tuple(flags), counts, not_run, limits)


def _has(ballots: Ballots, column: str) -> bool:
    value = getattr(ballots, column)
    return value is not None and not (isinstance(value, Mapping) and not value)


def _by_batch(rule: Callable[..., list[Flag]]) -> Run:
    return lambda ballots, settings: rule(ballots, "batch", _known(ballots.batch), settings)


def _by_interviewer(rule: Callable[..., list[Flag]]) -> Run:
    return lambda ballots, settings: rule(ballots, "interviewer", _known(ballots.interviewer), settings)


def _of_interviewer(rule: Callable[[Ballots, Labels, Settings], list[Flag]]) -> Run:
    return lambda ballots, settings: rule(ballots, _known(ballots.interviewer), settings)


def _collector_day(ballots: Ballots, settings: Settings) -> list[Flag]:
    day = Labels.of(_numbers(ballots.day).tolist(), "day")
    near = _known(ballots.collector).crossed(day)
    return duplicate_flags(ballots, "collector", near, settings)


def _burst(ballots: Ballots, settings: Settings) -> list[Flag]:
    return burst_flags("burst_hour", _known(ballots.collector), _numbers(ballots.hour), settings)


def _burst_day(ballots: Ballots, settings: Settings) -> list[Flag]:
    return burst_flags("burst_day", _known(ballots.collector), _numbers(ballots.day), settings)


def _serial(ballots: Ballots, settings: Settings) -> list[Flag]:
    return serial_flags(ballots, _known(ballots.serial))


def _known(labels: Labels | None) -> Labels:
    assert labels is not None
    return labels


def _numbers(column: Ints | None) -> Ints:
    assert column is not None
    return column


RULES: dict[str, Rule] = {
    "speed": Rule("answered in less than a third of the usual time", ("mode", "seconds"), speed_flags),
    "straight_line": Rule(
        "equal answers throughout, and fast or against a reversed item", ("mode",), straight_line_flags
    ),
    "fast_share_interviewer": Rule(
        "more fast ballots than other interviewers",
        ("interviewer", "mode", "seconds"),
        _of_interviewer(fast_share_flags),
    ),
    "straight_share_batch": Rule(
        "more straight lines than other batches", ("batch",), _by_batch(straight_share_flags)
    ),
    "straight_share_interviewer": Rule(
        "more straight lines than other interviewers",
        ("interviewer",),
        _by_interviewer(straight_share_flags),
    ),
    "duplicates_collector": Rule(
        "ballots of one collector's day repeat beyond chance", ("collector", "day"), _collector_day
    ),
    "duplicates_batch": Rule(
        "ballots of one batch repeat beyond chance", ("batch",), _by_batch(duplicate_flags)
    ),
    "duplicates_interviewer": Rule(
        "ballots of one interviewer repeat beyond chance", ("interviewer",), _by_interviewer(duplicate_flags)
    ),
    "repeated_answers": Rule("one and the same ballot many times in the file", (), repeated_flags),
    "serial_repeated": Rule("a serial on more than one ballot", ("serial",), _serial),
    "burst_hour": Rule("far more ballots in an hour than usual", ("collector", "hour"), _burst),
    "burst_day": Rule("far more ballots in a day than usual", ("collector", "day"), _burst_day),
    "interviewer_mean": Rule(
        "respondents' mean far from the other interviewers'",
        ("interviewer",),
        _of_interviewer(interviewer_mean_flags),
    ),
    "interviewer_effect": Rule(
        "interviewers explain more of the spread than they ordinarily do",
        ("interviewer",),
        _of_interviewer(interviewer_effect_flags),
    ),
    "digits_interviewer": Rule(
        "round figures more or less often than other interviewers",
        ("interviewer", "numbers"),
        _of_interviewer(digit_flags),
    ),
    "heaping": Rule("last digits that are not equally likely", ("numbers",), heaping_flags),
}
