"""The places of units in reports are those of the table of ranks, within a kind, never of volunteers."""

from __future__ import annotations

from pathlib import Path

import pytest

import survey.analysing.analyse as road
from reports.background import Background, Place
from survey.batch.running import Batch
from survey.cli import run
from tests.survey.cast import Sheet
from tests.survey.more_cast import COMMUNES, FORM, OFFICES, SMALL, TINY, Made, made, many_ballots

Known = dict[str | None, Background]


def known(folder: Path, sheet: Sheet, *options: str) -> Known:
    """What the reports of a sheet were told beside the figures."""
    folder.mkdir(parents=True)
    (folder / "form.yaml").write_text(FORM, encoding="utf-8")
    file = sheet.csv(folder / "ballots.csv")
    told: list[Known] = []
    given = ["analyse", str(file), "--questionnaire", str(folder / "form.yaml"), "--unit", "unit"]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            road, "write_reports", lambda *_, **named: told.append(named["backgrounds"]) or Batch(())
        )
        assert run([*given, "--out", str(folder / "out"), *options]) == 0
    return told[0]


@pytest.fixture(scope="module")
def sheet() -> Sheet:
    return many_ballots()


@pytest.fixture(scope="module")
def table(sheet: Sheet, tmp_path_factory: pytest.TempPathFactory) -> Made:
    return made(tmp_path_factory.mktemp("table"), sheet, "--kind", "kind", "--also", "ranks")


def test_places_are_those_of_the_table_of_ranks(sheet: Sheet, table: Made, tmp_path: Path) -> None:
    (background,) = known(tmp_path / "x", sheet, "--kind", "kind").values()

    rows = [row for row in table.table("ranks") if row["code"] == "overall"]
    assert {row["unit"] for row in rows} == set(background.units)
    for row in rows:
        place = background.of(row["unit"]).place
        told = tuple(int(row[name]) for name in ("rank", "units", "low", "high"))
        assert place is not None and (place.rank, place.of, place.low, place.high) == told
        assert (place.tied > 1) == (row["tied"] == "true")


def test_kinds_are_never_in_one_ranking(sheet: Sheet, tmp_path: Path) -> None:
    (background,) = known(tmp_path / "x", sheet, "--kind", "kind").values()

    for units, kind in ((COMMUNES, "commune"), (OFFICES, "department")):
        places = [background.of(unit).place for unit in units]
        assert {(place.of, place.kind) for place in places if place} == {(len(units), kind)}


def test_units_with_few_answers_have_no_place(sheet: Sheet, tmp_path: Path) -> None:
    (background,) = known(tmp_path / "x", sheet, "--kind", "kind").values()

    assert background.of(SMALL).place is None
    assert background.of(TINY).place is None


def test_volunteers_are_ranked_only_where_that_is_spelt_out(sheet: Sheet, tmp_path: Path) -> None:
    (silent,) = known(tmp_path / "a", sheet, "--voluntary").values()
    (asked,) = known(tmp_path / "b", sheet, "--voluntary", "--rank-volunteers").values()

    assert not silent.units and not silent.ranks_volunteers
    assert asked.ranks_volunteers and asked.of(COMMUNES[0]).place is not None


def test_where_everybody_was_asked_ranks_are_certain_and_ties_share_one(tmp_path: Path) -> None:
    rows = [
        [unit, "40", *answers]
        for unit, many in (("A", 40), ("B", 30), ("C", 30), ("D", 10))
        for answers in [["5"] * 7] * many + [["1"] * 7] * (40 - many)
    ]
    counted = Sheet(["unit", "N", "P1", "P2", "P3", "S1", "S2", "S3", "ALL"], rows)

    (background,) = known(tmp_path / "x", counted, "--population", "N").values()

    assert {unit: known.place for unit, known in background.units.items()} == {
        "A": Place(1, 4, 1, 1),
        "B": Place(2, 4, 2, 2, tied=2),
        "C": Place(2, 4, 2, 2, tied=2),
        "D": Place(4, 4, 4, 4),
    }
