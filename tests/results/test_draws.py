"""Designs in the database: what does not add up is refused with its cure, what is missing is said."""

from __future__ import annotations

import pytest

from tests.results.cast import Province, figure

NAMES = ("Xã An Hòa", "Xã Bình Minh")


@pytest.fixture
def place(sqlite_place: Province) -> Province:
    for number, name in enumerate(NAMES):
        sqlite_place.unit(f"{number}", name)
    return sqlite_place


def refused(place: Province, capsys: pytest.CaptureFixture[str], *options: str) -> str:
    """The one line with which `hailong estimates` ends."""
    status = place.hailong("estimates", "--wave", "w", "--out", place.folder / "out", *options)
    said = capsys.readouterr().err.strip()

    assert status == 1
    assert len(said.splitlines()) == 1
    return said


def test_ballots_of_a_drawn_wave_in_no_cell_are_refused(
    place: Province, capsys: pytest.CaptureFixture[str]
) -> None:
    place.wave("w", design="random_sample")
    place.fill("w", NAMES[0], 30, design_cell_id=place.cell("w", NAMES[0], "cases", population=99))
    place.fill("w", NAMES[1], 30)

    assert f"stand in no cell of the design ({NAMES[1]})" in refused(place, capsys)


def test_a_population_that_some_cells_lack_is_refused(
    place: Province, capsys: pytest.CaptureFixture[str]
) -> None:
    place.wave("w", design="random_sample")
    for name, population in zip(NAMES, (99, None), strict=True):
        place.fill("w", name, 30, design_cell_id=place.cell("w", name, "cases", population=population))

    assert "some have none" in refused(place, capsys)


def test_more_ballots_than_there_are_people_are_refused(
    place: Province, capsys: pytest.CaptureFixture[str]
) -> None:
    place.wave("w", design="random_sample")
    place.fill("w", NAMES[0], 30, design_cell_id=place.cell("w", NAMES[0], "cases", population=20))

    assert "n = 30 of N = 20" in refused(place, capsys)


def test_ballots_at_different_stages_are_refused(place: Province, capsys: pytest.CaptureFixture[str]) -> None:
    place.wave("w", design="stratified_clusters")
    above = place.cell("w", NAMES[0], "village", stratum="s")
    below = place.cell("w", NAMES[0], "hamlet", stage=2, parent_id=above)
    for cell in (above, below):
        place.fill("w", NAMES[0], 20, design_cell_id=cell)

    assert "different stages" in refused(place, capsys)


def test_weights_that_some_ballots_lack_are_refused(
    place: Province, capsys: pytest.CaptureFixture[str]
) -> None:
    place.wave("w")
    place.fill("w", NAMES[0], 30, weight=1.5)
    place.fill("w", NAMES[1], 12)

    assert "12 of 42 ballots have no weight" in refused(place, capsys)


def test_a_stratum_of_one_cluster_is_refused_unless_it_may_be_adjusted(
    place: Province, capsys: pytest.CaptureFixture[str]
) -> None:
    place.wave("w", design="stratified_clusters")
    for number in range(3):
        cell = place.cell("w", NAMES[0], f"{number}", stratum="alone" if number else "two")
        place.fill("w", NAMES[0], 20, seed=number, design_cell_id=cell)

    assert "--lonely adjust" in refused(place, capsys)
    assert place.estimates("w", options=["--lonely", "adjust"])["settings"]["lonely"] == "adjust"


def test_a_drawn_unit_of_one_ballot_is_small_and_no_error(place: Province) -> None:
    place.wave("w", design="random_sample")
    for name, n in zip(NAMES, (40, 1), strict=True):
        place.fill("w", name, n, design_cell_id=place.cell("w", name, "cases", population=400))

    found = place.estimates("w")

    assert figure(found, "overall", NAMES[1], "w")["suppressed"] == "hidden"


def test_a_drawn_cluster_without_ballots_is_named(
    place: Province, capsys: pytest.CaptureFixture[str]
) -> None:
    place.wave("w", design="stratified_clusters")
    for number in range(4):
        cell = place.cell("w", NAMES[0], f"{number}", stratum="s", population=30)
        if number:
            place.fill("w", NAMES[0], 20, seed=number, design_cell_id=cell)

    place.estimates("w")

    assert "1 drawn sampling unit without a ballot" in capsys.readouterr().err


def test_a_sampling_unit_below_another_is_a_stage_of_its_own(place: Province) -> None:
    place.wave("w", design="stratified_clusters")
    for number in range(4):
        above = place.cell("w", NAMES[0], f"{number}", stratum="s", population=30)
        for hamlet in "ab":
            below = place.cell("w", NAMES[0], f"{number}{hamlet}", stage=2, parent_id=above, population=5)
            place.fill("w", NAMES[0], 10, seed=ord(hamlet), design_cell_id=below)

    found = place.estimates("w")
    psus = ("--psu", "psu", "--psu", "psu2", "--population", "population", "--population", "population2")
    analysed = place.analyse(place.export("w"), "--stratum", "stratum", *psus)

    assert found["settings"]["columns"]["psu"] == ["psu", "psu2"]
    assert found["estimates"] == analysed["estimates"]
    # Each ballot stands for 30/4 villages and 5/2 hamlets.
    assert figure(found, "overall", NAMES[0], "w")["df"] == 3


def test_where_not_everybody_answered_a_survey_of_every_user_says_so(place: Province) -> None:
    place.wave("all", design="every_user")
    place.wave("some", design="every_user")
    for wave, population in (("all", 40), ("some", 50)):
        cell = place.cell(wave, NAMES[0], "users", population=population)
        place.fill(wave, NAMES[0], 40, design_cell_id=cell)

    assert "coi như mẫu ngẫu nhiên" not in place.estimates("all", out="a")["about"]["note"]
    assert "coi như mẫu ngẫu nhiên" in place.estimates("some", out="b")["about"]["note"]


def test_clusters_of_two_waves_are_two_draws(place: Province) -> None:
    for year in (2025, 2026):
        place.wave(f"w-{year}", year=year, design="stratified_clusters")
        for number in range(6):
            cell = place.cell(f"w-{year}", NAMES[0], f"{number}", stratum="s", population=30)
            place.fill(f"w-{year}", NAMES[0], 12, seed=number, design_cell_id=cell)

    found = place.estimates("w-2025", "w-2026")
    options = ("--stratum", "stratum", "--psu", "psu", "--population", "population")
    analysed = place.analyse(place.export("w-2025", "w-2026"), *options)

    assert found["estimates"] == analysed["estimates"]
    assert found["changes"] == analysed["changes"]
    assert {line["df"] for line in found["changes"] if line["code"] == "A1"} == {10.0}
