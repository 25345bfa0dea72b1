"""Results that were approved and stored cannot be changed in the database without being found."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, col, select

from survey.results.stored.microdata import store_microdata
from survey.results.stored.packing import pack, unpack
from survey.results.stored.storing import store_results
from survey.tables import Event, ResultDocument
from tests.audit.cast import behind, findings
from tests.ballots.cast import change
from tests.staff.results.cast import NEW, Ministry, ministry

CHANGED = f"wave {NEW}: its results are not those that the audit log recorded when they were fixed"
GONE = f"wave {NEW}: results that were fixed are not there any more, or are not fixed"
UNKNOWN = f"wave {NEW}: it has fixed results, but the audit log does not know that they were fixed"


@pytest.fixture
def approved(engine: Engine, tmp_path: Path) -> Ministry:
    """Results for inside and for the public are stored, and fixed."""
    place = ministry(engine, tmp_path)
    place.decide(state="published")
    place.store(NEW)
    place.store(NEW, public=True)
    return place


def results(place: Ministry) -> list[str]:
    """What the audit says of results; the steps of this wave were never written into the log."""
    return [each for each in findings(place.engine) if "results" in each]


def test_fixed_results_are_recorded_and_no_finding(approved: Ministry) -> None:
    with Session(approved.engine) as session:
        lines = session.exec(select(Event).where(Event.action == "result.fix")).all()
    said = [json.loads(each.detail) for each in lines]

    assert [(each.actor, each.subject) for each in lines] == [("hailong", f"wave {NEW}")] * 2
    assert all(each["documents"] > 20 and len(each["hash"]) == 64 for each in said)
    assert len({each["settings"] for each in said}) == 2
    assert results(approved) == []


def test_a_figure_changed_in_one_report_is_found(approved: Ministry) -> None:
    with Session(approved.engine) as session:
        row = session.exec(select(ResultDocument).where(col(ResultDocument.kind) == "two-page")).first()
        assert row is not None
        told = unpack(row.body)
        assert b"0." in told
        row.body = pack(told.replace(b"0.", b"1.", 1))
        session.add(row)
        session.commit()

    assert results(approved) == [CHANGED]


@pytest.mark.parametrize(
    "meddling",
    [
        "UPDATE result SET body = '{}' WHERE id = (SELECT min(id) FROM result)",
        "UPDATE result SET checksum = settings_hash WHERE id = (SELECT min(id) FROM result)",
        "DELETE FROM result_document WHERE id = (SELECT max(id) FROM result_document)",
        "UPDATE result_document SET subject = 'unit 9999' WHERE id = (SELECT max(id) FROM result_document)",
    ],
)
def test_anything_else_of_a_result_that_is_changed_is_found(approved: Ministry, meddling: str) -> None:
    change(approved.engine, meddling)

    assert results(approved) == [CHANGED]


def test_two_reports_in_each_other_s_place_are_found(approved: Ministry) -> None:
    with Session(approved.engine) as session:
        asked = select(ResultDocument).where(
            ResultDocument.kind == "two-page",
            ResultDocument.language == "vi",
            col(ResultDocument.subject).startswith("unit "),
        )
        first, second = session.exec(asked.order_by(col(ResultDocument.id)).limit(2)).all()
        first.body, second.body = second.body, first.body
        session.commit()

    assert results(approved) == [CHANGED]


def test_results_taken_away_or_made_open_again_are_found(approved: Ministry) -> None:
    change(approved.engine, "UPDATE result SET fixed = false")

    assert results(approved) == [GONE, GONE]


def test_results_fixed_behind_the_back_of_the_log_are_found(approved: Ministry) -> None:
    behind(approved.engine, "DELETE FROM event WHERE action = 'result.fix'")

    assert results(approved) == [UNKNOWN, UNKNOWN]


def test_files_of_single_ballots_made_afterwards_are_no_change(approved: Ministry) -> None:
    assert store_microdata(approved.engine, NEW) > 100

    assert results(approved) == []


def test_results_that_are_not_approved_leave_no_line(engine: Engine, tmp_path: Path) -> None:
    place = ministry(engine, tmp_path)
    assert store_results(engine, NEW) > 20

    assert results(place) == []
    with Session(engine) as session:
        assert not session.exec(select(Event).where(Event.action == "result.fix")).all()
