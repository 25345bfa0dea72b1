"""A report that was set in another typeface is verified with the files of that typeface, and not without."""

from __future__ import annotations

import json
import os
from importlib.resources import files
from pathlib import Path

import pytest

from reports.serif import SETTING
from tests.survey.cast import FORM, Command, ballots

THEIRS = Path(str(files("fontpkg_be_vietnam_pro") / "files"))
OTHER = f"{THEIRS / 'BeVietnamPro-Regular.ttf'},{THEIRS / 'BeVietnamPro-SemiBold.ttf'}"
NAME = "uy-ban-nhan-dan-phuong-dong-ha"


def made(hailong: Command, folder: Path, *options: str) -> Path:
    """The folder of results of some ballots."""
    (folder / "form.yaml").write_text(FORM, encoding="utf-8")
    file = ballots(200, 1).csv(folder / "ballots.csv")
    out = folder / "out"
    given = ("--questionnaire", folder / "form.yaml", "--unit", "unit", "--out", out, "--force")
    assert hailong("analyse", file, *given, *options).status == 0
    return out


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_report_in_another_typeface_is_held_against_that_one(
    hailong: Command, tmp_path: Path, jobs: str
) -> None:
    out = made(hailong, tmp_path, "--font", OTHER, "--jobs", jobs)
    report = out / "reports" / f"{NAME}.pdf"

    without = hailong("verify", report, "--lang", "en")
    given = hailong("verify", report, "--font", OTHER, "--estimates", out / "estimates.json")

    assert (without.status, given.status) == (3, 0)
    assert "it is set in BeVietnamPro-Regular.ttf, BeVietnamPro-SemiBold.ttf (" in without.out
    assert "fonts" not in json.loads((out / "estimates.json").read_text("utf-8"))["about"]
    assert SETTING not in os.environ


def test_reports_of_an_earlier_run_in_another_typeface_are_made_again(
    hailong: Command, tmp_path: Path
) -> None:
    first = (made(hailong, tmp_path) / "reports" / f"{NAME}.pdf").read_bytes()
    second = (made(hailong, tmp_path, "--font", OTHER) / "reports" / f"{NAME}.pdf").read_bytes()
    third = (made(hailong, tmp_path) / "reports" / f"{NAME}.pdf").read_bytes()

    assert second != first and third == first


def test_an_unfit_typeface_is_refused_before_anything_is_read(hailong: Command, tmp_path: Path) -> None:
    outcome = hailong("verify", Path(__file__), "--font", "one.ttf")

    assert outcome.status != 0 and "write REGULAR.ttf,BOLD.ttf" in outcome.err
