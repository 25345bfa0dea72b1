"""Texts of any script in a typeface that has some: what it lacks is printed by its code, never left out."""

from __future__ import annotations

import unicodedata
from functools import cache

from reportlab.pdfbase import pdfmetrics

from reports.parts.faces import SERIF, register

INVISIBLE = {"Cc", "Cf", "Co", "Cn", "Zl", "Zp"}
"""Kinds of characters that would change how the others look, or cannot be seen."""


RIGHT_TO_LEFT = {"R", "AL"}
"""The letters of these scripts would stand in the order of ours, which nobody can read."""


def printable(text: str) -> str:
    """The text with [U+1F44D] in the place of what cannot be printed."""
    return "".join(each if _can(each) else f"[U+{ord(each):04X}]" for each in text)


def _can(each: str) -> bool:
    if each == "\n":
        return True
    if unicodedata.bidirectional(each) in RIGHT_TO_LEFT:
        return False
    return unicodedata.category(each) not in INVISIBLE and ord(each) in _known()


@cache
def _known() -> frozenset[int]:
    register()
    return frozenset(pdfmetrics.getFont(SERIF).face.charToGlyph)
