"""The questionnaire as frozen data: Questionnaire → Block → Aspect → Factor → Item."""

from __future__ import annotations

from functools import cached_property
from typing import Annotated, Literal, Self

from pydantic import Field

from questionnaires.parts import (
    Aspect,
    Block,
    Code,
    Factor,
    Frozen,
    IndexRule,
    Item,
    Kind,
    Name,
    Option,
    Route,
    Scale,
    Text,
)
from questionnaires.tree import Group, Place, groups, places

__all__ = [
    "Aspect",
    "Block",
    "Code",
    "Factor",
    "Group",
    "IndexRule",
    "Item",
    "Kind",
    "Name",
    "Option",
    "Place",
    "Questionnaire",
    "Route",
    "Scale",
    "Text",
    "say",
]

Version = Annotated[str, Field(pattern=r"^[0-9A-Za-z][0-9A-Za-z.-]*$")]
Language = Annotated[str, Field(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]+)*$")]

YES_NO = Scale(
    options=(
        Option(code="1", label={"vi": "Có", "en": "Yes"}),
        Option(code="0", label={"vi": "Không", "en": "No"}),
    ),
    positive=("1",),
)
NOTHING = Scale(options=())


class Questionnaire(Frozen):
    """One version of a questionnaire: what is asked, of whom, and how it is added up."""

    code: Name
    """The name of the questionnaire through all its versions."""
    version: Version
    """Raised whenever the meaning of an answer changes."""
    title: Text
    """The name as printed."""
    languages: tuple[Language, ...]
    """Every text below is given in each of these."""
    wording: Literal["own", "official"] = "own"
    """official only for a form printed word by word from a decision."""
    status: Literal["draft", "final"] = "draft"
    """A draft can be analysed but not fielded."""
    index_rule: IndexRule = "pooled"
    """How items become the figure of a factor, an aspect, the whole."""
    scales: dict[Name, Scale] = Field(default_factory=dict)
    """Answers shared by several items, by name."""
    blocks: tuple[Block, ...]
    """The parts of the form in order."""

    def __hash__(self) -> int:
        return hash((self.code, self.version))

    def __copy__(self) -> Self:
        # model_copy(update=...) would hand the members derived from the old fields to the copy.
        copied = super().__copy__()
        for name in set(copied.__dict__) - set(type(self).model_fields):
            del copied.__dict__[name]
        return copied

    @cached_property
    def places(self) -> tuple[Place, ...]:
        """Every item in order, with the block, aspect and factor above it."""
        return tuple(places(self.blocks))

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """Every item in the order of the form."""
        return tuple(place.item for place in self.places)

    @cached_property
    def rated_items(self) -> tuple[Item, ...]:
        """The battery items of the satisfaction blocks, those with role "overall" included."""
        return tuple(place.item for place in self.places if place.is_rated)

    @cached_property
    def groups(self) -> tuple[Group, ...]:
        """The index tree of the satisfaction blocks, in print order, parent before child."""
        return groups(self.blocks)

    @cached_property
    def _by_code(self) -> dict[str, Place]:
        return {place.item.code: place for place in self.places}

    def place(self, code: str) -> Place:
        """Where the item of this code stands."""
        if code not in self._by_code:
            raise KeyError(f"no item {code} in {self.code} {self.version}; it has {', '.join(self._by_code)}")
        return self._by_code[code]

    def item(self, code: str) -> Item:
        """The item of this code."""
        return self.place(code).item

    def scale_of(self, item: Item) -> Scale:
        """The answers offered: the item's own, else those of its factor, else of its block; none for text."""
        if item.kind == "text":
            return NOTHING
        if item.kind == "yes_no":
            return YES_NO
        if item.options:
            return Scale(options=item.options)
        name = self._scale_name(item)
        return self.scales[name] if name else NOTHING

    def stem_of(self, item: Item) -> Text | None:
        """The sentence that the item's text completes, or None when the text is a whole question.

        Battery and yes_no items take it from their factor or block; the others are sentences themselves.
        """
        if item.stem or item.kind not in {"battery", "yes_no"}:
            return item.stem
        place = self.place(item.code)
        return (place.factor and place.factor.stem) or place.block.stem

    def sentence(self, item: Item, language: str) -> str:
        """The whole question in one language: the stem with the item's text in it."""
        text = say(item.text, language)
        stem = say(self.stem_of(item), language)
        return stem.replace("{item}", text) if stem else text

    def _scale_name(self, item: Item) -> str | None:
        place = self.place(item.code)
        return item.scale or (place.factor and place.factor.scale) or place.block.scale


def say(text: Text | None, language: str) -> str:
    """A text in a language; where that is missing in Vietnamese, else in its first language."""
    if not text:
        return ""
    return text.get(language) or text.get("vi") or next(iter(text.values()))
