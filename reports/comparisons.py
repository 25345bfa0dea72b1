"""Comparisons in words: with the other units, with the wave before, with a mark."""

from __future__ import annotations

from analysis.estimate import Estimate
from analysis.figures import Change
from reports import style, words
from reports.content import Fact, Sentence
from reports.subject import Subject

MARKS = (0.9, 0.8, 0.95, 0.7, 0.6, 0.5)
"""Round marks an office is held to, the usual ones first."""


def against_others(subject: Subject) -> Fact | None:
    """The overall figure beside the mean of the other units; only a test may call it higher or lower."""
    figure = subject.headline
    if figure.others is None or figure.estimate is None or figure.estimate.value is None:
        return None
    value, others = subject.printer.value(figure.estimate.value), subject.printer.value(figure.others)
    tested = figure.versus_others if figure.reliable else ""
    sentences = [Sentence(subject.say(tested or "untested", value=value, others=others), strong=bool(tested))]
    if subject.summary.voluntary:
        sentences.append(Sentence(subject.say("compare_with_care")))
    return Fact(subject.say("fact_units"), tuple(sentences))


def against_before(subject: Subject) -> Fact | None:
    """The overall figure beside that of the wave before."""
    change = subject.summary.change(subject.headline.code, unit=subject.unit, wave=subject.wave)
    if change is None:
        return _nothing_before(subject)
    before = words.wave_name(change.wave_from, subject.language)
    sentences = [Sentence(_change(subject, change, before), strong=change.differs)]
    sentences += [Sentence(text) for text in _reservations(subject, change)]
    return Fact(subject.say("fact_change", before=before), tuple(sentences))


def _nothing_before(subject: Subject) -> Fact | None:
    figure = subject.headline
    if figure.suppressed or figure.estimate is None:
        return None
    return Fact(subject.say("fact_no_change"), (Sentence(subject.say("no_change")),))


def _change(subject: Subject, change: Change, before: str) -> str:
    if change.difference is None or change.value_from is None or change.value_to is None:
        return subject.say("change_hidden", before=before)
    old, new = subject.printer.value(change.value_from), subject.printer.value(change.value_to)
    gap = subject.printer.gap(change.difference)
    key = change_key(change, rounds_to_nothing=subject.printer.rounds_to_nothing(change.difference))
    return subject.say(key, before=before, old=old, new=new, gap=gap)


def change_key(change: Change, *, rounds_to_nothing: bool) -> str:
    """Which sentence a change deserves: a rise is called one only when its test says so."""
    assert change.difference is not None
    up = change.difference > 0
    if change.differs:
        counted = "" if change.se else "_of_all"
        return ("rise" if up else "fall") + counted
    if change.low is None or change.high is None:
        return "untested_change"
    if change.low > 0 or change.high < 0:
        # Beyond the margin of error, yet not called a change: too few ballots in one of the waves.
        return "unreliable_change"
    if rounds_to_nothing:
        return "no_gap"
    return "maybe_rise" if up else "maybe_fall"


def _reservations(subject: Subject, change: Change) -> list[str]:
    texts = []
    if change.se and change.low is not None and change.high is not None:
        low, high = (subject.printer.bare_end(end, signed=True) for end in (change.low, change.high))
        unit = subject.say(f"{subject.measure}_points")
        texts.append(subject.say("gap_interval", level=subject.level, low=low, high=high, unit=unit))
    if subject.summary.voluntary and change.difference is not None:
        texts.append(subject.say("volunteers_change"))
    return texts


def support(subject: Subject) -> Fact | None:
    """For a survey of one question: how many chose what, and what that does and does not show."""
    item = subject.only_item
    figure = subject.figure(item.code) if item else None
    if item is None or figure is None or figure.counts is None or figure.estimate is None:
        return None
    sentences = [Sentence(_counts(subject), strong=True)]
    if subject.measure == "rate" and figure.estimate.low is not None and figure.estimate.high is not None:
        sentences.append(Sentence(_supported(subject, figure.estimate)))
    return Fact(subject.say("fact_support"), tuple(sentences))


def _counts(subject: Subject) -> str:
    item = subject.only_item
    assert item is not None
    figure, scale = subject.figure(item.code), subject.scale(item)
    given = dict(figure.counts or ())
    positive = subject.summary.satisfied or scale.positive
    valid = [option for option in scale.options if option.counts]
    if valid[-1].code in positive:
        valid.reverse()
    # Satisfied answers open the sentence, the others follow from the nearest to the farthest.
    ordered = sorted(valid, key=lambda option: option.code not in positive)
    told = [(subject.text(option.label), given.get(option.code, 0)) for option in ordered]
    (label, chose), rest = told[0], told[1:]
    parts = [_chose(subject, text, number) for text, number in rest]
    others = "".join(f", {part}" for part in parts)
    n = subject.tally(figure.n_valid or 0)
    return subject.say("counts", chose=subject.tally(chose), n=n, label=label, others=others)


def _chose(subject: Subject, label: str, number: int) -> str:
    key = "chose" if number else "nobody_chose"
    return subject.say(key, chose=subject.tally(number), label=label)


def _supported(subject: Subject, estimate: Estimate) -> str:
    assert estimate.low is not None and estimate.high is not None
    marks = [mark for mark in MARKS if estimate.low < mark < estimate.high]
    example = subject.say("example", mark=style.percentage(marks[0], subject.language, 0)) if marks else ""
    values = {
        "low": subject.printer.end(estimate.low),
        "high": subject.printer.end(estimate.high),
        "example": example,
    }
    if subject.summary.voluntary:
        # Of those who answered the share is known; the interval could only speak of others.
        known = subject.say(f"volunteers_{_half(estimate.value or 0.0, estimate.value or 0.0)}")
        return f"{known} {subject.say('volunteers_mark', **values)}"
    return subject.say(f"supports_{_half(estimate.low, estimate.high)}", **values)


def _half(low: float, high: float) -> str:
    return "most" if low > 0.5 else "fewer_than_half" if high < 0.5 else "neither"
