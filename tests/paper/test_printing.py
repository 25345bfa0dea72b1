"""The command: numbers are given out once a wave, files appear whole, what cannot be printed says why."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader
from sqlmodel import Session, select

from questionnaires.load import load
from questionnaires.meaning import meaning
from survey.cli import run
from survey.paper.reserving import Run, reserve, runs
from survey.paper.serials import SerialError, number_of
from survey.tables import Event, Wave
from survey.waves.events import first_broken
from tests.databases import Cast

UNIT = ("--wave", "short-2026", "--unit", "so-y-te")


@pytest.fixture
def folder(tmp_path: Path, province: Cast, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder, and the cast as the database of the commands."""
    monkeypatch.setenv("HAILONG_DATABASE", province.url)
    made = tmp_path / "print"
    made.mkdir()
    return made


def ballots(folder: Path, name: str, *arguments: object) -> int:
    """The exit status of one print run."""
    out = ("--out", folder / f"{name}.pdf")
    return run(["paper", "ballots", *map(str, (*arguments, *out))])


def layout(folder: Path, name: str) -> dict:
    return json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))


def numbers(folder: Path, name: str) -> tuple[int, int]:
    """The first and the last number of a run."""
    told = layout(folder, name)["serials"]
    return number_of(told["first"]), number_of(told["last"])


def test_numbers_go_on_from_unit_to_unit_and_begin_anew_with_another_wave(folder: Path) -> None:
    statuses = [
        ballots(folder, "one", *UNIT, "--n", 50),
        ballots(folder, "two", "--wave", "short-2026", "--unit", "xa-an-hoa", "--n", 20),
        ballots(folder, "other", "--wave", "two-2026", "--unit", "so-y-te", "--n", 3),
    ]

    assert statuses == [0, 0, 0]
    assert numbers(folder, "one") == (1, 50)
    assert numbers(folder, "two") == (51, 70)
    assert numbers(folder, "other") == (1, 3)


def test_the_ballots_bear_the_wave_its_notice_and_its_questionnaire(folder: Path) -> None:
    ballots(folder, "one", *UNIT, "--lang", "vi,en")

    text = " ".join("".join(p.extract_text() for p in PdfReader(folder / "one.pdf").pages).split())
    told = layout(folder, "one")
    assert "Sở Y tế" in text and "Department of Health" in text
    assert "Sở Nội vụ thực hiện khảo sát theo Kế hoạch số 12/KH-UBND" in text
    assert "Published at cchc.tinh-mau.example in March 2027." in text
    assert told["questionnaire"]["meaning"] == meaning(load("unit-short"))
    assert (told["wave"], told["unit"], told["languages"]) == ("short-2026", "so-y-te", ["vi", "en"])


def test_every_run_is_in_the_audit_log_and_nothing_says_who_got_a_ballot(
    folder: Path, province: Cast
) -> None:
    ballots(folder, "one", *UNIT, "--n", 5, "--by", "Trần Văn In")

    with Session(province.engine) as session:
        event = session.exec(select(Event).where(Event.action == "paper.print")).one()
        assert runs(session, "short-2026") == [Run("so-y-te", 1, 5)]
        assert first_broken(session) is None
    assert event.actor == "Trần Văn In"
    assert json.loads(event.detail).keys() == {"unit", "from", "to", "layout"}


