"""The questions of a form as rows of the keying page, and two keyed forms side by side."""

from __future__ import annotations

from typing import Any

from questionnaires.cells import NO_OPINION, NOT_ASKED
from questionnaires.model import Questionnaire, say
from survey.keying.sheet import fields_of, written_items
from survey.staff.keying.messages import KeyingWords


def rows_of(questionnaire: Questionnaire, language: str, said: KeyingWords) -> list[dict[str, Any]]:
    """What each question says, what it takes, and when it is asked."""
    return [
        {
            "number": field.number,
            "item": field.name,
            "text": say(field.item.text, language),
            "codes": "".join(field.question.codes),
            "signs": "".join(sorted(field.question.signs - {NOT_ASKED})),
            "is_many": field.question.is_many,
            "width": field.question.width,
            "most": field.item.most or field.question.width,
            "asked_if": field.item.asked_if.item if field.item.asked_if else "",
            "asked_codes": "".join(field.item.asked_if.codes) if field.item.asked_if else "",
            "takes": _takes(field.question.codes, NO_OPINION in field.question.signs),
            "hint": said.many_hint if field.question.is_many else "",
        }
        for field in fields_of(questionnaire)
    ]


def written_rows(questionnaire: Questionnaire, language: str) -> list[dict[str, Any]]:
    """The questions that are answered in words."""
    return [
        {"number": number, "item": item.code, "text": say(item.text, language)}
        for number, item in written_items(questionnaire)
    ]


def compared_rows(questionnaire: Questionnaire, stored: str, sent: str) -> list[dict[str, Any]]:
    """Both forms, question by question."""
    fields = fields_of(questionnaire)
    cells = ((field.number, field.cell(stored), field.cell(sent)) for field in fields)
    return [{"number": n, "stored": one, "sent": other, "same": one == other} for n, one, other in cells]


def _takes(codes: tuple[str, ...], has_no_opinion: bool) -> str:
    """The codes in short: 1–5 +."""
    found = sorted(codes)
    runs: list[list[str]] = []
    for code in found:
        if runs and ord(code) == ord(runs[-1][-1]) + 1:
            runs[-1].append(code)
        else:
            runs.append([code])
    told = [f"{run[0]}–{run[-1]}" if len(run) > 2 else " ".join(run) for run in runs]
    return " ".join([*told, *(["+"] if has_no_opinion else [])])
