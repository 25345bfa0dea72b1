"""Private details in what somebody wrote: what looks like one, and striking out without changing a word."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

STRUCK = "[đã che]"
_PATTERNS = (
    # An e-mail address, a web address with somebody's page.
    re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"),
    # A phone, an ID or a case number: nine digits or more, with blanks, dots or hyphens among them.
    re.compile(r"(?<!\d)\+?\d(?:[ .\-]?\d){8,}(?!\d)"),
    # Whom somebody calls by name: ông Nguyễn Văn A, chị Hoa.
    re.compile(
        r"\b(?i:ông|bà|anh|chị|cô|chú|bác|em|thầy|đồng chí|đ/c)\s+"
        r"[A-ZÀ-ỸĐ][\wÀ-ỹ]*(?:\s+[A-ZÀ-ỸĐ][\wÀ-ỹ]*)*"
    ),
)


def suspects(text: str) -> tuple[str, ...]:
    """What looks like a private detail, as it stands in the text, each once, the longest first."""
    found = dict.fromkeys(match.group().strip() for each in _PATTERNS for match in each.finditer(text))
    known = (each for each in found if each not in FORMS_OF_ADDRESS)
    return tuple(sorted(known, key=lambda each: (-len(each), each)))


FORMS_OF_ADDRESS = frozenset({"Ông Bà", "ông Bà", "Anh Chị", "anh Chị", "Cô Chú", "cô Chú"})
"""Forms of address beside each other, which name nobody."""


def struck(text: str, parts: Iterable[str]) -> str:
    """The text with every part replaced, wherever it stands; the rest is left as it was written."""
    for part in sorted(set(parts), key=len, reverse=True):
        text = text.replace(part, STRUCK)
    return text


def lacking(text: str, parts: Iterable[str]) -> Iterator[str]:
    """Parts that do not stand in the text."""
    return (part for part in parts if part not in text)
