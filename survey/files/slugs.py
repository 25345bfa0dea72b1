"""File names from Vietnamese names: plain ASCII, safe on every system, no two alike."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

LONGEST = 80
_RESERVED = re.compile(r"con|prn|aux|nul|com[0-9]|lpt[0-9]")
"""Names of devices on Windows, which no file may bear."""


def slug(text: str) -> str:
    """Lower-case letters, digits and hyphens: "Sở Y tế Đà Nẵng" → "so-y-te-da-nang"."""
    plain = unicodedata.normalize("NFKD", text.casefold().replace("đ", "d"))
    ascii_only = "".join(mark for mark in plain if not unicodedata.combining(mark))
    name = re.sub(r"[^a-z0-9]+", "-", ascii_only).strip("-")[:LONGEST].strip("-")
    if not name:
        return "unit"
    return f"{name}-unit" if _RESERVED.fullmatch(name) else name


def slugs(names: Iterable[str], *, taken: Iterable[str] = ()) -> dict[str, str]:
    """A slug for every name, the same whatever their order; collisions are numbered from 2."""
    used = set(taken)
    found: dict[str, str] = {}
    for name in sorted(set(names), key=lambda each: (len(slug(each)), slug(each), each)):
        found[name] = _free(slug(name), used)
        used.add(found[name])
    return found


def _free(wanted: str, used: set[str]) -> str:
    number, candidate = 1, wanted
    while candidate in used:
        number += 1
        ending = f"-{number}"
        candidate = wanted[: LONGEST - len(ending)].rstrip("-") + ending
    return candidate
