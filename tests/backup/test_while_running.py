"""A backup made while ballots come in holds all that was acknowledged before its mark, and one moment."""

from __future__ import annotations

import datetime as dt
import time
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, text

from survey import create_app
from survey.audit.verify import verify
from survey.backup import making
from survey.backup.counting import row_lines
from survey.backup.faults import BackupError
from survey.backup.making import Made, make
from survey.backup.restoring import restore
from survey.backup.sealing import CHUNK, TAG
from survey.backup.shapes import Shape
from survey.connections import engine_of
from survey.tables import metadata
from tests.backup.arriving import Arrivals, Put, arriving
from tests.backup.cast import PASSPHRASE
from tests.ballots.cast import Device
from tests.ballots.server import Server
from tests.databases import Cast

SOAK_SECONDS = 60


@pytest.fixture
def slow_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let some ballots come in between any two tables of the backup that have to do with them."""

    def slowly(connection: Connection, shape: Shape) -> Iterator[bytes]:
        if shape.name in ("comment", "ballot"):
            time.sleep(0.4)
        yield from row_lines(connection, shape)

    monkeypatch.setattr(making, "row_lines", slowly)


def ids(engine: Engine) -> set[str]:
    """The ballots that a database holds."""
    table = metadata.tables["ballot"]
    with engine.connect() as connection:
        return {str(row[0]) for row in connection.execute(table.select().with_only_columns(table.c.id))}


def compare(found: Arrivals, made: Made, ended: dt.datetime, engine: Engine) -> None:
    """Hold what was put back against what was acknowledged."""
    restored = ids(engine)
    with engine.connect() as connection:
        comments = connection.execute(text("SELECT count(*) FROM comment")).scalar()

    assert found.refused == []
    assert found.before(made.mark) <= restored
    assert not found.after(ended) & restored
    assert restored <= found.acknowledged.keys()
    assert len(restored) == comments == made.counts["ballot"].rows, "ballots and comments of one moment"
    assert verify(engine, head=made.head).findings == []


def in_this_process(engine: Engine) -> Put:
    device = Device(create_app(engine).test_client())
    return lambda content, ballot_id: device.put(content, ballot_id).status_code


@pytest.mark.usefixtures("slow_reading")
def test_ballots_come_in_while_a_backup_is_made_and_all_acknowledged_ones_come_back(
    province: Cast, bare: Engine, tmp_path: Path
) -> None:
    path = tmp_path / "b.hlb"
    with arriving(in_this_process(province.engine), per_second=40) as found:
        found.wait_for(20)
        made = make(province.engine, path, PASSPHRASE, by="An")
        ended = dt.datetime.now(dt.UTC)
        found.wait_for(10)

    restore(path, PASSPHRASE, bare, by="Bình")

    assert len(found.before(made.mark)) >= 20 and len(found.before(ended)) > len(found.before(made.mark)) + 5
    compare(found, made, ended, bare)


@pytest.mark.soak
def test_backups_one_after_the_other_for_a_minute_on_the_running_server(
    province: Cast, bare: Engine, tmp_path: Path
) -> None:
    worst, sizes = 0.0, []
    with Server(tmp_path / "log", province.url) as server:
        server.wait()

        def put(content: dict[str, Any], ballot_id: str) -> int:
            nonlocal worst
            begun = time.monotonic()
            status = server.ask("PUT", f"/api/v1/ballots/{ballot_id}", content)[0]
            worst = max(worst, time.monotonic() - begun)
            return status

        with arriving(put) as found:
            end = time.monotonic() + SOAK_SECONDS
            while time.monotonic() < end:
                path = tmp_path / f"{uuid.uuid4().hex}.hlb"
                made = make(province.engine, path, PASSPHRASE, by="An")
                ended = dt.datetime.now(dt.UTC)
                sizes.append(path.stat().st_size)
                found.wait_for(20)

    restore(path, PASSPHRASE, bare, by="Bình")

    compare(found, made, ended, bare)
    print(
        f"\n{province.engine.dialect.name} into {bare.dialect.name}: {len(found.acknowledged)} ballots at 20/s, "
        f"{len(sizes)} backups meanwhile, the last of {sizes[-1]:,} bytes; slowest answer {worst * 1000:.0f} ms"
    )


def test_a_real_backup_cut_off_at_any_chunk_is_refused_with_nothing_written(
    sqlite_engine: Engine, tmp_path: Path
) -> None:
    gone = [{"id": uuid.uuid4()} for _ in range(15_000)]
    with sqlite_engine.begin() as connection:
        connection.execute(metadata.tables["deleted_ballot"].insert(), gone)
    path, cut = tmp_path / "whole.hlb", tmp_path / "cut.hlb"
    make(sqlite_engine, path, PASSPHRASE, by="An")
    data = path.read_bytes()
    start = data.index(b"\n", data.index(b"\n") + 1) + 1 + TAG
    borders = range(start, len(data), CHUNK + TAG)
    (tmp_path / "target").mkdir()
    engine = engine_of(f"sqlite:///{tmp_path}/target/new.db")

    for border in borders:
        cut.write_bytes(data[:border])
        with pytest.raises(BackupError, match="changed or cut off"):
            restore(cut, PASSPHRASE, engine, by="Bình")

    assert len(borders) > 3
    assert list((tmp_path / "target").iterdir()) == []
