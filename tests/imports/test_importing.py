"""Files of answers into a wave: all or nothing, known again, and taken back without a trace."""

from __future__ import annotations

import datetime as dt
import uuid
from pathlib import Path

import pytest
from sqlalchemy import update
from sqlmodel import Session, select

from survey.importing.faults import FaultyRowsError
from survey.importing.mapping import MappingError
from survey.importing.runs import run_of
from survey.importing.storing import ImportingError
from survey.importing.undoing import undo
from survey.tables import Ballot, Comment, Exclusion, Wave, metadata
from survey.waves.events import first_broken
from survey.waves.waves import freeze
from tests.databases import Cast, give_ballot
from tests.imports.cast import brought, everything, many, rows_in, written

HEADER = ("unit", "day", "A1", "A2", "words")


def undone(cast: Cast, number: int) -> None:
    with Session(cast.engine) as session:
        undo(session, run_of(session, number), by="test")
        session.commit()


def test_a_file_becomes_ballots_with_doors_of_their_own(province: Cast, tmp_path: Path) -> None:
    day = province.today.isoformat()
    rows = [
        ("xa-an-hoa", day, "5", "Hài lòng", "Rất tốt"),
        ("Sở Y tế", day, "?", "", ""),
        ("xa-an-hoa", day, "1", "*", ""),
    ]

    found = brought(province, written(tmp_path / "a.csv", HEADER, rows))

    assert (found.ballots, found.known, found.comments) == (3, 0, 1)
    ballots = rows_in(province.engine, "ballot")
    assert sorted(each["answers"] for each in ballots) == ["1*", "54", "?."]
    doors = {each["id"]: each for each in rows_in(province.engine, "collector") if each["mode"] == "import"}
    assert {doors[each["collector_id"]]["agency_id"] for each in ballots} == {
        province.units["xa-an-hoa"],
        province.units["so-y-te"],
    }
    assert all(each["revoked_on"] for each in doors.values()), "nobody comes in through them"
    (comment,) = rows_in(province.engine, "comment")
    assert comment["body"] == "Rất tốt" and comment["id"] not in {each["id"] for each in ballots}


def test_one_bad_row_stores_nothing_and_is_named_with_its_cure(province: Cast, tmp_path: Path) -> None:
    before = everything(province.engine)

    with pytest.raises(FaultyRowsError, match=r"row 62, column 'A2': '7' is no answer.*5 4 3 2 1") as refused:
        brought(province, many(province, tmp_path / "a.csv", 100, bad=62))

    assert [(each.row, each.column) for each in refused.value.faults.shown] == [(62, "A2")]
    assert everything(province.engine) == before
    assert not rows_in(province.engine, "data_import")


def test_undoing_restores_everything_as_it_was(province: Cast, tmp_path: Path) -> None:
    with Session(province.engine) as session:
        give_ballot(session, province, "two-phone", "54", 1)
        session.add(
            Comment(
                wave_id=province.waves["two-2026"],
                agency_id=province.units["so-y-te"],
                item="words",
                day=province.today,
                body="của người khác",
                id=uuid.UUID(int=5),
            )
        )
        session.commit()
    before = everything(province.engine)
    found = brought(province, many(province, tmp_path / "a.csv", 300))
    assert len(rows_in(province.engine, "ballot")) == 301

    undone(province, found.number)

    assert everything(province.engine) == before
    (run,) = rows_in(province.engine, "data_import")
    assert (run["state"], run["ballots"]) == ("undone", 300)
    deeds = [each["action"] for each in rows_in(province.engine, "event")]
    assert deeds[-2:] == ["import.store", "import.undo"]
    with Session(province.engine) as session:
        assert first_broken(session) is None


def test_the_same_rows_in_a_longer_file_are_known(province: Cast, tmp_path: Path) -> None:
    brought(province, many(province, tmp_path / "a.csv", 50))

    again = brought(province, many(province, tmp_path / "b.csv", 70))

    assert (again.ballots, again.known) == (20, 50)
    assert len(rows_in(province.engine, "ballot")) == 70
    assert len(rows_in(province.engine, "comment")) == 7


