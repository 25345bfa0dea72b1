"""Letters for what people copy by hand: none looks like another, and a check letter catches slips."""

from __future__ import annotations

import re
import secrets
import unicodedata

LETTERS = "23456789CFHKMNPRTVX"
"""Nineteen, a prime. No 0 1 B D G I L O Q S U Z, which look like others; no vowel, D or W, which Vietnamese
keyboards turn into other letters and which could make a word."""
RANDOM = 9
"""Letters of a code before its check letter: 38 bits."""
LENGTH = RANDOM + 1
GROUP = 5
_VALUES = {letter: number for number, letter in enumerate(LETTERS)}
_BETWEEN = re.compile(r"[\s.\-\u2010-\u2015]+")


def new_code() -> str:
    """A fresh code with its check letter."""
    return with_check(random_letters(RANDOM))


def random_letters(number: int) -> str:
    """Letters that nobody can foresee."""
    return "".join(secrets.choice(LETTERS) for _ in range(number))


def with_check(text: str) -> str:
    """The text and its check letter.

    Numbered from 1, the letters weigh as much as their place, and all of them together come to nothing modulo
    19. One wrong letter changes the sum by place × difference, two that changed places by difference ×
    distance: neither can be a multiple of the prime, as long as there are fewer than 19 places.
    """
    place = len(text) + 1
    if place >= len(LETTERS):
        raise ValueError(f"the check letter guards fewer than {len(LETTERS)} places, not {place}")
    return text + LETTERS[-_weighed(text) * pow(place, -1, len(LETTERS)) % len(LETTERS)]


def is_right(text: str) -> bool:
    """Whether a text of these letters ends with its check letter."""
    return 1 < len(text) < len(LETTERS) and all(each in _VALUES for each in text) and not _weighed(text)


def read_code(typed: str) -> str | None:
    """The code that somebody typed, whatever the case and the gaps; None where it cannot be one."""
    text = _BETWEEN.sub("", unicodedata.normalize("NFKC", typed)).upper()
    return text if len(text) == LENGTH and is_right(text) else None


def shown(code: str) -> str:
    """The code as it is printed, in groups: KF7M2-9XT3C."""
    return "-".join(code[start : start + GROUP] for start in range(0, len(code), GROUP))


def _weighed(text: str) -> int:
    return sum(place * _VALUES[letter] for place, letter in enumerate(text, start=1)) % len(LETTERS)
