"""Units that merged between two waves: beside their predecessors, or together with them, as by hand."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pypdf
import pytest

from tests.results.cast import Answers, Province, figure

FORMED = dt.date(2026, 1, 1)
A, B, C, NEW = "Xã Khê Thượng", "Xã Khê Hạ", "Phường Lam Hồ", "Xã Khê Giang"


def people(satisfied: int, others: int) -> list[Answers]:
    """So many who are satisfied with the one item that everybody is asked, and others who are not."""
    good: Answers = {"sent": "0", "A1": "5", "A2": ".", "AO": "5", "respondent_type": "1"}
    return [good] * satisfied + [good | {"A1": "2"}] * others


@pytest.fixture
def reformed(place: Province) -> Province:
    """Two communes of 2025 that are one in 2026, and a ward that goes on."""
    for code, name in (("a", A), ("b", B)):
        place.unit(code, name, until=dt.date(2025, 12, 31))
    place.unit("c", C)
    place.unit("n", NEW, since=FORMED)
    for old in (A, B):
        place.succession(old, NEW, FORMED)
    for year in (2025, 2026):
        place.wave(f"w-{year}", year=year)
    place.put("w-2025", A, people(60, 20))
    place.put("w-2025", B, people(10, 30))
    place.put("w-2025", C, people(40, 10))
    place.put("w-2026", NEW, people(90, 10))
    place.put("w-2026", C, people(45, 5))
    return place


def units_of(found: dict[str, Any], wave: str) -> set[str | None]:
    return {line["unit"] for line in found["estimates"] if line["wave"] == wave and line["n"]}


def changed(found: dict[str, Any], unit: str) -> list[float]:
    return [line["difference"] for line in found["changes"] if line["unit"] == unit and line["code"] == "A1"]


def text_of(path: Path) -> str:
    return " ".join(" ".join(page.extract_text().split()) for page in pypdf.PdfReader(path).pages)


BOTH = ("w-2025", "w-2026")


def test_the_predecessors_keep_their_own_figures_and_no_change_is_computed(reformed: Province) -> None:
    found = reformed.estimates(*BOTH)

    assert figure(found, "A1", A, "w-2025")["estimate"] == pytest.approx(60 / 80)
    assert figure(found, "A1", B, "w-2025")["estimate"] == pytest.approx(10 / 40)
    assert figure(found, "A1", NEW, "w-2026")["estimate"] == pytest.approx(90 / 100)
    assert units_of(found, "w-2025") == {None, A, B, C}
    assert units_of(found, "w-2026") == {None, NEW, C}
    assert changed(found, NEW) == []
    assert changed(found, C) == [pytest.approx(45 / 50 - 40 / 50)]


def test_together_the_predecessors_are_the_sum_of_their_ballots(reformed: Province) -> None:
    found = reformed.estimates(*BOTH, options=["--merged"])

    before = figure(found, "A1", NEW, "w-2025")
    # Not the mean of 75 % and 25 %.
    assert before["estimate"] == pytest.approx(70 / 120)
    assert (before["n"], before["n_valid"]) == (120, 120)
    assert units_of(found, "w-2025") == {None, NEW, C}
    assert changed(found, NEW) == [pytest.approx(90 / 100 - 70 / 120)]


@pytest.mark.parametrize("options", [[], ["--merged"]])
def test_the_exported_ballots_give_the_same_figures(reformed: Province, options: Sequence[str]) -> None:
    found = reformed.estimates(*BOTH, options=options)
    analysed = reformed.analyse(reformed.export(*BOTH, options=options), "--voluntary")

    assert found["estimates"] == analysed["estimates"]
    assert found["changes"] == analysed["changes"]


def test_the_report_of_the_new_unit_names_its_predecessors_with_their_earlier_figures(
    reformed: Province,
) -> None:
    out = reformed.folder / "reports"
    assert reformed.hailong("report", "--wave", BOTH[0], "--wave", BOTH[1], "--out", out) == 0

    told = text_of(out / "2026" / "xa-khe-giang.pdf")
    other = text_of(out / "2026" / "phuong-lam-ho.pdf")
    assert f"thành lập ngày 01/01/2026 trên cơ sở sắp xếp {B} và {A}" in told.replace(
        f"{A} và {B}", f"{B} và {A}"
    )
    assert f"{A} 75,00% (năm 2025)" in told
    assert f"{B} 25,00% (năm 2025)" in told
    assert "không dùng để tính mức tăng, giảm" in told
    assert "sắp xếp" not in other
    assert "năm 2025" in other


def test_each_wave_has_reports_of_its_own_name_and_remarks(reformed: Province) -> None:
    out = reformed.folder / "reports"
    assert reformed.hailong("report", "--wave", BOTH[0], "--wave", BOTH[1], "--out", out) == 0

    earlier = (out / "2025" / "phuong-lam-ho.html").read_text(encoding="utf-8")
    later = (out / "2026" / "phuong-lam-ho.html").read_text(encoding="utf-8")
    assert "Khảo sát w-2025" in earlier
    assert "Khảo sát w-2026" not in earlier
    assert "năm 2026 chưa" not in earlier
    assert "Khảo sát w-2026" in later
    assert "năm 2025 chưa" in later


def test_the_report_on_pooled_ballots_says_so(reformed: Province) -> None:
    out = reformed.folder / "reports"
    words = ("report", "--wave", BOTH[0], "--wave", BOTH[1], "--out", out, "--merged", "--lang", "en")
    assert reformed.hailong(*words) == 0

    told = text_of(out / "2026" / "xa-khe-giang.pdf")
    assert "formed on 1 January 2026" in told
    assert "from their pooled forms" in told


def test_predecessors_that_were_not_all_asked_are_not_pooled(place: Province) -> None:
    for code, name in (("a", A), ("b", B)):
        place.unit(code, name, until=dt.date(2025, 12, 31))
    place.unit("n", NEW, since=FORMED)
    for old in (A, B):
        place.succession(old, NEW, FORMED)
    for year in (2025, 2026):
        place.wave(f"w-{year}", year=year)
    place.put("w-2025", A, people(60, 20))
    place.put("w-2026", NEW, people(90, 10))

    found = place.estimates(*BOTH, options=["--merged"])

    assert units_of(found, "w-2025") == {None, A}
    assert changed(found, NEW) == []
    assert "không có số liệu" in found["notes"][0]["note"]


def test_a_unit_that_was_split_is_not_pooled(place: Province) -> None:
    place.unit("a", A, until=dt.date(2025, 12, 31))
    for code, name in (("n", NEW), ("c", C)):
        place.unit(code, name, since=FORMED)
    place.succession(A, NEW, FORMED, share=0.6)
    place.succession(A, C, FORMED, share=0.4)
    for year in (2025, 2026):
        place.wave(f"w-{year}", year=year)
    place.put("w-2025", A, people(60, 20))
    for name in (NEW, C):
        place.put("w-2026", name, people(30, 10))

    found = place.estimates(*BOTH, options=["--merged"])

    assert units_of(found, "w-2025") == {None, A}
    assert changed(found, NEW) == changed(found, C) == []
    assert all(f"một phần {A}" in each["note"] for each in found["notes"])


def test_a_unit_that_took_in_another_is_not_compared_with_its_smaller_self(place: Province) -> None:
    place.unit("a", A)
    place.unit("b", B, until=dt.date(2025, 12, 31))
    place.succession(B, A, FORMED)
    for year in (2025, 2026):
        place.wave(f"w-{year}", year=year)
    place.put("w-2025", A, people(60, 20))
    place.put("w-2025", B, people(10, 30))
    place.put("w-2026", A, people(90, 10))

    apart = place.estimates(*BOTH)
    pooled = place.estimates(*BOTH, out="pooled", options=["--merged"])

    assert units_of(apart, "w-2025") == {None, f"{A} (trước 01/01/2026)", B}
    assert changed(apart, A) == []
    assert changed(pooled, A) == [pytest.approx(90 / 100 - 70 / 120)]


def test_a_unit_that_only_got_another_number_goes_on(place: Province) -> None:
    place.unit("a", A, until=dt.date(2025, 12, 31))
    place.unit("n", NEW, since=FORMED)
    place.succession(A, NEW, FORMED)
    for year in (2025, 2026):
        place.wave(f"w-{year}", year=year)
    place.put("w-2025", A, people(60, 20))
    place.put("w-2026", NEW, people(90, 10))

    found = place.estimates(*BOTH)

    assert changed(found, NEW) == [pytest.approx(90 / 100 - 60 / 80)]
    assert "notes" not in found


def test_mergers_one_after_the_other_lead_back_to_the_first_units(place: Province) -> None:
    middle = "Xã Khê Trung"
    for code, name in (("a", A), ("b", B)):
        place.unit(code, name, until=dt.date(2025, 11, 30))
    place.unit("c", C, until=dt.date(2026, 5, 31))
    place.unit("m", middle, since=dt.date(2025, 12, 1), until=dt.date(2026, 5, 31))
    place.unit("n", NEW, since=dt.date(2026, 6, 1))
    for old in (A, B):
        place.succession(old, middle, dt.date(2025, 12, 1))
    for old in (middle, C):
        place.succession(old, NEW, dt.date(2026, 6, 1))
    for year in (2025, 2026):
        place.wave(f"w-{year}", year=year)
    place.put("w-2025", A, people(60, 20))
    place.put("w-2025", B, people(10, 30))
    place.put("w-2025", C, people(40, 10))
    place.put("w-2026", NEW, people(90, 10))

    found = place.estimates(*BOTH, options=["--merged"])

    assert figure(found, "A1", NEW, "w-2025")["estimate"] == pytest.approx(110 / 170)


def test_a_drawn_sample_of_merged_units_keeps_the_strata_it_was_drawn_in(place: Province) -> None:
    for code, name in (("a", A), ("b", B)):
        place.unit(code, name, until=dt.date(2025, 12, 31))
    place.unit("n", NEW, since=FORMED)
    for old in (A, B):
        place.succession(old, NEW, FORMED)
    for year in (2025, 2026):
        place.wave(f"w-{year}", year=year, design="random_sample")
    for wave, name, population, given in (
        ("w-2025", A, 800, people(60, 20)),
        ("w-2025", B, 100, people(10, 30)),
        ("w-2026", NEW, 900, people(90, 10)),
    ):
        place.put(wave, name, given, design_cell_id=place.cell(wave, name, "cases", population=population))

    found = place.estimates(*BOTH, options=["--merged"])

    # 800 people at 75 % and 100 at 25 %, whoever was asked more often.
    assert figure(found, "A1", NEW, "w-2025")["estimate"] == pytest.approx((800 * 0.75 + 100 * 0.25) / 900)
