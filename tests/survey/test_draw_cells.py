"""The cells of a draw go into a wave as they are, and mean there what was drawn."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, col, select

from survey.results.draws import Draw, common_stages, draws_of
from survey.results.fielded import Fielded, fielded
from survey.tables import DesignCell
from survey.waves.design_cells import import_cells
from survey.waves.waves import wave_of
from tests.databases import Cast
from tests.survey.cast import Command
from tests.survey.test_draw import design, frame


def drawn(hailong: Command, folder: Path, *options: object) -> Path:
    """A draw from the frame of the cast, with the rated unit named."""
    people = frame()
    villages = [f"{row[1]}.{row[2]}" for row in people.rows]
    file = people.column("psu", villages).csv(folder / "frame.csv")
    out = folder / "drawn"
    outcome = hailong("draw", file, "--seed", 3, "--unit", "unit", "--out", out, *options)
    assert outcome.status == 0, outcome.err
    return out


def loaded(engine: Engine, folder: Path, kind: str) -> Sequence[DesignCell]:
    with Session(engine) as session:
        wave = wave_of(session, "two-2026")
        wave.design, wave.state = kind, "approved"
        session.add(wave)
        import_cells(session, wave, folder / "design.csv")
        session.commit()
        return session.exec(select(DesignCell).order_by(col(DesignCell.id))).all()


@pytest.fixture
def province(sqlite_province: Cast) -> Cast:
    return sqlite_province


def test_strata_are_cells_of_a_random_sample(hailong: Command, province: Cast, tmp_path: Path) -> None:
    folder = drawn(hailong, tmp_path, "--method", "stratified", "--n", 60, "--stratum", "unit")

    cells = loaded(province.engine, folder, "random_sample")

    assert design(folder)["wave_design"] == "random_sample"
    assert sum(cell.population or 0 for cell in cells) == len(frame().rows)
    assert sum(cell.drawn or 0 for cell in cells) == 60


def test_clusters_are_cells_of_two_stages(hailong: Command, province: Cast, tmp_path: Path) -> None:
    folder = drawn(
        hailong, tmp_path, "--method", "clusters", "--n", 12, "--psu", "village", "--stratum", "unit",
        "--per-psu", 5,
    )  # fmt: skip

    cells = loaded(province.engine, folder, "stratified_clusters")

    assert design(folder)["wave_design"] == "stratified_clusters"
    assert [cell.stage for cell in cells] == [1] * 12 + [2] * 12
    assert all((cell.population, cell.drawn) == (10, 6) for cell in cells[:12])
    found = _draws(province)
    assert common_stages(found, _waves(province)) == (1, 2)


def test_equal_numbers_by_size_are_cells_without_populations(
    hailong: Command, province: Cast, tmp_path: Path
) -> None:
    folder = drawn(hailong, tmp_path, "--method", "pps", "--n", 12, "--psu", "psu", "--per-psu", 5)

    loaded(province.engine, folder, "stratified_clusters")

    assert design(folder)["wave_design"] == "stratified_clusters"
    assert common_stages(_draws(province), _waves(province)) == (1, 0)


def test_different_weights_have_no_place_in_cells_and_that_is_said(hailong: Command, tmp_path: Path) -> None:
    folder = drawn(
        hailong, tmp_path, "--method", "pps", "--n", 13, "--psu", "village", "--stratum", "unit",
        "--per-psu", 5,
    )  # fmt: skip

    told = design(folder)

    assert told["wave_design"] is None
    assert any("hold none" in note for note in told["notes"])


def _waves(province: Cast) -> tuple[Fielded, ...]:
    return fielded(province.engine, ["two-2026"])


def _draws(province: Cast) -> list[Draw]:
    """The cells in which ballots can stand: those of the people."""
    waves = _waves(province)
    found = draws_of(province.engine, waves, {each.id: each.code for each in waves}).values()
    return [each for each in found if each.people]
