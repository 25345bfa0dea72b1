"""Errors a person can mend are one line with a status; the others stay what they are."""

from __future__ import annotations

import pytest

from analysis.design import LonelyPSUError
from questionnaires.load import QuestionnaireError
from survey.analysing.request import RequestError
from survey.errors import DATA, USAGE, line_of, status_of
from survey.files.folder import OutputExistsError
from survey.files.table import RaggedRowError


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (RaggedRowError(""), DATA),
        (QuestionnaireError(""), DATA),
        (LonelyPSUError(""), DATA),
        (PermissionError(13, "Permission denied", "out"), DATA),
        (MemoryError(), DATA),
        (RequestError(""), USAGE),
        (OutputExistsError(""), USAGE),
        (ValueError(""), None),
        (KeyError("x"), None),
        (UnicodeDecodeError("utf-8", b"", 0, 1, ""), None),
    ],
)
def test_only_named_errors_of_the_house_have_a_status(error: Exception, status: int | None) -> None:
    assert status_of(error) == status


def test_an_error_of_many_lines_is_said_in_one() -> None:
    line = line_of(
        QuestionnaireError("q.yaml:3: item A1: doubled; rename it\nq.yaml:9: …; …\nq.yaml:12: …; …")
    )

    assert line.startswith("q.yaml:3: item A1: doubled; rename it; and 2 more")
    assert "\n" not in line


def test_an_error_of_the_system_names_its_file() -> None:
    line = line_of(PermissionError(13, "Permission denied", "results"))

    assert line == "Permission denied; results; check the path and the permissions"
