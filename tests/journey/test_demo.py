"""What `hailong demo` makes of its simulated province: complete, labelled, repeatable, and right."""

from __future__ import annotations

import csv
import json
import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pypdfium2
import pytest
from sqlalchemy import Engine, text
from sqlmodel import Session, select

from analysis.design import Design
from analysis.summary import summarise
from questionnaires.load import load
from survey.database import engine_of
from survey.demo.index import WORTH
from survey.demo.province import DEPARTMENTS, MERGED, PREDECESSORS, SMALLEST, code_of
from survey.demo.run import address_of
from survey.results.result_request import ResultRequest
from survey.results.results import write_results
from survey.tables import Unit
from survey.units.units import predecessors
from tests.ballots.server import Running
from tests.demonstration import make

SIMULATED = re.compile("DỮ LIỆU MÔ PHỎNG|SIMULATED DATA")
PARTS = "units questionnaires waves ballots tallies figures reports pages".split()
DATABASE = "hailong.db"
"""The only file that differs from run to run: its audit log and its jobs tell when they were written."""


@pytest.fixture
def database(demonstration: Path, tmp_path: Path) -> Iterator[Engine]:
    """A copy of the demonstration's database."""
    shutil.copyfile(demonstration / DATABASE, tmp_path / DATABASE)
    engine = engine_of(address_of(tmp_path))
    yield engine
    engine.dispose()


def lines(folder: Path, series: str) -> list[dict[str, Any]]:
    """The figures of a series as estimates.json has them."""
    content = json.loads((folder / "figures" / series / "estimates.json").read_text(encoding="utf-8"))
    found: list[dict[str, Any]] = content["estimates"]
    return found


def line(folder: Path, series: str, unit: str, code: str, year: int = 2026) -> dict[str, Any]:
    wave = f"{series}-{year}"
    return next(
        each
        for each in lines(folder, series)
        if (each["wave"], each["unit"], each["code"]) == (wave, unit, code)
    )


def pages(pdf: Path) -> list[str]:
    """The text of each page."""
    document = pypdfium2.PdfDocument(pdf)
    found = [page.get_textpage().get_text_range() for page in document]
    document.close()
    return found


def words(pdf: Path) -> str:
    return " ".join(" ".join(pages(pdf)).split())


def scalar(engine: Engine, sql: str, **values: Any) -> Any:
    with engine.connect() as connection:
        return connection.execute(text(sql), values).scalar()


def test_every_report_of_every_unit_is_there_as_pdf_and_page(demonstration: Path) -> None:
    reports = demonstration / "reports"
    pdfs = {path.with_suffix("") for path in reports.rglob("*.pdf")}
    found = Counter(path.parent.relative_to(reports).as_posix() for path in pdfs)

    assert found == {
        "cap-so/2025": 21,
        "cap-so/2026": 21,
        "cap-so-en/2025": 21,
        "cap-so-en/2026": 21,
        "cap-xa/2025": 102,
        "cap-xa/2026": 101,
    }
    assert pdfs == {path.with_suffix("") for path in reports.rglob("*.html")}


def test_it_says_what_it_made_and_how_long_each_part_took(demonstration: Path) -> None:
    told = (demonstration.parent / "made.txt").read_text(encoding="utf-8").splitlines()
    timed = {line.split()[0] for line in told if re.search(r"\(\d+\.\d s\)$", line)}

    assert timed >= set(PARTS)
    assert re.fullmatch(r"total +\d+\.\d s, .*", told[-2])
    assert told[-1] == "Everything here is simulated: no real person answered."


def test_there_are_some_20_000_ballots_of_20_departments_and_100_communes(database: Engine) -> None:
    units = dict.fromkeys(("department", "branch", "vertical_agency", "commune"), 0)
    with Session(database) as session:
        for unit in session.exec(select(Unit).where(Unit.valid_to.is_(None))):  # type: ignore[union-attr]
            units[unit.kind] = units.get(unit.kind, 0) + 1

    assert units["department"] + units["branch"] + units["vertical_agency"] == 20
    assert units["commune"] == 100
    assert 19_000 < scalar(database, "SELECT count(*) FROM ballot") < 21_000
    assert scalar(database, "SELECT count(*) FROM wave WHERE simulated") == 6
    assert scalar(database, "SELECT count(*) FROM wave WHERE state = 'frozen'") == 4
    assert scalar(database, "SELECT count(*) FROM wave WHERE state = 'open'") == 2


