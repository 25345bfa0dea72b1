"""The typeface of official editions: ours, or two files that were chosen for this run."""

from __future__ import annotations

import hashlib
import os
import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from reportlab.pdfbase.ttfonts import TTFError, TTFont

SETTING = "HAILONG_FONT"
"""The environment holds the choice, so that the processes which draw inherit it."""

LETTERS = "aăâeêioôơuưyđ" + "".join(
    unicodedata.normalize("NFC", vowel + mark)
    for vowel in "aăâeêioôơuưy"
    for mark in "\u0300\u0301\u0303\u0309\u0323"
)
NEEDED = frozenset(map(ord, LETTERS + LETTERS.upper() + "0123456789–−…“”·×≥"))
"""Every Vietnamese letter, and the signs of our sentences."""


class UnfitFontError(ValueError):
    """A typeface that cannot be used, or another than the one a report was set in."""


@dataclass(frozen=True)
class Serif:
    """The files of a typeface."""

    regular: Path
    bold: Path

    @property
    def mark(self) -> str:
        """What the files are called and twelve digits of what is in them."""
        return f"{self.regular.name}, {self.bold.name} ({_sum(self)})"


def serif_of(text: str) -> Serif:
    """The typeface of “REGULAR.ttf,BOLD.ttf”.

    Raises
    ------
    UnfitFontError: they are not two TrueType files with all Vietnamese letters.
    """
    parts = [part.strip() for part in text.split(",")]
    if len(parts) != 2 or not all(parts):
        raise UnfitFontError(f"{text!r} is not two files; --font; write REGULAR.ttf,BOLD.ttf")
    regular, bold = (Path(part).absolute() for part in parts)
    for each in (regular, bold):
        _refuse_unfit(each)
    return Serif(regular, bold)


def chosen() -> Serif | None:
    """The typeface that was chosen; None for ours."""
    return _chosen(in_use())


def in_use() -> str:
    """The choice as it is written, to be handed to another process; "" for ours."""
    return os.environ.get(SETTING, "")


def use(text: str) -> None:
    """Choose the typeface that another process had in use."""
    if text != in_use():
        os.environ.pop(SETTING, None)
        os.environ |= {SETTING: text} if text else {}


def mark() -> str:
    """What a report tells of the typeface it was set in; "" for ours."""
    serif = chosen()
    return serif.mark if serif else ""


def refuse_other(fonts: str) -> None:
    """Refuse to draw a report in another typeface than its own.

    Raises
    ------
    UnfitFontError: another one is in use here.
    """
    if fonts != mark():
        raise UnfitFontError(
            f"the report is set in {fonts or 'our own typeface'}, here it would be "
            f"{mark() or 'our own'}; --font; give the files that it was made with"
        )


@cache
def _chosen(text: str) -> Serif | None:
    return serif_of(text) if text else None


@cache
def _sum(serif: Serif) -> str:
    return hashlib.sha256(serif.regular.read_bytes() + serif.bold.read_bytes()).hexdigest()[:12]


def _refuse_unfit(path: Path) -> None:
    try:
        known = set(TTFont("Tried", str(path)).face.charToGlyph)
    except (TTFError, OSError) as error:
        raise UnfitFontError(
            f"it cannot be read as a TrueType font ({error}); {path}; give a .ttf file"
        ) from None
    missing = sorted(chr(code) for code in NEEDED - known)
    if missing:
        raise UnfitFontError(
            f"the font has no {' '.join(missing[:8])}{' …' if len(missing) > 8 else ''}; {path}; "
            "choose one with all Vietnamese letters"
        )
