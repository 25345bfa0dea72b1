"""Sorting names as a Vietnamese reader expects: ă after a, đ after d, tone marks last, 2 before 10."""

from __future__ import annotations

import re
import unicodedata

_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_LETTER = {letter: number for number, letter in enumerate(_ALPHABET)}
_TONES = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}
"""Huyền, hỏi, ngã, sắc, nặng, in dictionary order after no mark."""

SortKey = tuple[tuple[tuple[int, int], ...], tuple[int, ...], str]


def sort_key(name: str) -> SortKey:
    """Key for `sorted`: letters of the Vietnamese alphabet, then tones, then the text itself.

    Examples
    --------
    >>> sorted(["Đông Hà", "Xã 10", "Xã 2", "Ân Thi", "An Phú"], key=sort_key)
    ['An Phú', 'Ân Thi', 'Đông Hà', 'Xã 2', 'Xã 10']
    """
    letters: list[tuple[int, int]] = []
    tones: list[int] = []
    for part in re.findall(r"\d+|\D", unicodedata.normalize("NFC", name).casefold()):
        if part.isdecimal():
            letters.append((1, int(part)))
            continue
        base, tone = _split(part)
        letters.append((2, _LETTER[base]) if base in _LETTER else (0 if base == " " else 1, ord(base)))
        tones.append(tone)
    return tuple(letters), tuple(tones), name


def _split(letter: str) -> tuple[str, int]:
    marks = unicodedata.normalize("NFD", letter)
    tone = next((_TONES[mark] for mark in marks if mark in _TONES), 0)
    base = unicodedata.normalize("NFC", "".join(mark for mark in marks if mark not in _TONES))
    return base[:1], tone
