"""Every exit: what is sealed stays sealed, what is small stays hidden, and files are safe to open."""

from __future__ import annotations

import csv
import datetime as dt
import json
import random
from pathlib import Path
from typing import Any

import pypdf
import pytest
from sqlalchemy import delete, insert, select
from sqlmodel import col

from survey.ballots.ballot_id import new_ballot_id
from survey.tables import Ballot
from tests.results.cast import MODES, Province, answers, figure

BIG, SMALL = "Xã An Hòa", "Đặc khu Nhạn Sa"
UNSEEN = "Phường Cát Linh"


@pytest.fixture
def wave(sqlite_place: Province) -> Province:
    """A closed wave with a unit of sixty ballots, one of forty and one of three."""
    place = sqlite_place
    for code, name in (("big", BIG), ("small", SMALL), ("other", UNSEEN)):
        place.unit(code, name)
    place.wave("w")
    place.fill("w", BIG, 60)
    place.fill("w", UNSEEN, 40)
    place.fill("w", SMALL, 3)
    return place


def rows(file: Path, separator: str = ";") -> list[dict[str, str]]:
    with file.open(encoding="utf-8-sig", newline="") as text:
        return list(csv.DictReader(text, delimiter=separator))


def numbers_of(line: dict[str, Any]) -> set[str]:
    names = ("n", "n_valid", "dont_know", "estimate", "se", "low", "high", "deff", "n_eff", "others")
    return {name for name in names if line[name] not in (None, "")}


def test_a_unit_with_three_ballots_shows_no_number_in_any_file(wave: Province) -> None:
    found = wave.estimates("w", options=["--by", "sent"])
    with (wave.folder / "out" / "estimates.csv").open(encoding="utf-8-sig", newline="") as text:
        lines = list(csv.DictReader(text))

    hidden = [line for line in found["estimates"] if line["unit"] == SMALL]
    assert hidden
    assert {line["suppressed"] for line in hidden} <= {"hidden", "empty"}
    assert set().union(*(numbers_of(line) for line in hidden if line["suppressed"] == "hidden")) == set()
    assert [numbers_of(line) for line in lines if line["unit"] == SMALL and line["suppressed"] == "hidden"]
    assert not any(
        numbers_of(line) for line in lines if line["unit"] == SMALL and line["suppressed"] == "hidden"
    )


def test_a_unit_with_three_ballots_shows_no_figure_in_its_report(wave: Province) -> None:
    out = wave.folder / "reports"
    assert wave.hailong("report", "--wave", "w", "--out", out) == 0

    path = out / "2026" / "dac-khu-nhan-sa"
    page = path.with_suffix(".html").read_text(encoding="utf-8")
    printed = " ".join(page.extract_text() for page in pypdf.PdfReader(path.with_suffix(".pdf")).pages).split(
        "Cách tính"
    )[0]
    assert "dưới 5 người trả lời" in " ".join(printed.split())
    assert "3 phiếu" not in page
    assert "%" not in printed.replace("95%", "")


def test_the_public_edition_is_for_approved_results_and_hides_more(wave: Province) -> None:
    wave.fill("w", SMALL, 4, seed=2)
    words = ("estimates", "--wave", "w", "--out", wave.folder / "public", "--public")

    assert wave.hailong(*words) == 1
    wave.state("w", "published")
    assert wave.hailong(*words) == 0
    internal, public = (
        wave.estimates("w"),
        json.loads((wave.folder / "public" / "estimates.json").read_text()),
    )
    assert figure(internal, "overall", SMALL, "w")["n"] == 7
    assert figure(public, "overall", SMALL, "w")["n"] is None


@pytest.mark.parametrize("word", ["estimates", "report"])
@pytest.mark.parametrize("state", ["draft", "approved", "open"])
def test_a_survey_that_still_collects_tells_nothing(
    wave: Province, capsys: pytest.CaptureFixture[str], word: str, state: str
) -> None:
    wave.state("w", state)

    status = wave.hailong(word, "--wave", "w", "--out", wave.folder / "out")

    said = capsys.readouterr().err
    assert status == 1
    assert "hailong wave close w" in said
    assert "--provisional" in said
    assert not (wave.folder / "out").exists()


