"""A report as plain data: what is said and shown, before it becomes a PDF or a page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from analysis.figures import Figure
from reports import style
from reports.charts.data import Axis as Axis
from reports.charts.data import Chart, Tone
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
    fonts: str = ""
    """The typeface that was chosen for the PDF; "" for ours."""


@dataclass(frozen=True)
class Sentence:
    """One or two sentences of running text; a strong one is the finding, the others explain it.

    `official` is the text of official editions where it differs: with leading zeros. `page` is the text of
    screens where a sentence of an official edition stands on one: without them.
    """

    text: str
    strong: bool = False
    official: str = ""
    page: str = ""

    def __post_init__(self) -> None:
        if style.SMALL in self.text:
            object.__setattr__(self, "official", style.as_official(self.text))
            object.__setattr__(self, "text", style.as_page(self.text))


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
    """One line of a table with a drawn column; without a figure it is a heading inside the table.

    `count` says how many of how many were satisfied, in the place of n.
    """

    label: str
    figure: Figure | None
    role: Role
    count: str = ""


@dataclass(frozen=True)
class Section:
    """A heading, what was found, the table that shows it, and notes under the table.

    A brief one has neither the drawn column nor comparisons, since its rows stand in another table, too.
    """

    code: str
    title: str
    first: str
    rows: tuple[Row, ...]
    finding: tuple[Sentence, ...] = ()
    notes: tuple[Sentence, ...] = ()
    brief: bool = False


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
class Cell:
    """A printed cell; its tone shades it and says nothing that the words do not say."""

    text: str
    tone: Tone = "plain"


@dataclass(frozen=True)
class GridRow:
    """The cells of one line, the first of them its name; a "group" is a heading, "marked" is the reader's."""

    cells: tuple[Cell, ...]
    role: Literal["", "group", "marked"] = ""


@dataclass(frozen=True)
class Grid:
    """A heading, what was found, a table of printed texts with one head a column, notes under it.

    `widths` are the shares of the page that the columns take; equal ones beside the first when empty.
    """

    code: str
    title: str
    heads: tuple[str, ...]
    rows: tuple[GridRow, ...]
    finding: tuple[Sentence, ...] = ()
    notes: tuple[Sentence, ...] = ()
    widths: tuple[float, ...] = ()


@dataclass(frozen=True)
class Prose:
    """A heading and running text, a paragraph each."""

    code: str
    title: str
    paragraphs: tuple[tuple[Sentence, ...], ...]


Block = Section | Grid | Picture | Prose


@dataclass(frozen=True)
class Chapter:
    """Blocks under one heading; a chapter without one goes on with what stands above."""

    code: str
    title: str
    blocks: tuple[Block, ...]
    on_new_page: bool = False


@dataclass(frozen=True)
class Annex:
    """The head of an annex to a report; `attached` leaves blanks for what the registry enters."""

    number: str
    title: str
    attached: str


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
    chapters: tuple[Chapter, ...] = ()
    annex: Annex | None = None

    @property
    def blocks(self) -> tuple[Block, ...]:
        """All that is drawn between the facts and the method, in reading order."""
        inside = (block for chapter in self.chapters for block in chapter.blocks)
        return (*self.sections, *self.pictures, *inside)

    @property
    def title(self) -> str:
        """Lead and name in one line, as a document's title."""
        return f"{self.lead} {self.name}".strip()
