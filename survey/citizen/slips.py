"""What is to be mended, in words: beside each question, and summed up at the top."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from questionnaires.model import Questionnaire, say
from survey.citizen.fields import Slip
from survey.citizen.messages import VI, Words


@dataclass(frozen=True)
class Mending:
    """The slips of one form in one language."""

    heading: str
    lines: tuple[tuple[str, str], ...]
    """Item and line of the summary: the question that is blank, or what is wrong with its answer."""
    beside: Mapping[str, str]
    """Item → the sentence at the question."""


def mending(questionnaire: Questionnaire, slips: Mapping[str, Slip], words: Words) -> Mending:
    """The sentences for all slips of a form."""
    beside = {code: sentence_of(questionnaire, code, slip, words) for code, slip in slips.items()}
    blank = {code for code, slip in slips.items() if slip.is_blank}
    lines = []
    for code in slips:
        question = questionnaire.sentence(questionnaire.item(code), words.language)
        lines.append((code, question if code in blank else f"{question} – {beside[code]}"))
    all_blank = len(blank) == len(slips)
    return Mending(_heading(len(slips), words, all_blank=all_blank), tuple(lines), beside)


def sentence_of(questionnaire: Questionnaire, code: str, slip: Slip, words: Words) -> str:
    """What one slip is called, at its question."""
    no_opinion = say(questionnaire.scale_of(questionnaire.item(code)).no_opinion, words.language)
    values = {name: number_in(value, words) for name, value in slip.values.items()}
    sentence: str = getattr(words, slip.sentence)
    return sentence.format(no_opinion=no_opinion, none=words.none_of_these, **values)


def _heading(n: int, words: Words, *, all_blank: bool) -> str:
    one, some = (words.one_missing, words.some_missing) if all_blank else (words.one_slip, words.some_slips)
    return one if n == 1 else some.format(n=number_in(n, words))


def number_in(value: int, words: Words) -> str:
    """A whole number as the language writes it."""
    return f"{value:,}".replace(",", "." if words is VI else ",")