def test_provisional_figures_are_marked_in_every_report_and_in_the_file(wave: Province) -> None:
    wave.state("w", "open")
    words = ("report", "--wave", "w", "--out", wave.folder / "reports", "--provisional")

    found = wave.estimates("w", options=["--provisional"])
    assert wave.hailong(*words) == 0

    pages = list((wave.folder / "reports").rglob("*.html"))
    assert "tạm thời" in found["about"]["title"]
    assert len(pages) == 4
    assert all("Số liệu tạm thời" in page.read_text(encoding="utf-8") for page in pages)


def test_the_note_says_how_final_the_figures_are(wave: Province) -> None:
    closed = wave.estimates("w", out="closed")["about"]["note"]
    wave.state("w", "frozen")
    frozen = wave.estimates("w", out="frozen")["about"]["note"]
    wave.state("w", "published", decision_number="12/QĐ-UBND", decided_on=dt.date(2026, 12, 5))
    published = wave.estimates("w", out="published")["about"]["note"]

    assert closed == "Số liệu của năm 2026 chưa chốt, kết quả chưa được phê duyệt."
    assert frozen == "Kết quả của năm 2026 chưa được phê duyệt."
    assert published == "Kết quả của năm 2026 được phê duyệt tại Quyết định số 12/QĐ-UBND ngày 05/12/2026."


def test_a_continuous_rating_need_not_be_closed(wave: Province) -> None:
    wave.state("w", "open", kind="rating")

    found = wave.estimates("w")

    assert found["estimates"]
    assert found["about"]["title"] == "Khảo sát w"
    assert found["about"]["note"] == ""


def test_excluded_and_partial_ballots_change_no_figure_and_are_counted_in_the_note(wave: Province) -> None:
    before = wave.estimates("w", out="before")
    wave.fill("w", BIG, 12, seed=9, state="x")
    wave.fill("w", BIG, 4, seed=10, state="p")

    after = wave.estimates("w", out="after")

    assert after["estimates"] == before["estimates"]
    assert "thu về 119, trong đó hợp lệ 103, bị loại 12, bỏ dở 4" in after["about"]["note"]


def test_flagged_ballots_count_until_they_are_excluded(wave: Province) -> None:
    wave.fill("w", BIG, 10, seed=9, state="f")

    found = wave.estimates("w")

    assert figure(found, "overall", BIG, "w")["n"] == 70


def test_simulated_waves_are_marked_in_every_line(wave: Province) -> None:
    wave.state("w", "closed", simulated=True)

    found = wave.estimates("w")

    assert found["about"]["simulated"]
    assert all(line["simulated"] for line in found["estimates"])


def test_the_thresholds_of_the_wave_are_kept(wave: Province) -> None:
    wave.state("w", "closed", display_limit=45, reliable_limit=100)

    found = wave.estimates("w")

    assert figure(found, "overall", UNSEEN, "w")["suppressed"] == "hidden"
    assert not figure(found, "overall", BIG, "w")["reliable"]


def test_the_exported_file_holds_no_id_and_no_order_of_arrival(wave: Province) -> None:
    one = wave.export("w", out="one.csv").read_bytes()
    with wave.engine.begin() as connection:
        ids = connection.execute(select(col(Ballot.id))).scalars().all()
        ballots = connection.execute(select(*Ballot.__table__.columns)).mappings().all()  # type: ignore[attr-defined]
        connection.execute(delete(Ballot))
        connection.execute(insert(Ballot), [dict(row) | {"id": new_ballot_id(row["day"])} for row in ballots])
    again = wave.export("w", out="again.csv").read_bytes()

    assert one == again
    assert not any(str(each).encode() in one or each.hex.encode() in one for each in ids)


