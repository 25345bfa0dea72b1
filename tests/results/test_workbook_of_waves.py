"""The workbook of waves from the database: beside the figures and beside the reports, with the same numbers."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.results.cast import FORM, Province, read

UNIT, SMALL = "Xã An Hòa", "Xã Ít Phiếu"


@pytest.fixture
def place(sqlite_place: Province) -> Province:
    """Two waves of two questionnaires, so that they are not compared; one unit has three ballots."""
    sqlite_place.unit("a", UNIT)
    sqlite_place.unit("b", SMALL)
    other = sqlite_place.folder / "trial-2.yaml"
    text = FORM.replace('version: "1"', 'version: "2"').replace("thái độ phục vụ", "cách chào hỏi")
    other.write_text(text, encoding="utf-8")
    sqlite_place.wave("w-2025", year=2025)
    sqlite_place.wave("w-2026", year=2026, form=other)
    for wave in ("w-2025", "w-2026"):
        sqlite_place.fill(wave, UNIT, 60)
        sqlite_place.fill(wave, SMALL, 3)
    return sqlite_place


def rows(folder: Path, sheet: str) -> list[dict[str, Any]]:
    page = openpyxl.load_workbook(folder / "estimates.xlsx")[sheet]
    _, _, _, heads, *lines = page.iter_rows(values_only=True)
    return [dict(zip(heads, line, strict=True)) for line in lines]


def test_estimates_writes_the_same_numbers_into_the_workbook(place: Province) -> None:
    found = place.estimates("w-2025", "w-2026")

    told = rows(place.folder / "out", "Số liệu")

    assert len(told) == len(found["estimates"])
    for own, line in zip(told, found["estimates"], strict=True):
        shown = line["estimate"] if not line["suppressed"] else "(*)"
        assert own["estimate"] == (pytest.approx(shown, rel=1e-15) if shown != "(*)" else "(*)")
        assert (own["wave"], own["unit"]) == (line["wave"], line["unit"] or "(tất cả đơn vị)")
    assert {own["estimate"] for own in told if own["unit"] == SMALL} == {"(*)"}


def test_the_notes_tell_of_waves_that_cannot_be_compared(place: Province) -> None:
    place.estimates("w-2025", "w-2026")

    notes = [
        row for row in rows(place.folder / "out", "Ghi chú") if row["section"] == "Các đợt không so sánh được"
    ]

    assert [row["term"] for row in notes] == ["w-2025", "w-2026"]
    assert not rows(place.folder / "out", "Thay đổi")


def test_the_reports_have_the_workbook_beside_them_and_replace_it(place: Province) -> None:
    folder, words = place.folder / "reports", ("--wave", "w-2025", "--wave", "w-2026")
    place.estimates("w-2025", "w-2026")

    assert place.hailong("report", *words, "--out", folder) == 0
    first = (folder / "estimates.xlsx").read_bytes()
    assert place.hailong("report", *words, "--out", folder, "--force") == 0

    assert (
        (folder / "estimates.xlsx").read_bytes()
        == first
        == (place.folder / "out" / "estimates.xlsx").read_bytes()
    )


def test_figures_of_waves_come_with_semicolons_too(place: Province) -> None:
    place.estimates("w-2025", out="plain")
    place.estimates("w-2025", out="semicolons", options=("--separator", ";"))

    lines = (place.folder / "semicolons" / "estimates.csv").read_text(encoding="utf-8-sig").splitlines()

    assert lines[0].startswith("wave;unit;by;")
    assert "0,95" in lines[1] and "0.95" not in lines[1]
    assert read(place.folder / "plain") == read(place.folder / "semicolons")
