"""The workbook: the numbers of estimates.json, none of what is hidden, text that stays text, columns explained."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import python_calamine

from survey.analysing import workbook_sheets
from survey.analysing.more.questions import FIELDS as QUESTION_FIELDS
from survey.analysing.more.table import COMMON
from survey.analysing.workbook_codebook import SHEETS, codes, column, columns
from tests.survey.cast import FORM, Command, Sheet, ballots
from tests.survey.more_cast import COUNTED, Made, made, many_ballots

PLACES = ("2024", "2025", "2026")
ALL_TABLES = ("--wave", "wave", "--by", "sex", "--mix", "mode", "--interval", "beta", "--simulated", *COUNTED)
NAUGHTY = ("=1+1 " + "Ủy ban nhân dân\txã Ia Dơk " * 6)[:140]

ENDS = ("lowest", "highest")
"""Sheets of items with their figures."""


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """Three waves, every table, units small and tiny, one of them with a name that could be run."""
    sheet = many_ballots(waves=PLACES)
    for row in sheet.rows:
        row[0] = row[0].replace("Xã An Bình", NAUGHTY)
    return made(tmp_path_factory.mktemp("full"), sheet, *ALL_TABLES)


def opened(folder: Path) -> Any:
    return openpyxl.load_workbook(folder / "estimates.xlsx")


def lines_of(book: Any, name: str, language: str = "vi") -> list[dict[str, Any]]:
    """The lines of a sheet by the codes of row 4."""
    _, _, _, heads, *rows = book[SHEETS[name][language]].iter_rows(values_only=True)
    return [dict(zip(heads, row, strict=True)) for row in rows]


def numbers_in(line: dict[str, Any]) -> dict[str, float]:
    return {k: v for k, v in line.items() if isinstance(v, int | float) and not isinstance(v, bool)}


def tables_of(data: dict[str, Any]) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Every list of lines that has a sheet of the same lines."""
    yield from ((name, data[name]) for name in SHEETS if name in data and name not in ENDS)


def test_every_number_of_every_table_is_that_of_the_json(full: Made) -> None:
    book = opened(full.folder)

    compared = 0
    for name, lines in tables_of(full.json):
        shown = lines_of(book, name)
        assert len(shown) == len(lines), name
        for own, line in zip(shown, lines, strict=True):
            if not line.get("suppressed"):
                assert numbers_in(own) == pytest.approx(numbers_in(line), rel=1e-15), (name, line)
                compared += len(numbers_in(own))
    assert compared > 20_000


@pytest.mark.parametrize("name", ENDS)
def test_the_lowest_and_highest_items_have_their_figures(full: Made, name: str) -> None:
    figures = {(e["wave"], e["unit"], e["code"]): e for e in full.json["estimates"] if e["by"] is None}

    shown = lines_of(opened(full.folder), name)

    assert len(shown) == len(full.json[name]) > 0
    for own, line in zip(shown, full.json[name], strict=True):
        figure = figures[line["wave"], line["unit"], line["code"]]
        assert own["estimate"] == pytest.approx(figure["estimate"], rel=1e-15)
        assert own["label"] == figure["label"]


def test_a_hidden_line_has_no_number_anywhere_but_its_symbol(full: Made) -> None:
    book, data = opened(full.folder), full.json

    for name, figure in (("estimates", "estimate"), ("changes", "difference")):
        pairs = zip(lines_of(book, name), data[name], strict=True)
        hidden = [own for own, line in pairs if line["suppressed"]]
        assert hidden
        assert not [own for own in hidden if numbers_in(own)]
        assert {own[figure] for own in hidden} == {"(*)"}
        assert not [own for own in hidden if own.get("reliable") or own.get("differs")]


