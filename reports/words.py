"""Saying a sentence in a language: looked up by its name and filled in."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from questionnaires.model import Text
from reports import style
from reports.texts.charts import CHARTS
from reports.texts.findings import FINDINGS
from reports.texts.full import FULL
from reports.texts.labels import LABELS
from reports.texts.method import METHOD
from reports.texts.notes import NOTES
from reports.texts.official import OFFICIAL
from reports.texts.standing import STANDING

SENTENCES: dict[str, Text] = {
    **CHARTS,
    **FINDINGS,
    **LABELS,
    **METHOD,
    **NOTES,
    **STANDING,
    **FULL,
    **OFFICIAL,
}

Count = Callable[[int, str], str]
"""How a number is written: as in a table, or so that an official edition gives it its leading zero."""


def say(key: str, language: str, **values: str) -> str:
    """The sentence of this name in this language, filled in."""
    return SENTENCES[key][style.known(language)].format(**values)


def forms(n: int, language: str, count: Count = style.count) -> str:
    """50 phiếu, 50 forms."""
    return _counted(n, language, count, {"vi": ("phiếu", "phiếu"), "en": ("form", "forms")})


def items(n: int, language: str, count: Count = style.count) -> str:
    """9 câu hỏi, 9 items."""
    return _counted(n, language, count, {"vi": ("câu hỏi", "câu hỏi"), "en": ("item", "items")})


def factors(n: int, language: str, count: Count = style.count) -> str:
    """3 yếu tố, 3 factors."""
    return _counted(n, language, count, {"vi": ("yếu tố", "yếu tố"), "en": ("factor", "factors")})


def units(n: int, language: str, count: Count = style.count) -> str:
    """20 đơn vị, 20 units."""
    return _counted(n, language, count, {"vi": ("đơn vị", "đơn vị"), "en": ("unit", "units")})


def ordinal(n: int, language: str) -> str:
    """7 after “thứ”, 7th."""
    if style.known(language) == "vi":
        return style.count(n, language)
    ending = "th" if n % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(n % 10, "th")
    return f"{style.count(n, language)}{ending}"


def quoted(texts: Sequence[str]) -> str:
    """“a”; “b”: with semicolons, because the texts have commas of their own."""
    return "; ".join(f"“{text}”" for text in texts)


def either(texts: Sequence[str], language: str) -> str:
    """“hài lòng” hoặc “rất hài lòng”."""
    word = {"vi": " hoặc ", "en": " or "}[style.known(language)]
    *first, last = [f"“{text[:1].lower()}{text[1:]}”" for text in texts]
    return ", ".join(first) + word + last if first else last


def wave_name(wave: str, language: str) -> str:
    """A wave as a sentence names it: năm 2026, đợt 2."""
    text = style.plain(wave)
    if not text.isdigit():
        return text
    year = len(text) == 4
    return {"vi": f"năm {text}" if year else f"đợt {text}", "en": text if year else f"wave {text}"}[
        style.known(language)
    ]


def _counted(n: int, language: str, count: Count, noun: dict[str, tuple[str, str]]) -> str:
    one, many = noun[style.known(language)]
    return f"{count(n, language)} {one if n == 1 else many}"
