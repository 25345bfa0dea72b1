"""The answer string: one character a position, between a ballot's answers and its one row in a file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

from questionnaires.cells import (
    ILLEGIBLE,
    NO_ANSWER,
    NO_OPINION,
    NOT_ASKED,
    SIGNS,
    TWO_MARKS,
    Answer,
    AnswersError,
    Position,
    Question,
)
from questionnaires.model import Questionnaire

__all__ = [
    "ILLEGIBLE",
    "NOT_ASKED",
    "NO_ANSWER",
    "NO_OPINION",
    "SIGNS",
    "TWO_MARKS",
    "Answer",
    "AnswersError",
    "Position",
    "codebook",
    "decode",
    "encode",
    "positions",
]


def positions(questionnaire: Questionnaire) -> tuple[Position, ...]:
    """What each character of the answer string stands for; free text has no position."""
    return _form(questionnaire).positions


def codebook(questionnaire: Questionnaire) -> tuple[frozenset[str], ...]:
    """The characters allowed at each position, for readers of whole files (filters are not looked at)."""
    return _form(questionnaire).codebook


def encode(questionnaire: Questionnaire, answers: Mapping[str, Answer]) -> str:
    """The answer string of one ballot.

    An item left out has no answer; an item that was not asked is marked so. Of a tick-many item, no answer
    and "none of them" (an empty collection) are two things.

    Raises
    ------
    AnswersError: an unknown item, a code that is not offered, an answer to a question that was not asked.
    """
    form = _form(questionnaire)
    unknown = [code for code in answers if code not in form.questions]
    if unknown:
        raise AnswersError(f"{unknown[0]}: no closed item of {form.name}; it has {', '.join(form.questions)}")
    string = ""
    known: dict[str, str | tuple[str, ...]] = {}
    for code, question in form.questions.items():
        given = question.cell(answers.get(code, NO_ANSWER))
        cell = question.routed(given, asked=question.is_asked(known))
        known[code] = question.answer(cell)
        string += cell
    return string


def decode(questionnaire: Questionnaire, string: str) -> dict[str, str | tuple[str, ...]]:
    """The answers of one answer string: a code or a sign for every closed item, ticks as a tuple of codes.

    Raises
    ------
    AnswersError: a wrong length, a character that is not allowed, a filter that does not agree.
    """
    form = _form(questionnaire)
    if len(string) != len(form.positions):
        raise AnswersError(f"{len(string)} characters; {form.name} has {len(form.positions)} positions")
    answers: dict[str, str | tuple[str, ...]] = {}
    for code, question in form.questions.items():
        cell = string[question.start : question.start + question.width]
        question.check(cell, asked=question.is_asked(answers))
        answers[code] = question.answer(cell)
    return answers


@dataclass(frozen=True)
class _Form:
    """The closed items of a questionnaire, ready to read and write answer strings."""

    name: str
    questions: dict[str, Question]

    @cached_property
    def positions(self) -> tuple[Position, ...]:
        return tuple(each for question in self.questions.values() for each in question.positions)

    @cached_property
    def codebook(self) -> tuple[frozenset[str], ...]:
        return tuple(q.allowed for q in self.questions.values() for _ in range(q.width))


@lru_cache(maxsize=64)
def _form(questionnaire: Questionnaire) -> _Form:
    name = f"{questionnaire.code} {questionnaire.version}"
    return _Form(name, {question.item.code: question for question in _questions(questionnaire)})


def _questions(questionnaire: Questionnaire) -> Iterator[Question]:
    start = 0
    for item in questionnaire.items:
        if item.kind != "text":
            question = Question(item, questionnaire.scale_of(item), start)
            start += question.width
            yield question
