"""The one axis of all charts of a report."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.figures import Figure
from reports import style
from reports.content import Axis
from reports.subject import Subject

STARTS = (0.7, 0.6, 0.5)
"""Where the axis of rates may begin instead of 0, when everything that counts lies above."""


def axis(subject: Subject, figures: Sequence[Figure]) -> Axis:
    """From the largest start below every dot, yardstick and reliable lower end, to 100 %."""
    if subject.measure == "score":
        return axis_of_scores(*subject.code_range, subject.language)
    return axis_of_rates(min((end for figure in figures for end in _lower_ends(figure)), default=0.0))


def axis_of_rates(lowest: float) -> Axis:
    """To 100 % from the largest start below the lowest point that has to lie on it."""
    start = next((start for start in STARTS if start < lowest), 0.0)
    tens = range(round(start * 10), 11)
    # Ten labels would touch: every second one from 0, the others stay as gridlines.
    shown = [ten for ten in tens if start or ten % 2 == 0]
    labels = tuple((ten / 10, str(ten * 10) + ("%" if ten == 10 else "")) for ten in shown)
    return Axis(start, 1.0, tuple(ten / 10 for ten in tens), labels)


def axis_of_scores(low: float, high: float, language: str) -> Axis:
    """From the lowest answer code to the highest."""
    ticks = tuple(float(code) for code in range(int(low), int(high) + 1))
    return Axis(low, high, ticks, tuple((tick, style.count(int(tick), language)) for tick in ticks))


def _lower_ends(figure: Figure) -> list[float]:
    """What must lie on the axis: every dot and yardstick, and the intervals that are reliable."""
    estimate = figure.estimate
    if figure.suppressed or estimate is None or estimate.value is None:
        return []
    ends = [estimate.value, figure.others, estimate.low if figure.reliable else None]
    return [end for end in ends if end is not None]