def test_a_public_wave_of_thirty_says_no_number_that_the_json_does_not_say(
    analyse: Command, tmp_path: Path
) -> None:
    folder = analyse(ballots(34).csv(tmp_path / "b.csv"), "--wave", "wave", "--by", "sent", "--public").folder
    data = json.loads((folder / "estimates.json").read_text(encoding="utf-8"))

    book = opened(folder)
    told = {
        value
        for name in ("estimates", "changes")
        for own in lines_of(book, name)
        for value in numbers_in(own).values()
    }
    known = {v for name in ("estimates", "changes") for line in data[name] for v in numbers_in(line).values()}

    assert sum(bool(line["suppressed"]) for line in data["estimates"]) > 10
    assert not [value for value in told if not any(value == pytest.approx(each, rel=1e-15) for each in known)]
    # Notes and code book hold texts alone.
    assert not [
        cell
        for page in book.worksheets[-2:]
        for row in page.iter_rows()
        for cell in row
        if cell.data_type == "n" and cell.value is not None
    ]


def test_what_nobody_was_asked_has_its_own_symbol(analyse: Command, tmp_path: Path) -> None:
    sheet = ballots(90)
    for row in sheet.rows:
        if row[0] == "Sở Tư pháp":
            row[3] = "0"
            row[6] = ""

    folder = analyse(sheet.csv(tmp_path / "b.csv")).folder

    empty = [
        e for e in lines_of(opened(folder), "estimates") if (e["unit"], e["code"]) == ("Sở Tư pháp", "A3")
    ]
    assert [e["estimate"] for e in empty] == ["–"]
    assert not numbers_in(empty[0])


def test_a_name_that_could_be_run_is_a_text_and_stays_one(full: Made) -> None:
    page = opened(full.folder)["Số liệu"]

    named = [cell for row in page.iter_rows(min_row=5) for cell in row if str(cell.value).startswith("=")]

    assert len(NAUGHTY) == 140
    assert {cell.value for cell in named} == {NAUGHTY.strip()}
    assert {cell.data_type for cell in named} == {"s"}
    assert all(cell.quotePrefix for cell in named)


@pytest.mark.parametrize(
    "name", ["<r><t>a</t></r>", "_x0041_", "a\x07b", "http://x.y", "@SUM(A1)", "{=1}", "1e5"]
)
def test_strange_names_come_back_as_they_went_in(tmp_path: Path, name: str) -> None:
    sheet = many_ballots(30)
    for row in sheet.rows:
        row[0] = row[0].replace("Sở Nội vụ", name)

    folder = made(tmp_path, sheet).folder

    lines = json.loads((folder / "estimates.json").read_text(encoding="utf-8"))["estimates"]
    told = {row[1] for row in as_read(folder)[4:]}
    assert told == {line["unit"] or "(tất cả đơn vị)" for line in lines}
    assert not [part for part in parts(folder) if b"<f>" in part or b"hyperlink" in part]


def as_read(folder: Path) -> list[list[Any]]:
    """The figures by another reader, which turns the format's own spelling of control signs back."""
    return python_calamine.load_workbook(folder / "estimates.xlsx").get_sheet_by_index(0).to_python()


def parts(folder: Path) -> list[bytes]:
    with zipfile.ZipFile(folder / "estimates.xlsx") as file:
        return [file.read(name) for name in file.namelist()]


def test_the_same_figures_give_the_same_bytes(full: Made, tmp_path: Path) -> None:
    again = made(tmp_path, read_again(full.file), *ALL_TABLES)

    first, second = ((each.folder / "estimates.xlsx").read_bytes() for each in (full, again))

    assert first == second
    with zipfile.ZipFile(io.BytesIO(first)) as file:
        assert {each.date_time[0] for each in file.infolist()} == {1980}
    assert opened(full.folder).properties.created == workbook_sheets.DAY


def read_again(file: Path) -> Sheet:
    with file.open(encoding="utf-8", newline="") as opened_file:
        header, *rows = csv.reader(opened_file)
    return Sheet(header, rows)


def test_simulated_data_are_marked_on_every_sheet_and_real_ones_on_none(
    full: Made, analyse: Command, tmp_path: Path
) -> None:
    real = opened(analyse(ballots(60).csv(tmp_path / "b.csv")).folder)

    assert all("DỮ LIỆU MÔ PHỎNG" in page["A1"].value for page in opened(full.folder))
    assert all("DỮ LIỆU MÔ PHỎNG" in page.oddHeader.center.text for page in opened(full.folder))
    assert not [page for page in real if "MÔ PHỎNG" in page["A1"].value]


