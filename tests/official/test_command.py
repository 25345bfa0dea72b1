"""`--official` on both commands: files, manifest, runs again, verification, what the database knows."""

from __future__ import annotations

import csv
import datetime as dt
import json
import re
from pathlib import Path

import pytest
from pypdf import PdfReader
from sqlmodel import Session

from reports.embedding.payload import read_payload
from survey.analysing import exports
from survey.batch.records import read_records
from survey.cli import run
from survey.tables import Unit, UnitParent
from survey.verifying.verify import Against, verify
from tests.official.cast import HEADER, ballots, grid, many, rows
from tests.results.cast import SINCE, Province
from tests.results.conftest import sqlite_place
from tests.verifying.cast import with_page

__all__ = ["sqlite_place"]
KINDS = ("commune", "department", "province")


def analysed(folder: Path, *more: str) -> Path:
    """Three communes and two departments, analysed with official reports."""
    file, out = folder / "ballots.csv", folder / "out"
    found = many(3) + [row for k in (1, 2) for row in ballots(f"Sở {k}", 40, 0.8, kind="department")]
    with file.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([HEADER, *found])
    asked = ["analyse", str(file), "--questionnaire", "unit-short", "--unit", "unit", "--wave", "wave"]
    assert run([*asked, "--kind", "kind", "--out", str(out), "--official", *more]) == 0
    return out


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return analysed(tmp_path_factory.mktemp("analysed"), "--issuer", "Sở Nội vụ")


def test_a_folder_holds_a_report_of_every_kind_and_the_province(out: Path) -> None:
    folder = out / "reports" / "2026" / "official"
    listed = read_records(out / "reports" / "manifest.csv")

    names = {f"{kind}{ending}" for kind in KINDS for ending in (".pdf", ".html", ".docx")}
    assert {path.name for path in folder.iterdir()} == names
    assert {f"2026/official/{name}" for name in names} <= set(listed)
    assert len({listed[f"2026/official/{kind}.pdf"].made_from for kind in KINDS}) == 3


def test_a_second_run_gives_the_same_bytes(out: Path, tmp_path: Path) -> None:
    again = analysed(tmp_path, "--issuer", "Sở Nội vụ")
    first = {path.relative_to(out): path.read_bytes() for path in (out / "reports").rglob("*.*")}

    assert {path.relative_to(again): path.read_bytes() for path in (again / "reports").rglob("*.*")} == first


def test_a_run_with_other_names_draws_the_official_reports_anew(tmp_path: Path) -> None:
    first = read_records(analysed(tmp_path) / "reports" / "manifest.csv")
    second = read_records(analysed(tmp_path, "--issuer", "Sở Nội vụ", "--force") / "reports" / "manifest.csv")

    changed = {name for name, each in second.items() if each.sha256 != first[name].sha256}
    assert changed == {name for name in second if "/official/" in name}


def swapped(drawing: bytes) -> bytes:
    """Two letters of the first text that has different ones change places."""
    texts = re.finditer(rb"\(([^()\\]{2,})\) Tj", drawing)
    found = next(each for each in texts if each[1][0] != each[1][1])
    first, second, rest = found[1][:1], found[1][1:2], found[1][2:]
    return drawing[: found.start(1)] + second + first + rest + drawing[found.end(1) :]


@pytest.mark.parametrize("kind", KINDS)
def test_verify_says_yes_of_an_official_report_and_no_of_a_changed_figure(
    out: Path, tmp_path: Path, kind: str
) -> None:
    path = out / "reports" / "2026" / "official" / f"{kind}.pdf"
    against = Against(out / "estimates.json", out / "reports" / "manifest.csv")
    forged = tmp_path / "forged.pdf"
    forged.write_bytes(with_page(path.read_bytes(), swapped, 2))

    assert verify(path, against, "vi").answer == "yes"
    assert verify(forged, against, "vi").answer == "no"


def test_verify_names_a_figure_that_the_data_give_otherwise(out: Path, tmp_path: Path) -> None:
    path = out / "reports" / "2026" / "official" / "commune.pdf"
    told = json.loads((out / "estimates.json").read_text("utf-8"))
    (line,) = [each for each in told["estimates"] if (each["unit"], each["code"]) == ("Xã 2", "overall")]
    line["estimate"] += 0.01
    told["about"]["checksum"] = exports.checksum(told["estimates"], told["changes"])
    other = tmp_path / "estimates.json"
    other.write_text(json.dumps(told), "utf-8")

    verdict = verify(path, Against(other), "en")
    assert verdict.answer == "no" and any("Xã 2" in text for text in verdict.lines)


