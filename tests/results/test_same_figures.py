"""The figures from the database and those of `hailong analyse` on the export: the same to the last digit."""

from __future__ import annotations

import random
from typing import Any

import pytest

from tests.results.cast import Province, read

NAMES = ("Xã An Hòa", "Xã Bình Minh", "Phường Cát Linh")


def same(found: dict[str, Any], analysed: dict[str, Any]) -> None:
    """Every figure, change, setting and the checksum."""
    assert found["estimates"] == analysed["estimates"]
    assert found["changes"] == analysed["changes"]
    assert found["lowest"] == analysed["lowest"]
    assert found["settings"] == analysed["settings"]
    assert found["about"]["checksum"] == analysed["about"]["checksum"]


def units(place: Province) -> None:
    for number, name in enumerate(NAMES):
        place.unit(f"0000{number}", name)


@pytest.mark.parametrize("plain", [True, False])
def test_volunteers_in_two_waves(place: Province, plain: bool) -> None:
    units(place)
    for year in (2025, 2026):
        place.wave(f"w-{year}", year=year)
        for number, name in enumerate(NAMES):
            place.fill(f"w-{year}", name, 60 + 30 * number)
    waves = ("w-2025", "w-2026")
    by = ("--by", "mode", "--by", "respondent_type", "--by", "ballot_respondent_type", "--by", "sent")

    found = place.estimates(*waves, options=by)
    file = place.export(*waves, options=["--plain"] if plain else [])
    analysed = place.analyse(file, "--voluntary", *by)

    same(found, analysed)
    assert [each for each in found["changes"] if each["difference"]]
    assert {line["by"] for line in found["estimates"]} == {
        None, "mode", "respondent_type", "ballot_respondent_type", "sent",
    }  # fmt: skip


def test_a_random_sample_of_each_unit_with_its_population(place: Province) -> None:
    units(place)
    place.wave("drawn", design="random_sample")
    for number, name in enumerate(NAMES):
        cell = place.cell("drawn", name, "cases", population=200 + number, drawn=90)
        place.fill("drawn", name, 90 - number, design_cell_id=cell)

    found = place.estimates("drawn")
    analysed = place.analyse(place.export("drawn"), "--population", "population")

    same(found, analysed)
    assert found["settings"]["finite_population"]
    assert not found["settings"]["stratified"]


def test_strata_within_units(place: Province) -> None:
    units(place)
    place.wave("drawn", design="random_sample")
    for number, name in enumerate(NAMES):
        for code in ("land", "civil"):
            cell = place.cell("drawn", name, code, population=120 + 7 * number)
            place.fill("drawn", name, 40 + number, seed=len(code), design_cell_id=cell)

    found = place.estimates("drawn")
    options = ("--stratum", "stratum", "--population", "population", "--lonely", "adjust")
    analysed = place.analyse(place.export("drawn"), *options)

    same(found, analysed)
    assert found["settings"]["stratified"]


def test_a_full_count_has_no_interval(place: Province) -> None:
    units(place)
    place.wave("all", design="every_user")
    for name in NAMES:
        place.fill("all", name, 64, design_cell_id=place.cell("all", name, "users", population=64))

    found = place.estimates("all")
    analysed = place.analyse(place.export("all"), "--population", "population")

    same(found, analysed)
    assert {line["method"] for line in found["estimates"] if line["estimate"] is not None} == {"census"}


@pytest.mark.parametrize("weighted", [True, False])
def test_clusters_in_strata_with_two_stages(place: Province, weighted: bool) -> None:
    units(place)
    place.wave("field", design="stratified_clusters")
    dice = random.Random(7)
    for name in NAMES:
        for number in range(6):
            stratum = "núi" if number % 2 else "đồng bằng"
            code = f"{name[-3:]}{number}"
            above = place.cell("field", name, code, stratum=stratum, population=40, drawn=9)
            below = place.cell(
                "field", name, code, stage=2, parent_id=above, population=300 + number, drawn=15
            )
            weights = [dice.uniform(0.5, 2.5) for _ in range(15)] if weighted else None
            place.fill("field", name, 15, seed=number, design_cell_id=below, weight=weights)

    found = place.estimates("field")
    psus = ("--psu", "psu", "--psu", "psu2", "--population", "population", "--population", "population2")
    weight = ("--weight", "weight") if weighted else ()
    analysed = place.analyse(place.export("field"), "--stratum", "stratum", *psus, *weight)

    same(found, analysed)
    assert found["settings"]["clustered"]
    assert found["settings"]["weighted"] is weighted


def test_clusters_without_populations(place: Province) -> None:
    units(place)
    place.wave("field", design="stratified_clusters")
    for name in NAMES:
        for number in range(4):
            cell = place.cell("field", name, f"{name} {number}", stratum=name)
            place.fill("field", name, 12, seed=number, design_cell_id=cell)

    found = place.estimates("field")
    analysed = place.analyse(place.export("field"), "--stratum", "stratum", "--psu", "psu")

    same(found, analysed)


def test_a_name_that_looks_like_a_formula_is_safe_in_the_file_and_the_same_in_the_figures(
    place: Province,
) -> None:
    bad = '=HYPERLINK("http://x.example"; "Xã An Hòa")'
    place.unit("bad", bad)
    place.wave("w")
    place.fill("w", bad, 40)

    found = place.estimates("w")
    file = place.export("w")
    analysed = place.analyse(file, "--voluntary")

    same(found, analysed)
    assert "'=HYPERLINK" in file.read_text(encoding="utf-8-sig")
    assert {line["unit"] for line in found["estimates"]} == {None, bad}


def test_the_command_that_the_export_names_gives_the_same_figures(
    sqlite_place: Province, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    place = sqlite_place
    units(place)
    place.wave("drawn", design="random_sample")
    for name in NAMES:
        for code in ("land", "civil"):
            cell = place.cell("drawn", name, code, population=99)
            place.fill("drawn", name, 33, seed=len(code), design_cell_id=cell)
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)

    file = place.export("drawn")
    told = capsys.readouterr().out.split("analyse them: ")[1].split()
    words = [str(file) if word == file.name else word for word in told[1:]]
    words[words.index("trial")] = str(place.form)
    words[words.index("DIR")] = str(place.folder / "told")
    assert place.hailong(*words) == 0

    same(place.estimates("drawn"), read(place.folder / "told"))
