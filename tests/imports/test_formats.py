"""Files as LimeSurvey, Kobo, ODK and SPSS write them, read without a word of explanation."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from sqlmodel import Session

from survey.importing.from_command import guess_for
from survey.importing.mapping import From, Mapping, MappingError, read_mapping, write_mapping
from survey.importing.source_file import SourceFile, read_source
from tests.databases import Cast
from tests.imports.cast import HERE, brought, rows_in, written
from tests.imports.wave import CODE, open_wave

FILES = HERE / "files"


def ballots(cast: Cast) -> list[tuple[str, str, str, str, int | None]]:
    """Unit, day, answers, state and seconds of every ballot, in a set order."""
    codes = {number: code for code, number in cast.units.items()}
    return sorted(
        (codes[each["agency_id"]], str(each["day"]), each["answers"], each["state"], each["seconds"])
        for each in rows_in(cast.engine, "ballot")
    )


def comments(cast: Cast) -> set[str]:
    return {each["body"] for each in rows_in(cast.engine, "comment")}


def test_a_limesurvey_export_of_codes_loads(province: Cast, tmp_path: Path) -> None:
    open_wave(province)
    file = tmp_path / "results-survey481203.csv"
    # LimeSurvey begins its files with a mark of their encoding, which no file of this house may have.
    file.write_bytes(b"\xef\xbb\xbf" + (FILES / "limesurvey.csv").read_bytes())

    found = brought(province, file, wave=CODE)

    assert (found.ballots, found.comments) == (4, 2)
    # A1 A2, came 1 2 3, online, trouble 1 2; "--" where it was not asked.
    assert ballots(province) == [
        ("so-y-te", "2025-11-04", "4.....--", "p", 79),
        ("so-y-te", "2025-11-05", "45001101", "c", 156),
        ("xa-an-hoa", "2025-11-03", "32010110", "c", 149),
        ("xa-an-hoa", "2025-11-03", "541010--", "c", 162),
    ]
    assert "Waited, then came back\nthe next day." in comments(province)
    assert {each["language"] for each in rows_in(province.engine, "ballot")} == {"vi", "en"}
    assert any("ipaddr" in note for note in found.notes), "what is not read is said"


def test_a_kobo_export_with_groups_and_split_ticks_loads(province: Cast) -> None:
    open_wave(province)

    found = brought(province, FILES / "kobo.csv", wave=CODE)

    assert (found.ballots, found.comments) == (3, 1)
    assert ballots(province) == [
        ("so-y-te", "2025-11-04", "2....0--", "c", None),
        ("xa-an-hoa", "2025-11-03", "551010--", "c", None),
        ("xa-binh-minh", "2025-11-03", "43010111", "c", None),
    ]
    assert comments(province) == {"Cần thêm ghế chờ; mùa mưa rất đông."}


def test_the_same_kobo_export_as_a_workbook_gives_the_same_ballots(
    sqlite_province: Cast, tmp_path: Path
) -> None:
    open_wave(sqlite_province)
    with (FILES / "kobo.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file, delimiter=";"))
    with xlsxwriter.Workbook(tmp_path / "kobo.xlsx") as book:
        page = book.add_worksheet("form")
        for number, row in enumerate(rows):
            page.write_row(number, 0, [int(cell) if cell.isdigit() else cell for cell in row])
        book.add_worksheet("children").write_row(0, 0, ["_parent_index", "name"])
    brought(sqlite_province, FILES / "kobo.csv", wave=CODE)

    again = brought(sqlite_province, tmp_path / "kobo.xlsx", wave=CODE)

    assert (again.ballots, again.known) == (0, 3), "the key is the submission, whatever the file"
    assert any("2 sheets" in note for note in again.notes)


def test_an_odk_export_with_ticks_in_one_cell_loads(sqlite_province: Cast) -> None:
    open_wave(sqlite_province)

    brought(sqlite_province, FILES / "odk-central.csv", wave=CODE)

    assert [each[2] for each in ballots(sqlite_province)] == ["551010--", "43010111"]


def test_headers_with_the_words_of_the_questions_are_known(sqlite_province: Cast, tmp_path: Path) -> None:
    open_wave(sqlite_province)
    header = (
        "Mã đơn vị",
        "Ngày",
        "Ông/Bà hài lòng ở mức nào về thái độ của người phục vụ?",
        "Thời gian giải quyết",
        "online",
        "Anything to add?",
    )
    rows = [("so-y-te", "05/11/2025", "Rất hài lòng", "Satisfied", "có", "Tốt")]
    file = written(tmp_path / "a.csv", header, rows)

    brought(sqlite_province, file, wave=CODE, agency="so-y-te")

    assert [each[2] for each in ballots(sqlite_province)] == ["54...1.."]
    assert comments(sqlite_province) == {"Tốt"}


def test_an_spss_file_loads_with_its_codes_and_labels(sqlite_province: Cast, tmp_path: Path) -> None:
    reader = pytest.importorskip("pyreadstat")
    pandas = pytest.importorskip("pandas")

    open_wave(sqlite_province)
    data = pandas.DataFrame(
        {
            "unit": ["so-y-te", "xa-an-hoa"],
            "day": ["2025-11-05", "2025-11-06"],
            "Q1": [5.0, 2.0],
            "A2": [4.0, float("nan")],
            "online": [0.0, 0.0],
        }
    )
    labels = {"Q1": "the manner of the staff"}
    reader.write_sav(data, str(tmp_path / "a.sav"), column_labels=labels)

    brought(sqlite_province, tmp_path / "a.sav", wave=CODE)

    assert [each[2] for each in ballots(sqlite_province)] == ["54...0--", "2....0--"]


def test_without_its_reader_an_spss_file_is_refused_with_the_cure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import sys

    from survey.files.sav_file import MissingReaderError

    monkeypatch.setitem(sys.modules, "pyreadstat", None)
    (tmp_path / "a.sav").write_bytes(b"$FL2")

    with pytest.raises(MissingReaderError, match="a.sav; install hailong with the extra exports"):
        read_source(tmp_path / "a.sav")


def test_a_survey_without_days_asks_for_one(sqlite_province: Cast, tmp_path: Path) -> None:
    open_wave(sqlite_province)
    header = ("id", "submitdate", "lastpage", "startlanguage", "unit", "A1", "A2", "online")
    row = ("1", "1980-01-01 00:00:00", "3", "vi", "so-y-te", "5", "5", "N")
    file = written(tmp_path / "a.csv", header, [row])

    with pytest.raises(MappingError, match="nothing says the day; day; name its column"):
        brought(sqlite_province, file, wave=CODE)
    brought(sqlite_province, file, wave=CODE, day="2025-10-01")

    assert ballots(sqlite_province) == [("so-y-te", "2025-10-01", "55...0--", "c", None)]


def test_answer_codes_of_another_survey_are_translated_by_the_mapping(
    sqlite_province: Cast, tmp_path: Path
) -> None:
    open_wave(sqlite_province)
    by_hand = tmp_path / "m.yaml"
    by_hand.write_text(
        "agency: {value: so-y-te}\n"
        "day: {value: '2025-10-01'}\n"
        "values: {AO01: '5', AO02: '4'}\n"
        "dont_know: ['98']\n"
        "items:\n"
        "  A1: f[x]\n"
        "  A2: {column: 'f[y]', values: {AO02: '1'}}\n",
        encoding="utf-8",
    )
    rows = [("AO01", "AO02"), ("98", "AO01")]

    brought(sqlite_province, written(tmp_path / "a.csv", ("f[x]", "f[y]"), rows), wave=CODE, mapping=by_hand)

    assert [each[2] for each in ballots(sqlite_province)] == ["51....--", "?5....--"]


def test_what_is_guessed_can_be_written_and_read_again(sqlite_province: Cast) -> None:
    wave = open_wave(sqlite_province)
    source = read_source(FILES / "limesurvey.csv")

    with Session(sqlite_province.engine) as session:
        mapping = guess_for(session, wave, source)

    assert read_mapping(write_mapping(mapping).encode(), "m.yaml") == mapping
    assert mapping.state == From(column="submitdate")
    assert mapping.items["came_3"] == From(column="came[SQ003]")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("agncy: unit", "agncy: it is not known; m.yaml, line 1; use key, agency"),
        ("items:\n  A1: [1]\n", r"items.A1.*line 2"),
        ("a: [", "m.yaml, line"),
        ("agency: &a unit\nday: *a\n", "alias"),
    ],
)
def test_a_mapping_that_is_wrong_is_refused_with_its_line(text: str, said: str) -> None:
    with pytest.raises(MappingError, match=said):
        read_mapping(text.encode(), "m.yaml")


def test_a_mapping_that_names_what_is_not_there_is_refused(sqlite_province: Cast, tmp_path: Path) -> None:
    open_wave(sqlite_province)
    source = read_source(FILES / "kobo.csv")
    assert isinstance(source, SourceFile)

    def refused(**said: Any) -> str:
        mapping = Mapping(items={"A1": "rating/A1", "A2": "rating/A2"}, agency="agency", day="today")
        by_hand = tmp_path / "m.yaml"
        by_hand.write_text(write_mapping(mapping.model_copy(update=said)), encoding="utf-8")
        with pytest.raises(MappingError) as error:
            brought(sqlite_province, FILES / "kobo.csv", wave=CODE, mapping=by_hand)
        return str(error.value)

    assert "there is no column 'unit'" in refused(agency=From(column="unit"))
    assert "no item 'A9'" in refused(items={"A9": From(column="today")})
