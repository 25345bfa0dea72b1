"""Typefaces that begin every document with the same letters, so that these are cut out and packed once."""

from __future__ import annotations

import codecs
import zlib
from functools import cache
from typing import Any

from reportlab.pdfbase import pdfdoc
from reportlab.pdfbase.ttfonts import TTFont, TTFontFace

_LOWER = "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ"
LETTERS = "".join(map(chr, range(32, 127))) + _LOWER + _LOWER.upper() + "–—…“”‘’·×−"
"""Those of Vietnamese and English texts; other letters come into a document as it needs them."""
SPACES = {0xA0: 32}
"""A space that does not break is drawn as one that does."""


class Deflate(pdfdoc.PDFStreamFilterZCompress):  # type: ignore[misc]
    """Packs the streams of a document; half as long as ReportLab's own choice, a few bytes more."""

    LEVEL = 4

    def encode(self, text: str | bytes) -> bytes:
        """The packed stream."""
        return zlib.compress(text.encode() if isinstance(text, str) else text, self.LEVEL)


class _DeflatedOnce(Deflate):
    """Packs what is the same in all documents once."""

    encode = cache(Deflate.encode)


class _Face(TTFontFace):  # type: ignore[misc]
    """A face that remembers what was cut out of it for the letters that all documents begin with."""

    first: tuple[int, ...] = ()
    _cut: bytes = b""
    _packing = _DeflatedOnce()

    def makeSubset(self, subset: list[int]) -> bytes:
        if tuple(subset) != self.first:
            return bytes(super().makeSubset(subset))
        self._cut = self._cut or bytes(super().makeSubset(subset))
        return self._cut

    def addSubsetObjects(self, doc: Any, fontname: str, subset: list[int]) -> Any:
        described = super().addSubsetObjects(doc, fontname, subset)
        if tuple(subset) == self.first:
            doc.idToObject[f"fontFile:{self.filename}({fontname})"].filters = [self._packing]
        return described


class Alphabet(TTFont):  # type: ignore[misc]
    """A typeface whose first subset is made of `LETTERS`, as far as it has them, in every document."""

    _widths = b""

    def __init__(self, name: str, path: str) -> None:
        super().__init__(name, path)
        self.face = _Face(path)
        beginning = _Beginning()
        super().splitString(LETTERS, beginning)
        self._begun = self.state.pop(beginning)
        self.face.first = tuple(self._begun.subsets[0])
        codes = {code: at for code, at in self._begun.assignments.items() if 0 < at < 256}
        codes |= {code: codes[same] for code, same in SPACES.items()}
        self._codes = {code: at for code, at in codes.items() if code}

    def splitString(self, text: str, doc: Any, encoding: str = "utf-8") -> list[tuple[int, bytes]]:
        """A text in pieces of one subset each; nearly always one piece."""
        self._begin(doc)
        try:
            return [(0, codecs.charmap_encode(text, "strict", self._codes)[0])] if text else []
        except UnicodeEncodeError:
            return list(super().splitString(text, doc, encoding))

    def getSubsetInternalName(self, subset: int, doc: Any) -> str:
        self._begin(doc)
        return str(super().getSubsetInternalName(subset, doc))

    def addObjects(self, doc: Any) -> None:
        """Put it into the document; how wide the first letters are is written down once."""
        name = self.getSubsetInternalName(0, doc)[1:]
        is_first = tuple(self.state[doc].subsets[0]) == self.face.first
        super().addObjects(doc)
        if is_first:
            font = doc.idToObject["BasicFonts"].dict[name]
            self._widths = font.Widths = self._widths or pdfdoc.format(font.Widths, doc)

    def _begin(self, doc: Any) -> None:
        if doc in self.state:
            return
        state = self.state[doc] = TTFont.State(self._asciiReadable, self)
        state.assignments = dict(self._begun.assignments)
        state.subsets = [list(each) for each in self._begun.subsets]
        state.nextCode = self._begun.nextCode


class _Beginning:
    """Stands for a document while the letters are given their places."""
