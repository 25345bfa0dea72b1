"""The words `hailong backup` and `hailong restore`, from the passphrase to the exit status."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from survey.cli import run
from survey.secret_key import make_key
from tests.audit.cast import lived_in
from tests.backup.cast import PASSPHRASE
from tests.ballots.cast import change
from tests.databases import Cast, url_of

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def place(province: Cast, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Cast:
    """A province at work, whose database the commands find, with a passphrase in the environment."""
    monkeypatch.setenv("HAILONG_DATABASE", province.url)
    monkeypatch.setenv("HAILONG_BACKUP_PASSPHRASE", PASSPHRASE)
    monkeypatch.chdir(tmp_path)
    return lived_in(province)


def said(capture: Capture, *words: str, status: int = 0) -> list[str]:
    """The lines of both streams of a command."""
    capture.readouterr()
    ended = run(words)
    out, err = capture.readouterr()
    assert ended == status, out + err
    return (out + err).splitlines()


def test_a_backup_is_made_rehearsed_and_put_back(place: Cast, capsys: Capture, tmp_path: Path) -> None:
    made = said(capsys, "backup", "a.hlb")
    rehearsed = said(capsys, "backup", "rehearse", "a.hlb")
    restored = said(capsys, "restore", "a.hlb", "--to", "sqlite:///other.db")

    assert re.fullmatch(r"a\.hlb: \d+ rows in \d+ tables, 7 of them ballots", made[0])
    assert made[1].startswith("everything acknowledged before 20")
    head = made[2].split()[-1]
    assert [line for line in rehearsed if re.fullmatch(r"ballot\t7\t[0-9a-f]{64}", line)]
    assert rehearsed[-1].endswith("all is as it was recorded; the scratch database is gone")
    assert restored[1] == f"hash of the last line of its audit log when it was made: {head}"
    assert said(capsys, "audit", "verify", "--head", head)[-1] == "all is as it was recorded"


def test_the_long_form_takes_options_before_the_file(place: Cast, capsys: Capture) -> None:
    Path("words.txt").write_text("\ufeffmột câu đủ dài\r\nkhông phải câu này\n", encoding="utf-8")

    said(capsys, "backup", "new", "--passphrase-file", "words.txt", "b.hlb", "--by", "Lê Sao")

    assert (
        "passphrase is not the one" in said(capsys, "restore", "b.hlb", "--to", "sqlite:///o.db", status=1)[0]
    )
    assert not Path("o.db").exists()
    said(capsys, "restore", "b.hlb", "--to", "sqlite:///o.db", "--passphrase-file", "words.txt")
    assert "\tLê Sao\tbackup.start\tbackup b.hlb\t" in said(capsys, "audit", "list", "--action", "backup")[0]


def test_a_rehearsal_of_altered_data_ends_with_status_1(place: Cast, capsys: Capture) -> None:
    change(place.engine, "UPDATE ballot SET answers = '15' WHERE answers IN ('54', '1?')")
    said(capsys, "backup", "a.hlb")

    assert said(capsys, "backup", "rehearse", "a.hlb", status=1)[-1].endswith("the scratch database is gone")


def test_without_a_passphrase_or_with_a_short_one_no_backup_is_made(
    place: Cast, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HAILONG_BACKUP_PASSPHRASE", "ngắn")
    assert "too short" in said(capsys, "backup", "a.hlb", status=1)[0]

    monkeypatch.setenv("HAILONG_BACKUP_PASSPHRASE", "")
    assert "there is no passphrase" in said(capsys, "backup", "a.hlb", status=1)[0]

    assert list(Path().glob("*a.hlb*")) == []


def test_a_word_that_is_no_command_and_no_file_is_a_slip(place: Cast, capsys: Capture) -> None:
    said(capsys, "backup", "rehears", status=2)

    assert not Path("rehears").exists()


def test_a_database_with_rows_is_named_with_the_cure_and_no_password(place: Cast, capsys: Capture) -> None:
    said(capsys, "backup", "a.hlb")

    (line,) = said(capsys, "restore", "a.hlb", status=1)

    assert "is not empty" in line and "--force" in line


def test_another_secret_key_than_the_one_of_the_database_is_told(
    place: Cast, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_key()
    said(capsys, "backup", "a.hlb")
    assert len(said(capsys, "restore", "a.hlb", "--to", "sqlite:///one.db")) == 2

    monkeypatch.setenv("HAILONG_KEY_FILE", "another.key")
    last = said(capsys, "restore", "a.hlb", "--to", "sqlite:///two.db")[-1]

    assert "bring hailong.key back" in last


def test_a_scratch_database_needs_a_server(place: Cast, capsys: Capture) -> None:
    said(capsys, "backup", "a.hlb")

    assert (
        "only PostgreSQL has servers"
        in said(capsys, "backup", "rehearse", "a.hlb", "--server", "sqlite:///x.db", status=1)[0]
    )
    if place.engine.dialect.name == "postgresql":
        assert said(capsys, "backup", "rehearse", "a.hlb", "--server", url_of(place.engine))
