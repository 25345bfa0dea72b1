"""A sound ballot of any questionnaire, made by the machine to try the way with."""

from __future__ import annotations

from questionnaires.answers import Answer
from questionnaires.cells import NOT_ASKED, Question
from survey import dates
from survey.ballots.contract import Body
from survey.ballots.doors import Door

WRITTEN = "kiểm tra đường truyền"
"""What it writes into every box."""


def specimen(door: Door) -> Body:
    """A complete ballot through a door: at every question that is asked the first thing offered."""
    form = door.questionnaire
    known: dict[str, str | tuple[str, ...]] = {}
    answers: dict[str, Answer] = {}
    comments: dict[str, str] = {}
    for item in form.items:
        question = Question(item, form.scale_of(item), 0)
        known[item.code] = NOT_ASKED
        if not question.is_asked(known):
            continue
        if item.kind == "text":
            comments[item.code] = WRITTEN
        else:
            known[item.code] = question.codes[:1] if question.is_many else question.codes[0]
            answers[item.code] = known[item.code]
    return Body(
        collector="",
        questionnaire=form.code,
        version=form.version,
        day=dates.today(),
        language=form.languages[0],
        state="complete",
        answers=answers,
        comments=comments,
    )
