"""From a file to a folder: the same figures whatever the dress of the file, and nothing half-written."""

from __future__ import annotations

import json
import random
import sys
from pathlib import Path
from typing import Any

import pytest

import survey.analysing.documents
from tests.survey.cast import UNITS, Command, ballots

OPTIONS = ("--wave", "wave", "--weight", "weight")


def figures(folder: Path) -> dict[str, Any]:
    """The output without the name of the file it was made from."""
    found: dict[str, Any] = json.loads((folder / "estimates.json").read_text(encoding="utf-8"))
    found["about"].pop("source")
    return found


def files(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_every_unit_has_a_report_in_every_wave(analyse: Command, tmp_path: Path) -> None:
    outcome = analyse(ballots(120).csv(tmp_path / "b.csv"), *OPTIONS)

    names = ["whole", "so-noi-vu", "so-tu-phap", "uy-ban-nhan-dan-phuong-dong-ha"]
    reports = {
        f"reports/{wave}/{name}.{kind}"
        for wave in ("2025", "2026")
        for name in names
        for kind in ("pdf", "html")
    }
    assert outcome.status == 0
    figures = {"estimates.csv", "estimates.json", "estimates.xlsx", "changes.csv"}
    assert files(outcome.folder) == reports | figures | {"reports/manifest.csv"}


def test_without_waves_the_reports_lie_side_by_side(analyse: Command, tmp_path: Path) -> None:
    folder = analyse(ballots(60).csv(tmp_path / "b.csv")).folder

    assert "reports/whole.pdf" in files(folder)
    assert "reports/so-noi-vu.html" in files(folder)


def test_a_unit_without_ballots_in_a_wave_has_no_report_in_it(analyse: Command, tmp_path: Path) -> None:
    sheet = ballots(120)
    sheet.rows = [row for row in sheet.rows if (row[0], row[1]) != (UNITS[0], "2025")]

    folder = analyse(sheet.csv(tmp_path / "b.csv"), "--wave", "wave").folder

    assert "reports/2026/so-noi-vu.pdf" in files(folder)
    assert "reports/2025/so-noi-vu.pdf" not in files(folder)


def test_every_dress_of_a_file_gives_the_same_figures(analyse: Command, tmp_path: Path) -> None:
    sheet = ballots(200)
    comma = ballots(200)
    for row in comma.rows:
        row[2] = row[2].replace(".", ",")

    dressed = [
        sheet.csv(tmp_path / "a.csv"),
        sheet.csv(tmp_path / "a.csv.gz"),
        comma.csv(tmp_path / "b.csv", delimiter=";", encoding="utf-8-sig"),
        sheet.csv(tmp_path / "c.csv", delimiter="\t", encoding="utf-16"),
        sheet.xlsx(tmp_path / "a.xlsx"),
    ]
    found = [figures(analyse(file, *OPTIONS, out=str(n)).folder) for n, file in enumerate(dressed)]

    assert found[0]["estimates"]
    assert all(each == found[0] for each in found)


def test_the_order_of_the_rows_does_not_matter(analyse: Command, tmp_path: Path) -> None:
    sheet = ballots(300)
    first = analyse(sheet.csv(tmp_path / "b.csv"), *OPTIONS, "--by", "sent", out="1").folder
    random.Random(2).shuffle(sheet.rows)
    second = analyse(sheet.csv(tmp_path / "b.csv"), *OPTIONS, "--by", "sent", out="2").folder

    for name in ("estimates.json", "estimates.csv", "changes.csv"):
        assert (first / name).read_bytes() == (second / name).read_bytes()


def test_the_reports_too_are_the_same_to_the_byte(analyse: Command, tmp_path: Path) -> None:
    file = ballots(60).csv(tmp_path / "b.csv")

    first, second = (analyse(file, out=out).folder for out in ("1", "2"))

    assert {name: (first / name).read_bytes() for name in files(first)} == {
        name: (second / name).read_bytes() for name in files(second)
    }


def test_a_failure_among_the_reports_leaves_nothing(
    analyse: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = ballots(60).csv(tmp_path / "b.csv")
    before = files(tmp_path)
    written: list[object] = []

    def full_disk(report: object, data: bytes) -> bytes:
        written.append(report)
        if len(written) == 3:
            raise OSError(28, "No space left on device", "x.pdf")
        return b"%PDF"

    monkeypatch.setattr(survey.analysing.documents, "to_pdf", full_disk)
    outcome = analyse(file)

    assert outcome.status == 1
    assert outcome.err == "hailong: No space left on device; x.pdf; check the path and the permissions\n"
    assert files(tmp_path) == before
    assert not outcome.folder.exists()


def test_ctrl_c_among_the_reports_leaves_nothing(
    analyse: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = ballots(60).csv(tmp_path / "b.csv")
    before = files(tmp_path)

    def interrupted(report: object, data: bytes) -> bytes:
        raise KeyboardInterrupt

    monkeypatch.setattr(survey.analysing.documents, "to_pdf", interrupted)
    outcome = analyse(file)

    assert outcome.status == 130
    assert outcome.err.strip() == "hailong: stopped; nothing was written"
    assert files(tmp_path) == before


def test_an_error_nobody_foresaw_is_shown_in_full_and_leaves_nothing(
    analyse: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = ballots(60).csv(tmp_path / "b.csv")

    def bug(report: object, data: bytes) -> bytes:
        raise ZeroDivisionError

    monkeypatch.setattr(survey.analysing.documents, "to_pdf", bug)
    with pytest.raises(ZeroDivisionError):
        analyse(file)

    assert not (tmp_path / "out").exists()


def test_an_existing_folder_is_refused_before_any_work(analyse: Command, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "letter.txt").write_text("mine")

    outcome = analyse(ballots(9).csv(tmp_path / "b.csv"))

    assert outcome.status == 2
    assert "--force" in outcome.err
    assert files(tmp_path / "out") == {"letter.txt"}


def test_force_replaces_earlier_results_and_only_those(analyse: Command, tmp_path: Path) -> None:
    file = ballots(60).csv(tmp_path / "b.csv")
    analyse(file, "--wave", "wave")

    outcome = analyse(file, "--force")
    (outcome.folder / "letter.txt").write_text("mine")
    again = analyse(file, "--force")

    assert outcome.status == 0
    assert "reports/2025/whole.pdf" not in files(outcome.folder)
    assert again.status == 2 and "letter.txt" in again.err


def test_a_pipe_hears_nothing_when_all_is_well(analyse: Command, tmp_path: Path) -> None:
    outcome = analyse(ballots(60).csv(tmp_path / "b.csv"), "--wave", "wave")

    assert (outcome.status, outcome.out, outcome.err) == (0, "", "")


def test_a_terminal_is_told_what_was_written(
    analyse: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)

    outcome = analyse(ballots(60).csv(tmp_path / "b.csv"))

    assert "estimates.json" in outcome.out and "4 as PDF and HTML" in outcome.out


def test_answers_never_asked_for_are_told_even_to_a_pipe(analyse: Command, tmp_path: Path) -> None:
    sheet = ballots(60)
    for row in sheet.rows:
        row[3], row[6] = "0", "5"

    outcome = analyse(sheet.csv(tmp_path / "b.csv"))

    assert outcome.status == 0
    assert outcome.err.startswith("hailong: note: 60 answers to questions that were not asked")


def test_a_public_edition_hides_more(analyse: Command, tmp_path: Path) -> None:
    file = ballots(24).csv(tmp_path / "b.csv")

    inside = figures(analyse(file, out="1").folder)
    public = figures(analyse(file, "--public", out="2").folder)

    assert public["settings"]["limits"] == {
        "display": 10,
        "reliable": 30,
        "width": 0.3,
        "public": True,
        "inside": 5,
    }
    assert sum(bool(line["suppressed"]) for line in public["estimates"]) > sum(
        bool(line["suppressed"]) for line in inside["estimates"]
    )


def test_strata_of_several_columns_are_kept_apart(analyse: Command, tmp_path: Path) -> None:
    sheet = ballots(120).column("kind", ["city", "commune"] * 60)
    joined = ballots(120).column("kind", [f"{row[0]}{row[7]}" for row in sheet.rows])

    two = figures(analyse(sheet.csv(tmp_path / "a.csv"), "--stratum", "unit,kind", out="1").folder)
    one = figures(analyse(joined.csv(tmp_path / "b.csv"), "--stratum", "kind", out="2").folder)

    assert two["estimates"] == one["estimates"]
    assert two["settings"]["stratified"]


def test_psu_codes_repeated_in_other_strata_are_other_psus(analyse: Command, tmp_path: Path) -> None:
    local = [str(number // 3 % 5) for number in range(120)]
    nested = [f"{number % 3}/{code}" for number, code in enumerate(local)]
    first = analyse(ballots(120).column("psu", local).csv(tmp_path / "a.csv"), "--psu", "psu", out="1")
    second = analyse(ballots(120).column("psu", nested).csv(tmp_path / "b.csv"), "--psu", "psu", out="2")

    assert figures(first.folder)["estimates"] == figures(second.folder)["estimates"]
    assert "taken as a PSU of each" in first.err and second.err == ""


def test_a_unit_with_one_ballot_is_small_and_no_flaw_of_the_design(analyse: Command, tmp_path: Path) -> None:
    sheet = ballots(60)
    sheet.rows = [row for row in sheet.rows if row[0] != UNITS[0]] + [sheet.rows[0]]
    file = sheet.csv(tmp_path / "b.csv")

    default = analyse(file, out="1")
    strict = analyse(file, "--lonely", "fail", out="2")

    assert default.status == 0
    assert "1 unit has a single ballot" in default.err and "Sở Nội vụ" in default.err
    assert strict.status == 1 and "one PSU each" in strict.err
