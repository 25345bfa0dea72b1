"""Whether somebody came for themselves or for an organisation, where the form asks it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from questionnaires.model import Option, Questionnaire
from survey.tables.ballots import CITIZEN, ORGANISATION

ITEM = "respondent_type"
"""The code of the item that asks it, in every questionnaire that does."""
_WORDS = {"vi": ("tổ chức", "doanh nghiệp"), "en": ("organisation", "organization", "firm", "business")}


def respondent_type(questionnaire: Questionnaire, answers: Mapping[str, str | tuple[str, ...]]) -> str | None:
    """c for a citizen, o for an organisation, None where it was not asked or not answered."""
    return _types(questionnaire).get(str(answers.get(ITEM)))


@lru_cache(maxsize=64)
def _types(questionnaire: Questionnaire) -> dict[str, str]:
    """What each code of the item means; the option that names an organisation is one."""
    item = next((each for each in questionnaire.items if each.code == ITEM), None)
    if item is None or item.kind != "single":
        return {}
    options = questionnaire.scale_of(item).options
    return {each.code: ORGANISATION if _is_organisation(each) else CITIZEN for each in options if each.counts}


def _is_organisation(option: Option) -> bool:
    return any(
        word in option.label.get(language, "").casefold()
        for language, words in _WORDS.items()
        for word in words
    )
