"""R2: pages of results at the size of the country, beside a bare page of staff and one round trip of SQL."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import chain, islice

from flask import Flask
from sqlalchemy import Engine, text
from sqlmodel import Session
from werkzeug.test import EnvironBuilder

from survey import create_app
from survey.accounts import sessions
from survey.results.stored import storing
from survey.results.stored.computing import computed
from survey.results.stored.reports_of import line_documents, unit_documents
from survey.results.stored.stamp import stamp_of
from survey.tables import Account, DesignCell, Grant, Unit, UnitParent, Wave
from tests.bench.cast import WAVE, Place, fill, many, settle, size, workplace
from tests.bench.rows import Row, side_by_side

ITEMS, UNITS, TIMES = 20, 3_300, 15
REPORTS = 30
"""Full reports that are stored, those of the first units by name; drawing all 6,600 is measured by P2."""
GOAL = 300
"""Milliseconds of a page at the median."""


def rows() -> Iterator[Row]:
    """Milliseconds of the pages, and how many bare pages and round trips that is."""
    ballots = size()
    with workplace() as folder:
        place = settle(folder, items=ITEMS, units=UNITS)
        fill(place, many(ballots, ITEMS, UNITS))
        token = _closed(place)
        _store(place)
        yield from _pages(place, token, ballots)


def _store(place: Place) -> None:
    """What the job stores, but of the reports only some: a page reads its own, however many there are."""
    with Session(place.engine) as session:
        wave = session.get_one(Wave, place.wave_id)
        stamp = stamp_of(session, wave)
        number = storing._begun(session, place.wave_id, False, stamp)
        session.commit()
    assert number is not None
    full = computed(place.engine, [WAVE], edition="full")
    body, official = storing._compared(place.engine, full)
    some = (*islice(unit_documents(full), REPORTS),)
    two = (replace(each, kind="two-page") for each in some)
    storing._write(place.engine, number, chain(official, line_documents(full), some, two))
    storing._end(place.engine, number, body, stamp, fixed=False)


def _pages(place: Place, token: str, ballots: int) -> Iterator[Row]:
    app = create_app(place.engine)
    unit, base = place.units[1], f"/staff/results/{WAVE}"
    pair = f"unit={place.units[1]}&unit={place.units[10]}"
    asked = {
        "department page": f"{base}/units/{unit}",
        "comparison page": f"{base}/compare?kind=commune",
        "comparison of two units": f"{base}/compare?kind=commune&{pair}",
        "comparison, a name": f"{base}/compare?kind=commune&name=99&order=low",
        "wave page": base,
        "two-page PDF": f"{base}/units/{unit}/report.pdf",
        "comparison as CSV": f"{base}/compare/comparison.csv?kind=commune",
    }
    bare, trip = _call(app, "/staff/sign-out-everywhere", token), _trip(place.engine)
    for name, path in asked.items():
        ours, page, once = side_by_side(_call(app, path, token), bare, trip, times=TIMES)
        told = (
            f"{UNITS:,} units, {ballots:,} ballots; {ours / page:.1f} bare pages of {page * 1e3:.1f} ms, "
            f"{ours / once:.0f} round trips of {once * 1e6:.0f} us"
        )
        goal = GOAL if name in ("department page", "comparison page") else None
        yield Row(f"R2 {name}", "ms", goal, ours * 1e3, told)


def _call(app: Flask, path: str, token: str) -> Callable[[], bytes]:
    """A request straight into the application, by somebody who is signed in."""
    headers = {"Accept-Encoding": "gzip", "Cookie": f"hailong_session={token}"}
    environ = EnvironBuilder(
        path=path.partition("?")[0], query_string=path.partition("?")[2], headers=headers
    )
    made = environ.get_environ()

    def call() -> bytes:
        status = []
        body = b"".join(app(dict(made), lambda given, _headers, _error=None: status.append(given)))
        assert status[0].startswith("200"), (path, status)
        return body

    return call


def _trip(engine: Engine) -> Callable[[], object]:
    """One row by its key, asked for as the pages ask."""

    def trip() -> object:
        with Session(engine) as session:
            return session.connection().execute(text("SELECT code FROM unit WHERE id = 1")).scalar()

    return trip


def _closed(place: Place) -> str:
    """The wave is closed, its ballots stand in cells of a sample, and an analyst is signed in; their token."""
    top = dt.date(2025, 7, 1)
    now = dt.datetime.now(dt.UTC)
    with Session(place.engine) as session:
        province = Unit(code="top", kind="province", name="Tỉnh", valid_from=top)
        session.add(province)
        session.flush()
        for unit in place.units:
            session.add(UnitParent(unit_id=unit, parent_id=province.id or 0, valid_from=top))
            session.add(
                DesignCell(wave_id=place.wave_id, unit_id=unit, code="people", population=50_000, drawn=1)
            )
        wave = session.get_one(Wave, place.wave_id)
        wave.design, wave.state, wave.host_id, wave.closed_on = "random_sample", "frozen", province.id, top
        wave.frozen_hash = "0" * 64
        account = Account(email="bench@tinh.example", name="Bench", password_hash="x", totp_secret=b"x")
        session.add(account)
        session.flush()
        session.add(
            Grant(account_id=account.id or 0, role="analyst", unit_id=province.id or 0, granted_by="bench")
        )
        token = sessions.begin(session, account, "second_factor", now=now)
        session.commit()
        session.connection().execute(text(_IN_CELLS))
        session.commit()
    return token


_IN_CELLS = """
UPDATE ballot SET design_cell_id =
    (SELECT id FROM design_cell WHERE design_cell.unit_id = ballot.agency_id)
"""
