"""The way through a paper ballot in words: numbers of the questions, jumps, and who answers what."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from questionnaires.model import Item, Questionnaire, Scale, Text, say
from reports import style
from reports.paper import words

NO_OPINION = "?"


@dataclass(frozen=True)
class Routing:
    """Everything a reader is told about the way through one questionnaire."""

    questionnaire: Questionnaire

    @cached_property
    def numbers(self) -> dict[str, int]:
        """Every item's number on paper, in the order of the form."""
        return {item.code: number for number, item in enumerate(self.questionnaire.items, start=1)}

    def jumps(self, item: Item, language: str) -> list[str]:
        """Where to go on from an item, for answers that close the questions right after it."""
        if not any(each.asked_if and each.asked_if.item == item.code for each in self.questionnaire.items):
            return []
        if item.kind == "multiple":
            return list(self._unticked_jump(item, language))
        return list(self._jumps(item, language))

    def condition(self, item: Item, language: str) -> str:
        """Who answers an item and its neighbours with the same filter; said before the first of them."""
        route, run = item.asked_if, self._run(item)
        if route is None or run[0] != item.code:
            return ""
        before = self.questionnaire.item(route.item)
        first, last = self.numbers[run[0]], self.numbers[run[-1]]
        return words.say(
            "only_if" if first == last else "only_if_several",
            language,
            numbers=str(first) if first == last else f"{first}–{last}",
            before=str(self.numbers[before.code]),
            answers=words.either(self._labels(before, set(route.codes), language), language),
        )

    def _run(self, item: Item) -> list[str]:
        """The neighbours with the same filter, the item among them."""
        items = self.questionnaire.items
        first = last = self.numbers[item.code] - 1
        while first > 0 and items[first - 1].asked_if == item.asked_if:
            first -= 1
        while last + 1 < len(items) and items[last + 1].asked_if == item.asked_if:
            last += 1
        return [each.code for each in items[first : last + 1]]

    def _jumps(self, item: Item, language: str) -> Iterator[str]:
        ways: dict[int, list[str]] = {}
        for code, label in _answers(self.questionnaire.scale_of(item)):
            to = self._next(item, {code})
            if to > self.numbers[item.code] + 1:
                ways.setdefault(to, []).append(printed(label, language))
        for to, labels in ways.items():
            yield self._said("jump", to, words.either(labels, language), language)

    def _unticked_jump(self, item: Item, language: str) -> Iterator[str]:
        opening = {
            code
            for each in self.questionnaire.items
            if each.asked_if and each.asked_if.item == item.code
            for code in each.asked_if.codes
        }
        to = self._next(item, set())
        if to > self.numbers[item.code] + 1:
            labels = self._labels(item, opening, language)
            yield self._said("jump_unticked", to, words.either(labels, language), language)

    def _next(self, item: Item, chosen: set[str]) -> int:
        """The number of the first later question that this answer leaves open."""
        closed: set[str] = set()
        later = self.questionnaire.items[self.numbers[item.code] :]
        for each in later:
            route = each.asked_if
            shut = route is not None and (
                (route.item == item.code and not chosen & set(route.codes)) or route.item in closed
            )
            if not shut:
                return self.numbers[each.code]
            closed.add(each.code)
        return len(self.numbers) + 1

    def _said(self, key: str, to: int, answers: str, language: str) -> str:
        if to > len(self.numbers):
            return words.say(f"{key}_end", language, answers=answers)
        return words.say(key, language, answers=answers, to=str(to))

    def _labels(self, item: Item, codes: set[str], language: str) -> list[str]:
        answers = _answers(self.questionnaire.scale_of(item))
        return [printed(label, language) for code, label in answers if code in codes]


def printed(text: Text | None, language: str) -> str:
    """A text of the questionnaire as a line of paper begins: with a capital."""
    return style.capital(style.plain(say(text, language)))


def _answers(scale: Scale) -> Iterator[tuple[str, Text]]:
    yield from ((option.code, option.label) for option in scale.options)
    if scale.no_opinion:
        yield NO_OPINION, scale.no_opinion