def test_simulated_data_are_labelled_on_every_page_of_every_report(demonstration: Path) -> None:
    bare = [
        (pdf.name, number)
        for pdf in demonstration.rglob("*.pdf")
        for number, told in enumerate(pages(pdf), start=1)
        if not SIMULATED.search(" ".join(told.split()))
    ]
    silent = [
        page.name for page in demonstration.rglob("*.html") if not SIMULATED.search(page.read_text("utf-8"))
    ]

    assert bare == []
    assert silent == []


def test_simulated_data_are_labelled_in_every_file_of_data(demonstration: Path, database: Engine) -> None:
    for path in demonstration.rglob("*.csv"):
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
        assert "simulated" in path.name or {row["simulated"] for row in rows} <= {"true"}, path
    for path in demonstration.rglob("estimates.json"):
        assert json.loads(path.read_text(encoding="utf-8"))["about"]["simulated"] is True, path
    assert json.loads((demonstration / "index.json").read_text(encoding="utf-8"))["simulated"] is True
    assert (
        scalar(database, "SELECT count(*) FROM wave WHERE NOT simulated OR name NOT LIKE '%mô phỏng%'") == 0
    )


def test_the_merged_commune_names_its_predecessors_and_their_figures(
    demonstration: Path, database: Engine
) -> None:
    told = words(demonstration / "reports/cap-xa/2026/xa-khe-giang.pdf")
    with Session(database) as session:
        unit = session.exec(select(Unit).where(Unit.code == code_of(MERGED))).one()
        before = [each.unit.name for each in predecessors(session, unit.id or 0)]

    assert sorted(before) == sorted(PREDECESSORS)
    assert "thành lập ngày 01/01/2026 trên cơ sở sắp xếp" in told
    for name in PREDECESSORS:
        share = line(demonstration, "cap-xa", name, "overall", 2025)["estimate"]
        assert f"{name} {100 * share:.2f}%".replace(".", ",") in told
    assert not (demonstration / "reports/cap-xa/2025/xa-khe-giang.pdf").exists()


def test_merged_figures_of_the_year_before_are_those_of_both_predecessors_together(
    database: Engine, tmp_path: Path
) -> None:
    request = ResultRequest(waves=("cap-xa-2025", "cap-xa-2026"), out=tmp_path / "merged", merged=True)
    write_results(database, request, warn=lambda _: None)
    content = json.loads((tmp_path / "merged/estimates.json").read_text(encoding="utf-8"))
    found = next(
        each
        for each in content["estimates"]
        if (each["wave"], each["unit"], each["code"]) == ("cap-xa-2025", MERGED, "U1")
    )
    place = 4  # After three questions about the visit.
    counted = """
        SELECT count(*) FROM ballot JOIN wave ON wave.id = wave_id JOIN unit ON unit.id = agency_id
        WHERE wave.code = 'cap-xa-2025' AND unit.name IN (:one, :two) AND ballot.state = 'c'
          AND instr(:codes, substr(answers, :place, 1)) > 0
    """
    names = dict(zip(("one", "two"), PREDECESSORS, strict=True))
    valid = scalar(database, counted, codes="12345", place=place, **names)
    satisfied = scalar(database, counted, codes="45", place=place, **names)

    assert valid > 60
    assert (found["n_valid"], found["estimate"]) == (valid, pytest.approx(satisfied / valid, rel=1e-12))


def test_the_island_of_three_ballots_shows_nothing_of_its_own(demonstration: Path, database: Engine) -> None:
    three = "SELECT count(*) FROM ballot WHERE agency_id = (SELECT id FROM unit WHERE name = :name) GROUP BY wave_id"
    numbers = "n n_valid dont_know estimate se df low high deff n_eff".split()
    own = [each for each in lines(demonstration, "cap-xa") if each["unit"] == SMALLEST]
    report = demonstration / "reports/cap-xa/2026/dac-khu-nhan-sa"

    assert scalar(database, three, name=SMALLEST) == 3
    assert own and {each[name] for each in own for name in numbers} == {None}
    for told in (words(report.with_suffix(".pdf")), report.with_suffix(".html").read_text("utf-8")):
        assert "dưới 5 người trả lời" in told
        assert not re.search(r"\d,\d\d%", told)