def test_sheets_are_in_the_language_asked_for_with_codes_below_the_headings(
    analyse: Command, tmp_path: Path
) -> None:
    file = ballots(60).csv(tmp_path / "b.csv")

    vietnamese = opened(analyse(file, out="vi").folder)
    english = opened(analyse(file, "--lang", "en", out="en").folder)

    assert vietnamese.sheetnames == [
        *("Số liệu", "Thay đổi", "Nội dung thấp nhất", "Nội dung cao nhất"),
        *("Giải thích cột", "Ghi chú"),
    ]
    assert english.sheetnames == ["Figures", "Changes", "Lowest items", "Highest items", "Code book", "Notes"]
    assert vietnamese["Số liệu"]["F3"].value == "Tỷ lệ hài lòng"
    assert english["Figures"]["F3"].value == "Satisfied"
    assert vietnamese["Số liệu"]["F4"].value == english["Figures"]["F4"].value == "estimate"
    assert {own["kind"] for own in lines_of(english, "estimates", "en")} == {"item", "factor", "overall"}
    assert {own["kind"] for own in lines_of(vietnamese, "estimates")} == {"câu hỏi", "yếu tố", "mức chung"}


def test_heads_stay_in_sight_and_can_be_filtered(full: Made) -> None:
    for page in opened(full.folder):
        last = openpyxl.utils.get_column_letter(page.max_column)
        assert page.freeze_panes.endswith("5"), page.title
        if page.max_row > 4:
            assert page.auto_filter.ref == f"A4:{last}{page.max_row}", page.title
        assert page.column_dimensions["A"].width >= 9


def test_numbers_are_shown_as_percentages_and_counts(full: Made) -> None:
    page = opened(full.folder)["Số liệu"]
    heads = [cell.value for cell in page[4]]

    formats = {
        name: {
            row[heads.index(name)].number_format
            for row in page.iter_rows(min_row=5)
            if isinstance(row[heads.index(name)].value, int | float)
        }
        for name in ("estimate", "low", "n_valid", "level")
    }

    assert formats == {
        "estimate": {"0.00%", '0.00%" (tk)"'},
        "low": {"0.00%"},
        "n_valid": {"#,##0"},
        "level": {"0.0%"},
    }


def test_a_figure_for_reference_only_is_marked_and_still_a_number(full: Made) -> None:
    page = opened(full.folder)["Số liệu"]
    heads = [cell.value for cell in page[4]]
    place, said = heads.index("estimate"), heads.index("reliable")

    rows = [row for row in page.iter_rows(min_row=5) if isinstance(row[place].value, float)]

    assert {(row[said].value, "(tk)" in row[place].number_format) for row in rows} == {
        ("có", False),
        ("không", True),
    }


def test_mean_scores_are_no_percentages(analyse: Command, form: Path, tmp_path: Path) -> None:
    form.write_text(FORM.replace("index_rule: pooled", "index_rule: mean_score"), encoding="utf-8")

    book = opened(analyse(ballots(240).csv(tmp_path / "b.csv"), "--wave", "wave").folder)

    shown = {
        cell.number_format
        for name in ("Số liệu", "Thay đổi", "Nội dung thấp nhất")
        for row in book[name].iter_rows(min_row=5)
        for cell in row
        if isinstance(cell.value, int | float)
        and cell.number_format not in ("#,##0", "0.0%", "[<0.0001]0.0E+00;0.0000", "#,##0.00")
    }
    assert shown <= {"0.00", '0.00" (tk)"', "+0.00;-0.00;0.00"}
    assert len(shown) == 3


def test_the_code_book_explains_every_column_of_the_workbook(full: Made) -> None:
    book = opened(full.folder)
    _, _, _, heads, *rows = book["Giải thích cột"].iter_rows(values_only=True)

    told = [dict(zip(heads, row, strict=True)) for row in rows]

    there = {(page.title, cell.value) for page in book.worksheets[:-2] for cell in page[4]}
    assert {(each["table"], each["column"]) for each in told} == there
    assert all(
        each["heading"] and each["meaning_vi"] and each["meaning_en"] and each["unit"] for each in told
    )


