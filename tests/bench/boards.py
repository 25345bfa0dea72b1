"""F1: the fieldwork board of 3,300 units and a million ballots, beside a bare page and one round trip."""

from __future__ import annotations

import datetime as dt
import os
import random
from collections.abc import Iterator

from sqlalchemy import Engine, text
from sqlmodel import Session, select

from survey import create_app
from survey.accounts import sessions
from survey.fieldwork.counting import recount
from survey.keys import id_of
from survey.tables import Account, Collector, DesignCell, Grant, Unit, UnitParent, Wave
from tests.bench.cast import ITEMS, WAVE, Place, fill, many, settle, size, workplace
from tests.bench.rows import Row, seconds, side_by_side

UNITS, TIMES = 3_300, 9
MODES = ("kiosk", "phone", "paper", "interviewer")
KEY = "5a" * 32


def rows() -> Iterator[Row]:
    """Milliseconds of the page with counts that the worker kept, and what the worker spends on them."""
    os.environ.setdefault("HAILONG_KEY", KEY)
    with workplace() as folder:
        place = settle(folder, units=UNITS)
        fill(place, many(size(), ITEMS, UNITS))
        client = create_app(place.engine).test_client()
        client.set_cookie("hailong_session", _analyst(place), path="/staff")
        page, bare = f"/staff/fieldwork/{WAVE}", "/staff/password"

        def get(path: str) -> None:
            reply = client.get(path, headers={"Accept-Encoding": "gzip"})
            assert reply.status_code == 200, reply.status

        uncounted = seconds(lambda: get(page), times=3)
        first = seconds(lambda: recount(place.engine, WAVE), times=1, warm=False)
        again = seconds(lambda: recount(place.engine, WAVE), times=3, warm=False)
        board, plain, trip = side_by_side(
            lambda: get(page), lambda: get(bare), lambda: _round_trip(place.engine), times=TIMES
        )
        weight = len(client.get(page, headers={"Accept-Encoding": "gzip"}).data) / 1000
    told = f"{UNITS:,} units, {size():,} ballots, counts kept by the worker; {weight:.1f} KB gzip"
    yield Row("F1 fieldwork board", "ms", 300, board * 1e3, told)
    yield Row(
        "F1 fieldwork board against a bare page", "x", None, board / plain, f"{bare}: {plain * 1e3:.1f} ms"
    )
    told = f"one round trip of SQL: {trip * 1e3:.2f} ms"
    yield Row("F1 fieldwork board against one round trip", "x", None, board / trip, told)
    told = "where no worker runs: the ballots are counted for the page"
    yield Row("F1 ... without a worker", "ms", None, uncounted * 1e3, told)
    told = f"the first time {first * 1e3:.0f} ms; once a minute, or less often where it takes long"
    yield Row("F1 counting the wave, in the worker", "ms", None, again * 1e3, told)


def _round_trip(engine: Engine) -> None:
    with engine.connect() as connection:
        connection.execute(text("SELECT 1")).scalar()


def _analyst(place: Place) -> str:
    """Somebody who runs the wave, of doors in every mode and a design for every unit; their session."""
    chosen, now = random.Random(2026), dt.datetime.now(dt.UTC)
    with Session(place.engine) as session:
        host = Unit(code="host", kind="province", name="Tỉnh", valid_from=dt.date(2025, 7, 1))
        account = Account(email="bench@tinh.example", name="Bench", totp_secret=b"bench")
        session.add_all([host, account])
        session.flush()
        for number, unit in enumerate(place.units):
            session.add(UnitParent(unit_id=unit, parent_id=id_of(host), valid_from=host.valid_from))
            session.add(
                DesignCell(
                    wave_id=place.wave_id, unit_id=unit, code=f"c{number}", drawn=chosen.randint(100, 900)
                )
            )
        for door in session.exec(select(Collector).where(Collector.wave_id == place.wave_id)):
            door.mode = MODES[id_of(door) % len(MODES)]
        session.get_one(Wave, place.wave_id).host_id = id_of(host)
        session.add(Grant(account_id=id_of(account), unit_id=id_of(host), role="analyst", granted_by="bench"))
        token = sessions.begin(session, account, "second_factor", now=now)
        session.commit()
    return token
