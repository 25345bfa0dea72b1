"""The words behind every character of an answer string, as rows for the view `answer`."""

from __future__ import annotations

from collections.abc import Iterator

from questionnaires.answers import (
    ILLEGIBLE,
    NO_ANSWER,
    NO_OPINION,
    NOT_ASKED,
    TWO_MARKS,
    Position,
    codebook,
    positions,
)
from questionnaires.model import Questionnaire, Text, say
from survey.tables import AnswerLabel, AnswerPosition

SIGNS: dict[str, Text] = {
    NO_ANSWER: {"vi": "bỏ trống", "en": "left blank"},
    NOT_ASKED: {"vi": "không thuộc diện được hỏi", "en": "not asked"},
    NO_OPINION: {"vi": "không có ý kiến", "en": "no opinion"},
    TWO_MARKS: {"vi": "đánh hai ô", "en": "two marks"},
    ILLEGIBLE: {"vi": "không đọc được", "en": "illegible"},
}
NOT_TICKED: Text = {"vi": "không chọn", "en": "not ticked"}


def position_rows(questionnaire: Questionnaire, questionnaire_id: int) -> Iterator[AnswerPosition]:
    """A row for each character of the answer string."""
    for number, position in enumerate(positions(questionnaire), start=1):
        yield AnswerPosition(
            questionnaire_id=questionnaire_id, number=number, item=position.item, option=position.option
        )


def label_rows(questionnaire: Questionnaire, questionnaire_id: int) -> Iterator[AnswerLabel]:
    """A row for each character that may stand at each position."""
    for number, (position, codes) in enumerate(
        zip(positions(questionnaire), codebook(questionnaire), strict=True), start=1
    ):
        words = words_of(questionnaire, position)
        for code in sorted(codes):
            yield AnswerLabel(
                questionnaire_id=questionnaire_id,
                number=number,
                code=code,
                label=say(words[code], "vi"),
                label_en=words[code].get("en"),
            )


def words_of(questionnaire: Questionnaire, position: Position) -> dict[str, Text]:
    """What each character that may stand at a position means."""
    scale = questionnaire.scale_of(questionnaire.item(position.item))
    labels = {option.code: option.label for option in scale.options}
    if position.option:
        return SIGNS | {"0": NOT_TICKED, "1": labels[position.option]}
    own = {NO_OPINION: scale.no_opinion} if scale.no_opinion else {}
    return SIGNS | own | labels