@pytest.fixture
def wave(sqlite_place: Province) -> Province:
    """A closed wave of a host with a body above it: three communes, some ballots excluded."""
    place = sqlite_place
    with Session(place.engine) as session:
        above = Unit(code="p", kind="province", name="Ủy ban nhân dân tỉnh Lam Giang", valid_from=SINCE)
        host = Unit(code="h", kind="department", name="Sở Nội vụ", valid_from=SINCE)
        session.add_all([above, host])
        session.flush()
        assert above.id is not None and host.id is not None
        session.add(UnitParent(unit_id=host.id, parent_id=above.id, valid_from=SINCE))
        session.commit()
        host_id = host.id
    plan = {"host_id": host_id, "plan_number": "7/KH-UBND", "legal_basis": "Quyết định số 9/QĐ-UBND"}
    for number in (1, 2, 3):
        place.unit(f"u{number}", f"Xã {number}")
    place.wave("w", **plan)
    for number in (1, 2, 3):
        place.fill("w", f"Xã {number}", 40, mode="kiosk" if number > 1 else "paper")
    place.fill("w", "Xã 1", 4, seed=2, state="x", mode="paper")
    place.fill("w", "Xã 1", 2, seed=3, state="p", mode="paper")
    return place


def page(folder: Path, kind: str) -> str:
    return " ".join((folder / "2026" / "official" / f"{kind}.html").read_text("utf-8").split())


def test_the_database_tells_who_reports_to_whom_and_how_the_ballots_came(wave: Province) -> None:
    out = wave.folder / "reports"
    assert wave.hailong("report", "--wave", "w", "--out", out, "--official") == 0

    told = page(out, "commune")
    assert "ỦY BAN NHÂN DÂN TỈNH LAM GIANG" in told and "SỞ NỘI VỤ" in told
    assert "Kế hoạch khảo sát số 7/KH-UBND." in told and "Quyết định số 9/QĐ-UBND" in told
    assert "Thu phiếu từ ngày 01/9/2026 đến ngày 31/10/2026." in told
    (inside,) = PdfReader(out / "2026" / "official" / "commune.pdf").attachments["hailong-report.json"]
    assert rows(grid(read_payload(inside).content, "forms"))["Xã 1"] == ("46", "40", "04", "02", "–")
    assert (out / "2026" / "official" / "province.docx").is_file()
    assert "2026/official/commune.docx" in read_records(out / "manifest.csv")


def test_names_given_on_the_command_stand_before_those_of_the_database(wave: Province) -> None:
    out = wave.folder / "reports"
    asked = ("--official", "--issuer", "Văn phòng", "--place", "Lam Giang")
    assert wave.hailong("report", "--wave", "w", "--out", out, *asked) == 0

    told = page(out, "commune")
    assert "VĂN PHÒNG" in told and "Lam Giang, ngày" in told and "SỞ NỘI VỤ" not in told


def test_the_public_edition_of_a_wave_keeps_the_ledger_inside(wave: Province) -> None:
    wave.state("w", "results_approved", decision_number="5/QĐ", decided_on=dt.date(2026, 11, 20))
    out = wave.folder / "reports"
    assert wave.hailong("report", "--wave", "w", "--out", out, "--official", "--public") == 0

    told = page(out, "commune")
    assert "Bản công khai" in told and ">Thu về<" not in told and ">Bị loại<" not in told


def test_without_the_flag_there_are_no_official_reports(wave: Province) -> None:
    out = wave.folder / "reports"
    assert wave.hailong("report", "--wave", "w", "--out", out) == 0

    assert not list(out.rglob("official"))


def test_volunteers_in_the_database_are_listed(wave: Province) -> None:
    out = wave.folder / "reports"
    assert wave.hailong("report", "--wave", "w", "--out", out, "--official") == 0

    assert "không dùng để xếp hạng" in page(out, "commune") and "Khoảng thứ hạng" not in page(out, "commune")