def test_after_undoing_the_same_file_gives_the_same_ballots(sqlite_province: Cast, tmp_path: Path) -> None:
    file = many(sqlite_province, tmp_path / "a.csv", 20)
    first = brought(sqlite_province, file)
    ids = {each["id"] for each in rows_in(sqlite_province.engine, "ballot")}
    undone(sqlite_province, first.number)

    brought(sqlite_province, file)

    assert {each["id"] for each in rows_in(sqlite_province.engine, "ballot")} == ids


def test_the_same_file_twice_is_refused_with_the_number_of_the_first(
    sqlite_province: Cast, tmp_path: Path
) -> None:
    first = brought(sqlite_province, many(sqlite_province, tmp_path / "a.csv", 5))

    with pytest.raises(ImportingError, match=f"b.csv, import {first.number}; undo that one first"):
        brought(sqlite_province, many(sqlite_province, tmp_path / "b.csv", 5))


def test_equal_rows_without_a_key_are_ballots_of_different_people(
    sqlite_province: Cast, tmp_path: Path
) -> None:
    day = sqlite_province.today.isoformat()
    three, four = ([("so-y-te", day, "5", "5", "")] * n for n in (3, 4))

    brought(sqlite_province, written(tmp_path / "a.csv", HEADER, three))
    again = brought(sqlite_province, written(tmp_path / "b.csv", HEADER, four))

    assert (again.ballots, again.known) == (1, 3)


def test_a_respondent_with_other_answers_than_before_is_refused(
    sqlite_province: Cast, tmp_path: Path
) -> None:
    day, header = sqlite_province.today.isoformat(), ("respondent", *HEADER)
    brought(sqlite_province, written(tmp_path / "a.csv", header, [("R1", "so-y-te", day, "5", "5", "")]))

    with pytest.raises(
        FaultyRowsError, match="row 2, column 'respondent': this respondent has another ballot"
    ):
        brought(sqlite_province, written(tmp_path / "b.csv", header, [("R1", "so-y-te", day, "5", "4", "")]))


def test_a_key_that_stands_twice_or_not_at_all_is_refused(sqlite_province: Cast, tmp_path: Path) -> None:
    day, header = sqlite_province.today.isoformat(), ("respondent", *HEADER)
    rows = [(key, "so-y-te", day, "5", "5", "") for key in ("R1", "", "R1")]

    with pytest.raises(FaultyRowsError) as refused:
        brought(sqlite_province, written(tmp_path / "a.csv", header, rows))

    faults = refused.value.faults.shown
    assert [(each.row, each.why, each.more) for each in faults] == [
        (3, "key_blank", ""),
        (4, "key_twice", "2"),
    ]


def test_every_kind_of_wrong_cell_is_named_in_the_order_of_the_rows(
    sqlite_province: Cast, tmp_path: Path
) -> None:
    today = sqlite_province.today
    day, header = (
        today.isoformat(),
        ("unit", "day", "A1", "A2", "words", "language", "seconds", "state", "assisted"),
    )
    good = ["so-y-te", day, "5", "5", "", "vi", "60", "complete", "alone"]

    def but(**changed: str) -> list[str]:
        return [changed.get(name, cell) for name, cell in zip(header, good, strict=True)]

    rows = [
        but(unit="nowhere"),
        but(day="31/02/2026"),
        but(day=(today + dt.timedelta(days=9)).isoformat()),
        but(day=(today - dt.timedelta(days=99)).isoformat()),
        but(A1="6"),
        but(words="x" * 2001),
        but(language="fr"),
        but(seconds="-3"),
        but(state="perhaps"),
        but(assisted="robot"),
    ]

    with pytest.raises(FaultyRowsError) as refused:
        brought(sqlite_province, written(tmp_path / "a.csv", header, rows))

    assert [(each.row, each.why) for each in refused.value.faults.shown] == [
        (2, "no_unit"),
        (3, "no_day"),
        (4, "in_future"),
        (5, "not_in_wave"),
        (6, "not_an_answer"),
        (7, "too_long"),
        (8, "no_language"),
        (9, "no_seconds"),
        (10, "no_state"),
        (11, "no_assisted"),
    ]


