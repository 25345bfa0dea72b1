"""A backup of either database is put back into either, row by row, or nothing is written."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, insert, inspect, text
from sqlmodel import Session

from survey.audit.verify import verify
from survey.backup import making, places, restoring
from survey.backup.faults import BackupError
from survey.backup.making import LEFT_OUT, make
from survey.backup.restoring import rehearse, restore
from survey.backup.shapes import Shape, shapes
from survey.connections import engine_of
from survey.database import newest_revision, ready_engine, revision
from survey.files.folder import OutputExistsError
from survey.tables import metadata
from survey.waves.events import append
from tests.audit.cast import frozen, lived_in
from tests.backup.cast import PASSPHRASE, as_found, everything, fill
from tests.ballots.cast import change, stored
from tests.databases import Cast, url_of


@pytest.fixture
def full(engine: Engine) -> Engine:
    """A database with rows in every table."""
    fill(engine)
    return engine


@pytest.fixture
def file(full: Engine, tmp_path: Path) -> Path:
    """Its backup."""
    path = tmp_path / "full.hlb"
    make(full, path, PASSPHRASE, by="An")
    return path


def test_every_row_of_every_table_comes_back_on_either_database(
    full: Engine, file: Path, bare: Engine
) -> None:
    before = everything(full, "event")

    done = restore(file, PASSPHRASE, bare, by="Bình")

    assert everything(bare, "event") == before
    assert len(before) > 25 and not [name for name, rows in before.items() if not rows]
    assert {name: count.rows for name, count in done.counts.items()} == {
        **{name: len(rows) for name, rows in before.items()},
        "event": 2,
    }


def test_the_log_comes_back_with_a_line_about_it(full: Engine, file: Path, bare: Engine) -> None:
    before = everything(full)["event"]

    restore(file, PASSPHRASE, bare, by="Bình")

    *lines, last = everything(bare)["event"]
    assert lines == before
    assert last[2:5] == ("Bình", "backup.restore", "backup full.hlb")


def test_what_was_put_back_is_of_this_version_and_can_be_worked_with(file: Path, bare: Engine) -> None:
    restore(file, PASSPHRASE, bare, by="Bình")

    ready_engine(url_of(bare)).dispose()
    with Session(bare) as session:
        append(session, "An", "wave.open", "wave x", {})
        # The database gives numbers after those that came with the backup.
        session.execute(
            insert(metadata.tables["frame"]).values(wave_id=1, kind="household", source="x", area="")
        )
        session.commit()


def test_a_database_in_use_is_put_back_with_its_log_whole_and_its_frozen_wave(
    province: Cast, bare: Engine, tmp_path: Path
) -> None:
    frozen(lived_in(province))
    path = tmp_path / "b.hlb"
    made = make(province.engine, path, PASSPHRASE, by="An")

    restore(path, PASSPHRASE, bare, by="Bình")

    audit = verify(bare, head=made.head)
    assert (audit.findings, audit.ballots, audit.frozen) == ([], 7, 1)


@pytest.mark.parametrize("name", sorted(LEFT_OUT))
def test_who_was_signed_in_is_not_in_a_backup(full: Engine, file: Path, bare: Engine, name: str) -> None:
    done = restore(file, PASSPHRASE, bare, by="Bình")

    assert (stored(full, name), stored(bare, name)) == (1, 0)
    assert done.counts.keys() == metadata.tables.keys() - LEFT_OUT


def test_a_backup_of_an_earlier_version_is_brought_up_to_date(
    sqlite_engine: Engine, bare: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(sqlite_engine)
    then = shapes_of_version("0009", tmp_path / "0009.db")
    path = tmp_path / "old.hlb"
    with monkeypatch.context() as patch:
        patch.setattr(making, "newest_revision", lambda: "0009")
        patch.setattr(making, "shapes", lambda _: then)
        make(sqlite_engine, path, PASSPHRASE, by="An")
    newer = metadata.tables.keys() - {shape.name for shape in then}

    restore(path, PASSPHRASE, bare, by="Bình")

    assert revision(bare) == newest_revision()
    assert everything(bare, "event", *newer) == everything(sqlite_engine, "event", *newer)


def shapes_of_version(version: str, path: Path) -> list[Shape]:
    """The tables and columns that an earlier version had, as its own migrations make them."""
    engine = engine_of(f"sqlite:///{path}")
    with engine.begin() as connection:
        places.upgrade_to(connection, version)
        looked_at = inspect(connection)
        columns = {
            name: {column["name"] for column in looked_at.get_columns(name)}
            for name in looked_at.get_table_names()
        }
    engine.dispose()
    return [
        Shape(each.name, tuple(pair for pair in each.columns if pair[0] in columns[each.name]), each.key)
        for each in shapes(metadata)
        if each.name in columns
    ]


def test_a_backup_of_a_newer_program_is_refused(
    sqlite_engine: Engine, bare: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "newer.hlb"
    with monkeypatch.context() as patch:
        patch.setattr(making, "newest_revision", lambda: "9999")
        make(sqlite_engine, path, PASSPHRASE, by="An")

    with pytest.raises(BackupError, match="newer program"):
        restore(path, PASSPHRASE, bare, by="Bình")

    assert as_found(bare) == set()


def wrong_passphrase(file: Path) -> str:
    return PASSPHRASE + "!"


def cut(file: Path) -> str:
    file.write_bytes(file.read_bytes()[:-1])
    return PASSPHRASE


def flipped(file: Path) -> str:
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 1
    file.write_bytes(data)
    return PASSPHRASE


def foreign(file: Path) -> str:
    file.write_bytes(b"SQLite format 3\0" + bytes(4096))
    return PASSPHRASE


def empty(file: Path) -> str:
    file.write_bytes(b"")
    return PASSPHRASE


@pytest.mark.parametrize("spoil", [wrong_passphrase, cut, flipped, foreign, empty])
def test_a_backup_that_is_not_as_it_was_made_is_refused_and_nothing_is_written(
    file: Path, bare: Engine, spoil: object
) -> None:
    passphrase = spoil(file)  # type: ignore[operator]

    with pytest.raises(BackupError):
        restore(file, passphrase, bare, by="Bình")

    if bare.dialect.name == "sqlite":
        assert list(Path(str(bare.url.database)).parent.iterdir()) == [], "not even a file"
    assert as_found(bare) == set()


def test_a_database_with_rows_is_not_replaced(full: Engine, file: Path) -> None:
    before = everything(full)

    with pytest.raises(BackupError, match="not empty.*--force"):
        restore(file, PASSPHRASE, full, by="Bình")

    assert everything(full) == before


def test_with_force_a_database_is_replaced_and_a_file_is_kept(
    full: Engine, file: Path, tmp_path: Path
) -> None:
    before = everything(full, "event")
    change(full, "DELETE FROM exclusion")
    change(full, "UPDATE unit SET name = 'Khác'")
    full.dispose()

    done = restore(file, PASSPHRASE, full, by="Bình", force=True)

    assert everything(full, "event") == before
    if full.dialect.name == "sqlite":
        assert done.kept is not None
        with closing(sqlite3.connect(done.kept)) as kept:
            assert kept.execute("SELECT DISTINCT name FROM unit").fetchall() == [("Khác",)]
    else:
        assert done.kept is None


def test_tables_without_rows_are_no_database_to_be_careful_with(
    full: Engine, file: Path, tmp_path: Path, sqlite_template: Path
) -> None:
    target = tmp_path / "upgraded.db"
    target.write_bytes(sqlite_template.read_bytes())
    engine = engine_of(f"sqlite:///{target}")

    restore(file, PASSPHRASE, engine, by="Bình")

    assert everything(engine, "event") == everything(full, "event")
    engine.dispose()


def test_tables_of_somebody_else_are_never_replaced(file: Path, bare: Engine) -> None:
    change(bare, "CREATE TABLE theirs (id INTEGER)")

    with pytest.raises(BackupError, match="not of hailong"):
        restore(file, PASSPHRASE, bare, by="Bình", force=True)

    assert as_found(bare) == {"theirs"}


def test_an_sqlite_file_that_a_server_has_open_is_not_replaced(sqlite_engine: Engine, tmp_path: Path) -> None:
    fill(sqlite_engine)
    path = tmp_path / "b.hlb"
    make(sqlite_engine, path, PASSPHRASE, by="An")
    server = engine_of(url_of(sqlite_engine))

    with server.connect() as open_line:
        open_line.execute(text("SELECT count(*) FROM unit"))
        with pytest.raises(BackupError, match="in use.*stop the server"):
            restore(path, PASSPHRASE, sqlite_engine, by="Bình", force=True)
    server.dispose()


def test_a_restore_that_fails_on_the_way_leaves_everything_as_it_was(
    full: Engine, file: Path, bare: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def cut_off(*_: object) -> None:
        raise RuntimeError("power cut")

    monkeypatch.setattr(restoring, "append", cut_off)
    before = everything(full)

    for engine in (bare, full):
        with pytest.raises(RuntimeError):
            restore(file, PASSPHRASE, engine, by="Bình", force=True)

    assert as_found(bare) == set()
    assert everything(full) == before


def test_rows_that_point_nowhere_are_not_put_back(
    sqlite_engine: Engine, bare: Engine, tmp_path: Path
) -> None:
    fill(sqlite_engine)
    assert sqlite_engine.url.database
    with closing(sqlite3.connect(sqlite_engine.url.database)) as raw:
        raw.execute("UPDATE sample_case SET replaces_id = 77")
        raw.commit()
    path = tmp_path / "b.hlb"
    make(sqlite_engine, path, PASSPHRASE, by="An")

    with pytest.raises(BackupError, match="sample_case"):
        restore(path, PASSPHRASE, bare, by="Bình")

    assert as_found(bare) == set()


def test_an_existing_file_is_not_overwritten_by_a_backup(full: Engine, file: Path) -> None:
    before = file.read_bytes()

    with pytest.raises(OutputExistsError):
        make(full, file, PASSPHRASE, by="An")

    assert file.read_bytes() == before
    assert file.stat().st_mode & 0o077 == 0, "readable by its owner alone"


def test_nothing_of_the_database_can_be_read_in_a_backup(file: Path) -> None:
    data = file.read_bytes()

    assert not [
        word
        for word in ("Sở Y tế", "unit", "INSERT", "ballot", "Hộ 9")
        if word.encode() in data.split(b"\n", 1)[1]
    ]


def test_a_rehearsal_compares_and_leaves_nothing(
    province: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, postgres_server: str
) -> None:
    frozen(lived_in(province))
    path = tmp_path / "b.hlb"
    made = make(province.engine, path, PASSPHRASE, by="An")
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(scratch))
    before = databases(postgres_server)

    for server in (None, postgres_server.format("postgres")):
        done, audit = rehearse(path, PASSPHRASE, server=server)

        assert done.counts == made.counts
        assert (audit.is_whole, audit.ballots) == (True, 7)
    assert list(scratch.iterdir()) == []
    assert databases(postgres_server) == before


def databases(server: str) -> list[str]:
    engine = engine_of(server.format("postgres"))
    with engine.connect() as connection:
        found = connection.execute(text("SELECT datname FROM pg_database WHERE datname LIKE 'hailong_reh%'"))
        names = [row[0] for row in found]
    engine.dispose()
    return names


def test_a_rehearsal_finds_a_ballot_that_was_altered_before_the_backup(
    sqlite_province: Cast, tmp_path: Path
) -> None:
    frozen(lived_in(sqlite_province))
    change(sqlite_province.engine, "UPDATE ballot SET answers = '11' WHERE answers = '55' OR answers = '54'")
    path = tmp_path / "b.hlb"
    make(sqlite_province.engine, path, PASSPHRASE, by="An")

    _, audit = rehearse(path, PASSPHRASE)

    assert not audit.is_whole


def test_rows_that_differ_after_the_loading_are_noticed(
    file: Path, bare: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    upgraded = places.upgrade_to

    def with_a_meddler(connection: object, wanted: str) -> None:
        upgraded(connection, wanted)  # type: ignore[arg-type]
        connection.execute(text(MEDDLER[connection.dialect.name]))  # type: ignore[attr-defined]

    monkeypatch.setattr(restoring, "upgrade_to", with_a_meddler)

    with pytest.raises(BackupError, match="table unit does not hold"):
        restore(file, PASSPHRASE, bare, by="Bình")

    assert as_found(bare) == set()


MEDDLER = {
    "sqlite": "CREATE TRIGGER meddle AFTER INSERT ON unit BEGIN UPDATE unit SET name = 'x'; END",
    "postgresql": "ALTER TABLE unit ADD COLUMN other text; "
    "CREATE FUNCTION meddle() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN NEW.name := 'x'; RETURN NEW; END $$; "
    "CREATE TRIGGER meddle BEFORE INSERT ON unit FOR EACH ROW EXECUTE FUNCTION meddle()",
}


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(place=st.integers(0, 10**6), bit=st.integers(0, 7))
def test_a_flipped_bit_of_a_real_backup_is_refused_with_nothing_written(
    sqlite_backup: Path, place: int, bit: int
) -> None:
    data = bytearray(sqlite_backup.read_bytes())
    data[place % len(data)] ^= 1 << bit
    spoilt = sqlite_backup.with_name("spoilt.hlb")
    spoilt.write_bytes(data)
    folder = sqlite_backup.parent / "target"
    folder.mkdir(exist_ok=True)
    engine = engine_of(f"sqlite:///{folder}/new.db")

    with pytest.raises(BackupError):
        restore(spoilt, PASSPHRASE, engine, by="Bình")

    assert list(folder.iterdir()) == []


@pytest.fixture
def sqlite_backup(sqlite_engine: Engine, tmp_path: Path) -> Path:
    fill(sqlite_engine)
    path = tmp_path / "small.hlb"
    make(sqlite_engine, path, PASSPHRASE, by="An")
    return path
