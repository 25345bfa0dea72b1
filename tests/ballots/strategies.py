"""Any sound ballot of a questionnaire, and any change that makes it another one."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from questionnaires.answers import NO_OPINION
from questionnaires.cells import Question
from questionnaires.model import Questionnaire

Said = dict[str, Any]
Written = dict[str, str]

TEXTS = st.text(st.characters(exclude_categories=("Cc", "Cs")), max_size=40)


@st.composite
def sound(draw: st.DrawFn, questionnaire: Questionnaire, *, complete: bool = True) -> tuple[Said, Written]:
    """Answers and comments as a form lets them be given: what is asked for, in any order."""
    answers: Said = {}
    comments: Written = {}
    known: dict[str, str | tuple[str, ...]] = {}
    for item in questionnaire.items:
        question = Question(item, questionnaire.scale_of(item), 0)
        known[item.code] = "-"
        if not question.is_asked(known):
            continue
        known[item.code] = "."
        if not (complete and item.required) and draw(st.booleans()):
            continue
        if item.kind == "text":
            comments[item.code] = draw(TEXTS)
        elif question.is_many:
            most = item.most or len(question.codes)
            ticked = draw(st.lists(st.sampled_from(question.codes), max_size=most, unique=True))
            answers[item.code], known[item.code] = ticked, tuple(ticked)
        else:
            offered = [*question.codes, *([NO_OPINION] if question.scale.no_opinion else [])]
            answers[item.code] = known[item.code] = draw(st.sampled_from(offered))
    order = draw(st.permutations(list(answers)))
    return {code: answers[code] for code in order}, comments
