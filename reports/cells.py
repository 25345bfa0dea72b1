"""What the cells of one row print: the same strings on paper and on the page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from analysis.estimate import Estimate
from analysis.figures import Figure
from reports import style, words
from reports.measures import Printer

Tone = Literal["higher", "lower", "same", "reference", "plain"]
"""How a figure is drawn: tested above, below or not told apart; not reliable; not compared at all."""


EXACT = 1e-9
"""A rate this near to 0 or 1 differs from it by the rounding of weighted sums only."""


@dataclass(frozen=True)
class Cells:
    """The printed row; an empty string is an empty cell."""

    n: str
    dont_know: str
    value: str
    interval: str
    others: str
    verdict: str
    tone: Tone


def cells(figure: Figure | None, printer: Printer) -> Cells:
    """The strings of one figure; all empty for a heading."""
    if figure is None:
        return _without_figure("")
    estimate = figure.estimate
    if figure.suppressed or estimate is None or estimate.value is None:
        return _without_figure(_symbol(figure))
    tone = tone_of(figure)
    return Cells(
        n=style.MISSING if figure.n_valid is None else style.count(figure.n_valid, printer.language),
        dont_know=_dont_know(figure, printer.language),
        value=printer.value(estimate.value) + (f" {style.REFERENCE}" if not figure.reliable else ""),
        interval=interval_text(estimate, printer),
        others="" if figure.others is None else printer.value(figure.others),
        verdict=_verdict(figure, tone, printer.language),
        tone=tone,
    )


def tone_of(figure: Figure) -> Tone:
    """The tone of a figure that is shown; a comparison without a test has none."""
    if not figure.reliable:
        return "reference"
    return figure.versus_others or "plain"


def _verdict(figure: Figure, tone: Tone, language: str) -> str:
    if tone == "plain" or figure.others is None:
        return ""
    return words.say(f"verdict_{tone}", language)


def interval_text(estimate: Estimate, printer: Printer) -> str:
    """83,1–89,3, or in words where one end is the end of the scale or there is no interval."""
    if estimate.method == "census":
        return words.say("everyone", printer.language)
    if estimate.low is None or estimate.high is None:
        return style.MISSING
    if printer.measure == "rate" and is_all(estimate):
        return words.say("at_least", printer.language, low=printer.bare_end(estimate.low))
    if printer.measure == "rate" and is_none(estimate):
        return words.say("at_most", printer.language, high=printer.bare_end(estimate.high))
    return printer.interval(estimate.low, estimate.high)


def is_all(estimate: Estimate) -> bool:
    """Whether a rate is 100 %, not merely printed so."""
    return estimate.value is not None and estimate.value > 1 - EXACT


def is_none(estimate: Estimate) -> bool:
    """Whether a rate is 0 %, not merely printed so."""
    return estimate.value is not None and estimate.value < EXACT


def dont_know_share(figure: Figure) -> float | None:
    """Share of those who answered at all that had no opinion; None for groups and hidden figures."""
    if figure.suppressed or figure.dont_know is None or not figure.n_valid:
        return None
    return figure.dont_know / (figure.n_valid + figure.dont_know)


def _dont_know(figure: Figure, language: str) -> str:
    share = dont_know_share(figure)
    return "" if share is None else style.percentage(share, language, 1)


def _symbol(figure: Figure) -> str:
    if figure.suppressed == "hidden":
        return style.HIDDEN
    return style.NOTHING if figure.suppressed == "empty" else style.MISSING


def _without_figure(symbol: str) -> Cells:
    return Cells(symbol, "", symbol, "", "", "", "plain")
