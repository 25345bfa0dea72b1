"""Results stored once for pages: the very content of the reports, and it holds as long as they do."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, update
from sqlmodel import Session, col, select

from survey.jobs.worker import work
from survey.results.stored import finding
from survey.results.stored.finding import Found, document, find, units_in
from survey.results.stored.packing import of_kind, of_unit
from survey.results.stored.storing import store_results
from survey.tables import Ballot, Job, Result, ResultDocument, Wave
from tests.databases import url_of
from tests.staff.results.cast import COMMUNES, NEW, OLD, Ministry, ministry

HEALTH, AN_HOA, FEW = "Sở Y tế", "Xã An Hòa", "Xã Giang"


@pytest.fixture
def of_both(engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Ministry:
    """On both databases, and the command works on it."""
    monkeypatch.setenv("HAILONG_DATABASE", url_of(engine))
    return ministry(engine, tmp_path)


@pytest.fixture
def filled(sqlite_engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Ministry:
    monkeypatch.setenv("HAILONG_DATABASE", url_of(sqlite_engine))
    return ministry(sqlite_engine, tmp_path)


def found(session: Session, wave: str = NEW) -> Found:
    return find(session, session.exec(select(Wave).where(Wave.code == wave)).one())


def stored(engine: Engine, subject: str, kind: str, language: str = "vi") -> Any:
    with Session(engine) as session:
        body = document(session, found(session), subject, kind, language)
    return None if body is None else json.loads(body)


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("edition", ["two-page", "full"])
def test_every_stored_report_is_that_of_the_command(filled: Ministry, edition: str, language: str) -> None:
    out = filled.place.folder / "out"
    filled.store(NEW)

    asked = ["--wave", OLD, "--wave", NEW, "--edition", edition, "--lang", language, "--json", "--out", out]
    assert filled.place.hailong("report", *asked) == 0

    paths = [path for path in (out / "2026").glob("*.json") if path.stem != "whole"]
    told = {each["name"]: each for each in map(_content, paths)}
    assert set(told) == {*COMMUNES, HEALTH, "Sở Tư pháp"}
    for name, content in told.items():
        own = stored(filled.engine, of_unit(filled.unit(name)), edition, language)
        assert own["content"] == content, name
    assert stored(filled.engine, "whole", edition, language)["content"] == _content(
        out / "2026" / "whole.json"
    )


def _content(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))["content"]
    return found


def test_every_stored_line_is_that_of_the_command(filled: Ministry) -> None:
    filled.store(NEW)

    everything = filled.place.estimates(OLD, NEW)

    lines = [each for each in everything["estimates"] if each["unit"] == HEALTH and each["wave"] == NEW]
    assert len(lines) > 5
    assert stored(filled.engine, of_unit(filled.unit(HEALTH)), "lines")["estimates"] == lines
    changes = [each for each in everything["changes"] if each["unit"] == HEALTH]
    assert stored(filled.engine, of_unit(filled.unit(HEALTH)), "lines")["changes"] == changes


def test_the_comparison_is_that_of_the_official_report(filled: Ministry) -> None:
    out = filled.place.folder / "out"
    filled.store(NEW)

    assert filled.place.hailong("report", "--wave", OLD, "--wave", NEW, "--official", "--out", out) == 0

    with Session(filled.engine) as session:
        told = found(session).comparison()
    kinds = {each["kind"]: each for each in told["kinds"]}
    assert list(kinds) == ["commune", "department"]
    assert {row["name"] for row in kinds["department"]["rows"]} == {HEALTH, "Sở Tư pháp"}
    ranked = {row["name"]: row["place"] for row in kinds["commune"]["rows"]}
    assert ranked[FEW] is None and ranked[AN_HOA]["of"] == 4
    assert stored(filled.engine, of_kind("commune"), "official")["content"]["figures"]


def test_a_page_orders_the_job_once_and_the_worker_does_it(of_both: Ministry) -> None:
    for _ in range(2):
        with Session(of_both.engine) as session:
            assert found(session).state == "waiting"

    work(of_both.engine, once=True)

    with Session(of_both.engine) as session:
        assert found(session).state == "ready"
        assert len(units_in(session, found(session))) == 8
        assert [job.kind for job in session.exec(select(Job))] == ["results"]


@pytest.mark.parametrize("what", ["excluded", "late", "settings"])
def test_what_was_stored_before_the_freeze_falls_with_what_it_was_made_from(
    filled: Ministry, what: str
) -> None:
    filled.store(NEW)
    if what == "late":
        cell = filled.place.cell(NEW, HEALTH, "late", population=4000, drawn=1)
        filled.place.fill(NEW, HEALTH, 1, seed=9, design_cell_id=cell)
    with Session(filled.engine) as session:
        wave = session.exec(select(Wave).where(Wave.code == NEW)).one()
        if what == "excluded":
            first = session.exec(select(Ballot.id).where(Ballot.wave_id == wave.id).limit(1)).one()
            session.execute(update(Ballot).where(col(Ballot.id) == first).values(state="x"))
        if what == "settings":
            wave.display_limit = 20
        session.commit()

        assert found(session).state == "waiting"


def test_one_exclusion_in_the_place_of_another_is_noticed(filled: Ministry) -> None:
    with Session(filled.engine) as session:
        number = filled.place.waves[NEW]
        first, second = session.exec(select(Ballot.id).where(Ballot.wave_id == number).limit(2)).all()
        session.execute(update(Ballot).where(col(Ballot.id) == first).values(state="x"))
        session.commit()
        filled.store(NEW)
        session.execute(update(Ballot).where(col(Ballot.id) == first).values(state="c"))
        session.execute(update(Ballot).where(col(Ballot.id) == second).values(state="x"))
        session.commit()

        assert found(session).state == "waiting"


def test_approved_results_are_made_once_more_with_their_decision_and_never_again(filled: Ministry) -> None:
    filled.store(NEW)
    filled.decide()
    with Session(filled.engine) as session:
        assert found(session).state == "waiting"

    filled.store(NEW)

    note = json.dumps(stored(filled.engine, of_unit(filled.unit(HEALTH)), "two-page"), ensure_ascii=False)
    assert "88/QĐ-UBND" in note
    filled.place.state(NEW, "published", decision_number="99/QĐ-UBND", decided_on=dt.date(2026, 12, 1))
    with Session(filled.engine) as session:
        session.execute(update(Ballot).values(answers=Ballot.answers, state="x"))
        session.commit()
        assert found(session).state == "ready"
    assert store_results(filled.engine, NEW) == 0


def test_a_result_that_is_not_whole_is_not_shown(filled: Ministry, monkeypatch: pytest.MonkeyPatch) -> None:
    from survey.results.stored import storing

    def stop(_engine: object, _number: int, documents: Any) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(storing, "write_documents", stop)
    with pytest.raises(KeyboardInterrupt):
        filled.store(NEW)

    with Session(filled.engine) as session:
        assert found(session).state == "waiting"
        assert session.exec(select(Result)).one().body == ""
        assert not session.exec(select(ResultDocument)).all()


def test_a_public_result_hides_what_ten_did_not_answer(filled: Ministry) -> None:
    filled.decide(state="published")

    filled.store(NEW, public=True)

    with Session(filled.engine) as session:
        wave = session.exec(select(Wave).where(Wave.code == NEW)).one()
        told = find(session, wave, public=True).comparison()
    hidden = {
        row["name"] for kind in told["kinds"] for row in kind["rows"] if row["figure"].get("suppressed")
    }
    assert told["limits"]["display"] == 10
    assert FEW in hidden


def test_a_result_that_held_a_moment_ago_is_not_looked_at_again(
    filled: Ministry, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled.store(NEW)
    looks: list[str] = []
    true_stamp = finding.stamp_of

    def counted(session: Session, wave: Wave) -> str:
        looks.append(wave.code)
        return true_stamp(session, wave)

    monkeypatch.setattr(finding, "stamp_of", counted)
    for _ in range(3):
        with Session(filled.engine) as session:
            assert found(session).state == "ready"
    assert looks == [NEW]

    monkeypatch.setattr(finding, "LOOKED_WITHIN", 0.0)
    with Session(filled.engine) as session:
        assert found(session).state == "ready"
    assert looks == [NEW, NEW]
