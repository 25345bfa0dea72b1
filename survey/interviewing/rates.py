"""Outcome rates of the lists, as AAPOR defines them: for the command, and for the pages of samples."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from analysis.weighting.dispositions import Dispositions
from analysis.weighting.outcome_rates import OutcomeRates, outcome_rates
from survey.interviewing.assigning import Line

HEADER = (
    "area",
    "cases",
    "interviewed",
    "response 1",
    "response 3",
    "cooperation 1",
    "refusal 1",
    "contact 1",
)
OPEN = "open"


def rate_lines(lines: Sequence[Line]) -> Iterator[tuple[str, ...]]:
    """A header, a line for each area, and one for all of them; of a case still open nobody knows."""
    yield HEADER
    by_area: dict[str, Counter[str]] = {}
    for line in lines:
        by_area.setdefault(line.frame.area or "all", Counter()).update(line.outcomes)
    for area, outcomes in by_area.items():
        yield _row(area, outcomes)
    if len(by_area) > 1:
        yield _row("all areas", sum(by_area.values(), Counter()))


def counted_of(outcomes: Counter[str]) -> Dispositions:
    """How many cases ended how; one that is still open is unknown."""
    words = list(outcomes)
    return Dispositions.of(
        ["unknown" if word == OPEN else word for word in words], weight=[outcomes[word] for word in words]
    )


def _row(area: str, outcomes: Counter[str]) -> tuple[str, ...]:
    counted = counted_of(outcomes)
    cells = (area, str(outcomes.total()), f"{counted.interviewed:.0f}")
    if not counted.eligible + counted.unknown:
        return (*cells, *[""] * (len(HEADER) - len(cells)))
    return (*cells, *_rates(outcome_rates(counted)))


def _rates(rates: OutcomeRates) -> Iterator[str]:
    for rate in (
        rates.response_rate_1,
        rates.response_rate_3,
        rates.cooperation_rate_1,
        rates.refusal_rate_1,
        rates.contact_rate_1,
    ):
        yield "" if rate is None else f"{rate:.3f}"
