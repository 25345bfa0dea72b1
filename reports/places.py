"""The rank of a unit in words: never without what the data leave open, never of few or of volunteers."""

from __future__ import annotations

from collections.abc import Iterator

from reports import words
from reports.background import Background, Place
from reports.classes import may_be_judged
from reports.content import Fact, Sentence
from reports.subject import Subject

LONG = 60
"""A longer name is not told again where the page has told it twice."""


def place_of(subject: Subject, background: Background) -> Place | None:
    """The place of the unit where it may be told."""
    return background.of(subject.unit).place if may_be_judged(subject, background) else None


def rank_label(subject: Subject, background: Background) -> str:
    """The rank beside the large figure."""
    place = place_of(subject, background)
    if place is None:
        return ""
    certain = place.low == place.high == place.rank
    return subject.say("label_rank_certain" if certain else "label_rank", **_numbers(subject, place))


def rank_fact(subject: Subject, who: str, background: Background) -> Fact | None:
    """The rank with its range, ties, and why there is none where the others have one."""
    place = place_of(subject, background)
    told = _told(subject, who, background, place) if place else _untold(subject, background)
    sentences = tuple(told)
    return Fact(subject.say("fact_rank"), sentences) if sentences else None


def rank_method(subject: Subject, background: Background) -> Iterator[str]:
    """Who is ranked, and how the ranges are made."""
    place = place_of(subject, background)
    if place is None:
        return
    yield subject.say("rank_rule", units=words.units(place.of, subject.language))
    if not _all_counted(subject, background, place):
        yield subject.say("rank_sets", level=subject.level)


def _told(subject: Subject, who: str, background: Background, place: Place) -> Iterator[Sentence]:
    numbers = _numbers(subject, place)
    name = who if len(who) <= LONG else subject.say("the_unit")
    ordinal = words.ordinal(place.rank, subject.language)
    yield Sentence(subject.say("rank", who=name, ordinal=ordinal, of=numbers["of"]), strong=True)
    yield Sentence(subject.say(_range(subject, background, place), **numbers))
    if place.tied > 1:
        yield Sentence(_tie(subject, place))
    if subject.summary.voluntary:
        yield Sentence(subject.say("rank_volunteers"))


def _untold(subject: Subject, background: Background) -> Iterator[Sentence]:
    """Few forms and volunteers are told of beside the figure; here only who has nobody to stand beside."""
    if may_be_judged(subject, background) and any(each.place for each in background.units.values()):
        yield Sentence(subject.say("not_ranked"))


def _range(subject: Subject, background: Background, place: Place) -> str:
    if _all_counted(subject, background, place):
        return "rank_certain"
    if place.low == place.high == place.rank:
        return "rank_alone"
    return "rank_open" if (place.low, place.high) == (1, place.of) else "rank_range"


def _all_counted(subject: Subject, background: Background, place: Place) -> bool:
    """Whether everybody was asked in every unit that stands in the table."""
    code = subject.headline.code
    beside = [name for name, each in background.units.items() if each.place and each.place.kind == place.kind]
    figures = [subject.figure_of(name, code) for name in beside]
    return all(figure.estimate is not None and figure.estimate.method == "census" for figure in figures)


def _tie(subject: Subject, place: Place) -> str:
    value = subject.headline.estimate.value if subject.headline.estimate else None
    assert value is not None
    return subject.say(
        "tie",
        tied=subject.tally(place.tied),
        place=subject.say("tie_first" if place.rank == 1 else "tie_other", rank=subject.count(place.rank)),
        what=subject.say(f"what_{subject.measure}"),
        value=subject.printer.value(value),
    )


def _numbers(subject: Subject, place: Place) -> dict[str, str]:
    numbers = {"rank": place.rank, "of": place.of, "low": place.low, "high": place.high}
    return {name: subject.count(number) for name, number in numbers.items()}