def test_the_exported_file_is_for_spreadsheets_unless_it_is_asked_to_be_plain(wave: Province) -> None:
    wave.fill("w", BIG, 2, seed=5, state="f")
    dressed, plain = wave.export("w"), wave.export("w", out="plain.csv", options=["--plain"])

    assert dressed.read_bytes().startswith(b"\xef\xbb\xbfwave;unit;agency;")
    assert plain.read_bytes().startswith(b"wave,unit,agency,")
    assert [list(row.values()) for row in rows(dressed)] == [list(row.values()) for row in rows(plain, ",")]
    found = rows(dressed)
    assert {row["state"] for row in found} == {"complete", "flagged"}
    assert {row["mode"] for row in found} <= set(MODES)
    assert {row["ballot_respondent_type"] for row in found} <= {"citizen", "organisation", ""}
    assert all(len(row["day"]) == 10 for row in found)


def test_weights_have_a_decimal_comma_where_spreadsheets_expect_one(wave: Province) -> None:
    wave.wave("weighted")
    wave.fill("weighted", BIG, 30, weight=1.25)

    dressed = rows(wave.export("weighted", out="a.csv"))
    plain = rows(wave.export("weighted", out="b.csv", options=["--plain"]), ",")

    assert {row["weight"] for row in dressed} == {"1,25"}
    assert {row["weight"] for row in plain} == {"1.25"}


def test_single_ballots_are_never_public(wave: Province, capsys: pytest.CaptureFixture[str]) -> None:
    status = wave.hailong("export", "--wave", "w", "--out", wave.folder / "b.csv", "--public")

    assert status == 2
    assert "never published" in capsys.readouterr().err
    assert not (wave.folder / "b.csv").exists()


def test_a_file_or_folder_that_is_there_is_kept_unless_forced(wave: Province) -> None:
    file, folder = wave.export("w"), wave.folder / "out"
    wave.estimates("w")

    assert wave.hailong("export", "--wave", "w", "--out", file) == 2
    assert wave.hailong("export", "--wave", "w", "--out", file, "--force") == 0
    assert wave.hailong("estimates", "--wave", "w", "--out", folder) == 2
    assert wave.hailong("estimates", "--wave", "w", "--out", folder, "--force") == 0
    assert {each.name for each in folder.iterdir()} == {
        *("estimates.csv", "estimates.json", "estimates.xlsx", "changes.csv")
    }


@pytest.mark.parametrize("word", ["estimates", "report", "export"])
def test_an_unknown_wave_and_a_wave_without_ballots_are_refused(
    wave: Province, capsys: pytest.CaptureFixture[str], word: str
) -> None:
    wave.wave("empty")
    out = wave.folder / "nothing.csv"

    assert wave.hailong(word, "--wave", "nowhere", "--out", out) == 1
    assert "there is no wave 'nowhere'" in capsys.readouterr().err
    assert wave.hailong(word, "--wave", "empty", "--out", out) == 1
    assert "no ballots that count" in capsys.readouterr().err


def test_an_unknown_breakdown_is_refused_with_those_there_are(
    wave: Province, capsys: pytest.CaptureFixture[str]
) -> None:
    status = wave.hailong("estimates", "--wave", "w", "--out", wave.folder / "out", "--by", "sex")

    assert status == 2
    assert "it has agency, service_point" in capsys.readouterr().err


def test_two_units_of_one_name_are_told_apart_by_their_codes(wave: Province) -> None:
    wave.units["twin"] = wave.unit("big-2", BIG)
    wave.wave("two")
    wave.put("two", BIG, [answers(random.Random(1))] * 20)
    wave.units[BIG] = wave.units["twin"] - 3
    wave.put("two", BIG, [answers(random.Random(2))] * 20)

    found = wave.estimates("two")

    assert {line["unit"] for line in found["estimates"]} == {None, f"{BIG} (big)", f"{BIG} (big-2)"}
