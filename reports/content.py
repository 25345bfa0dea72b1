"""A report as plain data: what is said and shown, before it becomes a PDF or a page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from analysis.figures import Figure
from reports.charts.data import Axis as Axis
from reports.charts.data import Chart
from reports.measures import Measure

Edition = Literal["two-page", "full"]
"""How long a report is: what a director needs, or that and the charts."""

Role = Literal["group", "item", "unit"]
"""What a row is about: a group of items (in bold), an item, a unit."""


@dataclass(frozen=True)
class About:
    """Where the figures come from; printed on every page."""

    title: str
    source: str
    checksum: str
    simulated: bool
    questionnaire: str
    version: str
    note: str = ""


@dataclass(frozen=True)
class Sentence:
    """One or two sentences of running text; a strong one is the finding, the others explain it."""

    text: str
    strong: bool = False


@dataclass(frozen=True)
class Headline:
    """The overall figure, what it says and how far it reaches; `caption` tells how to read its chart."""

    figure: Figure
    labels: tuple[str, ...]
    sentences: tuple[Sentence, ...]
    caption: Sentence


@dataclass(frozen=True)
class Fact:
    """A short heading at the left, its sentences at the right."""

    term: str
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True)
class Row:
    """One line of a table with a drawn column; without a figure it is a heading inside the table."""

    label: str
    figure: Figure | None
    role: Role


@dataclass(frozen=True)
class Section:
    """A heading, what was found, the table that shows it, and notes under the table."""

    code: str
    title: str
    first: str
    rows: tuple[Row, ...]
    finding: tuple[Sentence, ...] = ()
    notes: tuple[Sentence, ...] = ()


@dataclass(frozen=True)
class Symbol:
    """A sign used in the tables and its meaning."""

    sign: str
    meaning: str


@dataclass(frozen=True)
class Twin:
    """The numbers of a chart as a table, for those who do not see it; the first cell of a row is its name."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Picture:
    """A heading, what was found, a chart with its description, and notes under it.

    Without a chart the finding says why there is none.
    """

    code: str
    title: str
    finding: tuple[Sentence, ...]
    chart: Chart | None
    alt: str
    notes: tuple[Sentence, ...]
    twin: Twin | None = None


@dataclass(frozen=True)
class Report:
    """Everything a reader is given, in reading order."""

    language: str
    measure: Measure
    level: float
    lead: str
    """The title without the name: what this is."""
    name: str
    """Whom it is about, as large as the title."""
    subtitle: str
    running: str
    headline: Headline
    facts: tuple[Fact, ...]
    sections: tuple[Section, ...]
    method: tuple[Fact, ...]
    legend: tuple[Symbol, ...]
    about: About
    axis: Axis
    """The one axis of all charts of the report."""
    pictures: tuple[Picture, ...] = ()

    @property
    def title(self) -> str:
        """Lead and name in one line, as a document's title."""
        return f"{self.lead} {self.name}".strip()
