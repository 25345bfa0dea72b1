"""The command as a person meets it: help, questionnaires, the demonstration; and how light it starts."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from questionnaires.load import load, path_of
from questionnaires.meaning import meaning
from survey import create_app
from tests.questionnaires.xlsform import sheets_of, workbook
from tests.survey.cast import FORM, Command, ballots


def test_the_application_says_that_it_answers() -> None:
    reply = create_app().test_client().get("/healthz")

    assert (reply.status_code, reply.text) == (200, "ok\n")
    assert reply.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("module", ["wsgi", "survey.cli"])
def test_the_application_and_the_command_start_without_statistics_and_reports(module: str) -> None:
    heavy = "{'scipy', 'numpy', 'reportlab', 'analysis', 'reports'}"
    code = f"import sys, {module}; print(sorted({heavy} & set(sys.modules)))"

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout == "[]\n"


@pytest.mark.parametrize("words", [[], ["analyse"], ["demo"], ["questionnaire"], ["questionnaire", "draft"]])
def test_every_command_explains_itself(hailong: Command, words: list[str]) -> None:
    outcome = hailong(*words, "--help")

    assert outcome.status == 0
    assert outcome.out.startswith("Usage: hailong")


def test_a_sound_questionnaire_is_ok(hailong: Command, form: Path) -> None:
    outcome = hailong("questionnaire", "check", form)

    assert outcome.status == 0
    assert outcome.out.startswith("ok: 3 items rated, 5 questions in all, languages vi, en")


def test_an_unsound_questionnaire_is_told_all_that_is_wrong(hailong: Command, form: Path) -> None:
    form.write_text(FORM.replace("code: A2", "code: A1").replace("scale: five", "scale: six"), "utf-8")

    outcome = hailong("questionnaire", "check", form)

    assert outcome.status == 1
    assert "A1" in outcome.out and "six" in outcome.out
    assert outcome.out.count("\n") >= 2


def test_the_shipped_questionnaires_are_listed(hailong: Command) -> None:
    outcome = hailong("questionnaire", "list")

    assert [line.split()[0] for line in outcome.out.splitlines()] == sorted(
        ["counter", "service-2017", "sipas-2026", "unit-short"]
    )


def test_a_draft_made_from_a_file_can_be_used_on_it(
    hailong: Command, analyse: Command, tmp_path: Path
) -> None:
    file = ballots(90).csv(tmp_path / "ballots.csv")
    drafted = tmp_path / "draft.yaml"

    made = hailong("questionnaire", "draft", file, "--out", drafted, "--dont-know", "?")
    again = hailong("questionnaire", "draft", file, "--out", drafted)

    assert (made.status, made.out) == (0, "")
    assert hailong("questionnaire", "check", drafted).status == 0
    assert again.status == 2 and "--force" in again.err
    assert analyse(file, "--questionnaire", drafted).status == 0


def test_a_draft_is_printed_where_no_file_is_named(hailong: Command, tmp_path: Path) -> None:
    outcome = hailong("questionnaire", "draft", ballots(30).csv(tmp_path / "2026 ballots.csv"))

    assert outcome.status == 0
    assert 'code: "q-2026-ballots"' in outcome.out


def test_an_xlsform_becomes_a_questionnaire_that_passes_the_check(hailong: Command, tmp_path: Path) -> None:
    file, out = tmp_path / "form.xlsx", tmp_path / "form.yaml"
    file.write_bytes(workbook(sheets_of(load("unit-short"))))

    made = hailong("questionnaire", "from-xlsform", file, "--out", out)
    again = hailong("questionnaire", "from-xlsform", file, "--out", out)
    printed = hailong("questionnaire", "from-xlsform", file)

    assert (made.status, made.out) == (0, "")
    assert hailong("questionnaire", "check", out).status == 0
    assert meaning(load(out)) == meaning(load("unit-short"))
    assert again.status == 2 and "--force" in again.err
    assert printed.out == out.read_text("utf-8")


def test_what_an_xlsform_cannot_say_is_told_by_sheet_row_and_column(hailong: Command, tmp_path: Path) -> None:
    sheets = sheets_of(load("unit-short"))
    sheets["survey"][2][0] = "calculate"
    (tmp_path / "form.xlsx").write_bytes(workbook(sheets))
    (tmp_path / "none.xlsx").write_bytes(b"PK none")

    outcome = hailong("questionnaire", "from-xlsform", tmp_path / "form.xlsx")
    damaged = hailong("questionnaire", "from-xlsform", tmp_path / "none.xlsx")
    other = hailong("questionnaire", "from-xlsform", path_of("counter"))

    assert outcome.status == 1
    assert outcome.out.startswith("form.xlsx:3: sheet survey, column type: calculate has no place")
    assert damaged.status == 1 and "the workbook is damaged" in damaged.err
    assert other.status == 1 and "this is not an XLSX workbook" in other.err
