"""One closed question and its stretch of the answer string: which characters, and what they mean."""

from __future__ import annotations

import reprlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property

from questionnaires.model import Item, Scale

NO_ANSWER = "."
NOT_ASKED = "-"
NO_OPINION = "?"
TWO_MARKS = "*"
ILLEGIBLE = "#"
SIGNS = frozenset({NO_ANSWER, NOT_ASKED, NO_OPINION, TWO_MARKS, ILLEGIBLE})
TICKED = "1"
NOT_TICKED = "0"

Answer = str | Collection[str]
"""A code or a sign; of a tick-many item the codes ticked, or one sign for the whole item."""


class AnswersError(ValueError):
    """Answers that are not a ballot of this questionnaire."""


@dataclass(frozen=True)
class Position:
    """What one character stands for: an item, or one option of a tick-many item."""

    item: str
    option: str | None = None


@dataclass(frozen=True)
class Question:
    """A closed item with its stretch of the answer string."""

    item: Item
    scale: Scale
    start: int

    @cached_property
    def codes(self) -> tuple[str, ...]:
        return tuple(option.code for option in self.scale.options)

    @cached_property
    def is_many(self) -> bool:
        return self.item.kind == "multiple"

    @cached_property
    def width(self) -> int:
        return len(self.codes) if self.is_many else 1

    @cached_property
    def signs(self) -> frozenset[str]:
        absent = set() if self.scale.no_opinion else {NO_OPINION}
        return SIGNS - absent - (set() if self.item.asked_if else {NOT_ASKED})

    @cached_property
    def allowed(self) -> frozenset[str]:
        return self.signs | ({TICKED, NOT_TICKED} if self.is_many else set(self.codes))

    @cached_property
    def positions(self) -> list[Position]:
        options = self.codes if self.is_many else (None,)
        return [Position(self.item.code, option) for option in options]

    def is_asked(self, answers: Mapping[str, str | tuple[str, ...]]) -> bool:
        """Whether the filter, if there is one, is open; a filter without an answer is shut."""
        route = self.item.asked_if
        if route is None:
            return True
        given = answers[route.item]
        return any(code in route.codes for code in ([given] if isinstance(given, str) else given))

    def cell(self, answer: Answer) -> str:
        """The characters of an answer, whether or not it was asked for."""
        if isinstance(answer, str) and (answer in self.signs or answer == NOT_ASKED):
            return answer * self.width
        if self.is_many and _is_list_of_codes(answer) and set(answer) <= set(self.codes):
            return self._ticks(set(answer))
        if isinstance(answer, str) and not self.is_many and answer in self.codes:
            return answer
        raise self.error(f"{reprlib.repr(answer)} is no answer")

    def routed(self, cell: str, *, asked: bool) -> str:
        """The characters after the filter: an answer stays only if it was asked for."""
        if asked and cell[:1] == NOT_ASKED:
            raise self.error("marked as not asked, but it was")
        if asked or cell[:1] == NOT_ASKED or cell == NO_ANSWER * self.width:
            return cell if asked else NOT_ASKED * self.width
        raise self.error(f"answered {self.answer(cell)!r}, but {self._filter()} did not open it")

    def check(self, cell: str, *, asked: bool) -> None:
        """Refuse characters that no ballot can have here."""
        signed = any(cell == sign * self.width for sign in self.signs)
        plain = {TICKED, NOT_TICKED} if self.is_many else set(self.codes)
        if not signed and not set(cell) <= plain:
            raise self.error(f"{cell!r} is no answer")
        if not signed and self.is_many:
            self._ticks(set(self.answer(cell)))
        if asked != (cell[:1] != NOT_ASKED):
            raise self.error(f"{cell!r}, but {self._filter()} {'opened it' if asked else 'did not open it'}")

    def answer(self, cell: str) -> str | tuple[str, ...]:
        """The answer that characters stand for."""
        if not self.is_many or cell[0] in SIGNS:
            return cell[0]
        return tuple(code for code, mark in zip(self.codes, cell, strict=True) if mark == TICKED)

    def error(self, what: str) -> AnswersError:
        codes = " ".join([*self.codes, *sorted(self.signs)])
        return AnswersError(f"{self.item.code}: {what}; allowed: {codes}")

    def _ticks(self, ticked: set[str]) -> str:
        if self.item.most is not None and len(ticked) > self.item.most:
            what = f"{len(ticked)} ticks, at most {self.item.most}; a paper with more is {TWO_MARKS}"
            raise self.error(what)
        return "".join(TICKED if code in ticked else NOT_TICKED for code in self.codes)

    def _filter(self) -> str:
        route = self.item.asked_if
        return f"{route.item} = {'/'.join(route.codes)}" if route else "nothing"


def _is_list_of_codes(answer: object) -> bool:
    """Whether a value, perhaps from a stranger's JSON, is a collection of texts."""
    if not isinstance(answer, Collection) or isinstance(answer, Mapping):
        return False
    return all(isinstance(code, str) for code in answer)
