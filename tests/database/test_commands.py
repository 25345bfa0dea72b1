"""The commands around the database, from an empty folder to a frozen wave."""

from __future__ import annotations

import datetime as dt
import hashlib
from pathlib import Path
from typing import Any

import pytest

from survey import dates
from survey.cli import run
from survey.commands import collector_commands, wave_commands
from survey.jobs import kinds
from survey.tables.waves import DESIGNS, LAYOUTS, MODES

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of one's own to run commands in, with a database and the example units."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("HAILONG_DATABASE", raising=False)
    monkeypatch.setattr("survey.waves.waves.DOORS_REMEMBER", 0.0)
    monkeypatch.setitem(kinds.KINDS, "tally", lambda *_: None)
    assert run(["db", "upgrade"]) == 0
    return tmp_path


def said(capture: Capture, *words: str, status: int = 0) -> list[str]:
    """The lines a command prints, its errors where it fails."""
    capture.readouterr()
    ended = run(words)
    out, err = capture.readouterr()
    assert ended == status, err
    return (err if status else out).splitlines()


def plan(capture: Capture, *more: str) -> None:
    today = dates.today()
    said(capture, "unit", "import", "vietnam-provinces")
    said(capture, "questionnaire", "publish", "unit-short")
    days = ("--opens", f"{today:%d/%m/%Y}", "--closes", (today + dt.timedelta(days=9)).isoformat())
    words = ("--code", "w26", "--name", "Đợt 2026", "--questionnaire", "unit-short", "--host", "hue")
    said(capture, "wave", "new", *words, *days, *more)


def test_a_wave_from_an_empty_folder_to_its_freezing(place: Path, capsys: Capture) -> None:
    plan(capsys, "--grace-days", "0")
    said(capsys, "wave", "approve", "w26", "--by", "Lê Duyệt")
    said(capsys, "wave", "open", "w26")
    link = said(
        capsys, "collector", "new", "--wave", "w26", "--agency", "hue", "--label", "Quầy 3", "--mode", "kiosk"
    )
    listed = said(capsys, "collector", "list")
    said(capsys, "collector", "revoke", "1")
    said(capsys, "wave", "close", "w26")
    frozen = said(capsys, "wave", "freeze", "w26", "--early")

    assert link[0].startswith("/s/")
    assert listed == ["1\tw26\thue\tkiosk\tcounter\t0\t\tQuầy 3"]
    assert frozen[0].startswith("0 ballots, hash ")
    assert said(capsys, "jobs", "list")[0].split("\t")[1:] == [
        "tally",
        '{"wave": "w26"}',
        "done",
        "1 attempts",
    ]
    assert said(capsys, "wave", "list")[0].split("\t")[1] == "frozen"


def test_the_link_bears_the_address_of_the_server_and_the_qr_is_saved(place: Path, capsys: Capture) -> None:
    plan(capsys)
    words = ("--wave", "w26", "--agency", "hue", "--base-url", "https://hailong.example/", "--qr", "qr.svg")

    (link,) = said(capsys, "collector", "new", *words)

    assert link.startswith("https://hailong.example/s/")
    assert (place / "qr.svg").exists()


def test_units_are_listed_by_day_and_kind(place: Path, capsys: Capture) -> None:
    said(capsys, "unit", "import", "vietnam-provinces")

    before = said(capsys, "unit", "list", "--on", "30/06/2025", "--kind", "province")
    after = said(capsys, "unit", "list", "--on", "2025-07-02", "--kind", "province")
    assert (len(before), len(after)) == (63, 34)
    assert "ha-giang\tprovince\tHà Giang\t2025-01-01\t2025-06-30" in before


def test_a_dry_run_of_an_import_writes_nothing(place: Path, capsys: Capture) -> None:
    said(capsys, "unit", "import", "vietnam-provinces", "--dry-run")

    assert said(capsys, "unit", "list") == []


def test_the_printed_template_is_a_file_that_can_be_imported(place: Path, capsys: Capture) -> None:
    (place / "units.csv").write_text("\n".join(said(capsys, "unit", "template")), encoding="utf-8")

    said(capsys, "unit", "import", "units.csv")

    assert len(said(capsys, "unit", "list")) == 8


