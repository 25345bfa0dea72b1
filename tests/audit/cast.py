"""A province at work: ballots of all kinds came in, one wave is frozen, and somebody meddles with it."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine, text
from sqlmodel import Session

from survey import create_app
from survey.audit.verify import Audit, verify
from survey.tables.append_only import GUARDS
from survey.waves.events import append
from survey.waves.waves import close, freeze, wave_of
from tests.ballots.cast import Device, ballot
from tests.databases import Cast

BALLOTS = (
    ballot(),
    ballot(answers={"A1": "1", "A2": "?"}),
    ballot(state="partial", answers={"A1": "4"}),
    ballot("two-kiosk"),
    ballot("two-kiosk", answers={"A1": "2", "A2": "3"}, comments={"words": "Chờ lâu quá."}),
    ballot("two-kiosk", answers={"A1": "3", "A2": "3"}),
    ballot("two-paper", answers={"A1": "*", "A2": "#"}),
)
"""Of An Hòa without any comment, of Bình Minh with one, of the department of health from paper."""


def lived_in(cast: Cast) -> Cast:
    """Send the ballots and write six lines into the log."""
    device = Device(create_app(cast.engine).test_client())
    for each in BALLOTS:
        assert device.put(each).status_code == 201
    with Session(cast.engine) as session:
        for number in range(6):
            append(session, "Nguyễn Văn An", "collector.new", f"collector {number}", {"số": number})
        session.commit()
    return cast


def frozen(cast: Cast, code: str = "two-2026") -> Cast:
    """Close and freeze a wave, with the people who do it in the log."""
    with Session(cast.engine) as session:
        close(session, wave_of(session, code), by="Trần Thị Bình", today=cast.today)
        session.commit()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("survey.waves.waves.DOORS_REMEMBER", 0.0)
        freeze(cast.engine, code, by="Trần Thị Bình", today=cast.today, early=True)
    return cast


def behind(engine: Engine, *statements: str) -> None:
    """Change the database as somebody does who may do everything there, and leave the guards as they were."""
    with engine.begin() as connection:
        guards = GUARDS[engine.dialect.name]
        for name in guards:
            connection.execute(text(f"DROP TRIGGER {name}" + _of_table(engine)))
        for statement in statements:
            connection.execute(text(statement))
        for made in guards.values():
            connection.execute(text(made))


def findings(engine: Engine, head: str | None = None) -> list[str]:
    """What the audit says, as people read it."""
    return [str(each) for each in audit_of(engine, head).findings]


def audit_of(engine: Engine, head: str | None = None) -> Audit:
    """The whole audit."""
    return verify(engine, head=head)


def ballots_of(engine: Engine, agency: str) -> list[str]:
    """The ids of the ballots of an agency, as the findings write them, and a way to name them in SQL."""
    sql = "SELECT ballot.id FROM ballot JOIN unit ON unit.id = agency_id WHERE unit.code = :agency ORDER BY 1"
    with engine.connect() as connection:
        found = [row[0] for row in connection.execute(text(sql), {"agency": agency})]
    return [str(each) if not isinstance(each, bytes) else each.hex() for each in found]


def literal(engine: Engine, ballot_id: str) -> str:
    """A ballot's id in the SQL of the database."""
    return f"X'{ballot_id}'" if engine.dialect.name == "sqlite" else f"'{ballot_id}'"


def _of_table(engine: Engine) -> str:
    return "" if engine.dialect.name == "sqlite" else " ON event"
