"""The command as a person meets it: help, questionnaires, the demonstration; and how light it starts."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from survey import create_app
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
