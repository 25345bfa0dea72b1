"""The words of `hailong audit`, and another program that verifies an exported log."""

from __future__ import annotations

import csv
import json
import re
import runpy
import sys
from pathlib import Path

import pytest
from sqlmodel import Session

from survey.cli import run
from survey.dates import today
from survey.waves.events import append
from tests.audit.cast import behind
from tests.ballots.cast import change
from tests.databases import Cast

Capture = pytest.CaptureFixture[str]
PAGE = Path(__file__).parents[2] / "docs" / "how-to" / "sao-luu-va-kiem-tra-nhat-ky.md"


@pytest.fixture
def place(at_work: Cast, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Cast:
    """Commands find the province's database, and files lie in a folder of their own."""
    monkeypatch.setenv("HAILONG_DATABASE", at_work.url)
    monkeypatch.chdir(tmp_path)
    return at_work


def lines(capture: Capture, *words: str, status: int = 0) -> list[str]:
    """What a command prints, its errors where it fails with a line on standard error."""
    capture.readouterr()
    ended = run(words)
    out, err = capture.readouterr()
    assert ended == status, out + err
    return (out or err).splitlines()


def test_the_audit_of_an_untouched_province_ends_with_status_0(place: Cast, capsys: Capture) -> None:
    first, second, last = lines(capsys, "audit", "verify")

    assert re.fullmatch("audit log: 6 lines; hash of the last: [0-9a-f]{64}", first)
    assert second == "7 ballots of 2 waves, 0 of them frozen"
    assert last == "all is as it was recorded"


def test_the_audit_of_a_meddled_one_names_all_and_ends_with_status_1(place: Cast, capsys: Capture) -> None:
    noted = lines(capsys, "audit", "verify")[0].split()[-1]
    behind(place.engine, "UPDATE event SET actor = 'x' WHERE id = 3", "DELETE FROM event WHERE id = 6")
    change(place.engine, "UPDATE ballot SET answers = '15' WHERE answers = '54' AND language = 'vi'")

    found = lines(capsys, "audit", "verify", "--head", noted, status=1)

    assert found[0].startswith("audit log, line 3: altered")
    assert f"the line with the hash {noted} is not there" in found[1]
    assert sum("ballot" in each and "not those that it came with" in each for each in found) >= 1
    assert found[-1].endswith(" findings")


def test_lines_are_found_by_who_did_what_and_when_page_by_page(place: Cast, capsys: Capture) -> None:
    with Session(place.engine) as session:
        append(session, "Lê 100% Duyệt", "wave.open", "wave two-2026", {"ngày": 1})
        session.commit()

    assert [each.split("\t")[0] for each in lines(capsys, "audit", "list")] == list("7654321")
    assert [each.split("\t")[0] for each in lines(capsys, "audit", "list", "--size", "3", "--page", "3")] == [
        "1"
    ]
    assert lines(capsys, "audit", "list", "--page", "9") == []
    for words in (["--actor", "100%"], ["--action", "wave."], ["--subject", "two"], ["--actor", "duy"]):
        (line,) = lines(capsys, "audit", "list", *words)
        assert line.split("\t")[2:] == ["Lê 100% Duyệt", "wave.open", "wave two-2026", '{"ngày":1}']
    assert lines(capsys, "audit", "list", "--actor", "%") == lines(capsys, "audit", "list", "--actor", "100%")
    assert (
        len(lines(capsys, "audit", "list", "--from", today().isoformat(), "--to", today().isoformat())) == 7
    )
    assert lines(capsys, "audit", "list", "--to", "2020-01-01") == []


@pytest.mark.parametrize("name", ["log.csv", "log.jsonl"])
def test_the_program_in_the_manual_verifies_an_exported_log(
    place: Cast, capsys: Capture, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Session(place.engine) as session:
        append(session, "=HYPERLINK(1)", "wave.open", '\'wave "x",\nđợt', {"số": 1})
        session.commit()
    lines(capsys, "audit", "export", name)
    (program,) = re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    Path("verify.py").write_text(program, encoding="utf-8")
    assert len(program.strip().splitlines()) <= 20

    def verified() -> str:
        monkeypatch.setattr(sys, "argv", ["verify.py", name])
        capsys.readouterr()
        runpy.run_path("verify.py")
        return capsys.readouterr().out.strip()

    head = lines(capsys, "audit", "verify")[0].split()[-1]
    assert verified() == f"7 whole; last: {head}"
    text = Path(name).read_text(encoding="utf-8")
    Path(name).write_text(text.replace("Nguyễn Văn An", "Nguyễn Văn Bình"), encoding="utf-8")
    assert verified().startswith("6 broken")


def test_no_cell_of_the_exported_csv_is_run_by_a_spreadsheet(place: Cast, capsys: Capture) -> None:
    with Session(place.engine) as session:
        append(session, "=HYPERLINK(1)", "+x", "@y", {})
        session.commit()

    lines(capsys, "audit", "export", "log.csv")

    with Path("log.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert not [cell for row in rows for cell in row.values() if cell.startswith(("=", "+", "-", "@"))]
    assert json.loads(rows[-1]["hashed"])["actor"] == "=HYPERLINK(1)"


def test_a_file_of_another_kind_or_one_that_is_there_is_refused(place: Cast, capsys: Capture) -> None:
    Path("there.csv").write_text("x")

    assert "end it in .csv or .jsonl" in lines(capsys, "audit", "export", "log.txt", status=1)[0]
    assert "there is a file of this name" in lines(capsys, "audit", "export", "there.csv", status=2)[0]
    assert Path("there.csv").read_text() == "x"