def test_numbers_printed_before_are_refused_and_a_gap_is_allowed(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ballots(folder, "one", *UNIT, "--n", 10)

    taken = ballots(folder, "two", *UNIT, "--n", 5, "--serial-from", 6)
    later = ballots(folder, "three", *UNIT, "--n", 5, "--serial-from", 101)

    said = capsys.readouterr().err
    assert (taken, later) == (1, 0)
    assert "printed before, 000001-" in said and "leave it out to go on after the last" in said
    assert not (folder / "two.pdf").exists()
    assert numbers(folder, "three") == (101, 105)


def test_two_who_print_at_once_get_different_numbers(province: Cast) -> None:
    def take(number: int) -> Run:
        with Session(province.engine) as session:
            run = reserve(session, "short-2026", unit="so-y-te", n=7, layout="l", by=f"clerk {number}")
            session.commit()
            return run

    with ThreadPoolExecutor(4) as pool:
        given = list(pool.map(take, range(8)))

    assert sorted(run.first for run in given) == list(range(1, 57, 7))


def test_a_wave_has_no_more_numbers_than_six_digits(province: Cast) -> None:
    with Session(province.engine) as session, pytest.raises(SerialError, match="numbers end at 999999"):
        reserve(session, "short-2026", unit="so-y-te", n=2, first=999_999, layout="l", by="clerk")


def test_a_test_print_takes_no_numbers_and_says_that_it_is_one(folder: Path, province: Cast) -> None:
    ballots(folder, "trial", *UNIT, "--n", 2, "--test")

    text = PdfReader(folder / "trial.pdf").pages[0].extract_text()
    with Session(province.engine) as session:
        assert runs(session, "short-2026") == []
    assert "PHIẾU THỬ, KHÔNG TÍNH" in text
    assert layout(folder, "trial")["is_test"] is True


@pytest.mark.parametrize(
    ("state", "said"), [("draft", "approve it, or add --test"), ("closed", "collects no more")]
)
def test_a_wave_that_is_over_or_not_approved_is_not_printed(
    folder: Path, province: Cast, state: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with Session(province.engine) as session:
        session.get_one(Wave, province.waves["short-2026"]).state = state
        session.commit()

    status = ballots(folder, "one", *UNIT)

    assert status == 1
    assert said in capsys.readouterr().err
    assert list(folder.iterdir()) == []


def test_a_file_in_the_way_is_kept_and_no_number_is_given_out(
    folder: Path, province: Cast, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "one.json").write_text("mine", encoding="utf-8")

    status = ballots(folder, "one", *UNIT)

    assert status == 2
    assert "the file is there already" in capsys.readouterr().err
    assert (folder / "one.json").read_text(encoding="utf-8") == "mine"
    with Session(province.engine) as session:
        assert runs(session, "short-2026") == []


@pytest.mark.parametrize("size", ["A4", "A5", "large"])
def test_a_questionnaire_alone_is_enough(
    tmp_path: Path, size: str, capsys: pytest.CaptureFixture[str]
) -> None:
    status = ballots(
        tmp_path, "one", "--questionnaire", "counter", "--unit", "Sở Y tế", "--size", size, "--serial-from", 7
    )

    pages = PdfReader(BytesIO((tmp_path / "one.pdf").read_bytes())).pages
    assert status == 0
    assert "go on with --serial-from" in capsys.readouterr().err
    assert numbers(tmp_path, "one") == (7, 7)
    assert layout(tmp_path, "one")["unit"] == "so-y-te"
    assert "Sở Y tế" in "".join(page.extract_text() for page in pages)


def test_a_draft_is_printed_as_a_test_only(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from questionnaires.load import shipped

    file = tmp_path / "draft.yaml"
    text = shipped()["counter"].read_text(encoding="utf-8")
    file.write_text(text.replace("status: final", "status: draft"), encoding="utf-8")

    statuses = [
        ballots(tmp_path, "one", "--questionnaire", file),
        ballots(tmp_path, "two", "--questionnaire", file, "--test"),
    ]

    assert statuses == [1, 0]
    assert "a draft is not fielded" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (("--wave", "short-2026"), 2, "give --wave and --unit, or --questionnaire"),
        (("--questionnaire", "counter", "--lang", "fr"), 1, "has no fr; --lang; choose vi or en"),
        (("--questionnaire", "counter", "--layout", "one.pdf"), 1, "two files"),
        (("--questionnaire", "nothing"), 1, "neither a file nor a shipped questionnaire"),
    ],
)
def test_what_cannot_be_printed_is_said_with_its_cure(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    arguments: tuple[str, ...],
    status: int,
    said: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)

    found = ballots(Path(), "one", *arguments)

    assert found == status
    assert said in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_a_run_that_fails_half_way_leaves_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from survey.paper import printing

    def full(*_: object) -> str:
        raise OSError(28, "No space left on device", "one.json")

    monkeypatch.setattr(printing, "layout_text", full)

    status = ballots(tmp_path, "one", "--questionnaire", "counter")

    assert status == 1
    assert list(tmp_path.iterdir()) == []
