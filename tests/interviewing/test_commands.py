"""`hailong interview` from the folder of a draw to outcome rates."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from sqlmodel import Session, col, select

from survey.cli import run
from survey.tables import Case, Collector, Frame, InterviewLink
from tests.databases import Cast
from tests.interviewing.cast import AREA, WAVE, WHO, Device, drawn, given, loaded

LOAD = ["--describe", "chu_ho,xom", "--source", "Bảng kê hộ 2026"]


@pytest.fixture
def folder(province: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("HAILONG_DATABASE", province.url)
    return drawn(tmp_path / "draw")


def test_every_village_becomes_a_list_of_its_own(
    province: Cast, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status = run(["interview", "load", WAVE, str(folder), *LOAD])

    told = capsys.readouterr().out.splitlines()
    with Session(province.engine) as session:
        frames = session.exec(select(Frame).order_by(col(Frame.id))).all()
        first = session.exec(
            select(Case).where(Case.frame_id == frames[0].id).order_by(col(Case.number))
        ).all()
    assert status == 0
    assert [line.split("\t")[:3] for line in told] == [
        ["thon-1", "6 drawn", "2 reserves"],
        ["thon-2", "5 drawn", "2 reserves"],
    ]
    assert [(each.area, each.seed) for each in frames] == [("thon-1", 42), ("thon-2", 42)]
    assert [each.role for each in first] == ["drawn"] * 6 + ["reserve"] * 2
    assert first[0].description == "Hộ 1, Xóm 1"


def test_lists_have_a_last_day_after_which_they_are_destroyed_with_their_links(
    province: Cast, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(["interview", "load", WAVE, str(folder), *LOAD, "--delete-after", "2027-01-31"])
    run(["interview", "assign", WAVE, AREA, "--to", WHO])
    capsys.readouterr()

    run(["retention", "--on", "2027-02-01", "--apply"])

    with Session(province.engine) as session:
        left = [session.exec(select(table)).first() for table in (Frame, Case, InterviewLink)]
    assert "2 frames with 15 cases deleted" in capsys.readouterr().out
    assert left == [None, None, None]


def test_a_link_is_printed_once_and_only_hashes_are_kept(
    province: Cast, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(["interview", "load", WAVE, str(folder), *LOAD])
    capsys.readouterr()

    run(["interview", "assign", WAVE, AREA, "--to", WHO, "--n", "5", "--base-url", "https://h.example/"])

    told = capsys.readouterr()
    token = told.out.strip().rpartition("/")[2]
    with Session(province.engine) as session:
        roles = [each.role for each in session.exec(select(Case).where(Case.fieldworker == WHO))]
        door = session.get_one(Collector, session.exec(select(InterviewLink)).one().collector_id)
    assert re.fullmatch(r"https://h\.example/i/[0-9a-z-]{19}\n", told.out)
    assert (roles.count("drawn"), roles.count("reserve")) == (5, 2)
    assert (door.mode, door.label) == ("interviewer", WHO)
    assert token not in str(door)
    assert not told.err


def test_few_cases_in_one_area_are_remarked_on(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(["interview", "load", WAVE, str(folder), *LOAD])

    run(["interview", "assign", WAVE, AREA, "--to", WHO, "--n", "2"])

    assert "could be guessed whose a ballot is" in capsys.readouterr().err


def test_the_list_tells_how_the_work_stands_and_names_no_household(
    folder: Path, province: Cast, capsys: pytest.CaptureFixture[str]
) -> None:
    from survey import create_app

    loaded(province.engine, folder)
    device = Device(create_app(province.engine), province, given(province.engine).token)
    device.tell(1, "refused")
    device.tell(2, "completed")

    run(["interview", "list", WAVE])

    told = capsys.readouterr().out
    first, second = told.splitlines()
    assert first == "thon-1\tDTV-07\t6 drawn\t2 reserves\t2 visits\tcompleted 1, open 4, refused 1\tlink 1"
    assert second.startswith("thon-2\tnobody\t5 drawn\t2 reserves\t0 visits\topen 5")
    assert "Hộ" not in told


def test_outcome_rates_are_those_of_the_definitions(
    folder: Path, province: Cast, capsys: pytest.CaptureFixture[str]
) -> None:
    from survey import create_app

    loaded(province.engine, folder)
    device = Device(create_app(province.engine), province, given(province.engine).token)
    for case, result in enumerate(("completed", "completed", "refused", "moved", "no_answer"), start=1):
        device.tell(case, result)

    run(["interview", "list", WAVE, "--rates"])

    header, first, _, _ = (line.split("\t") for line in capsys.readouterr().out.splitlines())
    # I = 2, R = 1, NE = 1, unknown = 2: RR1 = 2/5; e = 3/4, RR3 = 2/(3 + 1.5); COOP1 = REF-free 2/3.
    assert dict(zip(header, first, strict=True)) == {
        "area": "thon-1",
        "cases": "6",
        "interviewed": "2",
        "response 1": "0.400",
        "response 3": "0.444",
        "cooperation 1": "0.667",
        "refusal 1": "0.200",
        "contact 1": "0.600",
    }


def test_a_revoked_link_shuts_its_door_and_another_link_opens_the_same_cases(
    folder: Path, province: Cast, capsys: pytest.CaptureFixture[str]
) -> None:
    from survey import create_app

    loaded(province.engine, folder)
    app = create_app(province.engine)
    lost = Device(app, province, given(province.engine).token)

    status = run(["interview", "revoke", "1"])
    run(["interview", "assign", WAVE, AREA, "--to", WHO, "--n", "0"])

    found = Device(app, province, capsys.readouterr().out.strip().rpartition("/")[2])
    assert status == 0
    assert [lost.answer().status_code, lost.tell(1, "refused").status_code] == [410, 410]
    assert [found.answer().status_code, found.tell(1, "refused").status_code] == [201, 201]


@pytest.mark.parametrize(
    ("words", "what"),
    [
        (["load", WAVE, "DIR", *LOAD], "was loaded before"),
        (["load", WAVE, "DIR", "--describe", "nha", "--source", "x"], "there is no column 'nha'"),
        (["load", "nowhere", "DIR", *LOAD], "nowhere"),
        (["assign", WAVE, "thon-9", "--to", WHO], "there is no list of area 'thon-9'"),
        (["assign", WAVE, AREA, "--to", "Nguyễn Văn An"], "this is no interviewer's code"),
        (["assign", WAVE, AREA, "--to", WHO, "--n", "0"], "nothing is left to give"),
        (["revoke", "99"], "there is no interview link 99; hailong interview list"),
    ],
    ids=str,
)
def test_what_cannot_be_done_is_said_with_the_cure(
    province: Cast, folder: Path, words: list[str], what: str, capsys: pytest.CaptureFixture[str]
) -> None:
    loaded(province.engine, folder)

    status = run(["interview", *(str(folder) if word == "DIR" else word for word in words)])

    assert status == 1
    assert what in capsys.readouterr().err


@pytest.mark.parametrize(("reserves", "told"), [(2, "3 drawn\t2 reserves"), (0, "3 drawn\t0 reserves")])
def test_what_hailong_draw_wrote_is_loaded_as_it_is(
    province: Cast, folder: Path, reserves: int, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    frame = folder / "frame.csv"
    rows = [f"{n},Hộ {n},Xóm {n % 4},thon-{n % 3}" for n in range(60)]
    frame.write_text("\n".join(["id,chu_ho,xom,thon", *rows]), encoding="utf-8")
    out = folder / "mau"
    words = [
        "--method",
        "pps",
        "--psu",
        "thon",
        "--n",
        2,
        "--per-psu",
        3,
        "--reserves",
        reserves,
        "--seed",
        7,
    ]
    run(["draw", str(frame), *map(str, words), "--id", "id", "--out", str(out)])
    capsys.readouterr()

    status = run(["interview", "load", WAVE, str(out), *LOAD])

    lines = capsys.readouterr().out.splitlines()
    assert status == 0
    assert len(lines) == 2
    assert all(told in line for line in lines)