def test_the_figures_of_a_unit_are_those_that_summarise_makes_of_the_stored_ballots(
    demonstration: Path, database: Engine
) -> None:
    unit = "Sở Tài chính"
    counted = """
        SELECT wave.code, unit.name, ballot.answers
        FROM ballot JOIN wave ON wave.id = wave_id JOIN unit ON unit.id = agency_id
        WHERE wave.code LIKE 'cap-so-%' AND ballot.state = 'c'
    """
    with database.connect() as connection:
        waves, units, answers = zip(*connection.execute(text(counted)), strict=True)
    cases = {each.name: each.cases for each in DEPARTMENTS}
    design = Design.of(
        len(answers),
        stratum=[f"{wave} {name}" for wave, name in zip(waves, units, strict=True)],
        population=(np.array([cases[name] for name in units], float),),
        declared=False,  # A unit is its own stratum without anybody having drawn strata.
    )
    matrix = np.array([list(each.encode("ascii")) for each in answers], np.uint8)
    summary = summarise(load("unit-short"), matrix, design=design, unit=units, wave=waves)

    figures = summary.of(unit=unit, wave="cap-so-2026")
    for figure in figures:
        found = line(demonstration, "cap-so", unit, figure.code)
        assert figure.estimate is not None
        own = (figure.estimate.value, figure.estimate.se, figure.estimate.low, figure.estimate.high)
        assert tuple(found[name] for name in ("estimate", "se", "low", "high")) == own, figure.code
        assert (found["n"], found["n_valid"]) == (figure.n, figure.n_valid), figure.code
    assert len(figures) == 9 + 3 + 1


def test_what_the_start_page_says_of_single_reports_is_so(demonstration: Path) -> None:
    of = {why: (series, unit) for why, series, unit in WORTH}
    overall = {why: line(demonstration, *place, "overall") for why, place in of.items()}

    assert overall["usual"]["n"] >= 300 and overall["usual"]["reliable"]
    assert overall["low"]["versus_others"] == "lower"
    assert 5 <= overall["reference"]["n"] < 30
    assert overall["few"]["suppressed"] == "hidden"
    assert line(demonstration, *of["all"], "U5")["estimate"] == 1
    assert line(demonstration, *of["none"], "U9")["estimate"] == 0


def test_two_runs_write_the_same_bytes_but_for_the_database(demonstration: Path, tmp_path: Path) -> None:
    again = tmp_path / "again"
    make(again)
    files = [
        {path.relative_to(root): path.read_bytes() for path in root.rglob("*") if path.is_file()}
        for root in (demonstration, again)
    ]

    assert files[0].keys() == files[1].keys()
    assert [name for name in files[0] if files[0][name] != files[1][name]] in ([], [Path(DATABASE)])
    with closing(sqlite3.connect(again / DATABASE)) as other:
        hashes = other.execute("SELECT frozen_hash FROM wave ORDER BY id").fetchall()
        tokens = other.execute("SELECT token_hash FROM collector ORDER BY id").fetchall()
    with closing(sqlite3.connect(f"file:{demonstration / DATABASE}?mode=ro&immutable=1", uri=True)) as first:
        assert first.execute("SELECT frozen_hash FROM wave ORDER BY id").fetchall() == hashes
        assert first.execute("SELECT token_hash FROM collector ORDER BY id").fetchall() == tokens


@dataclass
class Served(Running):
    """What `make demo` leaves running at a terminal, on a port of its own choice."""

    process: subprocess.Popen[bytes]

    def is_alive(self) -> bool:
        told = re.search(r"serving http://127\.0\.0\.1:(\d+)/", self.log.read_text(encoding="utf-8"))
        self.port = int(told[1]) if told else self.port
        return self.process.poll() is None


def test_at_a_terminal_it_is_served_on_this_machine(demonstration: Path, tmp_path: Path) -> None:
    folder, log = shutil.copytree(demonstration, tmp_path / "demo"), tmp_path / "server.log"
    serve = f"from pathlib import Path; from survey.demo.serving import serve_demo; serve_demo(Path({str(folder)!r}))"
    with log.open("wb") as file:
        process = subprocess.Popen([sys.executable, "-c", serve], stderr=file, start_new_session=True)
    try:
        status, page = Served(0, log, process).wait().ask("GET", "/?lang=vi")
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait(30)

    assert status == 200
    assert "Trình diễn: tỉnh Lam Giang" in page.decode()
