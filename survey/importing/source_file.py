"""The file of answers as a table with labels, read within bounds, whatever program wrote it."""

from __future__ import annotations

import gzip
import tempfile
import zlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, cast

from survey.files.reading import CSV_ENDINGS, WrongKindError, read_table
from survey.files.table import Table, TableError, UnreadableFileError
from survey.files.xlsx_bounds import LIMITS, TooLargeError

SAV_ENDINGS = (".sav", ".zsav")
HEAD = 256 * 1024
"""Bytes of a CSV that show what its columns are."""
COMMAS_IN_TEXT = 2
"""Marks that part cells also stand in texts: so many times as many are let through."""
ENDINGS = (*CSV_ENDINGS, ".xlsx", *SAV_ENDINGS)


@dataclass(frozen=True)
class SourceFile:
    """Columns of text, and the question that each asks where the file says it."""

    table: Table
    labels: dict[str, str] = field(default_factory=dict)


def read_source(path: Path, *, sheet: str | None = None) -> SourceFile:
    """Read a file of answers of any kind.

    Raises
    ------
    TableError: it cannot be read as one table, or is larger than is read.
    """
    name = path.name.lower()
    if not path.is_file():
        raise UnreadableFileError(f"there is no such file; {path}; check the name and the folder")
    if name.endswith(".xlsx"):
        from survey.files.xlsx_file import read_xlsx

        return SourceFile(read_xlsx(path, path.name, sheet=sheet, limits=LIMITS))
    if name.endswith(SAV_ENDINGS):
        from survey.files.sav_file import read_sav

        return SourceFile(*read_sav(path, path.name))
    if not name.endswith(CSV_ENDINGS):
        raise WrongKindError(
            f"files of this kind are not read; {path.name}; give one that ends with {', '.join(ENDINGS)}"
        )
    _measure(path)
    return SourceFile(read_table(path, sheet=sheet))


def read_head(path: Path) -> SourceFile:
    """The header with some rows below it, without reading a long CSV to its end."""
    if not path.name.lower().endswith(CSV_ENDINGS) or path.stat().st_size <= HEAD:
        return read_source(path)
    with _opened(path) as file:
        start = file.read(HEAD)
    with tempfile.TemporaryDirectory(prefix="hailong-head-") as folder:
        part = Path(folder) / f"{path.name.removesuffix('.gz')}"
        part.write_bytes(start[: start.rfind(b"\n") + 1])
        try:
            return read_source(part)
        except TableError:
            # The cut may go through a text in quotes; the whole file has none.
            return read_source(path)


def _measure(path: Path) -> None:
    """Refuse a CSV that unpacks to very much, or holds very many cells, before any of it is kept."""
    size = cells = 0
    try:
        with _opened(path) as file:
            while chunk := file.read(1024 * 1024):
                size += len(chunk)
                cells += sum(chunk.count(mark) for mark in (b",", b";", b"\t", b"\n"))
                if size > LIMITS.unpacked:
                    raise _too_large(path, f"it unpacks to more than {LIMITS.unpacked // 2**20} MiB")
                if cells > LIMITS.cells * COMMAS_IN_TEXT:
                    raise _too_large(path, f"it has more than {LIMITS.cells:,} cells")
    except (EOFError, OSError, zlib.error):
        return  # That it is damaged is said when it is read.


def _opened(path: Path) -> BinaryIO:
    with path.open("rb") as file:
        packed = file.read(2) == b"\x1f\x8b"
    return cast(BinaryIO, gzip.open(path) if packed else path.open("rb"))


def _too_large(path: Path, what: str) -> TooLargeError:
    return TooLargeError(f"the file is too large: {what}; {path.name}; split it")
