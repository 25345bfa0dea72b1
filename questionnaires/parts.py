"""The parts of a questionnaire as frozen data: options, scales, items and the groups that hold them."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StrictBool

Code = Annotated[str, Field(pattern=r"^[0-9A-Z]$")]
"""An answer's code: one character, so that one answer is one position of the answer string."""

Name = Annotated[str, Field(pattern=r"^[A-Za-z][A-Za-z0-9_.-]*$")]
"""The code of an item, factor, aspect, block, scale or questionnaire."""

Text = dict[str, str]
"""One sentence in each language: {"vi": …, "en": …}."""

Kind = Literal["battery", "single", "multiple", "yes_no", "text"]
Role = Literal["about", "perception", "satisfaction", "needs"]
IndexRule = Literal[
    "pooled", "mean_of_items", "mean_of_factors", "fixed_weights", "mean_of_respondents", "mean_score"
]


class Frozen(BaseModel):
    """Data that cannot change and knows no field but its own."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)


class Option(Frozen):
    """One answer offered."""

    code: Code
    """One character, 0-9 or A-Z; it is what is stored."""
    label: Text
    """The words of the answer in each language."""
    counts: StrictBool = True
    """false keeps the answer outside the base ("no result yet today")."""


class Scale(Frozen):
    """Answers offered together."""

    options: tuple[Option, ...]
    """In the order in which they are shown."""
    positive: tuple[Code, ...] = ()
    """The codes that count as satisfied."""
    no_opinion: Text | None = None
    """The words of "no opinion", stored as "?"; left out where it is not offered."""


class Route(Frozen):
    """Asked only of those who answered `item` with one of `codes`."""

    item: Name
    """An earlier closed item."""
    codes: tuple[Code, ...]
    """Any of these answers opens the question (of a tick-many item: any of these ticked)."""


class Item(Frozen):
    """One question. `battery` items of a factor share its stem and scale and are drawn together."""

    code: Name
    """Unique in the questionnaire; the name of the column in every file."""
    kind: Kind = "battery"
    """battery (rated on a shared scale), single, multiple (tick many), yes_no or text."""
    text: Text
    """With a stem: the noun phrase that completes it; else the whole question."""
    scale: Name | None = None
    """The name of a scale, where it is not the factor's or the block's."""
    options: tuple[Option, ...] = ()
    """Answers of this item alone, instead of a scale."""
    stem: Text | None = None
    """The sentence that {item} completes, where it is not the factor's or the block's."""
    role: Literal["overall"] | None = None
    """overall: a rating "as a whole", reported beside the other items and never pooled with them."""
    asked_if: Route | None = None
    """The filter; left out when everybody is asked."""
    required: StrictBool = True
    """Whether the citizen is asked once more when it is left blank."""
    weight: float | None = None
    """Only with index_rule fixed_weights."""
    most: int | None = None
    """Only for multiple: how many may be ticked at most."""


class Factor(Frozen):
    """Items that judge one thing."""

    code: Name
    """Unique in the questionnaire."""
    title: Text
    """The heading."""
    stem: Text | None = None
    """Shared by the battery and yes_no items below."""
    scale: Name | None = None
    """Shared by the items below that have no answers of their own."""
    items: tuple[Item, ...]
    """In the order in which they are asked."""


class Aspect(Frozen):
    """Factors that are added up, or items without factors."""

    code: Name
    """Unique in the questionnaire."""
    title: Text
    """The heading."""
    factors: tuple[Factor, ...] = ()
    """Either factors or items."""
    items: tuple[Item, ...] = ()
    """Either items or factors."""


class Block(Frozen):
    """A part of the form; a satisfaction block is what the index is made of."""

    code: Name
    """Unique in the questionnaire."""
    title: Text
    """The heading."""
    role: Role
    """about (the respondent), perception, satisfaction or needs."""
    intro: Text | None = None
    """A sentence read before the first question."""
    stem: Text | None = None
    """Shared by the battery and yes_no items below."""
    scale: Name | None = None
    """Shared by the items below that have no answers of their own."""
    aspects: tuple[Aspect, ...] = ()
    """Exactly one of aspects, factors and items."""
    factors: tuple[Factor, ...] = ()
    """Exactly one of aspects, factors and items."""
    items: tuple[Item, ...] = ()
    """Exactly one of aspects, factors and items."""
