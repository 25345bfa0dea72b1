"""Whom and what a report is about: one unit or all, one wave, one language; figures are asked of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

from analysis.figures import Figure, Summary
from questionnaires.model import Item, Questionnaire, Scale, say
from questionnaires.tree import Group
from reports import style, words
from reports.measures import Measure, Printer


class UnknownUnitError(ValueError):
    """A unit that the summary does not know."""


class UnknownWaveError(ValueError):
    """A wave that the summary does not know, or none where there are several."""


@dataclass(frozen=True)
class Subject:
    """One unit (None: all units together) in one wave, and where its figures and words come from."""

    summary: Summary
    questionnaire: Questionnaire
    unit: str | None
    wave: str | None
    language: str

    def __post_init__(self) -> None:
        style.known(self.language)
        units, waves = self.summary.units, self.summary.waves
        if self.unit is not None and self.unit not in units:
            raise UnknownUnitError(
                f"no unit {self.unit!r} in the summary; it has {', '.join(units) or 'none'}"
            )
        if self.wave not in (waves or (None,)):
            raise UnknownWaveError(f"no wave {self.wave!r} in the summary; name one of {', '.join(waves)}")

    @property
    def measure(self) -> Measure:
        return "score" if self.summary.index_rule == "mean_score" else "rate"

    @cached_property
    def printer(self) -> Printer:
        return Printer(self.measure, self.language)

    @property
    def level(self) -> str:
        """The confidence level as printed."""
        return style.confidence(self.summary.level, self.language)

    @cached_property
    def groups(self) -> tuple[Group, ...]:
        """Aspects and factors in print order, without the overall index."""
        return tuple(group for group in self.questionnaire.groups if group.kind != "overall")

    @cached_property
    def overall_items(self) -> tuple[Item, ...]:
        """Rated items that are reported beside the index."""
        return tuple(item for item in self.questionnaire.rated_items if item.role == "overall")

    @cached_property
    def pooled_items(self) -> tuple[str, ...]:
        """Codes of the items that make up the index."""
        return tuple(item.code for item in self.questionnaire.rated_items if item.role is None)

    @cached_property
    def headline(self) -> Figure:
        """The figure a report opens with: the index, or where there is none the last overall question."""
        if self.questionnaire.groups:
            return self.figure(self.questionnaire.groups[0].code)
        return self.figure(self.overall_items[-1].code)

    @property
    def only_item(self) -> Item | None:
        """The one item that the headline figure stands on, if it is one."""
        if not self.pooled_items:
            return self.overall_items[-1]
        return self.questionnaire.item(self.pooled_items[0]) if len(self.pooled_items) == 1 else None

    def figure(self, code: str) -> Figure:
        """One figure of this unit; an empty one where nothing was computed."""
        return self.figure_of(self.unit, code)

    def item_figure(self, code: str) -> Figure:
        """The figure of an item of this unit; without "no opinion" where nobody could say so."""
        figure = self.figure(code)
        offered = self.scale(self.questionnaire.item(code)).no_opinion is not None
        return figure if offered or figure.dont_know else replace(figure, dont_know=None)

    def figure_of(self, unit: str | None, code: str) -> Figure:
        """One figure of any unit in this wave."""
        try:
            return self.summary.figure(code, unit=unit, wave=self.wave)
        except KeyError:
            return Figure(self.wave, unit, None, code, "item", 0, 0, None, None, None, "empty")

    def say(self, key: str, **values: str) -> str:
        """A sentence of ours in the report's language."""
        return words.say(key, self.language, **values)

    def text(self, text: dict[str, str] | None) -> str:
        """A text of the questionnaire in the report's language."""
        return style.plain(say(text, self.language))

    def label(self, code: str) -> str:
        """The printed name of an item or group."""
        return style.capital(self.text(self._titles.get(code) or self.questionnaire.item(code).text))

    @cached_property
    def _titles(self) -> dict[str, dict[str, str]]:
        return {group.code: group.title for group in self.questionnaire.groups}

    @cached_property
    def code_range(self) -> tuple[float, float]:
        """The lowest and highest code of the rated items, where codes are scores."""
        options = (option for item in self.questionnaire.rated_items for option in self.scale(item).options)
        codes = [float(option.code) for option in options if option.counts and option.code.isdecimal()]
        return (min(codes), max(codes))

    def scale(self, item: Item) -> Scale:
        return self.questionnaire.scale_of(item)

    def count(self, n: int) -> str:
        return style.count(n, self.language)

    def tally(self, n: int) -> str:
        """A number of people, forms or units inside a sentence."""
        return style.tally(n, self.language)

    def forms(self, n: int) -> str:
        return words.forms(n, self.language, style.tally)

    def items(self, n: int) -> str:
        return words.items(n, self.language, style.tally)

    def factors(self, n: int) -> str:
        return words.factors(n, self.language, style.tally)

    def units(self, n: int) -> str:
        return words.units(n, self.language, style.tally)
