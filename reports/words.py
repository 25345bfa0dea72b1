"""Saying a sentence in a language: looked up by its name and filled in."""

from __future__ import annotations

from collections.abc import Sequence

from questionnaires.model import Text
from reports import style
from reports.texts.charts import CHARTS
from reports.texts.findings import FINDINGS
from reports.texts.labels import LABELS
from reports.texts.method import METHOD
from reports.texts.notes import NOTES

SENTENCES: dict[str, Text] = {**CHARTS, **FINDINGS, **LABELS, **METHOD, **NOTES}


def say(key: str, language: str, **values: str) -> str:
    """The sentence of this name in this language, filled in."""
    return SENTENCES[key][style.known(language)].format(**values)


def forms(n: int, language: str) -> str:
    """50 phiếu, 50 forms."""
    return _counted(n, language, {"vi": ("phiếu", "phiếu"), "en": ("form", "forms")})


def items(n: int, language: str) -> str:
    """9 câu hỏi, 9 items."""
    return _counted(n, language, {"vi": ("câu hỏi", "câu hỏi"), "en": ("item", "items")})


def factors(n: int, language: str) -> str:
    """3 yếu tố, 3 factors."""
    return _counted(n, language, {"vi": ("yếu tố", "yếu tố"), "en": ("factor", "factors")})


def units(n: int, language: str) -> str:
    """20 đơn vị, 20 units."""
    return _counted(n, language, {"vi": ("đơn vị", "đơn vị"), "en": ("unit", "units")})


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


def _counted(n: int, language: str, noun: dict[str, tuple[str, str]]) -> str:
    one, many = noun[style.known(language)]
    return f"{style.count(n, language)} {one if n == 1 else many}"
