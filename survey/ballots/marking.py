"""From what a client says to the answer string: every answer offered and asked for, or a reason for each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from questionnaires.cells import ILLEGIBLE, NO_ANSWER, NOT_ASKED, TWO_MARKS, Answer, AnswersError, Question
from questionnaires.model import Questionnaire
from survey.ballots.refusal import Reason
from survey.ballots.respondent import respondent_type
from survey.files.texts import fault, tidy

KEYED_MODES = frozenset({"paper", "post", "import"})
"""What stands on a paper is keyed as it is: two marks and illegible ones too."""
ON_SCREEN = frozenset({"kiosk", "phone"})
"""Here people answer for themselves."""
FROM_PAPER = frozenset({TWO_MARKS, ILLEGIBLE})
SILENT = frozenset({NO_ANSWER, NOT_ASKED})

Said = dict[str, str | tuple[str, ...]]


@dataclass
class Sheet:
    """A ballot's answers as they are stored, or the reasons why they are not."""

    string: str
    answers: Said
    """What was said: without items left blank and items not asked."""
    comments: dict[str, str]
    respondent_type: str | None
    reasons: dict[str, str]


@dataclass(frozen=True)
class _Closed:
    """A closed item with the characters of everything that can be said to it in one word."""

    question: Question
    cells: dict[str, str]
    blank: str

    def cell(self, given: Answer | None) -> str | None:
        """The characters of what was given; None where it is no answer."""
        if given is None:
            return self.blank
        if isinstance(given, str):
            return self.cells.get(given)
        try:
            return self.question.cell(given)
        except AnswersError:
            return None


@dataclass(frozen=True)
class _Form:
    closed: dict[str, _Closed]
    written: dict[str, Question]


def mark(
    questionnaire: Questionnaire,
    mode: str,
    answers: Mapping[str, Answer],
    comments: Mapping[str, str],
    *,
    complete: bool,
) -> Sheet:
    """Check the answers and comments of one ballot; a complete one must have all that is required."""
    form = _form(questionnaire, mode in KEYED_MODES)
    reasons: dict[str, str] = {
        f"answers.{code}": Reason.UNKNOWN for code in answers if code not in form.closed
    }
    said: Said = {}
    string = ""
    for code, closed in form.closed.items():
        given = answers.get(code)
        cell = closed.cell(given)
        asked = _is_asked(closed.question, said)
        # "." says that it was left blank: on paper, or on a screen although it was asked once more.
        must = complete and closed.question.item.required and given is None
        reason = _reason_against(closed, given, cell, asked=asked, must=must)
        if reason is not None and not _is_open_question(closed.question, reasons):
            reasons[f"answers.{code}"] = reason
        if reason is not None or cell is None or not asked:
            cell = closed.blank if asked else NOT_ASKED * len(closed.blank)
        said[code] = closed.question.answer(cell)
        string += cell
    written = _written(form.written, comments, said, reasons, must=complete and mode in ON_SCREEN)
    return Sheet(
        string=string,
        answers={code: answer for code, answer in said.items() if answer not in SILENT},
        comments=written,
        respondent_type=respondent_type(questionnaire, said),
        reasons=reasons,
    )


@lru_cache(maxsize=128)
def _form(questionnaire: Questionnaire, keyed: bool) -> _Form:
    questions = [Question(item, questionnaire.scale_of(item), 0) for item in questionnaire.items]
    closed = [each for each in questions if each.item.kind != "text"]
    return _Form(
        {each.item.code: _Closed(each, _words(each, keyed), NO_ANSWER * each.width) for each in closed},
        {each.item.code: each for each in questions if each.item.kind == "text"},
    )


def _words(question: Question, keyed: bool) -> dict[str, str]:
    signs = question.signs if keyed else question.signs - FROM_PAPER
    codes = () if question.is_many else question.codes
    return {word: question.cell(word) for word in (*codes, *signs)}


def _is_asked(question: Question, said: Said) -> bool:
    return question.item.asked_if is None or question.is_asked(said)


def _is_open_question(question: Question, reasons: Mapping[str, str]) -> bool:
    """Whether it cannot be known if the question was asked, because its filter is refused already."""
    return question.item.asked_if is not None and f"answers.{question.item.asked_if.item}" in reasons


def _reason_against(
    closed: _Closed, given: Answer | None, cell: str | None, *, asked: bool, must: bool
) -> Reason | None:
    if cell is None:
        return _fault(closed.question, given)
    if not asked:
        return None if cell[0] in SILENT else Reason.NOT_ASKED
    if cell[0] == NOT_ASKED:
        return Reason.NOT_OFFERED
    return Reason.REQUIRED if must and cell == closed.blank else None


def _fault(question: Question, given: Answer | None) -> Reason:
    """What is wrong with something that is no answer."""
    if isinstance(given, str) == question.is_many:
        return Reason.NOT_OFFERED if isinstance(given, str) else Reason.WRONG_TYPE
    offered = isinstance(given, str) or set(given or ()) <= set(question.codes)
    return Reason.TOO_MANY if offered and not isinstance(given, str) else Reason.NOT_OFFERED


def _written(
    asked: Mapping[str, Question],
    comments: Mapping[str, str],
    said: Said,
    reasons: dict[str, str],
    *,
    must: bool,
) -> dict[str, str]:
    """The texts that were written, tidied; reasons against them are added."""
    reasons.update({f"comments.{code}": Reason.UNKNOWN for code in comments if code not in asked})
    found = {}
    for code, question in asked.items():
        text = tidy(comments.get(code, ""))
        if not _is_asked(question, said):
            reason = Reason.NOT_ASKED if text and not _is_open_question(question, reasons) else None
        else:
            reason = Reason.REQUIRED if must and question.item.required and not text else fault(text)
        if reason is not None:
            reasons[f"comments.{code}"] = reason
        elif text:
            found[code] = text
    return found
