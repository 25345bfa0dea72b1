"""Files made to fill memory or disk: refused with what, where and the cure, before they are read."""

from __future__ import annotations

import gzip
import struct
import time
import zipfile
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from survey.files import xlsx_bounds
from survey.files.table import TableError, UnreadableFileError
from survey.files.xlsx_bounds import LIMITS, Limits, TooLargeError, bounded
from survey.importing.source_file import read_head, read_source

MIB = 1024 * 1024


def workbook(path: Path, cells: dict[tuple[int, int], str] | None = None) -> Path:
    with xlsxwriter.Workbook(path) as book:
        page = book.add_worksheet()
        for (row, column), text in (cells or {(0, 0): "A1", (1, 0): "5"}).items():
            page.write(row, column, text)
    return path


def changed(path: Path, part: str, content: bytes) -> Path:
    """The workbook with one part replaced."""
    with zipfile.ZipFile(path) as book:
        parts = {name: book.read(name) for name in book.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
        for name, old in parts.items():
            book.writestr(name, content if name == part else old)
    return path


SHEET = "xl/worksheets/sheet1.xml"
OPEN = b'<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
CLOSE = b"</sheetData></worksheet>"


def test_an_honest_workbook_is_read(tmp_path: Path) -> None:
    source = read_source(workbook(tmp_path / "a.xlsx"))

    assert source.table.columns == {"A1": ["5"]}


def test_two_cells_far_apart_do_not_take_the_memory_between_them(tmp_path: Path) -> None:
    file = workbook(tmp_path / "a.xlsx", {(0, 0): "A1", (1_048_575, 16_383): "5"})

    began = time.process_time()
    with pytest.raises(TooLargeError, match=r"1048576 × 16384 cells; a.xlsx; split it"):
        read_source(file)

    assert file.stat().st_size < 10_000
    assert time.process_time() - began < 2


@pytest.mark.parametrize(
    "cell",
    [b"<c\n r = 'xfd1048576'><v>1</v></c>", b'<row r="1048576"><c r="XFD1048576"/></row>'],
)
def test_an_address_written_in_another_way_is_seen_too(tmp_path: Path, cell: bytes) -> None:
    file = changed(
        workbook(tmp_path / "a.xlsx"), SHEET, OPEN + b'<row r="1"><c r="A1"><v>1</v></c></row>' + cell + CLOSE
    )

    with pytest.raises(TooLargeError):
        read_source(file)


def test_an_address_that_falls_between_two_chunks_is_seen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(xlsx_bounds, "CHUNK", 64)
    for shift in range(64):
        filler = b"<!--" + b"x" * shift + b"-->"
        content = OPEN + filler + b'<row r="1"><c r="A1"/></row><row r="9"><c r="XFD1048576"/></row>' + CLOSE
        file = changed(workbook(tmp_path / "a.xlsx"), SHEET, content)
        with pytest.raises(TooLargeError):
            bounded(file, "a.xlsx")


def test_a_workbook_that_unpacks_to_very_much_is_refused(tmp_path: Path) -> None:
    file = changed(workbook(tmp_path / "a.xlsx"), SHEET, OPEN + b" " * 40 * MIB + CLOSE)

    with pytest.raises(TooLargeError, match="more than 8 MiB unpacked"):
        bounded(file, "a.xlsx", Limits(unpacked=8 * MIB))

    assert file.stat().st_size < MIB


def test_a_workbook_that_lies_about_its_size_gives_no_more_than_it_says(tmp_path: Path) -> None:
    """A header may claim less than is packed; what is read is a copy of what was measured."""
    file = changed(workbook(tmp_path / "a.xlsx"), SHEET, OPEN + b" " * 8 * MIB + CLOSE)
    raw = bytearray(file.read_bytes())
    place = raw.rindex(SHEET.encode()) - 46
    raw[place + 24 : place + 28] = struct.pack("<L", 1000)
    file.write_bytes(bytes(raw))

    with pytest.raises(UnreadableFileError, match="damaged"):
        bounded(file, "a.xlsx", Limits(unpacked=MIB))


def test_a_workbook_that_declares_entities_is_refused(tmp_path: Path) -> None:
    bomb = (
        b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
        + OPEN
        + CLOSE
    )
    file = changed(workbook(tmp_path / "a.xlsx"), SHEET, bomb)

    with pytest.raises(UnreadableFileError, match="it declares entities; a.xlsx; save it again"):
        read_source(file)


def test_cells_that_do_not_say_where_they_stand_are_refused(tmp_path: Path) -> None:
    file = changed(workbook(tmp_path / "a.xlsx"), SHEET, OPEN + b"<row><c/><c/></row>" + CLOSE)

    with pytest.raises(UnreadableFileError, match="do not say where they stand"):
        read_source(file)


def test_a_workbook_of_very_many_parts_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w") as book:
        for number in range(LIMITS.parts + 1):
            book.writestr(f"{number}.xml", "")

    with pytest.raises(TooLargeError, match="2001 parts"):
        read_source(tmp_path / "a.xlsx")


def test_a_compressed_csv_that_unpacks_to_very_much_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("survey.importing.source_file.LIMITS", Limits(unpacked=4 * MIB))
    (tmp_path / "a.csv.gz").write_bytes(gzip.compress(b"A1,A2\n" + b"5,5\n" * 2 * MIB))

    with pytest.raises(TooLargeError, match="it unpacks to more than 4 MiB; a.csv.gz; split it"):
        read_source(tmp_path / "a.csv.gz")


def test_a_csv_of_very_many_cells_is_refused_before_they_are_made(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"A1,A2\n" + b",\n" * 11 * MIB)

    with pytest.raises(TooLargeError, match="more than 10,000,000 cells; a.csv; split it"):
        read_source(tmp_path / "a.csv")


@pytest.mark.parametrize("ending", [".csv", ".csv.gz"])
def test_the_head_of_a_long_file_is_read_without_its_end(tmp_path: Path, ending: str) -> None:
    content = b"A1,A2\n" + b"5,5\n" * MIB + b'5,"never closed\n'
    packed = gzip.compress(content, 0) if ending.endswith("gz") else content
    (tmp_path / f"a{ending}").write_bytes(packed)

    head = read_head(tmp_path / f"a{ending}").table

    assert head.names == ("A1", "A2")
    assert len(head) < 70_000


@settings(max_examples=150, deadline=None)
@given(data=st.binary(max_size=400), ending=st.sampled_from([".csv", ".xlsx", ".csv.gz"]), head=st.booleans())
def test_whatever_a_file_holds_it_is_a_table_or_refused_in_words(
    tmp_path_factory: pytest.TempPathFactory, data: bytes, ending: str, head: bool
) -> None:
    starts = {".csv": b"A1,A2\n", ".xlsx": b"PK\x03\x04", ".csv.gz": b"\x1f\x8b"}
    file = tmp_path_factory.mktemp("any") / f"a{ending}"
    file.write_bytes((starts[ending] if head else b"") + data)

    try:
        table = read_source(file).table
    except TableError as error:
        assert str(error).count("; ") >= 1
    else:
        assert {len(column) for column in table.columns.values()} <= {len(table)}
