"""All checks that need the whole questionnaire, in two rounds: what others rest on, then the rest."""

from __future__ import annotations

from questionnaires.check_codes import check_codes, check_routes, check_scales
from questionnaires.check_items import (
    check_answers,
    check_index_rule,
    check_most,
    check_positive,
    check_roles,
    check_scale_names,
    check_shape,
    check_weights,
)
from questionnaires.check_texts import check_languages, check_stems, check_texts, check_yes_no
from questionnaires.model import Questionnaire
from questionnaires.problems import Problem

ALWAYS = (
    check_languages,
    check_shape,
    check_texts,
    check_stems,
    check_yes_no,
    check_codes,
    check_scales,
    check_scale_names,
    check_roles,
    check_weights,
)
RESOLVED = (check_answers, check_most, check_routes, check_index_rule, check_positive)
"""These ask an item for its scale, so the names of scales must be right first."""


def check(questionnaire: Questionnaire) -> list[Problem]:
    """Every problem of a questionnaire; empty when it could be fielded."""
    problems = [problem for each in ALWAYS for problem in each(questionnaire)]
    if not any(check_scale_names(questionnaire)):
        problems += [problem for each in RESOLVED for problem in each(questionnaire)]
    return list(dict.fromkeys(problems))
