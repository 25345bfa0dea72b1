"""The course of one unit through the months of a continuous rating: the picture and what it says in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from markupsafe import Markup

from reports.axis import axis_of_rates, axis_of_scores
from reports.charts.alt import description
from reports.charts.data import Moment, Series, Trend
from reports.charts.inline import BROAD, NARROW, svg

ON_A_DESK, ON_A_PHONE = 12, 5
"""Months that a drawing has room for."""


@dataclass(frozen=True)
class Month:
    """One month; without a value where too few answered."""

    name: str
    value: float | None = None
    low: float | None = None
    high: float | None = None
    told: str = ""


@dataclass(frozen=True)
class Measured:
    """What the figures are: rates, or scores between two answer codes."""

    measure: Literal["rate", "score"]
    ends: tuple[float, float]
    language: str


def drawn(months: Sequence[Month], name: str, measured: Measured) -> Markup | None:
    """The drawing for a desk and that for a phone, the latest months of each; None where none is shown."""
    shown = months[-ON_A_DESK:]
    if all(each.value is None for each in shown):
        return None
    widths = ((shown, BROAD, "broad"), (months[-ON_A_PHONE:], NARROW, "narrow"))
    charts = [(_trend(part, name, measured), pixels, class_) for part, pixels, class_ in widths]
    told = (svg(each, description(each, measured.language), *size) for each, *size in charts)
    return Markup("").join(told)


def _trend(months: Sequence[Month], name: str, measured: Measured) -> Trend:
    lows = [end for each in months for end in (each.value, each.low) if end is not None]
    if measured.measure == "score":
        axis = axis_of_scores(*measured.ends, measured.language)
    else:
        axis = axis_of_rates(min(lows, default=0.0))
    moments = tuple(
        Moment(step, each.value, each.low, each.high, each.told)
        for step, each in enumerate(months)
        if each.value is not None
    )
    return Trend(tuple(each.name for each in months), (Series(name, moments),), axis)
