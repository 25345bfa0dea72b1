"""A questionnaire as the page draws it: nested sections, questions, the boxes to choose from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from markupsafe import Markup, escape

from questionnaires.answers import NO_OPINION
from questionnaires.model import Aspect, Block, Factor, Item, Kind, Option, Questionnaire, Scale, Text, say
from survey.citizen.fields import NONE_OF_THESE, Asked
from survey.citizen.messages import Words
from survey.citizen.slips import sentence_of

BLOCKS: dict[Kind, str] = {
    "battery": "cards",
    "single": "cards",
    "yes_no": "cards",
    "multiple": "ticks",
    "text": "box",
}
"""Which block of questions.html draws a kind of question."""
FACES = ("1", "2", "3", "4", "5")
"""Levels with a face; other scales have words alone."""


@dataclass(frozen=True)
class Choice:
    """One box: what it sends, its words, its face, and whether it stands apart from the scale."""

    code: str
    label: str
    face: str | None = None
    is_apart: bool = False


@dataclass(frozen=True)
class Question:
    """One fieldset."""

    item: Item
    block: str
    legend: Markup
    sentence: str
    condition: str
    choices: tuple[Choice, ...]
    columns: str
    is_optional: bool
    blank: str
    """What is said when it is left blank; nothing where that is all right."""


@dataclass(frozen=True)
class Section:
    """A heading with what stands below it."""

    title: str
    intro: str
    questions: tuple[Question, ...] = ()
    sections: tuple[Section, ...] = field(default_factory=tuple)


@lru_cache(maxsize=128)
def sections_of(questionnaire: Questionnaire, words: Words) -> tuple[Section, ...]:
    """The whole questionnaire in one language."""
    draw = _Drawing(questionnaire, words)
    return tuple(draw.section(block) for block in questionnaire.blocks)


@dataclass(frozen=True)
class _Drawing:
    questionnaire: Questionnaire
    words: Words

    def section(self, part: Block | Aspect | Factor) -> Section:
        below: Sequence[Aspect | Factor] = ()
        if not isinstance(part, Factor):
            below = (*getattr(part, "aspects", ()), *part.factors)
        return Section(
            title=self.say(part.title),
            intro=self.say(part.intro) if isinstance(part, Block) else "",
            questions=tuple(self.question(item) for item in part.items),
            sections=tuple(self.section(each) for each in below),
        )

    def question(self, item: Item) -> Question:
        scale = self.questionnaire.scale_of(item)
        sentence = self.questionnaire.sentence(item, self.words.language)
        choices = tuple(self.choices(item, scale))
        return Question(
            item=item,
            block=BLOCKS[item.kind],
            legend=self.legend(item),
            sentence=sentence,
            condition=self.condition(item),
            choices=choices,
            columns=_columns(item, choices),
            is_optional=not item.required and not self.says_optional(item, sentence),
            blank=self.blank(item, scale),
        )

    def legend(self, item: Item) -> Markup:
        """The whole sentence; of a battery the words that differ stand out."""
        stem = self.say(self.questionnaire.stem_of(item))
        text = escape(self.say(item.text))
        before, found, after = stem.partition("{item}")
        if not found or not (before.strip() or after.strip()):
            return Markup("<b>{}</b>").format(text)
        return Markup("{}<b>{}</b>{}").format(before, text, after)

    def choices(self, item: Item, scale: Scale) -> Iterator[Choice]:
        levels = sorted(option.code for option in scale.options if option.counts)
        has_faces = item.kind == "battery" and tuple(levels) == FACES and set(scale.positive) == {"4", "5"}
        for option in scale.options:
            face = option.code if has_faces and option.counts else None
            yield Choice(option.code, self.label(option), face, not option.counts)
        if scale.no_opinion:
            yield Choice(NO_OPINION, self.say(scale.no_opinion), is_apart=True)
        if item.kind == "multiple" and item.required:
            yield Choice(NONE_OF_THESE, self.words.none_of_these, is_apart=True)

    def condition(self, item: Item) -> str:
        """Who is asked, in words; nothing where everybody is."""
        route = item.asked_if
        if route is None:
            return ""
        before = self.questionnaire.item(route.item)
        options = self.questionnaire.scale_of(before).options
        labels = [f"“{self.label(option)}”" for option in options if option.code in route.codes]
        question = self.questionnaire.sentence(before, self.words.language)
        return self.words.only_if.format(question=question, answers=self.words.either.join(labels))

    def blank(self, item: Item, scale: Scale) -> str:
        slip = Asked(item, scale).blank
        return sentence_of(self.questionnaire, item.code, slip, self.words) if slip else ""

    def label(self, option: Option) -> str:
        """The words in a box: they begin like a sentence, and a line does not end inside "hài lòng"."""
        words = self.say(option.label).replace("hài lòng", "hài\u00a0lòng")
        return words[:1].upper() + words[1:]

    def says_optional(self, item: Item, sentence: str) -> bool:
        """Whether the questionnaire says itself that the question may be left out."""
        title = self.say(self.questionnaire.place(item.code).block.title)
        return self.words.optional in f"{sentence} {title}".casefold()

    def say(self, text: Text | None) -> str:
        return say(text, self.words.language)


def _columns(item: Item, choices: Sequence[Choice]) -> str:
    """Short scales stand in one row where there is room; "apart" ones below it."""
    n_levels = sum(not choice.is_apart for choice in choices)
    if item.kind == "battery" and 2 <= n_levels <= 5:
        faces = " faces" if any(choice.face for choice in choices) else ""
        return f"row n{n_levels}{faces}"
    return "row pair" if item.kind == "yes_no" else ""
