"""What people answered to questions that rate nothing: shares with their intervals, in the form's order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from analysis.figures import Figure
from questionnaires.model import Item, Questionnaire, say
from reports import style
from reports.background import Answered

ROLES = ("perception", "needs")


@dataclass(frozen=True)
class Share:
    """The share that chose one answer, or any of those that agree; a hidden figure has none."""

    label: str
    figure: Figure

    @property
    def value(self) -> float | None:
        """From 0 to 1."""
        return self.figure.estimate.value if self.figure.estimate else None


@dataclass(frozen=True)
class Question:
    """One question under its theme; `together` when one share holds all answers that agree."""

    role: str
    theme: str
    code: str
    several: bool
    text: str
    shares: tuple[Share, ...]
    together: bool

    @property
    def n(self) -> int | None:
        """Who answered it; None where that is hidden."""
        return self.shares[0].figure.n_valid


def questions(asked: Questionnaire, answers: Sequence[Answered], language: str) -> tuple[Question, ...]:
    """The questions on perception and needs that were answered, as a report tells them."""
    return tuple(_questions(asked, answers, language))


def _questions(asked: Questionnaire, answers: Sequence[Answered], language: str) -> Iterator[Question]:
    found: dict[str, list[Answered]] = {}
    for each in answers:
        found.setdefault(each.item, []).append(each)
    for place in asked.places:
        item, told = place.item, found.get(place.item.code, [])
        if place.block.role not in ROLES or not told:
            continue
        yield Question(
            role=place.block.role,
            theme=_text((place.factor or place.block).title, language),
            code=item.code,
            several=item.kind == "multiple",
            text=_text(item.text, language),
            shares=tuple(Share(_label(asked, item, each.option, language), each.figure) for each in told),
            together=told[0].option == "",
        )


def _label(asked: Questionnaire, item: Item, option: str, language: str) -> str:
    """The words of an answer; without an option those of all answers that agree."""
    scale = asked.scale_of(item)
    wanted = (option,) if option else scale.positive
    labels = [style.plain(say(each.label, language)) for each in scale.options if each.code in wanted]
    return "; ".join(labels)


def _text(text: dict[str, str], language: str) -> str:
    return style.capital(style.plain(say(text, language)))
