"""The columns of a table with a drawn column, and what each head says."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from reportlab.lib.units import mm

from reports import style, words
from reports.content import Report, Section
from reports.parts.text import escaped

PAGE = 165 * mm
"""Width of the text on an A4 page with margins of 30 and 15 mm."""
GUTTER = 2 * mm
AXIS_SIDE = 4.5 * mm
"""Room for half a label at each end of the axis."""


@dataclass(frozen=True)
class Columns:
    """Widths in points, from the left margin on; a width of 0 leaves a column out."""

    label: float
    n: float
    dont_know: float
    value: float
    chart: float
    others: float

    @cached_property
    def edges(self) -> dict[str, float]:
        """The right edge of each column."""
        at, result = 0.0, {}
        for name in ("label", "n", "dont_know", "value", "chart", "others"):
            at += self.width(name)
            result[name] = at
        return result

    def width(self, name: str) -> float:
        return float(getattr(self, name))

    @property
    def axis(self) -> tuple[float, float]:
        """Left end and length of the axis inside the drawn column."""
        return self.edges["value"] + AXIS_SIDE, max(0.0, self.chart - 2 * AXIS_SIDE)


def brief_columns() -> Columns:
    """Those of a brief table: the interval stands beside the value."""
    n, value = 22 * mm, 42 * mm
    return Columns(PAGE - n - value, n, 0.0, value, 0.0, 0.0)


def columns(*, compared: bool, dont_know: bool, drawn: bool) -> Columns:
    """What is left out makes room for the label and the chart."""
    n, value = 12 * mm, 23 * mm
    no_opinion = 15 * mm if dont_know else 0.0
    others, chart = (31 * mm, 34 * mm) if compared else (0.0, 50 * mm)
    chart = chart if drawn else 0.0
    return Columns(PAGE - n - no_opinion - value - chart - others, n, no_opinion, value, chart, others)


def heads(report: Report, section: Section) -> dict[str, str]:
    """The head of each column as markup, without that of the drawn one, which is the axis."""
    language = report.language
    level = style.confidence(report.level, language)
    rate = words.say(f"head_{report.measure}", language)
    interval = words.say("head_interval", language, level=level)
    counted = any(row.count for row in section.rows)
    return {
        "label": escaped(section.first),
        "n": words.say("head_count" if counted else "head_n", language),
        "dont_know": words.say("head_dont_know", language),
        "value": f"{rate}{' ' if section.brief else '<br/>'}{interval}",
        "others": words.say("head_others", language),
    }
