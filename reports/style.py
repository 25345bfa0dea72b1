"""Colours, and how a number is printed: the only place where a figure is rounded."""

from __future__ import annotations

import unicodedata
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

TOKENS: dict[str, str] = {
    "ink": "#17212B",
    "ink-2": "#46525E",
    "ink-3": "#5E6A75",
    "line": "#D5D9DD",
    "line-strong": "#76828D",
    "paper": "#FFFFFF",
    "ground": "#F5F4F1",
    "accent": "#0D4A73",
    "accent-dark": "#08324F",
    "same": "#46525E",
    "same-band": "#C3CAD1",
    "high": "#0D4A73",
    "high-band": "#9FC0DA",
    "high-tint": "#E6EFF6",
    "low": "#A65A1A",
    "low-band": "#EBC79A",
    "low-tint": "#FBF0E2",
    "low-text": "#7A3F0E",
}

HIDDEN, MISSING, NOTHING, REFERENCE = "(*)", "…", "–", "(tk)"
"""The symbols of a table: hidden, not available, nothing to count, for reference only."""

SMALL = "\N{WORD JOINER}"
"""Stands before a whole number below 10 in a Vietnamese sentence until it is known who will read it."""

MINUS, TO, FIXED_SPACE = "\N{MINUS SIGN}", "–", "\N{NO-BREAK SPACE}"

_SIGNS = {"vi": str.maketrans(",.", ".,"), "en": str.maketrans("", "")}
_SPACES = dict.fromkeys(
    map(ord, "\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f"), " "
)


REMEMBERED = 50_000
"""Texts and numbers that are kept in print: the reports of a batch share most of theirs."""


class UnknownLanguageError(ValueError):
    """A language this room has no words for."""


def known(language: str) -> str:
    """The language itself, once it is sure that there are words for it."""
    if language not in _SIGNS:
        raise UnknownLanguageError(f"no report in language {language!r}; choose one of {', '.join(_SIGNS)}")
    return language


@lru_cache(maxsize=REMEMBERED)
def number(value: float | Decimal, language: str, decimals: int, *, signed: bool = False) -> str:
    """A number with the decimal sign of the language; a half is rounded away from zero, as offices do."""
    # repr gives 0.03125, not its binary neighbour, so 1 of 32 prints as 3,13 and not as 3,12.
    given = value if isinstance(value, Decimal) else Decimal(repr(float(value)))
    exact = given.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    sign = MINUS if exact < 0 else "+" if signed and exact > 0 else ""
    return sign + f"{abs(exact):,f}".translate(_SIGNS[known(language)])


def percentage(rate: float, language: str, decimals: int = 2) -> str:
    """A rate as official tables print it: 86,50%."""
    return bound(rate, language, decimals) + "%"


def bound(rate: float, language: str, decimals: int = 1, *, signed: bool = False) -> str:
    """A rate in hundredths without the sign, as the end of an interval: 83,1."""
    return number(Decimal(repr(float(rate))) * 100, language, decimals, signed=signed)


def points(difference: float, language: str, decimals: int = 2, *, signed: bool = False) -> str:
    """A difference of rates in percentage points, without the words: −0,10."""
    return bound(difference, language, decimals, signed=signed)


def count(n: int, language: str) -> str:
    """A whole number: 1.250."""
    return number(Decimal(int(n)), language, 0)


def tally(n: int, language: str) -> str:
    """A count inside a Vietnamese sentence: 7 phiếu on a page, 07 phiếu in an official edition."""
    return (SMALL if language == "vi" and 0 < n < 10 else "") + count(n, language)


def as_page(text: str) -> str:
    """A sentence as a page or a screen prints it."""
    return text.replace(SMALL, "")


def as_official(text: str) -> str:
    """A sentence as an official edition prints it, with its leading zeros."""
    return text.replace(SMALL, "0")


def confidence(level: float, language: str) -> str:
    """A confidence level with no more decimals than it has: 95%."""
    text = format((Decimal(repr(level)) * 100).normalize(), "f")
    return text.translate(_SIGNS[known(language)]) + "%"


@lru_cache(maxsize=REMEMBERED)
def plain(text: str) -> str:
    """A name or text from outside, in NFC, on one line, without what cannot be seen or printed."""
    spaced = unicodedata.normalize("NFC", text).translate(_SPACES)
    seen = (" " if c.isspace() and c != FIXED_SPACE else c for c in spaced)
    kept = "".join(c for c in seen if unicodedata.category(c)[0] != "C")
    return " ".join(word for word in kept.split(" ") if word)


def capital(text: str) -> str:
    """The text with its first letter raised, as a line of a printed table begins."""
    return text[:1].upper() + text[1:]
