"""The audit log is a chain: a line that was changed, taken out or put in between is found."""

from __future__ import annotations

import threading

import pytest
from sqlalchemy import Engine, text
from sqlmodel import Session

from survey.waves.events import START, append, first_broken
from tests.audit.cast import behind


@pytest.fixture
def chain(engine: Engine) -> Engine:
    """A log of five lines."""
    with Session(engine) as session:
        for number in range(5):
            append(session, "Nguyễn Văn An", "wave.open", f"wave {number}", {"số": number})
        session.commit()
    return engine


def test_a_whole_chain_is_whole(chain: Engine) -> None:
    with Session(chain) as session:
        assert first_broken(session) is None
        assert session.execute(text("SELECT previous_hash FROM event ORDER BY id LIMIT 1")).scalar() == START


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE event SET actor = 'x' WHERE id = 3",
        "UPDATE event SET detail = '{}' WHERE id = 3",
        "UPDATE event SET happened = '2020-01-01 00:00:00+00:00' WHERE id = 3",
        "DELETE FROM event WHERE id = 2",
    ],
)
def test_a_line_that_was_changed_or_taken_out_is_found(chain: Engine, change: str) -> None:
    behind(chain, change)
    with Session(chain) as session:
        broken = first_broken(session)

    assert broken is not None and broken.id == 3


def test_writers_at_the_same_time_make_one_chain(engine: Engine) -> None:
    def write(name: str) -> None:
        for number in range(10):
            with Session(engine) as session:
                append(session, name, "wave.open", f"wave {number}", {})
                session.commit()

    writers = [threading.Thread(target=write, args=(name,)) for name in ("An", "Bình", "Cúc")]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()

    with Session(engine) as session:
        assert session.execute(text("SELECT count(*) FROM event")).scalar() == 30
        assert first_broken(session) is None


def test_a_line_stands_or_falls_with_its_deed(chain: Engine) -> None:
    with Session(chain) as session:
        append(session, "An", "wave.open", "wave x", {})
        session.rollback()

    with Session(chain) as session:
        assert session.execute(text("SELECT count(*) FROM event")).scalar() == 5
