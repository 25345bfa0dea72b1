"""Reading CSV as people save it: any of three separators, Unicode only, plain or gzipped."""

from __future__ import annotations

import codecs
import csv
import gzip
import io
import re
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, TextIO, cast

from survey.files.table import EmptyTableError, EncodingError, Table, TableError, UnreadableFileError
from survey.files.table_build import build

SEPARATORS = ",;\t"
NONE = "\uffff"
"""The separator of a single column: no character at all by Unicode, so that it splits nothing."""
FIELD_LIMIT = 1_000_000
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_PACKED = (b"\x1f\x8b", b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
"""How gzip, XLSX and old XLS begin."""
_QUOTED = re.compile(r'"[^"]*("|$)')
_EXCEL_HINT = re.compile(r"sep=([,;\t])\r?\n?")


def read_csv(path: Path, source: str) -> Table:
    """The table in a CSV file; `source` is how messages name it."""
    csv.field_size_limit(FIELD_LIMIT)
    try:
        with _opened(path) as binary:
            text = io.TextIOWrapper(binary, encoding=_encoding(binary), newline="")
            return _parsed(text, source)
    except UnicodeError as error:
        raise EncodingError(_not_unicode(path, source, error)) from None
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise UnreadableFileError(
            f"the compressed file is damaged ({error}); {source}; make it again, or give the plain CSV"
        ) from None


def read_csv_content(content: bytes, source: str) -> Table:
    """The table in the content of a CSV file that was sent; what is compressed is not unpacked.

    Raises
    ------
    TableError: it is no CSV, or one that cannot be read.
    """
    csv.field_size_limit(FIELD_LIMIT)
    if content.startswith(_PACKED):
        raise UnreadableFileError(f"this is no plain CSV; {source}; save it as 'CSV UTF-8'")
    if not content:
        raise EmptyTableError(f"the file has 0 bytes; {source}; export or copy it again")
    binary = io.BufferedReader(io.BytesIO(content))
    try:
        return _parsed(io.TextIOWrapper(binary, encoding=_encoding(binary), newline=""), source)
    except UnicodeError:
        lines = content.split(b"\n")
        line = next((number for number, each in enumerate(lines, 1) if not _is_text(each)), 1)
        raise EncodingError(
            f"the text is not UTF-8; {source}, line {line}; save it again as UTF-8 (in Excel: 'CSV UTF-8')"
        ) from None


def _is_text(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _opened(path: Path) -> BinaryIO:
    with path.open("rb") as file:
        zipped = file.read(2) == b"\x1f\x8b"
    return cast(BinaryIO, io.BufferedReader(gzip.open(path))) if zipped else path.open("rb")


def _encoding(binary: BinaryIO) -> str:
    start = cast(io.BufferedReader, binary).peek(4)[:4]
    return next((name for bom, name in _BOMS if start.startswith(bom)), "utf-8")


def _parsed(text: TextIO, source: str) -> Table:
    lines = _without_nul(text, source)
    head = _first_lines(lines)
    hint = _EXCEL_HINT.fullmatch(head[0]) if head else None
    separator = hint[1] if hint else _separator("".join(head))
    records = _records([] if hint else head, lines, separator, source)
    return build(source, records, decimal_comma=separator in (";", NONE))


def _first_lines(lines: Iterator[str]) -> list[str]:
    """The lines up to the end of the header: it may open with empty lines and hold quoted breaks."""
    head: list[str] = []
    for line in lines:
        head.append(line)
        if line.strip() and "".join(head).count('"') % 2 == 0:
            break
    return head


def _separator(header: str) -> str:
    outside = _QUOTED.sub("", header)
    found = max(SEPARATORS, key=outside.count)
    return found if found in outside else NONE


def _records(head: list[str], lines: Iterator[str], separator: str, source: str) -> Iterator[list[str]]:
    read = 0
    try:
        for record in csv.reader(_joined(head, lines), delimiter=separator, strict=True):
            read += 1
            yield record
    except csv.Error as error:
        raise TableError(
            f"the quotes do not match ({error}); {source}, row {read + 1}; "
            'put a quote inside a text twice ("") and close every quote'
        ) from None


def _joined(head: list[str], lines: Iterator[str]) -> Iterator[str]:
    yield from head
    yield from lines


def _without_nul(text: TextIO, source: str) -> Iterator[str]:
    for number, line in enumerate(text, 1):
        if "\0" in line:
            raise UnreadableFileError(
                f"the file holds NUL bytes, so it is damaged or not plain text; {source}, line {number}; "
                "save it again as 'CSV UTF-8'"
            )
        yield line


def _not_unicode(path: Path, source: str, error: UnicodeError) -> str:
    encoding = str(getattr(error, "encoding", "utf-8")).upper()
    line = _first_bad_line(path) if encoding == "UTF-8" else 0
    where = f"{source}, line {line}" if line else source
    return f"the text is not {encoding}; {where}; save it again as UTF-8 (in Excel: 'CSV UTF-8')"


def _first_bad_line(path: Path) -> int:
    with _opened(path) as binary:
        for number, line in enumerate(binary, 1):
            try:
                line.decode("utf-8")
            except UnicodeDecodeError:
                return number
    return 0
