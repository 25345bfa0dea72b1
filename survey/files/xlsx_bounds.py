"""A workbook of a stranger, measured before it is read: how large it becomes, how many cells it claims."""

from __future__ import annotations

import re
import zipfile
import zlib
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from survey.files.table import TableError, UnreadableFileError

CHUNK = 1024 * 1024
_ADDRESS = re.compile(rb"""\sr\s*=\s*["']([A-Za-z]*)([0-9]*)["']""")
_CELL = re.compile(rb"<(?:\w+:)?c[\s>/]")
_TAIL = 64
"""Bytes of a chunk looked at again with the next one, so that no address falls between two."""


class TooLargeError(TableError):
    """A file that unpacks to more than is read."""


@dataclass(frozen=True)
class Limits:
    """The most that is read of one file."""

    unpacked: int = 512 * CHUNK
    """Bytes of all parts together."""
    parts: int = 2_000
    cells: int = 10_000_000
    """Of the square that the addresses of a sheet span, for that is what is held in memory."""


LIMITS = Limits()


def bounded(path: Path | BytesIO, source: str, limits: Limits = LIMITS) -> BytesIO:
    """The parts of a workbook, packed anew without compression: what was measured is what will be read.

    Raises
    ------
    TooLargeError: it unpacks to more than the limits.
    UnreadableFileError: it is damaged, or declares what no table needs.
    """
    kept, left = BytesIO(), limits.unpacked
    try:
        with zipfile.ZipFile(path) as given, zipfile.ZipFile(kept, "w", zipfile.ZIP_STORED) as taken:
            parts = [each for each in given.infolist() if each.filename.endswith((".xml", ".rels"))]
            if len(given.infolist()) > limits.parts:
                raise _too_large(source, f"{len(given.infolist())} parts")
            for part in parts:
                # zipfile stops at the size that the file says of itself, whatever is packed behind it.
                if part.file_size > left:
                    raise _too_large(source, f"more than {limits.unpacked // CHUNK} MiB unpacked")
                left -= part.file_size
                _copy(given, taken, part, source, limits)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError) as error:
        if isinstance(error, TableError):
            raise
        raise UnreadableFileError(
            f"the workbook is damaged ({error}); {source}; save it again as .xlsx"
        ) from None
    kept.seek(0)
    return kept


def _copy(
    given: zipfile.ZipFile, taken: zipfile.ZipFile, part: zipfile.ZipInfo, source: str, limits: Limits
) -> None:
    measure = _Measure(source, limits)
    with given.open(part) as reading, taken.open(part.filename, "w", force_zip64=True) as writing:
        while chunk := reading.read(CHUNK):
            measure.see(chunk)
            writing.write(chunk)
    measure.end(part.filename)


class _Measure:
    """What a part claims, seen chunk by chunk."""

    def __init__(self, source: str, limits: Limits) -> None:
        self.source, self.limits = source, limits
        self.columns: set[bytes] = set()
        self.rows = self.cells = self.addresses = 0
        self.tail = b""
        self.is_first = True

    def see(self, chunk: bytes) -> None:
        if self.is_first:
            self.is_first = False
            if chunk.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in chunk[:CHUNK]:
                raise self.refusal("its text is not UTF-8")
        text = self.tail + chunk
        if b"<!DOCTYPE" in text or b"<!ENTITY" in text:
            raise self.refusal("it declares entities")
        # The last bytes are looked at with the next chunk, and only there.
        whole, self.tail = (text[:-_TAIL], text[-_TAIL:]) if len(text) > _TAIL else (b"", text)
        cut = whole.rfind(b"<")
        if cut >= 0 and len(whole) - cut < CHUNK:
            whole, self.tail = whole[:cut], whole[cut:] + self.tail
        self.count(whole)

    def count(self, text: bytes) -> None:
        for letters, digits in set(_ADDRESS.findall(text)):
            self.columns.add(letters.upper()[:8])
            self.rows = max(self.rows, int(digits[:9] or b"0"))
        self.cells += len(_CELL.findall(text))
        self.addresses += sum(1 for letters, digits in _ADDRESS.findall(text) if letters and digits)

    def end(self, name: str) -> None:
        self.count(self.tail)
        if "worksheet" not in name and not self.addresses:
            return
        if self.cells > self.addresses:
            raise self.refusal("its cells do not say where they stand")
        widest = max((_number(each) for each in self.columns), default=0)
        if widest * self.rows > self.limits.cells:
            raise _too_large(self.source, f"a sheet of {self.rows} × {widest} cells")

    def refusal(self, what: str) -> UnreadableFileError:
        return UnreadableFileError(
            f"this workbook is not read: {what}; {self.source}; save it again as .xlsx"
        )


def _number(letters: bytes) -> int:
    """The column that letters name: A 1, Z 26, AA 27."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _too_large(source: str, what: str) -> TooLargeError:
    return TooLargeError(f"the workbook is too large: {what}; {source}; split it, or save it as CSV UTF-8")
