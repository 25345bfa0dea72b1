"""The commands that print doors and make codes, from a database in an empty folder."""

from __future__ import annotations

import csv
import datetime as dt
import stat
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from questionnaires.load import load
from survey import create_app, dates
from survey.cli import run
from survey.codes.alphabet import read_code
from survey.database import engine_of
from tests.ballots.cast import Device, ballot, said, stored
from tests.doors.cast import picture, scanned, texts

Capture = pytest.CaptureFixture[str]
SERVER = "https://khao-sat.example"


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> Path:
    """A folder with an open wave of a unit; no secret key yet."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("HAILONG_KEY", raising=False)
    today = dates.today()
    days = ("--opens", today.isoformat(), "--closes", (today + dt.timedelta(days=9)).isoformat())
    plan = ("--code", "w26", "--name", "Đợt 2026", "--questionnaire", "unit-short", "--host", "hue")
    for words in (
        ("db", "upgrade"),
        ("unit", "import", "vietnam-provinces"),
        ("questionnaire", "publish", "unit-short"),
        ("wave", "new", *plan, *days),
        ("wave", "approve", "w26", "--by", "Lê Duyệt"),
        ("wave", "open", "w26"),
    ):
        assert run(words) == 0
    capsys.readouterr()
    return tmp_path


def told(capture: Capture, *words: str, status: int = 0) -> str:
    """What a command prints, or its error where it fails."""
    ended = run(words)
    out, err = capture.readouterr()
    assert ended == status, err
    return err if status else out


def door(capture: Capture, *more: str) -> str:
    """The link of a new door."""
    words = ("--wave", "w26", "--agency", "hue", "--base-url", SERVER)
    return told(capture, "collector", "new", *words, *more).strip()


def test_a_poster_is_printed_with_the_door_or_later_from_its_link(place: Path, capsys: Capture) -> None:
    link = door(capsys, "--poster", "with.pdf", "--size", "A5")
    told(capsys, "collector", "poster", "1", "--link", link, "--out", "later.pdf")

    for name in ("with.pdf", "later.pdf"):
        data = (place / name).read_bytes()
        assert scanned(picture(data)) == [link]
        assert link.removeprefix("https://") in texts(data)[0]
        assert f"In ngày {dates.today():%d/%m/%Y}" in texts(data)[0]


def test_a_poster_that_cannot_be_printed_leaves_no_door_and_no_file(place: Path, capsys: Capture) -> None:
    words = ("--wave", "w26", "--agency", "hue", "--poster", "p.pdf")

    assert "add --base-url" in told(capsys, "collector", "new", *words, status=1)
    assert "on their phones" in told(
        capsys, "collector", "new", *words, "--base-url", SERVER, "--mode", "kiosk", status=1
    )

    assert told(capsys, "collector", "list") == ""
    assert not list(place.glob("*p.pdf*"))


def test_nothing_is_printed_over_a_file_or_from_another_link(place: Path, capsys: Capture) -> None:
    link, other = door(capsys), door(capsys)
    (place / "there.pdf").touch()

    words = ("collector", "poster", "1", "--out")
    assert "there is a file" in told(capsys, *words, "there.pdf", "--link", link, status=2)
    assert "leads to collector 2, not to" in told(capsys, *words, "p.pdf", "--link", other, status=1)
    assert "no such folder" in told(capsys, *words, "no/p.pdf", "--link", link, status=2)
    assert (place / "there.pdf").read_bytes() == b""


def test_slips_carry_the_procedure_and_the_field_in_their_link(place: Path, capsys: Capture) -> None:
    (place / "thu-tuc.csv").write_text("code,field,name\n1.001,đất đai,Đăng ký biến động\n", encoding="utf-8")
    told(capsys, "procedure", "import", "thu-tuc.csv")
    link = door(capsys)

    words = ("collector", "slips", "1", "--link", link, "--out")
    told(capsys, *words, "s.pdf", "--procedure", "1.001", "--field", "2", "--n", "3")

    data = (place / "s.pdf").read_bytes()
    assert scanned(picture(data)) == [f"{link}?p=1.001&f=2"] * 3
    assert texts(data)[0].count("Thủ tục: Đăng ký biến động") == 3
    assert "no procedure '9'" in told(capsys, *words, "x.pdf", "--procedure", "9", status=1)
    assert "offers no field 'Z'" in told(capsys, *words, "x.pdf", "--field", "Z", status=1)


def test_codes_are_made_with_their_key_handed_out_and_admit_a_ballot_each(
    place: Path, capsys: Capture
) -> None:
    link = door(capsys)
    run(["codes", "make", "1", "--n", "10", "--out", "c.csv", "--sheet", "c.pdf", "--link", link])
    assert "the secret key was made; hailong.key; keep a copy" in capsys.readouterr().err

    with (place / "c.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    codes = [row["code"] for row in rows]
    pages = texts((place / "c.pdf").read_bytes())
    engine = engine_of("sqlite:///hailong.db")
    device = Device(_client(place))
    sent = {"questionnaire": "unit-short", "version": _version(), "answers": _answers()}
    replies = [said(device.put(_ballot(link, code, sent))) for code in (codes[0], codes[1], codes[0])]

    assert len(set(codes)) == 10 and all(read_code(code) for code in codes)
    assert [row["link"] for row in rows] == [f"{link}#c={code}" for code in codes]
    assert all(code in " ".join(pages) for code in codes) and len(pages) == 2
    assert scanned(picture((place / "c.pdf").read_bytes())) == sorted(row["link"] for row in rows[:8])
    assert replies == [(201, "recorded"), (201, "recorded"), (409, "code_used")]
    assert stored(engine, "one_time_code") == 8
    assert told(capsys, "codes", "list") == "1\tw26\t10\t8\t2\n"
    engine.dispose()


def test_codes_for_a_gateway_are_plain_and_private(place: Path, capsys: Capture) -> None:
    door(capsys)
    told(capsys, "codes", "make", "1", "--n", "2", "--out", "c.csv", "--plain")

    raw = (place / "c.csv").read_bytes()
    assert raw.startswith(b"code\r\n") and b";" not in raw
    assert stat.S_IMODE((place / "c.csv").stat().st_mode) == 0o600


def test_codes_that_cannot_be_written_are_not_made(place: Path, capsys: Capture) -> None:
    link = door(capsys)
    (place / "there.csv").touch()

    words = ("codes", "make", "1", "--n", "5", "--out")
    assert "there is a file" in told(capsys, *words, "there.csv", status=2)
    assert "--sheet; add --link" in told(capsys, *words, "c.csv", "--sheet", "c.pdf", status=2)
    other = f"{SERVER}/s/nobody"
    assert "to no collector" in told(capsys, *words, "c.csv", "--link", other, status=1)
    assert "two files of one name" in told(
        capsys, *words, "c.csv", "--sheet", "c.csv", "--link", link, status=2
    )

    assert told(capsys, "codes", "list") == ""
    assert sorted(each.name for each in place.glob("*.csv*")) == ["there.csv"]


def test_codes_of_a_wave_that_is_over_are_deleted_with_the_rest(place: Path, capsys: Capture) -> None:
    door(capsys)
    told(capsys, "codes", "make", "1", "--n", "5", "--out", "c.csv")
    after = (dates.today() + dt.timedelta(days=17)).isoformat()

    assert told(capsys, "retention") == f"nothing is past its day on {dates.today()}\n"
    assert "wave w26: 5 one-time codes would be deleted" in told(capsys, "retention", "--on", after)
    assert "wave w26: 5 one-time codes deleted" in told(capsys, "retention", "--on", after, "--apply")
    assert told(capsys, "codes", "list") == "1\tw26\t5\t0\t0\n"


def _client(place: Path) -> FlaskClient:
    return create_app(f"sqlite:///{place}/hailong.db").test_client()


def _version() -> str:
    return load("unit-short").version


def _answers() -> dict[str, str]:
    return {"respondent_type": "1", "field": "2", "purpose": "3", "U1": "5", "U2": "4"} | {
        "U3": "?",
        "U6": "4",
        "UF": "0",
    }


def _ballot(link: str, code: str, sent: dict[str, object]) -> dict[str, object]:
    return ballot(link.rpartition("/")[2], code=code, **sent)
