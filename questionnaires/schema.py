"""The JSON Schema of a questionnaire file, so that an editor completes and checks it while it is written."""

from __future__ import annotations

from typing import Any

from questionnaires.model import Questionnaire


def schema() -> dict[str, Any]:
    """The schema of the file's shape; what needs the whole questionnaire, only `load` can check."""
    made = Questionnaire.model_json_schema()
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **made,
        "title": "Hài Lòng questionnaire",
    }
