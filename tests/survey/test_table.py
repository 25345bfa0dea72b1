"""A table is read the same whatever program saved it, and its rows are where a person sees them."""

from __future__ import annotations

import csv
import datetime
import io
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from survey.analysing.request import RequestError
from survey.files.reading import read_table
from survey.files.table import BlankCellError, EmptyTableError, MissingColumnError, NumberError, Table, clean

# A lone carriage return is what Python's own writer forgets to quote.
TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\0\r\ufeff"), max_size=12)
NAMES = st.text(st.characters(categories=["L", "Nd"]), min_size=1, max_size=12).map(clean)


@st.composite
def tables(draw: st.DrawFn) -> tuple[list[str], list[list[str]]]:
    """A header and rows, no row wholly blank."""
    header = draw(st.lists(NAMES, min_size=1, max_size=5, unique=True))
    row = st.lists(TEXTS, min_size=len(header), max_size=len(header)).filter(any)
    return header, draw(st.lists(row, min_size=1, max_size=8))


def saved(
    header: list[str], rows: list[list[str]], *, delimiter: str = ",", quoting: int = 0, end: str = "\r\n"
) -> str:
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=delimiter, quoting=quoting, lineterminator=end)  # type: ignore[arg-type]
    writer.writerows([header, *rows])
    return text.getvalue()


def read(folder: Path, content: bytes, name: str = "t.csv") -> Table:
    path = folder / name
    path.write_bytes(content)
    return read_table(path)


@given(
    table=tables(),
    delimiter=st.sampled_from(",;\t"),
    quoting=st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL, csv.QUOTE_NONNUMERIC]),
    end=st.sampled_from(["\r\n", "\n"]),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
)
def test_a_table_saved_in_any_dialect_is_read_back(
    tmp_path_factory: pytest.TempPathFactory,
    table: tuple[list[str], list[list[str]]],
    delimiter: str,
    quoting: int,
    end: str,
    encoding: str,
) -> None:
    header, rows = table
    content = saved(header, rows, delimiter=delimiter, quoting=quoting, end=end).encode(encoding)

    found = read(tmp_path_factory.mktemp("t"), content)

    assert found.names == tuple(header)
    assert list(zip(*found.columns.values(), strict=True)) == [tuple(map(clean, row)) for row in rows]


def test_headers_and_cells_are_trimmed_and_composed(tmp_path: Path) -> None:
    table = read(tmp_path, " Đơn vị ,b\nSo\u031b\u0309 Y te\u0302\u0301\xa0,x\n".encode())

    assert table.column("Đơn vị") == ["Sở Y tế"]


def test_the_separator_is_looked_for_outside_quotes(tmp_path: Path) -> None:
    table = read(tmp_path, b'"a, b, c";d\n1;2\n')

    assert table.names == ("a, b, c", "d")


def test_a_single_column_may_hold_what_separates_elsewhere(tmp_path: Path) -> None:
    table = read(tmp_path, 'ý kiến\nChờ lâu, mệt; về\n"hai\ndòng"\n,\n'.encode())

    assert table.column("ý kiến") == ["Chờ lâu, mệt; về", "hai\ndòng", ","]


def test_excels_own_line_about_the_separator_is_no_header(tmp_path: Path) -> None:
    assert read(tmp_path, b"sep=;\na;b\n1;2,5\n").names == ("a", "b")


def test_blank_rows_are_skipped_and_the_others_keep_their_numbers(tmp_path: Path) -> None:
    table = read(tmp_path, b"a,b\n1,2\n\n,\n3,4\n")

    assert list(table.rows) == [2, 5]


def test_a_file_of_blank_lines_is_empty(tmp_path: Path) -> None:
    with pytest.raises(EmptyTableError, match="empty"):
        read(tmp_path, b"\n\n")


def test_a_column_without_a_name_is_left_aside_with_a_note(tmp_path: Path) -> None:
    table = read(tmp_path, b",a\n0,5\n1,4\n")

    assert table.names == ("a",)
    assert table.notes == ("1 column without a name left aside",)


def test_a_decimal_comma_is_read_where_the_comma_separates_nothing(tmp_path: Path) -> None:
    assert list(read(tmp_path, b"w;a\n1,25;1\n-2;1\n").numbers("w")) == [1.25, -2.0]


@pytest.mark.parametrize("cell", ["1,25", "nan", "1_000", "1 000", "1e999", "0x10", "٣"])
def test_what_is_no_plain_number_is_refused(tmp_path: Path, cell: str) -> None:
    with pytest.raises(NumberError, match="row 2"):
        read(tmp_path, f'w,a\n"{cell}",1\n'.encode()).numbers("w")


def test_a_gap_in_a_column_that_must_be_full_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BlankCellError, match="rows 2, 4"):
        read(tmp_path, b"u,a\n,1\nx,1\n,1\n").filled("u")


def test_an_unknown_column_is_refused_with_the_nearest(tmp_path: Path) -> None:
    with pytest.raises(MissingColumnError, match="the nearest columns are District"):
        read(tmp_path, b"District,a\n1,1\n").column("district")


def test_cells_of_a_workbook_read_as_they_look(tmp_path: Path) -> None:
    path = tmp_path / "t.xlsx"
    with xlsxwriter.Workbook(path) as book:
        page = book.add_worksheet()
        page.write_row(0, 0, ["n", "w", "day", "yes", "text"])
        page.write_row(1, 0, [5.0, 1.25])
        page.write_datetime(1, 2, datetime.datetime(2026, 11, 5), book.add_format({"num_format": "d/m/yy"}))
        page.write_boolean(1, 3, True)
        page.write_string(1, 4, "1,25")

    table = read_table(path)

    assert [table.column(name)[0] for name in table.names] == ["5", "1.25", "2026-11-05", "TRUE", "1,25"]
    assert list(table.numbers("text")) == [1.25]


def test_rows_of_a_workbook_keep_their_numbers(tmp_path: Path) -> None:
    path = tmp_path / "t.xlsx"
    with xlsxwriter.Workbook(path) as book:
        page = book.add_worksheet()
        page.write_row(2, 1, ["a", "b"])
        page.write_row(3, 1, [1, 2])
        page.write_row(5, 1, [3, 4])

    assert list(read_table(path).rows) == [4, 6]


def test_of_several_sheets_the_first_seen_is_read_with_a_note(tmp_path: Path) -> None:
    path = tmp_path / "t.xlsx"
    with xlsxwriter.Workbook(path) as book:
        for number, name in enumerate(["Ẩn", "Phiếu", "Khác"]):
            page = book.add_worksheet(name)
            page.write_column(0, 0, ["a", number])
            if name == "Ẩn":
                page.hide()
        book.worksheets()[1].activate()
        book.worksheets()[1].set_first_sheet()

    table = read_table(path)

    assert table.column("a") == ["1"]
    assert "2 sheets" in table.notes[0] and "'Phiếu'" in table.notes[0]
    assert read_table(path, sheet="Khác").column("a") == ["2"]


def test_a_csv_file_has_no_sheets(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("a\n1\n")

    with pytest.raises(RequestError, match="--sheet"):
        read_table(path, sheet="1")
