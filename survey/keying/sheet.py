"""A ballot as a clerk keys it: one string in the order of the form, and what each question takes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from questionnaires.answers import positions
from questionnaires.cells import ILLEGIBLE, NO_ANSWER, NOT_TICKED, SIGNS, TICKED, Question
from questionnaires.model import Item, Questionnaire
from survey.ballots.marking import Sheet, mark
from survey.keying.errors import KeyingError

TYPED = str.maketrans({"/": ILLEGIBLE, ",": NO_ANSWER})
"""The numpad has no sign of its own for what cannot be read, and on some keyboards no point."""
MODE = "paper"

Said = dict[str, str | tuple[str, ...]]


@dataclass(frozen=True)
class Field:
    """One question of the form, as it is keyed."""

    item: Item
    question: Question
    number: int
    """As printed on the form."""

    @property
    def name(self) -> str:
        """The code of the question."""
        return self.item.code

    def cell(self, string: str) -> str:
        """Its characters in an answer string."""
        return string[self.question.start : self.question.start + self.question.width]


@lru_cache(maxsize=64)
def fields_of(questionnaire: Questionnaire) -> tuple[Field, ...]:
    """The closed questions in their order; written words have no code."""
    found, start = [], 0
    for number, item in enumerate(questionnaire.items, 1):
        if item.kind != "text":
            question = Question(item, questionnaire.scale_of(item), start)
            start += question.width
            found.append(Field(item, question, number))
    return tuple(found)


def written_items(questionnaire: Questionnaire) -> tuple[tuple[int, Item], ...]:
    """The questions that are answered in words, with their numbers on the form."""
    return tuple((n, item) for n, item in enumerate(questionnaire.items, 1) if item.kind == "text")


def tidy_codes(typed: str) -> str:
    """What was typed, as it stands in an answer string."""
    return "".join(typed.split()).upper().translate(TYPED)


def read_codes(questionnaire: Questionnaire, typed: str) -> Said:
    """The answers of a string with one sign a place, as it was typed.

    Raises
    ------
    KeyingError: a wrong length, or several signs where a question takes one.
    """
    string, length = tidy_codes(typed), len(positions(questionnaire))
    if len(string) != length:
        raise KeyingError("codes", "length", typed=len(string), wanted=length)
    return {field.name: _answer(field, field.cell(string)) for field in fields_of(questionnaire)}


def marked(questionnaire: Questionnaire, said: Said, comments: Mapping[str, str] | None = None) -> Sheet:
    """The sheet of these answers by the one contract.

    Raises
    ------
    KeyingError: the first question with an answer that it does not take.
    """
    sheet = mark(questionnaire, MODE, said, comments or {}, complete=True)
    for field in fields_of(questionnaire):
        reason = sheet.reasons.get(f"answers.{field.name}")
        if reason is not None:
            raise KeyingError("codes", f"answer_{reason}", number=field.number)
    for name, reason in sheet.reasons.items():
        raise KeyingError("words", f"words_{reason}", name=name.partition(".")[2])
    return sheet


def _answer(field: Field, cell: str) -> str | tuple[str, ...]:
    """The answer of one question; several options are ticked or not, or one sign stands for all."""
    if not field.question.is_many:
        return cell
    if set(cell) <= {TICKED, NOT_TICKED}:
        codes = zip(field.question.codes, cell, strict=True)
        return tuple(code for code, sign in codes if sign == TICKED)
    if len(set(cell)) == 1 and cell[0] in SIGNS:
        return cell[0]
    raise KeyingError("codes", "ticks", number=field.number)
