"""The command itself, ready to be run on a file of the cast."""

from __future__ import annotations

from pathlib import Path

import pytest

from survey.cli import run
from tests.survey.cast import FORM, Command, Outcome


@pytest.fixture
def form(tmp_path: Path) -> Path:
    """A questionnaire of three rated items, a filter and a tick-many item."""
    path = tmp_path / "form.yaml"
    path.write_text(FORM, encoding="utf-8")
    return path


@pytest.fixture
def hailong(capsys: pytest.CaptureFixture[str]) -> Command:
    """The command, run in this process."""

    def command(*arguments: object) -> Outcome:
        capsys.readouterr()
        status = run([str(each) for each in arguments])
        said = capsys.readouterr()
        return Outcome(status, said.out, said.err)

    return command


@pytest.fixture
def analyse(hailong: Command, form: Path, tmp_path: Path) -> Command:
    """`hailong analyse` of one file by unit into the folder `out`."""

    def command(file: Path, *options: object, out: str = "out") -> Outcome:
        folder = tmp_path / out
        outcome = hailong(
            "analyse", file, "--questionnaire", form, "--unit", "unit", "--out", folder, *options
        )
        outcome.folder = folder
        return outcome

    return command
