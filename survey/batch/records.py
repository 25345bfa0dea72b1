"""The manifest of a folder of documents: a line a file, with what it was made from and what is in it."""

from __future__ import annotations

import csv
import os
import sys
from collections.abc import Iterable
from dataclasses import astuple, dataclass, fields
from io import StringIO
from pathlib import Path
from types import TracebackType

from survey.analysing.exports import guarded
from survey.batch.files import write_whole

MANIFEST = "manifest.csv"
JOURNAL = ".journal.csv"
"""What a run writes line by line; it is gone when the run has ended."""


@dataclass(frozen=True)
class Record:
    """One file: whom it is about, what is in it, what it was made from."""

    file: str
    unit: str
    wave: str
    sha256: str
    checksum: str
    """The figures' checksum, as printed."""
    made_from: str
    """SHA-256 of the data embedded in the PDF: everything that the document says, and the version."""
    version: str
    simulated: str = "false"


FIELDS = tuple(each.name for each in fields(Record))


def write_manifest(folder: Path, records: Iterable[Record]) -> None:
    """One line a file in the order of the names, whatever the order in which they were made."""
    text = _lines([FIELDS, *(_guarded(each) for each in sorted(records, key=lambda one: one.file))])
    write_whole(folder / MANIFEST, b"\xef\xbb\xbf" + text.encode())


def read_records(path: Path) -> dict[str, Record]:
    """The records of a manifest or a journal by file, without torn lines; none where it is not there."""
    try:
        text = path.read_text(encoding="utf-8-sig", errors="replace")
    except OSError:
        return {}
    rows = [row for row in csv.reader(StringIO(text, newline="")) if len(row) == len(FIELDS)]
    return {row[0]: Record(*row) for row in rows if tuple(row) != FIELDS}


class Journal:
    """The records of a run while it runs; locked, so that another can tell a killed run from a living one."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.path = folder / JOURNAL
        self._file = self.path.open("a", encoding="utf-8", newline="")
        lock(self._file.fileno())

    def add(self, records: Iterable[Record]) -> None:
        """Note files that are there now; they outlive the process at once."""
        self._file.write(_lines([_guarded(each) for each in records]))
        self._file.flush()

    def __enter__(self) -> Journal:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self._file.close()
        self.path.unlink(missing_ok=True)


def lock(number: int) -> bool:
    """Take the lock of an open file for as long as it is open; whether it was free."""
    if sys.platform == "win32":
        return True
    import fcntl

    try:
        fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def is_left(folder: Path) -> bool:
    """Whether a run that is no longer alive left its journal here."""
    try:
        number = os.open(folder / JOURNAL, os.O_RDWR)
    except OSError:
        return False
    try:
        return lock(number)
    finally:
        os.close(number)


def _guarded(record: Record) -> tuple[str, ...]:
    """Cells that no spreadsheet runs as a formula."""
    return tuple(guarded(cell) for cell in astuple(record))


def _lines(rows: Iterable[tuple[str, ...]]) -> str:
    target = StringIO(newline="")
    csv.writer(target, lineterminator="\n").writerows(rows)
    return target.getvalue()