def test_of_many_faults_the_first_are_shown_and_the_rest_is_counted(
    sqlite_province: Cast, tmp_path: Path
) -> None:
    day = sqlite_province.today.isoformat()
    rows = [("so-y-te", day, "9", "9", "")] * 100

    with pytest.raises(
        FaultyRowsError, match="200 cells of a.csv.*row 11.*and 180 more; nothing was stored"
    ) as refused:
        brought(sqlite_province, written(tmp_path / "a.csv", HEADER, rows))

    assert [each.row for each in refused.value.faults.shown] == [row for row in range(2, 12) for _ in "AA"]


def test_a_rated_item_without_a_column_is_refused_unless_it_was_not_asked(
    sqlite_province: Cast, tmp_path: Path
) -> None:
    day = sqlite_province.today.isoformat()
    file = written(tmp_path / "a.csv", ("unit", "day", "A1"), [("so-y-te", day, "5")])
    by_hand = tmp_path / "m.yaml"
    by_hand.write_text("agency: unit\nday: day\nitems:\n  A1: A1\n  A2: null\n", encoding="utf-8")

    with pytest.raises(MappingError, match="no column is named for A2; items"):
        brought(sqlite_province, file)
    brought(sqlite_province, file, mapping=by_hand)

    assert [each["answers"] for each in rows_in(sqlite_province.engine, "ballot")] == ["5."]


@pytest.mark.parametrize("state", ["draft", "approved", "frozen", "published"])
def test_a_wave_that_is_not_open_or_is_frozen_takes_nothing(
    sqlite_province: Cast, tmp_path: Path, state: str
) -> None:
    with sqlite_province.engine.begin() as connection:
        connection.execute(update(metadata.tables["wave"]).values(state=state))
    before = everything(sqlite_province.engine)

    with pytest.raises(ImportingError, match="until its figures are fixed"):
        brought(sqlite_province, many(sqlite_province, tmp_path / "a.csv", 3))

    assert everything(sqlite_province.engine) == before


def test_nothing_is_undone_after_freezing(province: Cast, tmp_path: Path) -> None:
    found = brought(province, many(province, tmp_path / "a.csv", 40))
    with Session(province.engine) as session:
        wave = session.get_one(Wave, province.waves["two-2026"])
        wave.state, wave.closed_on, wave.grace_days = "closed", province.today - dt.timedelta(days=1), 0
        session.commit()
    freeze(province.engine, "two-2026", by="test", today=province.today, early=True)
    before = everything(province.engine)

    with pytest.raises(ImportingError, match="the figures of the wave are fixed"):
        undone(province, found.number)

    assert everything(province.engine) == before
    assert len(rows_in(province.engine, "comment")) == 4
    assert not rows_in(province.engine, "imported_comment"), (
        "the comments were mixed, so nothing leads to them"
    )


def test_what_somebody_has_judged_is_not_undone(province: Cast, tmp_path: Path) -> None:
    found = brought(province, many(province, tmp_path / "a.csv", 10))
    with Session(province.engine) as session:
        judged = session.exec(select(Ballot)).first()
        session.add(
            Exclusion(
                ballot_id=judged.id,
                wave_id=judged.wave_id,
                rule="hand",
                reason="trùng",
                proposed_by="a@b",
                day=province.today,
            )
        )
        session.commit()
    before = everything(province.engine)

    with pytest.raises(ImportingError, match="1 ballots of it stand in the exclusion ledger"):
        undone(province, found.number)

    assert everything(province.engine) == before


def test_what_somebody_has_sorted_is_not_undone(province: Cast, tmp_path: Path) -> None:
    found = brought(province, many(province, tmp_path / "a.csv", 10))
    with province.engine.begin() as connection:
        connection.execute(update(metadata.tables["comment"]).values(status="released"))

    with pytest.raises(ImportingError, match="1 comments of it were handled"):
        undone(province, found.number)


def test_an_import_is_undone_once(sqlite_province: Cast, tmp_path: Path) -> None:
    found = brought(sqlite_province, many(sqlite_province, tmp_path / "a.csv", 3))
    undone(sqlite_province, found.number)

    with pytest.raises(ImportingError, match="is not stored .undone."):
        undone(sqlite_province, found.number)
    with pytest.raises(ImportingError, match="there is no import 99"):
        undone(sqlite_province, 99)
