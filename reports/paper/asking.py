"""How one ballot asks: its questionnaire, languages and size, and what every question needs of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from questionnaires.model import Item, Questionnaire, Text
from reports.paper import words
from reports.paper.routing import NO_OPINION, Routing
from reports.paper.sizes import Size
from reports.paper.texts import SetText, beside, set_text

NONE_OF_THESE = "none"
"""Of a tick-many question: looked at, and none of them."""


@dataclass(frozen=True)
class Choice:
    """One bubble with its words."""

    code: str
    label: Text
    is_apart: bool = False


@dataclass(frozen=True)
class Asking:
    """How one ballot asks: its questionnaire, languages and size, and the way through it."""

    questionnaire: Questionnaire
    languages: tuple[str, ...]
    size: Size
    spare: float = 0.0
    """Millimetres that each comment box gets beyond its height, so that no page ends half empty."""
    has_cover: bool = False
    """Whether the first question stands on a page of its own, after the notice."""

    @cached_property
    def routing(self) -> Routing:
        return Routing(self.questionnaire)

    def set(self, markup: str, role: str, room: float) -> SetText:
        """A text of this size."""
        return set_text(markup, role, self.size, room)

    def say(self, key: str, **values: str) -> str:
        """A sentence of ours, in both languages where there are two."""
        first, *others = [words.say(key, language, **values) for language in self.languages]
        return beside(first, others)

    def jumps(self, item: Item) -> str:
        """Where to go on from here, in every language; blank where one simply goes on."""
        told = [" ".join(self.routing.jumps(item, language)) for language in self.languages]
        return beside(told[0], told[1:]) if told[0] else ""

    def condition(self, item: Item) -> str:
        """Who answers this item and those after it, in every language."""
        told = [self.routing.condition(item, language) for language in self.languages]
        return beside(told[0], told[1:]) if told[0] else ""

    def choices(self, item: Item) -> Iterator[Choice]:
        """The answers in the order of the questionnaire; those outside the scale stand apart."""
        scale = self.questionnaire.scale_of(item)
        for option in scale.options:
            yield Choice(option.code, option.label, is_apart=not option.counts)
        if scale.no_opinion:
            yield Choice(NO_OPINION, scale.no_opinion, is_apart=True)
        if item.kind == "multiple" and item.required:
            yield Choice(NONE_OF_THESE, words.SENTENCES["none_of_these"], is_apart=True)
