"""`hailong import`: a wave and a file at once, the list, undoing, and errors on one line."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from sqlmodel import Session

from survey.cli import run
from survey.importing.runs import KEPT, keep
from survey.tables import Wave
from tests.databases import Cast
from tests.imports.cast import everything, many, rows_in


@pytest.fixture
def cast(sqlite_province: Cast, monkeypatch: pytest.MonkeyPatch) -> Cast:
    monkeypatch.setenv("HAILONG_DATABASE", sqlite_province.url)
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    return sqlite_province


def test_a_wave_and_a_file_are_enough(cast: Cast, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = str(many(cast, tmp_path / "a.csv", 12))
    before = everything(cast.engine)

    assert run(["import", "two-2026", file, "--dry-run"]) == 0
    assert everything(cast.engine) == before and not rows_in(cast.engine, "data_import")
    assert run(["import", "two-2026", file, "--by", "An"]) == 0

    assert len(rows_in(cast.engine, "ballot")) == 12
    assert run(["import", "list"]) == 0
    listed = capsys.readouterr().out.splitlines()[-1].split("\t")
    assert listed[:7] == ["1", "two-2026", "a.csv", "stored", "12 ballots", "1 comments", "An"]
    assert run(["import", "undo", "1"]) == 0
    assert everything(cast.engine) == before


def test_a_mapping_is_written_completed_and_given(cast: Cast, tmp_path: Path) -> None:
    file, mapping = str(many(cast, tmp_path / "a.csv", 3)), tmp_path / "m.yaml"

    assert run(["import", "two-2026", file, "--write-mapping", str(mapping)]) == 0
    text = mapping.read_text(encoding="utf-8")
    assert "agency: unit" in text and "A1: A1" in text
    mapping.write_text(text.replace("A2: A2", "A2: null"), encoding="utf-8")
    assert run(["import", "run", "two-2026", file, "--mapping", str(mapping)]) == 0

    assert {each["answers"][1] for each in rows_in(cast.engine, "ballot")} == {"."}
    assert run(["import", "two-2026", file, "--write-mapping", str(mapping)]) == 2, "never over a file"


def test_errors_are_one_line_and_a_status(
    cast: Cast, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = str(many(cast, tmp_path / "a.csv", 9, bad=4))

    assert run(["import", "two-2026", bad]) == 1
    assert run(["import", "nowhere", bad]) == 1
    assert run(["import", "undo", "7"]) == 1
    assert run(["import", "two-2026", str(tmp_path / "none.csv")]) == 2

    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 4
    assert "row 4, column 'A2': '7' is no answer of this item" in lines[0]


def test_a_file_that_nobody_stored_goes_with_the_retention(
    cast: Cast, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with Session(cast.engine) as session:
        wave = session.get_one(Wave, cast.waves["two-2026"])
        kept = keep(session, wave, many(cast, tmp_path / "a.csv", 3), name="a.csv", by="An")
        kept.expires = dt.datetime.now(dt.UTC) - KEPT
        session.commit()

    assert run(["retention"]) == 0
    assert rows_in(cast.engine, "data_import")[0]["content"]
    assert run(["retention", "--apply"]) == 0

    assert "1 imported files that nobody stored deleted" in capsys.readouterr().out
    assert rows_in(cast.engine, "data_import")[0]["content"] is None