def test_every_code_in_the_tables_is_in_its_list(full: Made) -> None:
    for name, lines in tables_of(full.json):
        for code in lines[0] if lines else ():
            known = codes().get(column(name, code).values)
            if known:
                found = {
                    word
                    for line in lines
                    for word in str(line[code] or "").split(" ")
                    if line[code] not in (None, "", True, False)
                }
                assert found <= set(known), (name, code)


def test_every_line_of_the_code_book_is_about_a_column_that_is_there(full: Made) -> None:
    data = full.json
    fields: dict[str, set[str]] = {name: set(lines[0]) for name, lines in tables_of(data) if lines}
    fields["settings"] = set(data["settings"])
    fields["questions"] = {*QUESTION_FIELDS, *COMMON}
    fields |= dict.fromkeys(ENDS, {"n_valid", "estimate", "clearly"})
    fields["quality"] = (
        set(full.table("quality")[0]) if full.table("quality") else set(header(full, "quality"))
    )

    dead = [
        (table, each.code) for each in columns() for table in each.tables if each.code not in fields[table]
    ]

    assert not dead
    assert set(data["settings"]) == {each.code for each in columns() if each.tables == ("settings",)}
    assert {each.values for each in columns()} - {""} == set(codes())


def header(made_folder: Made, name: str) -> list[str]:
    first = (made_folder.folder / f"{name}.csv").read_text(encoding="utf-8-sig").splitlines()[0]
    return first.split(",")


def test_the_notes_tell_source_checksum_symbols_and_settings(full: Made) -> None:
    _, _, _, heads, *rows = opened(full.folder)["Ghi chú"].iter_rows(values_only=True)
    told = {row[heads.index("key")]: row[heads.index("value")] for row in rows}
    terms = {row[heads.index("term")] for row in rows}

    assert told["checksum"] == full.json["about"]["checksum"]
    assert told["source"] == "ballots.csv"
    assert told["level"] == "0.95"
    assert "display: 5" in told["limits"]
    assert {"(*)", "…", "–", "(tk)"} <= terms


def test_more_lines_than_a_sheet_holds_go_on_in_another(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(workbook_sheets, "LINES", 50)

    result = made(tmp_path, many_ballots(30))

    book = opened(result.folder)
    sheets = [name for name in book.sheetnames if name.startswith("Số liệu")]
    assert sheets[:2] == ["Số liệu", "Số liệu (2)"]
    assert sum(book[name].max_row - 4 for name in sheets) == len(result.json["estimates"])


def test_with_semicolons_decimals_have_a_comma_and_no_text_is_run(tmp_path: Path) -> None:
    sheet = many_ballots(30)
    for row in sheet.rows:
        row[0] = row[0].replace("Sở Nội vụ", "=1+1; x")
    plain = made(tmp_path / "a", sheet, "--also", "ranks", "--targets", targets(tmp_path))
    other = made(tmp_path / "b", sheet, "--also", "ranks", "--targets", targets(tmp_path), "--separator", ";")

    for name in ("estimates", "changes", "ranks", "weights"):
        raw = (other.folder / f"{name}.csv").read_bytes()
        lines = list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig"), newline=""), delimiter=";"))
        assert raw.startswith(b"\xef\xbb\xbf")
        assert [{k: in_english(v) for k, v in line.items()} for line in lines] == plain.table(name)
        assert not [line for line in lines for cell in line.values() if cell.startswith("=")]
    assert (other.folder / "estimates.json").read_bytes() == (plain.folder / "estimates.json").read_bytes()


def targets(folder: Path) -> Path:
    path = folder / "targets.csv"
    path.write_text("column,category,share\nsex,f,0.5\nsex,m,0.5\n", encoding="utf-8")
    return path


def in_english(cell: str) -> str:
    """A number with its comma turned into a point; everything else as it is."""
    turned = cell.replace(",", ".")
    try:
        float(turned)
    except ValueError:
        return cell
    return turned