def test_design_cells_and_procedures_are_imported(place: Path, capsys: Capture) -> None:
    plan(capsys, "--design", "random_sample")
    (place / "cells.csv").write_text("unit,code,population,drawn\nhue,a,90,30\n", encoding="utf-8")
    (place / "procedures.csv").write_text("code,field,name\n1.001,Hộ tịch,Khai sinh\n", encoding="utf-8")

    said(capsys, "wave", "cells", "cells.csv", "--wave", "w26")
    said(capsys, "procedure", "import", "procedures.csv")

    door = ("--cell", "a", "--procedure", "1.001", "--mode", "interviewer")
    assert said(capsys, "collector", "new", "--wave", "w26", "--agency", "hue", *door)


def test_retention_says_what_would_go_and_deletes_only_when_told(place: Path, capsys: Capture) -> None:
    assert said(capsys, "retention", "--on", "2030-01-01") == ["nothing is past its day on 2030-01-01"]
    assert said(capsys, "retention", "--apply") == [f"nothing is past its day on {dates.today()}"]


def test_a_failed_job_is_listed_with_its_reason_and_tried_again(
    place: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: Any) -> None:
        raise ValueError("no figures")

    plan(capsys, "--grace-days", "0")
    for words in (("approve", "w26", "--by", "An"), ("open", "w26"), ("close", "w26")):
        said(capsys, "wave", *words)
    monkeypatch.setitem(kinds.KINDS, "tally", broken)
    said(capsys, "wave", "freeze", "w26", "--early")
    assert said(capsys, "jobs", "list")[0].endswith("failed\t1 attempts\tValueError: no figures")

    monkeypatch.setitem(kinds.KINDS, "tally", lambda *_: None)
    number = said(capsys, "jobs", "list")[0].split("\t")[0]
    said(capsys, "jobs", "retry", number)
    said(capsys, "jobs", "work", "--once")
    assert "\tdone\t" in said(capsys, "jobs", "list")[0]


@pytest.mark.parametrize(
    ("words", "status", "message"),
    [
        (("wave", "open", "x"), 1, "there is no wave 'x'; hailong wave list shows them all"),
        (("unit", "import", "none.csv"), 1, "there is no such file; none.csv"),
        (("unit", "import", "vietnam-provinces", "--parents", "hailong.db"), 2, "vietnam-provinces brings its own"),
        (("questionnaire", "publish", "none.yaml"), 1, "neither a file nor a shipped questionnaire"),
        (("questionnaire", "publish", "counter", "--revises", "1"), 2, "a second person approves a revision"),
        (("wave", "approve", "x"), 2, "Missing option '--by'"),
        (("retention", "--on", "yesterday"), 2, "'yesterday' is no day; write it as 2026-07-01"),
        (("collector", "new", "--wave", "x", "--agency", "y", "--qr", "a.svg"), 1, "add --base-url"),
        (("jobs", "retry", "7"), 1, "there is no job 7"),
    ],
)  # fmt: skip
def test_a_mistake_ends_in_one_line_with_the_cure(
    place: Path, capsys: Capture, words: tuple[str, ...], status: int, message: str
) -> None:
    lines = said(capsys, *words, status=status)

    assert len(lines) == 1
    assert message in lines[0]


def test_without_a_database_the_commands_say_how_to_make_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    monkeypatch.chdir(tmp_path)

    lines = said(capsys, "wave", "list", status=1)

    assert lines == ["hailong: the database has no tables yet; sqlite:///hailong.db; run: hailong db upgrade"]
    assert not list(tmp_path.iterdir())


def test_the_commands_offer_what_the_tables_allow() -> None:
    assert wave_commands.DESIGNS == DESIGNS
    assert collector_commands.LAYOUTS == LAYOUTS
    assert set(collector_commands.MODES) < set(MODES)


def test_imports_of_units_and_procedures_stand_in_the_audit_log(place: Path, capsys: Capture) -> None:
    (place / "units.csv").write_text("\n".join(said(capsys, "unit", "template")), encoding="utf-8")
    (place / "procedures.csv").write_text("code,field,name\n1.001,Hộ tịch,Khai sinh\n", encoding="utf-8")
    said(capsys, "unit", "import", "units.csv", "--dry-run")
    assert said(capsys, "audit", "list") == []

    said(capsys, "unit", "import", "units.csv", "--by", "Lê An")
    said(capsys, "procedure", "import", "procedures.csv")
    said(capsys, "unit", "import", "units.csv")

    listed = said(capsys, "audit", "list", "--size", "100")
    told = "\n".join(listed)
    assert told.count("import.units") == 1, "the second time nothing was new"
    assert told.count("unit.new") == 8 and told.count("import.procedures") == 1
    assert "Lê An" in told and "command line" in told
    assert hashlib.sha256((place / "units.csv").read_bytes()).hexdigest() in told
