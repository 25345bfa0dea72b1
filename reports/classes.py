"""The class of a unit: by its printed rate, with what the interval leaves open; and its points."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from analysis.figures import Figure
from reports import style
from reports.background import Background, Band
from reports.content import Fact, Sentence
from reports.subject import Subject

PRINTED = Decimal("0.0001")
"""A rate is printed with two decimals of a percent, and the class must agree with what is printed."""


@dataclass(frozen=True)
class Classed:
    """The band of a rate, and those that its interval reaches into: upwards and downwards, nearest first."""

    band: Band
    above: tuple[Band, ...] = ()
    below: tuple[Band, ...] = ()
    over: tuple[float, ...] = ()
    under: tuple[float, ...] = ()
    """The limits that the interval crosses upwards and downwards."""


def classed(figure: Figure, bands: Sequence[Band]) -> Classed | None:
    """The class of a figure that deserves one; `bands` begin with the highest."""
    estimate = figure.estimate
    if not (figure.reliable and bands) or estimate is None or estimate.value is None:
        return None
    at = next(place for place, band in enumerate(bands) if printed(estimate.value) >= printed(band.low))
    if estimate.low is None or estimate.high is None:
        return Classed(bands[at])
    above = [place for place in range(at - 1, -1, -1) if estimate.high >= bands[place].low]
    below = [place for place in range(at + 1, len(bands)) if estimate.low < bands[place - 1].low]
    return Classed(
        bands[at],
        tuple(bands[place] for place in above),
        tuple(bands[place] for place in below),
        tuple(bands[place].low for place in above),
        tuple(bands[place - 1].low for place in below),
    )


def printed(rate: float) -> Decimal:
    """A rate as exactly as it is printed."""
    return Decimal(repr(float(rate))).quantize(PRINTED, ROUND_HALF_UP)


def may_be_judged(subject: Subject, background: Background) -> bool:
    """Whether a unit may be classed and ranked: reliable, and no volunteers unless the plan says so."""
    volunteers = subject.summary.voluntary and not background.ranks_volunteers
    return subject.unit is not None and subject.headline.reliable and not volunteers


def class_of(subject: Subject, background: Background) -> Classed | None:
    """The class of the unit; None for mean scores and wherever none is deserved."""
    if subject.measure == "score" or not may_be_judged(subject, background):
        return None
    return classed(subject.headline, background.bands)


def class_label(subject: Subject, background: Background) -> str:
    """The class beside the large figure."""
    found = class_of(subject, background)
    return subject.say("label_class", name=subject.text(found.band.name)) if found else ""


def class_fact(subject: Subject, background: Background) -> Fact | None:
    """The class with its limits, and the classes that the interval leaves open."""
    found = class_of(subject, background)
    if found is None:
        return None
    limits = limits_of(subject, background.bands, found.band)
    told = [Sentence(subject.say("class", name=subject.text(found.band.name), limits=limits), strong=True)]
    for key, bands, marks in (
        ("class_above", found.above, found.over),
        ("class_below", found.below, found.under),
    ):
        if bands:
            told.append(Sentence(_open(subject, key, bands, marks)))
    if subject.summary.voluntary:
        told.append(Sentence(subject.say("class_volunteers")))
    return Fact(subject.say("fact_class"), tuple(told))


def class_method(subject: Subject, background: Background) -> Iterator[str]:
    """The limits used, and that they are a setting."""
    if class_of(subject, background) is None:
        return
    scale = "; ".join(
        f"{subject.text(band.name)} {limits_of(subject, background.bands, band)}" for band in background.bands
    )
    yield subject.say("class_rule", scale=scale)
    yield subject.say("class_setting")


def limits_of(subject: Subject, bands: Sequence[Band], band: Band) -> str:
    """From where to where a class reaches."""
    at = bands.index(band)
    name = "only" if len(bands) == 1 else "top" if at == 0 else "bottom" if at == len(bands) - 1 else "middle"
    high = _mark(subject, bands[at - 1].low) if at else ""
    return subject.say(f"class_{name}", low=_mark(subject, band.low), high=high)


def points_fact(subject: Subject) -> Fact | None:
    """The rate as points of the PAR Index; of a reliable rate of a sample or a full count only."""
    figure = subject.headline
    value = figure.estimate.value if figure.estimate else None
    if subject.measure == "score" or not figure.reliable or subject.summary.voluntary or value is None:
        return None
    # From the printed rate: whoever checks the product has no other.
    points = style.number(printed(value) * 10, subject.language, 2)
    told = subject.say("points", value=subject.printer.value(value), points=points)
    return Fact(subject.say("fact_points"), (Sentence(told),))


def _open(subject: Subject, key: str, bands: Sequence[Band], marks: Sequence[float]) -> str:
    names = subject.say("class_or").join(subject.text(band.name) for band in bands)
    told = subject.say("class_and").join(_mark(subject, mark) for mark in marks)
    return subject.say(key, marks=told, names=names)


def _mark(subject: Subject, limit: float) -> str:
    return style.confidence(round(limit, 10), subject.language)
