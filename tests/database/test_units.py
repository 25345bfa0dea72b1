"""Units as they were on a day; imports that are whole or nothing."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from sqlalchemy import Engine, func
from sqlmodel import Session, select

from survey.files.rows import ColumnError, RowError
from survey.tables import Unit, UnitParent, UnitSuccession
from survey.units.unit_import import TEMPLATE, Files, import_units, shipped
from survey.units.units import UnitError, children, predecessors, subtree, successors, unit_on, units_on

BEFORE, AFTER = dt.date(2025, 6, 30), dt.date(2025, 7, 2)
MERGER = dt.date(2025, 7, 1)

# Quốc hội, Nghị quyết 202/2025/QH15: eleven provinces stayed as they were.
UNMERGED = (
    "Cao Bằng, Điện Biên, Hà Nội, Hà Tĩnh, Huế, Lai Châu, Lạng Sơn, Nghệ An, Quảng Ninh, Sơn La, Thanh Hóa"
)

HEAD = "code,kind,name,valid_from,valid_to,parent\n"
GOOD = HEAD + "tinh,province,Tỉnh Mẫu,2025-07-01,,\nso,department,Sở Y tế,2025-07-01,,tinh\n"


@pytest.fixture
def vietnam(engine: Engine) -> Engine:
    """A database with the provinces that come with the program."""
    with Session(engine) as session:
        import_units(session, shipped()["vietnam-provinces"])
        session.commit()
    return engine


def given(folder: Path, text: str, name: str = "units.csv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def names(units: list[Unit]) -> list[str]:
    return [each.name for each in units]


def test_there_are_63_provinces_before_the_mergers_and_34_after(vietnam: Engine) -> None:
    with Session(vietnam) as session:
        before = units_on(session, BEFORE, kind="province")
        after = units_on(session, AFTER, kind="province")

    assert (len(before), len(after)) == (63, 34)
    assert {each.id for each in before} & {each.id for each in after} == {
        each.id for each in before if each.name in UNMERGED.split(", ")
    }


def test_provinces_are_listed_by_the_vietnamese_alphabet(vietnam: Engine) -> None:
    with Session(vietnam) as session:
        listed = names(units_on(session, AFTER, kind="province"))

    assert listed[:4] == ["An Giang", "Bắc Ninh", "Cà Mau", "Cao Bằng"]
    assert listed.index("Đà Nẵng") > listed.index("Cần Thơ") and listed.index("Đà Nẵng") < listed.index(
        "Gia Lai"
    )


def test_the_country_has_its_provinces_below_it_on_each_day(vietnam: Engine) -> None:
    with Session(vietnam) as session:
        country = unit_on(session, "viet-nam", BEFORE)
        assert country.id
        counts = [len(children(session, country.id, day)) for day in (BEFORE, AFTER)]
        below = subtree(session, country.id, AFTER)

    assert counts == [63, 34]
    assert len(below) == 35


def test_a_merged_province_knows_what_it_was_made_of(vietnam: Engine) -> None:
    with Session(vietnam) as session:
        new = unit_on(session, "phu-tho", AFTER)
        assert new.id
        came_from = [(each.unit.name, each.share, each.day) for each in predecessors(session, new.id)]
        old = unit_on(session, "hoa-binh", BEFORE)
        assert old.id
        went_into = [each.unit.id for each in successors(session, old.id)]

    assert came_from == [("Hòa Bình", 1.0, MERGER), ("Phú Thọ", 1.0, MERGER), ("Vĩnh Phúc", 1.0, MERGER)]
    assert went_into == [new.id]


def test_one_code_stands_for_the_old_and_the_new_unit_on_different_days(vietnam: Engine) -> None:
    with Session(vietnam) as session:
        assert unit_on(session, "lao-cai", BEFORE).id != unit_on(session, "lao-cai", AFTER).id


def test_every_ended_province_went_somewhere_whole_and_every_new_one_came_from_somewhere(
    vietnam: Engine,
) -> None:
    with Session(vietnam) as session:
        provinces = session.exec(select(Unit).where(Unit.kind == "province")).all()
        for each in provinces:
            assert each.id
            if each.valid_to:
                assert sum(part.share for part in successors(session, each.id)) == 1
            if each.valid_from == MERGER:
                assert len(predecessors(session, each.id)) in (2, 3)

    assert sum(each.valid_to is not None for each in provinces) == 52


def test_an_unknown_code_and_a_wrong_day_are_told_apart(vietnam: Engine) -> None:
    with Session(vietnam) as session:
        with pytest.raises(UnitError, match="no unit 'ha-tay'; hailong unit list"):
            unit_on(session, "ha-tay", AFTER)
        with pytest.raises(
            UnitError, match="no unit 'ha-giang' on 2025-07-02; it is known from 2025-01-01 to 2025-06-30"
        ):
            unit_on(session, "ha-giang", AFTER)


def test_the_same_files_again_change_nothing(vietnam: Engine) -> None:
    with Session(vietnam) as session:
        count = import_units(session, shipped()["vietnam-provinces"])
        session.commit()

    assert (count["new"], count["changed"]) == (0, 0)
    assert count["unchanged"] == 87 + 86 + 52


def test_the_template_can_be_imported_as_it_is_and_says_that_it_is_an_example(engine: Engine) -> None:
    with Session(engine) as session:
        count = import_units(session, Files(TEMPLATE))
        kinds = {each.kind for each in session.exec(select(Unit))}
        labels = session.exec(select(Unit.name)).all()

    assert count["changed"] == 0
    assert kinds == {"province", "department", "commune", "service_centre"}
    assert all(label.startswith("VÍ DỤ: ") for label in labels)


def test_a_corrected_file_changes_what_it_corrects(engine: Engine, tmp_path: Path) -> None:
    with Session(engine) as session:
        import_units(session, Files(given(tmp_path, GOOD)))
        count = import_units(session, Files(given(tmp_path, GOOD.replace("Sở Y tế", "Sở Y tế tỉnh"))))
        session.commit()
        changed = unit_on(session, "so", AFTER)

    assert (count["new"], count["changed"], count["unchanged"]) == (0, 1, 2)
    assert changed.name == "Sở Y tế tỉnh"


def test_a_commune_that_is_split_gives_its_shares(engine: Engine, tmp_path: Path) -> None:
    units = given(
        tmp_path,
        "code,kind,name,valid_from,valid_to\n"
        "cu,commune,Xã Cũ,01/01/2025,30/06/2025\nmot,commune,Xã Một,01/07/2025,\nhai,commune,Xã Hai,01/07/2025,\n",
    )
    split = given(tmp_path, "old;new;day;share\ncu;mot;2025-07-01;0,7\ncu;hai;2025-07-01;0,3\n", "split.csv")
    with Session(engine) as session:
        import_units(session, Files(units, successions=split))
        old = unit_on(session, "cu", BEFORE)
        assert old.id
        parts = {each.unit.name: each.share for each in successors(session, old.id)}

    assert parts == {"Xã Hai": 0.3, "Xã Một": 0.7}


@pytest.mark.parametrize(
    ("text", "error", "message"),
    [
        (GOOD.replace("valid_from", "since"), ColumnError, "1 column missing: valid_from; units.csv"),
        (GOOD.replace("parent\n", "ghi chú\n"), ColumnError, "1 column not known: ghi chú"),
        (GOOD.replace("so,dep", "sở y tế,dep"), RowError, "'sở y tế' is no code; units.csv, row 3, column 'code'; use"),
        (GOOD.replace("department", "district"), RowError, "'district' is not known; .*row 3, column 'kind'; use one of country"),
        (GOOD.replace("Sở Y tế", ""), RowError, "the cell is blank; .*row 3, column 'name'; fill it in"),
        (GOOD.replace("Sở Y tế", "S" * 201), RowError, "201 characters; .*; use 200 at most"),
        (GOOD.replace("Sở Y tế,2025-07-01", "Sở Y tế,31/02/2025"), RowError, "'31/02/2025' is no day; .*write it as 2025-07-01"),
        (GOOD.replace("2025-07-01,,tinh", "2025-07-01,2025-06-01,tinh"), RowError, "2025-06-01 is before 2025-07-01"),
        (GOOD + "so,department,Sở Hai,2025-07-01,,tinh\n", RowError, "row 3 says the same thing already; .*row 4"),
        (GOOD + "so,department,Sở Hai,2026-07-01,,tinh\n", RowError, "'so' stands for Sở Y tế on 2026-07-01 already"),
        (GOOD.replace(",,tinh", ",,huyen"), RowError, "no unit 'huyen'; .*row 3, column 'parent'; add it"),
        (GOOD.replace("2025-07-01,,tinh", "2025-06-01,,tinh"), RowError, "no unit 'tinh' on 2025-06-01; .*correct the day"),
        (GOOD.replace(",,tinh", ",,so"), RowError, "cannot be its own parent"),
        (GOOD.replace("2025-07-01,,\n", "2025-07-01,,so\n"), RowError, "would stand below itself; .*row 2"),
    ],
)  # fmt: skip
def test_a_bad_file_is_refused_with_row_column_and_cure_and_nothing_is_kept(
    sqlite_engine: Engine, tmp_path: Path, text: str, error: type[ValueError], message: str
) -> None:
    with Session(sqlite_engine) as session, pytest.raises(error, match=message):
        import_units(session, Files(given(tmp_path, text)))

    with Session(sqlite_engine) as session:
        assert session.exec(select(func.count()).select_from(Unit)).one() == 0


@pytest.mark.parametrize(
    ("parents", "successions", "message"),
    [
        ("unit,parent,valid_from\nso,tinh,2025-08-01\n", "", "another parent at that time; .*end the earlier"),
        ("", "old,new,day\nso,so,2025-07-02\n", "this unit did not begin on 2025-07-02"),
        ("", "old,new,day\nso,tinh,2025-07-01\n", "no unit 'so' on 2025-06-30"),
        ("", "old,new,day,share\nso,tinh,2025-07-02,2\n", "'2' is no share; .*above 0 and up to 1"),
        ("", "old,new,day,share\nso,tinh,2025-07-02,0.6\nso,ba,2025-07-02,0.6\n", "120% of the unit would go over"),
    ],
)  # fmt: skip
def test_bad_parents_and_successions_are_refused(
    sqlite_engine: Engine, tmp_path: Path, parents: str, successions: str, message: str
) -> None:
    files = Files(
        given(tmp_path, GOOD + "ba,department,Sở Ba,2025-07-01,,tinh\n"),
        given(tmp_path, parents, "parents.csv") if parents else None,
        given(tmp_path, successions, "successions.csv") if successions else None,
    )

    with Session(sqlite_engine) as session, pytest.raises(RowError, match=message):
        import_units(session, files)
    with Session(sqlite_engine) as session:
        for table in (Unit, UnitParent, UnitSuccession):
            assert session.exec(select(func.count()).select_from(table)).one() == 0
