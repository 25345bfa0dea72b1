"""Reading a backup from its beginning to its end, a line at a time."""

from __future__ import annotations

import datetime as dt
import json
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from survey.backup.counting import Count, Counter
from survey.backup.faults import BackupError, broken
from survey.backup.making import FORMAT
from survey.backup.sealing import Key, chunks, read_key
from survey.backup.shapes import Shape, shape_of

AT_A_TIME = 1_048_576
"""Bytes that a chunk may grow to at once when it is decompressed."""


@dataclass(frozen=True)
class Head:
    """What a backup says of itself before its tables."""

    program: str
    revision: str
    database: str
    mark: dt.datetime
    head: str
    key_mark: str | None


@dataclass
class Reader:
    """An opened backup: first `head`, then every table in turn, then the counts of all."""

    path: Path
    lines: Iterator[bytes]

    def __post_init__(self) -> None:
        said = self._json(next(self.lines, b""))
        if said.pop("format", None) != FORMAT:
            raise BackupError(f"the backup is of another format; {self.path}; install the newest hailong")
        said["mark"] = dt.datetime.fromisoformat(said["mark"])
        self.head = Head(**said)
        self.counts: dict[str, Count] = {}

    def tables(self) -> Iterator[tuple[Shape, Iterator[bytes]]]:
        """Each table with the lines of its rows, which are to be read to their end before the next.

        Raises
        ------
        BackupError: what was read is not what was counted when the backup was made.
        """
        for line in self.lines:
            said = self._json(line)
            if "tables" in said:
                told = {name: Count(**count) for name, count in said["tables"].items()}
                if told != self.counts or next(self.lines, None) is not None:
                    raise broken(self.path)
                return
            shape = shape_of(said)
            yield shape, self._rows(shape)
        raise broken(self.path)

    def _rows(self, shape: Shape) -> Iterator[bytes]:
        counter = Counter()
        for line in self.lines:
            if not line.startswith(b"["):
                self.counts[shape.name] = counter.count
                if Count(**self._json(line)) != counter.count:
                    raise broken(self.path)
                return
            counter.add(line)
            yield line

    def _json(self, line: bytes) -> dict[str, Any]:
        try:
            said = json.loads(line)
        except ValueError:
            raise broken(self.path) from None
        if not isinstance(said, dict):
            raise broken(self.path)
        return said


@contextmanager
def opened(path: Path, passphrase: str) -> Iterator[Reader]:
    """A backup to be read.

    Raises
    ------
    BackupError: this is no backup, the passphrase is another, or it was changed or cut off.
    """
    with path.open("rb") as file:
        yield Reader(path, lines_in(file, read_key(file, passphrase)))


def check(path: Path, passphrase: str) -> Reader:
    """Read a whole backup and write nothing: every chunk authentic, every table as it was counted.

    Raises
    ------
    BackupError: it is not so.
    """
    with opened(path, passphrase) as reader:
        for _, rows in reader.tables():
            for _ in rows:
                pass
    return reader


def lines_in(file: BinaryIO, key: Key) -> Iterator[bytes]:
    """The lines of an opened file, each with its end."""
    left = b""
    for piece in _pressed_out(chunks(file, key), file):
        *whole, left = (left + piece).split(b"\n")
        for line in whole:
            yield line + b"\n"
    if left:
        raise broken(getattr(file, "name", "the file"))


def _pressed_out(sealed: Iterable[bytes], file: BinaryIO) -> Iterator[bytes]:
    press = zlib.decompressobj()
    try:
        for chunk in sealed:
            while chunk:
                yield press.decompress(chunk, AT_A_TIME)
                chunk = press.unconsumed_tail
        yield press.flush()
    except zlib.error:
        raise broken(getattr(file, "name", "the file")) from None
    if not press.eof or press.unused_data:
        raise broken(getattr(file, "name", "the file"))
