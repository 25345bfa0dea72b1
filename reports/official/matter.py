"""What an official report is written from, and how it prints names, counts and figures."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from analysis.figures import Figure
from reports import style, words
from reports.background import Background
from reports.classes import Classed, classed
from reports.content import About, Cell, GridRow, Sentence
from reports.official.setting import Setting
from reports.official.share import Question
from reports.official.standing import Standing
from reports.subject import Subject

GAP = style.FIXED_SPACE * 8
"""Room for what the registry writes by hand."""
DOTS = "…" * 12
"""Where a name was not given."""
KINDS = ("department", "commune", "service_centre", "branch", "vertical_agency", "province")

_PADDED = re.compile(r"^0(?=[1-9](?![\d/.,]))")
"""The leading zero of a count; no date and no share begins so."""


@dataclass(frozen=True)
class Matter:
    """Figures, standings and names of one report; `standing` is that of its kind, None for the province."""

    subject: Subject
    about: About
    setting: Setting
    background: Background
    standings: tuple[Standing, ...]
    standing: Standing | None = None
    questions: tuple[Question, ...] = field(default=())

    @property
    def language(self) -> str:
        return self.subject.language

    @property
    def public(self) -> bool:
        return self.subject.summary.limits.public

    @property
    def ranks(self) -> bool:
        """Whether units may be ranked, classed and tested at all."""
        return not self.subject.summary.voluntary or self.background.ranks_volunteers

    @cached_property
    def units(self) -> tuple[str, ...]:
        """The units of the report, kind by kind, in the order of their names."""
        if self.standing is not None:
            return self.standing.units
        return (*(unit for each in self.standings for unit in each.units), *self.alone)

    @cached_property
    def alone(self) -> tuple[str, ...]:
        """Units with ballots that are the only ones of their kind."""
        summary, wave = self.subject.summary, self.subject.wave
        placed = {unit for each in self.standings for unit in each.units}
        return tuple(
            unit
            for unit in summary.units
            if unit not in placed
            and any(figure.suppressed != "empty" for figure in summary.of(unit=unit, wave=wave))
        )

    @property
    def head(self) -> str:
        """The code of the overall figure."""
        return self.subject.headline.code

    @cached_property
    def lines(self) -> tuple[str, ...]:
        """The overall figure and the groups below it, in print order; single items are no groups."""
        groups = self.subject.groups
        if all(len(group.items) == 1 for group in groups):
            return (self.head,)
        return (self.head, *(group.code for group in groups))

    def say(self, key: str, **values: str) -> str:
        """A sentence in the report's language."""
        return style.as_official(words.say(key, self.language, **values))

    def sentence(self, key: str, *, strong: bool = False, **values: str) -> Sentence:
        """The same as a sentence of the report, and as a screen shows it."""
        text = self.say(key, **values)
        on_screen = self.say(key, **{name: _PADDED.sub("", each) for name, each in values.items()})
        return Sentence(text, strong=strong, page="" if on_screen == text else on_screen)

    def figure(self, unit: str | None, code: str = "") -> Figure:
        """One figure; the overall one without a code."""
        return self.subject.figure_of(unit, code or self.head)

    def value(self, value: float) -> str:
        return self.subject.printer.value(value)

    def label(self, code: str) -> str:
        """The printed name of a line."""
        return self.subject.label(code)

    def count(self, n: int) -> str:
        """A whole number as official editions write it: 07."""
        text = style.count(n, self.language)
        return f"0{text}" if self.language == "vi" and 0 < n < 10 else text

    def counted(self, n: int) -> str:
        """07 đơn vị; nobody is no number."""
        if not n:
            return self.say("official_nobody")
        return _padded(words.units(n, self.language), n, self.language)

    def forms(self, n: int) -> str:
        """07 phiếu."""
        return _padded(words.forms(n, self.language), n, self.language)

    def kind(self, kind: str) -> str:
        """A kind of unit as a sentence names it."""
        if not kind:
            return self.say("official_kind_all")
        if kind in KINDS:
            return self.say(f"official_kind_{kind}")
        return self.say("official_kind_other", kind=style.plain(kind))

    @property
    def whom(self) -> str:
        """The kind of the report; all units for the province."""
        return self.kind("" if self.standing is None else self.standing.kind)

    def classed(self, unit: str) -> Classed | None:
        """The class of a unit; none of scores, of few ballots, of volunteers."""
        if self.subject.measure != "rate" or not self.ranks:
            return None
        return classed(self.figure(unit), self.background.bands)

    def official(self, sentences: Sequence[Sentence]) -> tuple[Sentence, ...]:
        """Sentences of the other reports, as an official edition prints them."""
        return tuple(Sentence(each.official or each.text, each.strong) for each in sentences)


def shown(figure: Figure) -> float | None:
    """The value of a figure that is shown."""
    if figure.suppressed or figure.estimate is None:
        return None
    return figure.estimate.value


def row(texts: Sequence[str], *, group: bool = False) -> GridRow:
    """A line of plain cells."""
    return GridRow(tuple(Cell(text) for text in texts), "group" if group else "")


def name_of(unit: str) -> str:
    """A unit as printed."""
    return style.plain(unit)


def _padded(text: str, n: int, language: str) -> str:
    return f"0{text}" if language == "vi" and 0 < n < 10 else text
