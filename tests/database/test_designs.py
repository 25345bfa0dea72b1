"""Design cells and procedures from files: what was drawn of how many, and what citizens come for."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from sqlmodel import Session, col, select

from survey.files.rows import RowError
from survey.tables import DesignCell, Wave
from survey.units.procedures import import_procedures, procedure_of
from survey.waves.design_cells import import_cells
from survey.waves.wave_states import WaveStateError
from survey.waves.waves import wave_of
from tests.databases import Cast

STRATA = "unit,code,population,drawn\nso-y-te,quay-1,1200,100\nxa-an-hoa,quay-1,300,50\n"
CLUSTERS = (
    "unit,stratum,stage,code,parent,population,drawn\n"
    "tinh-mau,dong-bang,1,xa-an-hoa,,40,2\n"
    "tinh-mau,dong-bang,1,xa-binh-minh,,40,2\n"
    "tinh-mau,mien-nui,1,phuong-cat-linh,,9,1\n"
    "tinh-mau,dong-bang,2,thon-1,xa-an-hoa,210,15\n"
)


def given(folder: Path, text: str) -> Path:
    path = folder / "cells.csv"
    path.write_text(text, encoding="utf-8")
    return path


def wave_by(session: Session, design: str, state: str = "approved") -> Wave:
    wave = wave_of(session, "two-2026")
    wave.design, wave.state = design, state
    session.add(wave)
    return wave


def test_strata_of_people_are_loaded_and_loaded_again(province: Cast, tmp_path: Path) -> None:
    with Session(province.engine) as session:
        wave = wave_by(session, "random_sample")
        first = import_cells(session, wave, given(tmp_path, STRATA))
        second = import_cells(session, wave, given(tmp_path, STRATA.replace("1200", "1250")))
        cells = session.exec(select(DesignCell).order_by(col(DesignCell.id))).all()

    assert (first["new"], second["changed"], second["unchanged"]) == (2, 1, 1)
    assert [(each.code, each.population, each.drawn) for each in cells] == [
        ("quay-1", 1250, 100),
        ("quay-1", 300, 50),
    ]


def test_clusters_hang_together_by_stage(province: Cast, tmp_path: Path) -> None:
    with Session(province.engine) as session:
        import_cells(session, wave_by(session, "stratified_clusters"), given(tmp_path, CLUSTERS))
        village = session.exec(select(DesignCell).where(DesignCell.stage == 2)).one()
        above = session.get_one(DesignCell, village.parent_id)

    assert (village.code, above.code, above.stage) == ("thon-1", "xa-an-hoa", 1)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (STRATA.replace("so-y-te", "so-khac"), "no unit 'so-khac' on .*row 2, column 'unit'"),
        (STRATA.replace("1200,100", "1200,1300"), "1300 of 1200 cannot be drawn; .*row 2, column 'drawn'"),
        (STRATA.replace("1200", "1.200"), "'1.200' is no whole number; .*write digits alone"),
        (STRATA + "so-y-te,quay-1,5,1\n", "row 2 says the same thing already; .*row 4"),
        (CLUSTERS.replace(",1,xa-an-hoa,", ",0,xa-an-hoa,"), "stages are counted from 1"),
        (CLUSTERS.replace("thon-1,xa-an-hoa", "thon-1,xa-khac"), "0 cells of stage 1 bear the code 'xa-khac'"),
        (CLUSTERS.replace("thon-1,xa-an-hoa", "thon-1,"), "a later stage hangs below an earlier one"),
        (CLUSTERS.replace("binh-minh,,40", "binh-minh,,41"), "the rows of stratum 'dong-bang' differ in population or drawn"),
        (CLUSTERS.replace(",9,1", ",9,2"), "2 drawn in stratum 'mien-nui', but 1 listed"),
    ],
)  # fmt: skip
def test_a_design_that_cannot_be_is_refused(
    sqlite_province: Cast, tmp_path: Path, text: str, message: str
) -> None:
    with Session(sqlite_province.engine) as session, pytest.raises(RowError, match=message):
        import_cells(session, wave_by(session, "stratified_clusters"), given(tmp_path, text))


@pytest.mark.parametrize(
    ("design", "state", "message"),
    [
        ("voluntary", "draft", "volunteers are no draw, so there are no cells"),
        ("random_sample", "frozen", "the wave is frozen and its design is fixed"),
    ],
)
def test_a_wave_without_a_draw_or_with_fixed_figures_takes_no_cells(
    sqlite_province: Cast, tmp_path: Path, design: str, state: str, message: str
) -> None:
    with Session(sqlite_province.engine) as session, pytest.raises(WaveStateError, match=message):
        import_cells(session, wave_by(session, design, state), given(tmp_path, STRATA))


def test_procedures_are_loaded_with_the_unit_that_answers_for_them(province: Cast, tmp_path: Path) -> None:
    file = given(
        tmp_path, "code;field;name;agency\n1.001;Y tế;Cấp giấy phép;so-y-te\n1.002;Hộ tịch;Khai sinh;\n"
    )
    with Session(province.engine) as session:
        first = import_procedures(session, file, day=province.today)
        second = import_procedures(session, file, day=province.today)
        found = [procedure_of(session, code).agency_id for code in ("1.001", "1.002")]

    assert (first["new"], second["unchanged"]) == (2, 2)
    assert found == [province.units["so-y-te"], None]


def test_a_procedure_of_a_unit_that_is_gone_is_refused(sqlite_province: Cast, tmp_path: Path) -> None:
    file = given(tmp_path, "code,field,name,agency\n1.001,Y tế,Cấp giấy phép,so-y-te\n")

    with (
        Session(sqlite_province.engine) as session,
        pytest.raises(RowError, match="no unit 'so-y-te' on 2025-06-30"),
    ):
        import_procedures(session, file, day=dt.date(2025, 6, 30))
