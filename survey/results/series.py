"""Which waves may be compared: the same questions, meant alike, put to people found in the same way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Literal

from questionnaires.answers import positions
from questionnaires.model import Item, Questionnaire
from survey.results.fielded import Fielded

Break = Literal["", "break_questionnaire", "break_items", "break_design", "break_kind"]
"""Why a wave is not compared with the one before; the name of the sentence that says so."""


@dataclass(frozen=True)
class Series:
    """Successive waves that may be compared, and what parts them from the wave before."""

    waves: tuple[Fielded, ...]
    why: Break = ""

    @property
    def last(self) -> Fielded:
        return self.waves[-1]

    @property
    def questionnaire(self) -> Questionnaire:
        """That of the last wave; the others agree with it by code."""
        return self.last.questionnaire


def series_of(waves: Sequence[Fielded]) -> tuple[Series, ...]:
    """The waves, oldest first, cut wherever two successive ones cannot be compared."""
    whys = [broken(before, after) for before, after in pairwise(waves)]
    starts = [0, *(number + 1 for number, why in enumerate(whys) if why), len(waves)]
    return tuple(
        Series(tuple(waves[start:end]), whys[start - 1] if start else "") for start, end in pairwise(starts)
    )


def broken(before: Fielded, after: Fielded) -> Break:
    """What breaks the series between two waves; "" when nothing does."""
    if before.wave.kind != after.wave.kind:
        return "break_kind"
    if not _same_meaning(before, after):
        return "break_questionnaire"
    if _asked(before.questionnaire) != _asked(after.questionnaire):
        return "break_items"
    return "" if before.wave.design == after.wave.design else "break_design"


def _same_meaning(before: Fielded, after: Fielded) -> bool:
    if before.stored.meaning == after.stored.meaning:
        return True
    return bool(before.keeps & after.keeps) and before.stored.index_rule == after.stored.index_rule


def _asked(questionnaire: Questionnaire) -> tuple[Any, ...]:
    """All by code that must agree: what has a position, what is rated, what counts as satisfied."""
    rated = {item.code: _scale(questionnaire, item) for item in questionnaire.rated_items}
    groups = {group.code: frozenset(group.items) for group in questionnaire.groups}
    return frozenset(positions(questionnaire)), rated, groups


def _scale(questionnaire: Questionnaire, item: Item) -> tuple[Any, ...]:
    scale = questionnaire.scale_of(item)
    options = frozenset((option.code, option.counts) for option in scale.options)
    return options, frozenset(scale.positive), scale.no_opinion is None, item.role, item.weight
