"""A page made and compressed once, with a gap for what differs from visitor to visitor: the ballot's id."""

from __future__ import annotations

import struct
import zlib

HEADER = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\xff"
"""Of a gzip stream: no name, no time."""
LEVEL = 9


class Prepared:
    """Bytes before and after a gap; filling it costs no compression.

    The gap becomes a stored block of the one deflate stream (RFC 1951, 3.2.4): a full flush before it ends on
    a whole byte, and what comes after it refers to nothing before.
    """

    def __init__(self, page: str, gap: str) -> None:
        before, found, after = page.partition(gap)
        if not found or gap in after:
            raise ValueError(f"the gap {gap!r} must stand exactly once in a prepared page")
        self.before, self.after = before.encode(), after.encode()
        self._checked = zlib.crc32(self.before)
        self._start = HEADER + _deflated(self.before, zlib.Z_FULL_FLUSH)
        self._end = _deflated(self.after, zlib.Z_FINISH)

    def plain(self, filling: str) -> bytes:
        """The page as it is."""
        return self.before + filling.encode() + self.after

    def compressed(self, filling: str) -> bytes:
        """The page as one gzip stream."""
        middle = filling.encode()
        stored = struct.pack("<BHH", 0, len(middle), len(middle) ^ 0xFFFF) + middle
        check = zlib.crc32(self.after, zlib.crc32(middle, self._checked))
        size = len(self.before) + len(middle) + len(self.after)
        return b"".join((self._start, stored, self._end, struct.pack("<LL", check, size)))


def _deflated(content: bytes, ending: int) -> bytes:
    press = zlib.compressobj(LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
    return press.compress(content) + press.flush(ending)
