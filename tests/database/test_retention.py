"""What is past its day goes, the rest stays, and none comes back."""

from __future__ import annotations

import datetime as dt
import json
import uuid
from pathlib import Path

import pytest
from sqlalchemy import func
from sqlmodel import Session, SQLModel, select

from survey.tables import Ballot, Case, Comment, Deleted, Event, Frame
from survey.waves.retention import destroy, due, sweep
from survey.waves.waves import wave_of
from tests.databases import Cast, give_ballot

LAST_DAY = dt.date(2027, 3, 31)
DAY_AFTER = dt.date(2027, 4, 1)


@pytest.fixture
def full(province: Cast) -> Cast:
    """Two ballots and a comment that are kept until LAST_DAY, a frame as well, and a ballot without a day."""
    with Session(province.engine) as session:
        for code, keep_until in (("two-2026", LAST_DAY), ("short-2026", None)):
            wave = wave_of(session, code)
            wave.state, wave.keep_until = "frozen", keep_until
            session.add(wave)
        give_ballot(session, province, "two-phone", "54", 1)
        give_ballot(session, province, "two-kiosk", "11", 2)
        give_ballot(session, province, "short-phone", "54", 3)
        wave_id = province.waves["two-2026"]
        session.add(
            Comment(
                id=uuid.uuid4(),
                wave_id=wave_id,
                agency_id=province.units["so-y-te"],
                item="words",
                day=LAST_DAY,
                body="Tốt",
            )
        )
        frame = Frame(wave_id=wave_id, source="Bảng kê hộ", delete_after=LAST_DAY)
        session.add(frame)
        session.flush()
        first = Case(frame_id=frame.id, number=1, description="Hộ 1")
        session.add(first)
        session.flush()
        session.add(Case(frame_id=frame.id, number=2, description="Hộ 2", replaces_id=first.id))
        session.commit()
    return province


def left(cast: Cast, *tables: type[SQLModel]) -> list[int]:
    with Session(cast.engine) as session:
        return [session.exec(select(func.count()).select_from(table)).one() for table in tables]


def clear(cast: Cast, day: dt.date) -> None:
    with Session(cast.engine) as session:
        for each in due(session, day):
            destroy(session, each, day=day, by="An")
        session.commit()


def test_on_the_last_day_everything_is_still_kept(full: Cast) -> None:
    with Session(full.engine) as session:
        assert due(session, LAST_DAY) == []


def test_looking_deletes_nothing(full: Cast) -> None:
    with Session(full.engine) as session:
        (found,) = due(session, DAY_AFTER)
        assert (found.ballots, found.comments, found.frames, found.cases) == (2, 1, 1, 2)
        assert not found.loses_figures
        session.commit()

    assert left(full, Ballot, Comment, Frame, Case, Deleted) == [3, 1, 1, 2, 0]


def test_the_day_after_it_goes_and_the_ids_are_remembered(full: Cast) -> None:
    clear(full, DAY_AFTER)

    assert left(full, Ballot, Comment, Frame, Case) == [1, 0, 0, 0]
    with Session(full.engine) as session:
        assert set(session.exec(select(Deleted.id))) == {uuid.UUID(int=1), uuid.UUID(int=2)}
        event = session.exec(select(Event)).one()
    assert (event.actor, event.action, event.subject) == ("An", "retention", "wave two-2026")
    assert json.loads(event.detail) == {
        "day": "2027-04-01",
        "ballots": 2,
        "comments": 1,
        "frames": 1,
        "cases": 2,
    }


def test_a_second_time_there_is_nothing_left_to_delete(full: Cast) -> None:
    clear(full, DAY_AFTER)
    clear(full, DAY_AFTER)

    assert left(full, Event, Deleted) == [1, 2]


def test_a_frame_goes_before_the_ballots_when_its_day_is_earlier(full: Cast) -> None:
    with Session(full.engine) as session:
        frame = session.exec(select(Frame)).one()
        frame.delete_after = dt.date(2026, 12, 31)
        session.add(frame)
        session.commit()

    clear(full, dt.date(2027, 1, 1))

    assert left(full, Ballot, Comment, Frame, Case, Deleted) == [3, 1, 0, 0, 0]


def test_what_was_deleted_cannot_be_read_in_the_file_any_more(sqlite_province: Cast, tmp_path: Path) -> None:
    secret = "lời góp ý rất riêng tư".encode()
    with Session(sqlite_province.engine) as session:
        wave = wave_of(session, "two-2026")
        wave.keep_until = LAST_DAY
        session.add(wave)
        session.add(
            Comment(
                id=uuid.uuid4(),
                wave_id=wave.id,
                agency_id=sqlite_province.units["so-y-te"],
                item="words",
                day=LAST_DAY,
                body=secret.decode(),
            )
        )
        session.commit()

    with Session(sqlite_province.engine) as session:
        for each in due(session, DAY_AFTER):
            destroy(session, each, day=DAY_AFTER, by="An")
        session.commit()
        sweep(session)

    files = [path for path in tmp_path.iterdir() if path.name.startswith("hailong.db")]
    assert files
    assert not [path.name for path in files if secret in path.read_bytes()]


def test_a_wave_that_would_lose_its_figures_is_told_apart(full: Cast) -> None:
    with Session(full.engine) as session:
        wave_of(session, "two-2026").state = "closed"

        assert [each.loses_figures for each in due(session, DAY_AFTER)] == [True]
